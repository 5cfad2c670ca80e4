// Measures what a person waits for, in the built site: the first question, a picture, a score, scrolling.
// usage: node interaction.mjs DATASET.tsv PREDICTIONS.xlsx     (CHROME names the browser)
//
// Times are taken in the page, by its own clock, from the drop or the click to the moment the thing is on screen.

import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { serveFolder } from "../../.make/static-server.mjs";
import { launch } from "../../tests/e2e/browser.mjs";

const PICTURES = 20;
const ROWS_OF_BENCHMARK = 25_831;
const project = resolve(fileURLToPath(new URL("../../", import.meta.url)));

async function drop(page, path) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [resolve(path)], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 700, y: 400, data });
  }
  await session.detach();
}

/** What is waited for; runs in the page. */
function defineConditions() {
  window.conditions = {
    picture() {
      const picture = document.querySelector(".picture__image");
      return picture?.complete && picture.naturalWidth > 0 && picture.src !== window.formerPicture;
    },
    accuracy: () => /\d\d\.\d\d.?%/.test(document.querySelector("header").innerText),
  };
}

/** Milliseconds from the next event of that type to the first frame in which the condition holds. */
function timeUntil(page, type, condition) {
  return page.evaluateHandle(
    ([type, condition]) => ({
      result: new Promise((resolve) => {
        const begin = () => {
          const began = performance.now();
          const look = () => {
            if (window.conditions[condition]()) resolve(performance.now() - began);
            else requestAnimationFrame(look);
          };
          look();
        };
        window.addEventListener(type, begin, { capture: true, once: true });
      }),
    }),
    [type, condition],
  );
}

const finished = (timer) => timer.evaluate((timer) => timer.result);
function summary(name, values) {
  const sorted = values.toSorted((a, b) => a - b);
  const [middle, worst] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(`| ${name} | ${values.length} | ${middle.toFixed(0)} | ${worst.toFixed(0)} |`);
}

async function measureDataset(page, dataset, predictions) {
  const first = await timeUntil(page, "drop", "picture");
  await drop(page, dataset);
  summary("drop to the first question with its picture", [await finished(first)]);
  await page.waitForFunction(() => /4.?550 questions/.test(document.body.innerText), null, { timeout: 600_000 });

  const pictures = [];
  for (let picture = 0; picture < PICTURES; picture += 1) {
    await page.evaluate(() => (window.formerPicture = document.querySelector(".picture__image").src));
    const timer = await timeUntil(page, "keydown", "picture");
    await page.keyboard.press("j");
    pictures.push(await finished(timer));
  }
  summary("key to the next picture", pictures);

  const score = await timeUntil(page, "drop", "accuracy");
  await drop(page, predictions);
  summary("drop of the predictions to the accuracy", [await finished(score)]);
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
  const frames = await page.evaluate(async () => {
    const list = document.querySelector(".grid__viewport");
    const times = [];
    let last = await new Promise(requestAnimationFrame);
    for (let step = 0; step < 300; step += 1) {
      list.scrollTop += list.scrollHeight / 300;
      const now = await new Promise(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  });
  summary("frame while scrolling through 25,831 rows", frames);
}

const [dataset, predictions] = process.argv.slice(2);
const server = await serveFolder(join(project, "dist"));
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
await page.addInitScript(defineConditions);
await page.goto(server.url);
await page.getByRole("button", { name: "Try the sample" }).waitFor();
console.log("| what | times | median ms | worst ms |");
console.log("|---|--:|--:|--:|");
await measureDataset(page, dataset, predictions);
await measureScrolling(page);
await browser.close();
await server.close();
