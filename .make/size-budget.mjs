// Weighs the built site as it travels (Brotli, quality 11) and fails when a part is above its budget.
// usage: node size-budget.mjs FOLDER

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

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

/** The script for other pages is told apart: it is served as it is, by hosts that know gzip at best. */
function weighEmbed(folder, budget) {
  const size = gzipSync(readFileSync(join(folder, "embed.js")), { level: 9 }).length;
  const fits = size <= budget;
  console.log(`${kilobytes(size)} of ${kilobytes(budget).trim()}: embed.js (gzip) ${fits ? "fits" : "IS TOO LARGE"}`);
  return fits;
}

const folder = process.argv[2];
const fits = [...BUDGETS.map((budget) => weigh(folder, budget)), weighEmbed(folder, 5_000)];
process.exitCode = fits.every(Boolean) ? 0 : 1;
