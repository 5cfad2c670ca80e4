import { readSlices, timeRead } from "../read.mjs";

export const run = (file) => timeRead(file, () => readSlices(file, 8 << 20));
