// Files that tests make: written below `target/`, never into the project.

import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { projectFile } from "./harness.mjs";

/** Where a generated file lies. */
export const generatedPath = (name) => projectFile(`target/e2e-data/${name}`);

/** Writes a file (a text or bytes) and returns its path. */
export async function generate(name, content) {
  const path = generatedPath(name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}
