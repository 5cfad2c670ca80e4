// Weighs the built site as it travels (Brotli, quality 11) and fails when a part is above its budget.
// usage: node size-budget.mjs FOLDER

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Bytes; 1 KB is 1,000 bytes. A part needs a file for each of its patterns. */
const BUDGETS = [
  {
    part: "first load",
    files: [
      /^index\.html$/,
      /^boot-[^/]*\.js$/,
      /^app-[^/]*\.js$/,
      /^app-[^/]*\.wasm$/,
      /^style-[^/]*\.css$/,
      /^manifest\.webmanifest$/,
      /^icons\/icon\.svg$/,
    ],
    budget: 700_000,
  },
  { part: "app", files: [/^(app|boot)-[^/]*\.js$/, /^app-[^/]*\.wasm$/], budget: 680_000 },
  { part: "worker", files: [/^worker-[^/]*\.js$/, /^worker-[^/]*\.wasm$/], budget: 860_000 },
];

function brotliSize(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`.padStart(9);

/** The sizes of every file of the site by its path, weighed when first asked for. */
function scale(folder) {
  const sizes = new Map();
  return (path) => {
    if (!sizes.has(path)) {
      const bytes = readFileSync(join(folder, path));
      sizes.set(path, { brotli: brotliSize(bytes), raw: bytes.length });
    }
    return sizes.get(path);
  };
}

function weigh(paths, sizeOf, { part, files, budget }) {
  const missing = files.filter((pattern) => !paths.some((path) => pattern.test(path)));
  if (missing.length > 0) throw new Error(`the site lacks files of the ${part}: ${missing.join(" ")}`);
  let total = 0;
  for (const path of paths.filter((path) => files.some((pattern) => pattern.test(path)))) {
    const { brotli, raw } = sizeOf(path);
    total += brotli;
    console.log(`  ${kilobytes(brotli)} brotli ${kilobytes(raw)} raw  ${path}`);
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
const paths = readdirSync(folder, { recursive: true }).map((path) => path.replaceAll("\\", "/")).sort();
const sizeOf = scale(folder);
const fits = [...BUDGETS.map((budget) => weigh(paths, sizeOf, budget)), weighEmbed(folder, 5_000)];
process.exitCode = fits.every(Boolean) ? 0 : 1;
