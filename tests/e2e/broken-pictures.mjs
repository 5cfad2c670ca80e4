// Image cells that cannot be shown.

import { noise, png } from "./png.mjs";

const whole = noise(3, 64);
const base64 = whole.toString("base64");

/** A cell that can. */
export const small = base64;

/** Each with what is said of it in full, and in its tile. */
export const BROKEN = [
  {
    name: "a reference to nothing",
    image: "4711",
    full: "refers to index 4711, which holds no image",
    tile: "Refers to index 4711, which has no image",
  },
  {
    name: "broken base64",
    image: `${base64.slice(0, 1000)}?${base64.slice(1001)}`,
    full: "character 1 001 does not belong there",
    tile: /Not base64 at character 1\s001/,
  },
  {
    name: "a truncated PNG",
    image: whole.subarray(0, 3000).toString("base64"),
    full: "The PNG image is damaged or cut off (the file ends early)",
    tile: "PNG damaged or cut off",
  },
  {
    name: "no bytes",
    image: "",
    full: "The image is blank, so VLMEvalKit drops the row",
    tile: "Image cell is empty",
  },
  {
    name: "too many pixels",
    image: png(20_000, 20_000, Buffer.alloc(60)).toString("base64"),
    full: "The image has 20 000 × 20 000 pixels",
    tile: /Too large: 20\s000 × 20\s000 px/,
  },
];
