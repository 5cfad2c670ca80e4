// Measures the explore page of the built site: filters on the whole benchmark, the gallery on large pictures.
// usage: node explore.mjs ALL.tsv PREDICTIONS.xlsx VAL.tsv     (CHROME names the browser)
//
// A filter's time ends with the last change to the page: counts of all nodes in view, chart, accuracies, first screen.

import { drop, finished, frameTimes, onTheSite, printHead, printTimes, timeUntilSettled, watchLongTasks } from "./stage.mjs";

const KEYSTROKES = "which lung structure";
const NODES = 20;
const GALLERY_STEPS = 600;

const goTo = (page, hash) => page.evaluate((hash) => (location.hash = hash), hash);

async function openAll(page, file, predictions) {
  await drop(page, file);
  await page.waitForFunction(() => /25.?831 questions/.test(document.body.innerText), null, { timeout: 600_000 });
  await goTo(page, "#/explore");
  await page.getByRole("tree").waitFor();
  await page.waitForTimeout(1000);
  await measureFilters(page, "no predictions");
  await drop(page, predictions);
  await page.waitForFunction(() => /\d\d\.\d\d.?%/.test(document.querySelector("header").innerText), null, { timeout: 60_000 });
  await goTo(page, "#/explore");
  await page.waitForTimeout(1000);
  await measureFilters(page, "one prediction file");
}

async function measureFilters(page, what) {
  const keys = [];
  await page.getByRole("searchbox").focus();
  for (const key of KEYSTROKES) {
    const timer = await timeUntilSettled(page, "input", ".explore");
    await page.keyboard.type(key);
    keys.push(await finished(timer));
  }
  printTimes(`keystroke in the keywords, 25,831 questions, ${what}`, keys);
  await page.getByRole("searchbox").fill("");
  const checks = [];
  await page.getByRole("tree").focus();
  await page.keyboard.press("Home");
  for (let node = 0; node < NODES; node += 1) {
    const timer = await timeUntilSettled(page, "keydown", ".explore");
    await page.keyboard.press("Space");
    checks.push(await finished(timer));
    if (node % 2 === 1) await page.keyboard.press("ArrowDown");
  }
  printTimes(`node of the tree checked or not, ${what}`, checks);
}

async function measureGallery(page, file) {
  await drop(page, file);
  await page.waitForFunction(() => /4.?550 questions/.test(document.body.innerText), null, { timeout: 600_000 });
  await goTo(page, "#/explore?list=gallery");
  await page.locator(".gallery__viewport").waitFor();
  await page.waitForTimeout(3000);
  const longTasks = await watchLongTasks(page);
  const frames = await frameTimes(page, ".gallery__viewport", GALLERY_STEPS);
  printTimes("frame while scrolling the gallery through 4,550 rows", frames);
  printTimes("task of over 50 ms meanwhile (0 where there is none)", [0, ...(await longTasks())]);
}

const [all, predictions, val] = process.argv.slice(2);
await onTheSite({}, async (page) => {
  printHead();
  await openAll(page, all, predictions);
  await measureGallery(page, val);
});
