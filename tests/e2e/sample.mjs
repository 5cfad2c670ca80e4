// The sample's files: what is in them, and the site with them opened.

import { readFileSync } from "node:fs";

import { projectFile } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { parseTable } from "./tsv.mjs";

export const DATASET = "public/sample/SAMPLE_VAL.tsv";
export const PREDICTIONS = "public/sample/madeup-vlm-7b_SAMPLE_VAL.xlsx";

const readTable = (path) => parseTable(readFileSync(projectFile(path), "utf8"));

export const questions = readTable(DATASET);

/** The rows of the spreadsheet, as text. */
export const predictions = readTable("tests/e2e/data/madeup-vlm-7b_SAMPLE_VAL.tsv");

/** Opens the site and drops the sample's dataset and predictions. */
export async function openSample(page) {
  await pages.openSite(page);
  await pages.dropDataset(page, [DATASET, PREDICTIONS]);
  // On a phone the open question has the window to itself.
  await pages.loadedFile(page, /^SAMPLE_VAL\s*35/).waitFor({ state: "attached" });
  await pages.loadedFile(page, /SAMPLE_VAL\.xlsx\s*[\d.]+\s*%/).waitFor({ state: "attached" });
}

/** Opens the sample and goes to its score. */
export async function openScore(page) {
  await openSample(page);
  await pages.goTo(page, "score");
  await pages.accuracy(page).waitFor();
}
