// @ts-check
// Pictures as models take them.

import { Failure } from "./failure.js";

/** @import { Library } from "./library.js" */

/**
 * Those of a dataset arrive as PNG without transparency or colour profile, which the worker made of them within its limits:
 * the browser then decodes the very pixels.
 * @param {Library} library @param {Blob[]} pictures
 */
export async function decodePictures({ RawImage }, pictures) {
  const decoded = [];
  for (const [index, picture] of pictures.entries()) {
    try {
      decoded.push(await RawImage.fromBlob(picture));
    } catch (error) {
      throw new Failure("bad-image", `picture ${index + 1} cannot be decoded (${error})`);
    }
  }
  return decoded;
}
