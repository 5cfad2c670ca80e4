// A made-up dataset of 300 MB: the sample's questions over and over, each with a large picture; and predictions for it.

import { mkdir, open, rename, stat, writeFile } from "node:fs/promises";

import { projectFile } from "../e2e/harness.mjs";
import { noise } from "../e2e/png.mjs";
import { questions } from "../e2e/sample.mjs";
import { writeRecords } from "../e2e/tsv.mjs";

export const ROWS = 150;
const PICTURE_SIZE = 720;

const folder = projectFile("target/engines");
export const DATASET = `${folder}/LARGE_VAL.tsv`;
export const PREDICTIONS = `${folder}/madeup-vlm_LARGE_VAL.tsv`;

const columns = Object.keys(questions[0]);
const question = (row) => ({ ...questions[row % questions.length], index: row, image: picture(row) });

/** The picture of a row, base64. */
export const picture = (row) => noise(row, PICTURE_SIZE).toString("base64");

/** Every third prediction is wrong. */
const isRight = (row) => row % 3 !== 0;
export const HITS = Array.from({ length: ROWS }, (_, row) => row).filter(isRight).length;

/** Writes both files, once. */
export async function writeDataset() {
  if (await stat(DATASET).catch(() => undefined)) return;
  await mkdir(folder, { recursive: true });
  const file = await open(`${DATASET}.unfinished`, "w");
  const shown = columns.filter((name) => name !== "image");
  const predictions = [[...shown, "prediction"]];
  await file.write(writeRecords([columns]));
  for (let row = 0; row < ROWS; row += 1) {
    const asked = question(row);
    await file.write(writeRecords([columns.map((name) => asked[name])]));
    const wrong = asked.answer === "A" ? "B" : "A";
    predictions.push([...shown.map((name) => asked[name]), isRight(row) ? asked.answer : wrong]);
  }
  await file.close();
  await writeFile(PREDICTIONS, writeRecords(predictions));
  await rename(`${DATASET}.unfinished`, DATASET);
}
