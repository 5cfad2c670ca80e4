// Measures, side by side in one Chromium, how long each contender takes to go through a TSV from a real `File`.
// Every run has a page and a worker of its own; rounds are interleaved, so that a busy moment hits all alike.
// usage: node run.mjs FILE [CONTENDER…]     (CHROME names the browser)

import { readdirSync, statSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { serveFolder } from "../../.make/static-server.mjs";
import { launch } from "../../tests/e2e/browser.mjs";

const ROUNDS = 3;
const here = dirname(fileURLToPath(import.meta.url));
const project = resolve(here, "../..");
const bundles = "target/bench-browser";

/** Every contender is bundled, so that a worker can import it without knowing where its packages are. */
async function bundle(names) {
  await build({
    entryPoints: names.map((name) => join(here, "contenders", `${name}.mjs`)),
    outdir: join(project, bundles),
    bundle: true,
    format: "esm",
    target: "esnext",
    logLevel: "warning",
  });
}

async function measure(browser, site, name, path) {
  const page = await browser.newPage();
  try {
    await page.goto(`${site}benches/browser/page.html`);
    await page.setInputFiles("input", path);
    return await page.evaluate((url) => window.runContender(url), `${site}${bundles}/${name}.js`);
  } catch (error) {
    return { failure: error.message.split("\n", 1)[0] };
  } finally {
    await page.close();
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function tableRow(name, results, size) {
  const failed = results.find(({ failure }) => failure !== undefined);
  if (failed) return `| ${name} | – | – | – | – | failed: ${failed.failure} |`;
  const seconds = results.map((result) => result.seconds);
  const middle = median(seconds);
  const range = `${Math.min(...seconds).toFixed(2)}–${Math.max(...seconds).toFixed(2)}`;
  const { rows, note } = results[0];
  return `| ${name} | ${rows ?? ""} | ${middle.toFixed(2)} | ${range} | ${(size / middle / 1e9).toFixed(2)} | ${note} |`;
}

const [path, ...wanted] = process.argv.slice(2);
const names = readdirSync(join(here, "contenders"))
  .map((name) => name.replace(/\.mjs$/, ""))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
const { size } = statSync(path);

await bundle(names);
const { url: site, close } = await serveFolder(project);
const browser = await launch();
const results = new Map(names.map((name) => [name, []]));
for (let round = 1; round <= ROUNDS; round += 1) {
  for (const name of names) {
    const result = await measure(browser, site, name, resolve(path));
    console.error(`round ${round}: ${name}: ${result.failure ?? `${result.seconds.toFixed(2)} s`}`);
    results.get(name).push(result);
  }
}
const [cpu] = cpus();
console.log(`${new Date().toISOString().slice(0, 10)}, Chromium ${browser.version()}, ${cpus().length} × ${cpu.model},`);
console.log(`${(totalmem() / 1e9).toFixed(0)} GB of memory, file of ${(size / 1e9).toFixed(2)} GB, median of ${ROUNDS}\n`);
console.log("| contender | rows | seconds | range | GB/s | |");
console.log("|---|--:|--:|--:|--:|---|");
for (const [name, list] of results) console.log(tableRow(name, list, size));
await browser.close();
await close();
