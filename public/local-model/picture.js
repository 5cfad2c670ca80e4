// @ts-check
// Pictures as models take them.

import { Failure } from "./failure.js";

/** @import { Library } from "./library.js" */

/** Pixels; decoded, a picture of this size takes 400 MB. */
const MOST_PIXELS = 100_000_000;

/** Bytes within which a JPEG tells its size, after the camera's notes and thumbnail. */
const JPEG_HEADER = 1 << 18;

/** @param {Library} library @param {Blob[]} pictures */
export async function decodePictures({ RawImage }, pictures) {
  const decoded = [];
  for (const [index, picture] of pictures.entries()) {
    const size = await sizeOf(picture);
    if (size !== undefined && size.width * size.height > MOST_PIXELS) {
      throw new Failure("bad-image", `picture ${index + 1} is too large: ${size.width} × ${size.height} pixels`);
    }
    try {
      decoded.push(await RawImage.fromBlob(picture));
    } catch (error) {
      throw new Failure("bad-image", `picture ${index + 1} cannot be decoded (${error})`);
    }
  }
  return decoded;
}

/** The size that a file claims, where it is of a kind that tells early. @param {Blob} picture */
async function sizeOf(picture) {
  const bytes = new DataView(await picture.slice(0, JPEG_HEADER).arrayBuffer());
  if (bytes.byteLength < 26) return undefined;
  const start = bytes.getUint32(0);
  if (start === 0x89504e47) return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
  if (start === 0x47494638) return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) };
  if (start >>> 16 === 0x424d) return { width: bytes.getInt32(18, true), height: Math.abs(bytes.getInt32(22, true)) };
  return start >>> 16 === 0xffd8 ? sizeOfJpeg(bytes) : undefined;
}

/** @param {DataView} bytes */
function sizeOfJpeg(bytes) {
  let at = 2;
  while (at + 9 <= bytes.byteLength) {
    const marker = bytes.getUint16(at);
    if (marker >>> 8 !== 0xff) return undefined;
    // Start of frame, of any kind: C4, C8 and CC are something else.
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: bytes.getUint16(at + 7), height: bytes.getUint16(at + 5) };
    at += 2 + bytes.getUint16(at + 2);
  }
  return undefined;
}
