// Pictures that tests make.

import { createCipheriv } from "node:crypto";
import { deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

/** A square RGB picture of noise, the same for the same seed; noise cannot be compressed. */
export function noise(seed, size) {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(seed);
  const cipher = createCipheriv("aes-128-ctr", key, Buffer.alloc(16));
  const rows = cipher.update(Buffer.alloc(size * (1 + 3 * size)));
  // Each row begins with its filter: none.
  for (let row = 0; row < size; row += 1) rows[row * (1 + 3 * size)] = 0;
  return png(size, size, deflateSync(rows, { level: 1 }));
}

/** An RGB picture whose columns go from black to white. */
export function grey(width, height) {
  const row = [0];
  for (let x = 0; x < width; x += 1) row.push(...Array(3).fill(Math.round((255 * x) / (width - 1))));
  return png(width, height, deflateSync(Buffer.concat(Array(height).fill(Buffer.from(row)))));
}

/** A PNG whose header claims a size, whatever the compressed pixels hold. */
export function png(width, height, compressed) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [chunk("IHDR", header), chunk("IDAT", compressed), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...chunks]);
}

function chunk(type, content) {
  const named = Buffer.concat([Buffer.from(type), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? 0xedb88320 ^ (byte >>> 1) : byte >>> 1;
  return byte;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}
