// Measures what a person waits for, in the built site: the first question, a picture, a score, scrolling.
// usage: node interaction.mjs DATASET.tsv PREDICTIONS.xlsx     (CHROME names the browser)
//
// Times are taken in the page, by its own clock, from the drop or the click to the moment the thing is on screen.

import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { drop, finished, frameTimes, onTheSite, printHead, printTimes, timeUntil } from "./stage.mjs";

const PICTURES = 20;
const ROWS_OF_BENCHMARK = 25_831;

/** What is waited for; runs in the page. */
const CONDITIONS = {
  picture: () => {
    const picture = document.querySelector(".image__pixels");
    return picture?.complete && picture.naturalWidth > 0 && picture.src !== window.formerPicture;
  },
  accuracy: () => /\d\d\.\d\d.?%/.test(document.querySelector("header").innerText),
};

async function measureDataset(page, dataset, predictions) {
  const first = await timeUntil(page, "drop", "picture");
  await drop(page, dataset);
  printTimes("drop to the first question with its picture", [await finished(first)]);
  await page.waitForFunction(() => /4.?550 questions/.test(document.body.innerText), null, { timeout: 600_000 });

  const pictures = [];
  for (let picture = 0; picture < PICTURES; picture += 1) {
    await page.evaluate(() => (window.formerPicture = document.querySelector(".image__pixels").src));
    const timer = await timeUntil(page, "keydown", "picture");
    await page.keyboard.press("j");
    pictures.push(await finished(timer));
  }
  printTimes("key to the next picture", pictures);

  const score = await timeUntil(page, "drop", "accuracy");
  await drop(page, predictions);
  printTimes("drop of the predictions to the accuracy", [await finished(score)]);
}

/** Scrolls a list as long as the whole benchmark and takes the time of every frame. */
async function measureScrolling(page) {
  const rows = Array.from({ length: ROWS_OF_BENCHMARK }, (_, row) => `${row}\tWhat is shown in row ${row}?\tCT\tBone\n`);
  const path = join(tmpdir(), "scroll.tsv");
  writeFileSync(path, `index\tquestion\tmodality\tclinical VQA task\n${rows.join("")}`);
  await drop(page, path);
  await page.waitForFunction(() => /25.?831 questions/.test(document.body.innerText));
  await page.goto(`${page.url().split("#")[0]}#/explore`);
  await page.locator(".grid__viewport").first().waitFor();
  printTimes("frame while scrolling through 25,831 rows", await frameTimes(page, ".grid__viewport", 300));
}

const [dataset, predictions] = process.argv.slice(2);
await onTheSite(CONDITIONS, async (page) => {
  printHead();
  await measureDataset(page, dataset, predictions);
  await measureScrolling(page);
});
