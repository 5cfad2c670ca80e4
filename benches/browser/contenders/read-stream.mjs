import { readStream, timeRead } from "../read.mjs";

export const run = (file) => timeRead(file, readStream);
