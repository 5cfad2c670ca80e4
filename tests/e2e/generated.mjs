// Files that tests make: written below `target/`, never into the project. Each test file has a folder of its own there,
// since several of them run at the same time.

import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";

import { projectFile } from "./harness.mjs";

const folder = projectFile(`target/e2e-data/${basename(process.argv[1], ".test.mjs")}`);

/** Where a generated file of the test file that runs lies. */
export const generatedPath = (name) => `${folder}/${name}`;

/** Writes a file (a text or bytes) and returns its path. */
export async function generate(name, content) {
  const path = generatedPath(name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}
