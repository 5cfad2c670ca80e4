import { readByob, timeRead } from "../read.mjs";

export const run = (file) => timeRead(file, () => readByob(file, 4 << 20));
