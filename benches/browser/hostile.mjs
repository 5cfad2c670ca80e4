// What the files of make_hostile.py take in the browser when they are checked: seconds until the answer, the longest task of
// the worker's thread, and by how much the memory of the page's processes grew.
// usage: node hostile.mjs FOLDER     (CHROME names the browser)

import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

import { watchProcesses } from "./processes.mjs";
import { drop, longestTasks, onTheSite } from "./stage.mjs";

/** Milliseconds; an answer comes long before. */
const GIVES_UP_AFTER = 120_000;

/** Drops a file on the page for checking, in a page and a worker of its own, and waits for the verdict. */
async function measure(page, path) {
  await page.goto(`${page.url().split("#")[0]}#/check`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const verdict = page.locator(".verdict-panel h2");
  const watched = watchProcesses();
  let seconds = 0;
  const check = async () => {
    const began = performance.now();
    await drop(page, path);
    await verdict.waitFor({ timeout: GIVES_UP_AFTER });
    seconds = (performance.now() - began) / 1000;
  };
  const [longest] = await longestTasks(page.context().browser(), page, check, "DedicatedWorker thread");
  const grown = watched().megabytes.pages;
  const said = (await verdict.innerText()).replaceAll("\n", " ").slice(0, 100);
  const figures = [seconds.toFixed(2), longest.all.toFixed(0), longest.computing.toFixed(0), grown.toFixed(0)];
  console.log(`| ${[basename(path), ...figures, said].join(" | ")} |`);
}

const folder = process.argv[2];
console.log("| file | seconds | longest task, ms | of these on a processor | memory grew by, MB | verdict |");
console.log("|---|--:|--:|--:|--:|---|");
for (const name of readdirSync(folder).filter((name) => !name.endsWith(".tsv")).sort()) {
  await onTheSite({}, (page) => measure(page, join(folder, name)));
}
