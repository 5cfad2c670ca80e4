// Weighs the built site as it travels (Brotli, quality 11) and fails when a part is above its budget.
// usage: node size-budget.mjs FOLDER

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Models in the browser: nothing of these is loaded before a user picks one. */
const LOCAL_MODEL = "local-model/";

/** Bytes; 1 KB is 1,000 bytes. A part needs a file for each of its patterns. */
const BUDGETS = [
  {
    part: "first load",
    files: [
      /^index\.html$/,
      /^boot-[^/]*\.js$/,
      /^app-[^/]*\.js$/,
      /^app-[^/]*\.wasm$/,
      /^locales\/en-[^/]*\.txt$/,
      /^style-[^/]*\.css$/,
      /^manifest\.webmanifest$/,
      /^icons\/icon\.svg$/,
    ],
    budget: 341_000,
  },
  { part: "app", files: [/^(app|boot)-[^/]*\.js$/, /^app-[^/]*\.wasm$/], budget: 302_000 },
  { part: "pages, each fetched when it is first gone to", files: [/^part-[^/]*\.wasm$/], budget: 567_000 },
  { part: "worker", files: [/^worker-[^/]*\.js$/, /^worker-[^/]*\.wasm$/], budget: 1_056_000 },
  { part: "lexical tree", files: [/^tree\/lexical-tree\.json$/], budget: 9_000 },
  { part: "local model, our scripts", files: [/^local-model\/[^/]*\.js$/], budget: 20_000 },
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

/** What is loaded before a model is wanted must not bring in scripts for models; only `new Worker` may name one. */
function keepsModelsOut(folder, paths) {
  const isEarly = (path) => path === "index.html" || (!path.includes("/") && path.endsWith(".js"));
  const brings = (path) => {
    const before = path === "index.html" ? "(?:src|href)=" : String.raw`\b(?:import|from)\s*\(?\s*`;
    return new RegExp(`${before}["'][^"'\n]*${LOCAL_MODEL}`).test(readFileSync(join(folder, path), "utf8"));
  };
  const early = paths.filter(isEarly).filter(brings);
  for (const path of early) console.log(`${path} LOADS ${LOCAL_MODEL} although no model may be wanted`);
  return early.length === 0;
}

const folder = process.argv[2];
const paths = readdirSync(folder, { recursive: true }).map((path) => path.replaceAll("\\", "/")).sort();
const sizeOf = scale(folder);
const weighed = BUDGETS.map((budget) => weigh(paths, sizeOf, budget));
const fits = [...weighed, weighEmbed(folder, 5_000), keepsModelsOut(folder, paths)];
process.exitCode = fits.every(Boolean) ? 0 : 1;
