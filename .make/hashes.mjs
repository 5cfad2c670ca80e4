// The hashes by which files are named and recognised.

import { createHash } from "node:crypto";

/** For file names: changes with the contents. */
export function hashOf(...contents) {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 16);
}

/** What a browser compares a file with, see https://www.w3.org/TR/SRI/. */
export function integrityOf(content) {
  return `sha384-${createHash("sha384").update(content).digest("base64")}`;
}
