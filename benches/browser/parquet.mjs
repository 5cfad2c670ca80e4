// Measures hyparquet on a server of the speed of `address.mjs`: from a parquet of the same rows to one question's image.
// usage: node parquet.mjs DATASET.parquet     (CHROME names the browser)
//
// It is given the file's length, which it would ask for first. What is fetched is the footer and what it needs of the row.

import { link, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { build } from "esbuild";

import { serveFolder } from "../../.make/static-server.mjs";
import { launch } from "../../tests/e2e/browser.mjs";
import { startModels } from "../../tests/e2e/models.mjs";
import { printHead, printTimes } from "./stage.mjs";

const [LINE, LATENCY, ROW, TIMES] = [50e6 / 8, 40, 3, 3];

const PAGE = `
  import { parquetReadObjects } from "hyparquet";
  window.readRow = async (url, byteLength, row, useOffsetIndex) => {
    const began = performance.now();
    const fetched = { bytes: 0, requests: 0 };
    const slice = async (start, end = byteLength) => {
      const answer = await fetch(url, { headers: { Range: "bytes=" + start + "-" + (end - 1) } });
      const bytes = await answer.arrayBuffer();
      fetched.bytes += bytes.byteLength;
      fetched.requests += 1;
      return bytes;
    };
    const [{ image }] = await parquetReadObjects({ file: { byteLength, slice }, rowStart: row, rowEnd: row + 1, useOffsetIndex });
    const shown = new Image();
    shown.src = "data:image/png;base64," + image;
    await shown.decode();
    return { milliseconds: performance.now() - began, ...fetched };
  };`;

const dataset = resolve(process.argv[2]);
const { size } = await stat(dataset);
const folder = await mkdtemp(join(dirname(dataset), "served-"));
const hub = await startModels({}, { profile: "release" });
const browser = await launch();
const site = await serveFolder(folder);
try {
  await link(dataset, join(folder, "large.parquet"));
  const stdin = { contents: PAGE, resolveDir: import.meta.dirname };
  await build({ stdin, bundle: true, format: "esm", outfile: join(folder, "page.js") });
  await writeFile(join(folder, "index.html"), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>');
  await hub.set({ hub: { folder, latencyMs: LATENCY, bytesPerSecond: LINE } });
  const url = `${hub.http}/datasets/o/n/resolve/main/large.parquet`;
  const lines = [];
  printHead();
  for (const useOffsetIndex of [false, true]) {
    const results = [];
    for (let count = 0; count < TIMES; count += 1) {
      const page = await browser.newPage();
      page.setDefaultTimeout(900_000);
      await page.goto(site.url);
      await page.waitForFunction(() => window.readRow !== undefined);
      const read = (parameters) => page.evaluate((parameters) => window.readRow(...parameters), parameters);
      results.push(await read([url, size, ROW, useOffsetIndex]));
      await page.close();
    }
    const name = `hyparquet${useOffsetIndex ? ", by the page index" : ""}: a question with its image`;
    printTimes(name, results.map(({ milliseconds }) => milliseconds));
    lines.push(`${name}: ${(results[0].bytes / 1e6).toFixed(2)} MB in ${results[0].requests} requests`);
  }
  console.log(`\n${lines.join("\n")}`);
} finally {
  await browser.close();
  await hub.stop();
  await site.close();
  await rm(folder, { recursive: true });
}
