// Weighs the built site as it travels (Brotli, quality 11) and fails when a part is above its budget.
// usage: node size-budget.mjs FOLDER

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** Bytes; 1 KB is 1,000 bytes. */
const BUDGETS = [
  { part: "app", files: /^(app|boot)-[^/]*\.(js|wasm)$/, budget: 560_000 },
  { part: "worker", files: /^worker-[^/]*\.(js|wasm)$/, budget: 680_000 },
];

function brotliSize(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`.padStart(9);

function weigh(folder, { part, files, budget }) {
  const names = readdirSync(folder).filter((name) => files.test(name));
  for (const ending of [".js", ".wasm"]) {
    if (!names.some((name) => name.endsWith(ending))) throw new Error(`${folder} holds no ${ending} of the ${part}`);
  }
  let total = 0;
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    const size = brotliSize(bytes);
    total += size;
    console.log(`  ${kilobytes(size)} brotli ${kilobytes(bytes.length)} raw  ${name}`);
  }
  const fits = total <= budget;
  console.log(`${kilobytes(total)} of ${kilobytes(budget).trim()}: ${part} ${fits ? "fits" : "IS TOO LARGE"}`);
  return fits;
}

const fits = BUDGETS.map((budget) => weigh(process.argv[2], budget));
process.exitCode = fits.every(Boolean) ? 0 : 1;
