// A dataset, its index and predictions on a server that pages may read, of another origin than the site.

import assert from "node:assert/strict";
import { copyFile, readFile } from "node:fs/promises";

import { writeQuestions } from "./asked.mjs";
import { generate, generatedPath } from "./generated.mjs";
import { dropFiles, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { noise } from "./png.mjs";
import { parseRecords, writeRecords } from "./tsv.mjs";

/** Questions, and the pixels of an image on each side. */
const [QUESTIONS, PIXELS] = [40, 160];

/** The image of a row in base64. */
export const imageOf = (row) => noise(row + 1, PIXELS).toString("base64");

/** Writes the dataset into a folder of the test's; returns its records. */
export async function writeDataset(name) {
  const { path } = await writeQuestions(`plain-${name}`, QUESTIONS);
  const [header, ...records] = parseRecords(await readFile(path, "utf8"));
  const rows = records.map((record, row) => record.with(1, imageOf(row)));
  await generate(`served/${name}`, writeRecords([header, ...rows]));
  return [header, ...rows];
}

/** The folder that is served. */
export const folder = generatedPath("served");

/** Saves the index of a served file as `NAME.gmaidx` beside it, by a page of its own. */
export async function saveIndex(context, name) {
  const page = await context.newPage();
  await pages.openSite(page);
  await dropFiles(page, [`${folder}/${name}`]);
  await pages.opened(page).waitFor();
  await pages.untilRead(page);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save index" }).click(),
  ]);
  assert.equal(saved.suggestedFilename(), name.replace(/tsv$/, "gmaidx"));
  await copyFile(await saved.path(), `${folder}/${saved.suggestedFilename()}`);
  await page.evaluate(() => new Promise((done) => {
    const deleting = indexedDB.deleteDatabase("gmai-scope-recent");
    // Where it is blocked, it is deleted once this page is closed.
    deleting.onsuccess = deleting.onerror = deleting.onblocked = () => done();
  }));
  await page.close();
}

/** A link to the site that names these files, each `[name, address]`. */
export function linkTo(files, hash = "") {
  return `${site.url}?${files.map(([name, address]) => `${name}=${address}`).join("&")}${hash}`;
}

/** As `test`, of pages that ask other hosts than the site's: `isExpected` tells which problems are meant to be. */
export function served(name, body, { isExpected = () => false, ...options } = {}) {
  test(name, async (tools) => {
    await body(tools);
    const left = tools.problems.filter((problem) => !/^left the site: \S+\/(datasets|storage|files)\//.test(problem));
    tools.problems.splice(0, tools.problems.length, ...left.filter((problem) => !isExpected(problem)));
  }, options);
}
