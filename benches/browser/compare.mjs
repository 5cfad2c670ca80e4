// Measures the compare page of the built site with six prediction files of 4,550 rows, which hold letter probabilities.
// usage: node compare.mjs     (CHROME names the browser, SITE the folder of the site)

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { drop, finished, onTheSite, printHead, printTimes, timeUntil, watchLongTasks } from "./stage.mjs";

const ROWS = 4550;
const FILES = 6;
const TIMES = 10;
const LETTERS = ["A", "B", "C", "D"];
const COLUMNS = ["clinical VQA task", "department", "perceptual granularity", "modality"];
const GROUPS = [18, 18, 4, 38];

/** What is waited for; runs in the page. */
const CONDITIONS = {
  compared: () => document.querySelector(".versus__sentence") !== null && document.querySelector(".saves") !== null,
  bootstrapped: () => /resamples, seed/.test(document.querySelector(".versus__formal").textContent),
};

let state = 7;
const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
const folder = mkdtempSync(join(tmpdir(), "compare-"));
const answers = Array.from({ length: ROWS }, () => LETTERS[Math.floor(random() * 4)]);

function write(name, rows) {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => `${row.join("\t")}\n`).join(""));
  return path;
}

const dataset = () =>
  write("VAL.tsv", [
    ["index", "question", ...LETTERS, "answer", "category", ...COLUMNS],
    ...answers.map((answer, row) => {
      const groups = GROUPS.map((count, column) => `${COLUMNS[column]} ${row % count}`);
      return [row, `What is shown in ${row}?`, "liver", "spleen", "aorta", "bone", answer, `label ${row % 284}`, ...groups];
    }),
  ]);

function predictions(file) {
  const rows = answers.map((answer, row) => {
    const chosen = random() < 0.3 + file / 20 ? answer : LETTERS[Math.floor(random() * 4)];
    const most = 0.25 + 0.7 * random();
    const shares = LETTERS.map((letter) => `""${letter}"":${(letter === chosen ? most : (1 - most) / 3).toFixed(6)}`);
    return [row, "liver", "spleen", "aorta", "bone", chosen, `"{${shares.join(",")}}"`];
  });
  return write(`model-${file}.tsv`, [["index", ...LETTERS, "prediction", "letter_probabilities"], ...rows]);
}

await onTheSite(CONDITIONS, async (page) => {
  await drop(page, dataset());
  await page.waitForFunction(() => /4.?550 questions/.test(document.body.innerText));
  for (let file = 0; file < FILES; file += 1) {
    await drop(page, predictions(file));
    await page.locator("header li").filter({ hasText: `model-${file}` }).waitFor();
  }
  const [pages, bootstraps] = [[], []];
  const longTasks = await watchLongTasks(page);
  for (let time = 0; time < TIMES; time += 1) {
    await page.evaluate(() => (location.hash = "#/data"));
    await page.waitForTimeout(500);
    const compared = await timeUntil(page, "hashchange", "compared");
    await page.evaluate(() => (location.hash = "#/compare"));
    pages.push(await finished(compared));
    const bootstrapped = await timeUntil(page, "click", "bootstrapped");
    await page.locator(".versus__formal > summary").click();
    bootstraps.push(await finished(bootstrapped));
  }
  printHead();
  printTimes("six files of 4,550 rows: going to Compare to all of it", pages);
  printTimes("bootstrap interval, from the click", bootstraps);
  printTimes("task of over 50 ms on the page's thread meanwhile (0 where there is none)", [0, ...(await longTasks())]);
});
