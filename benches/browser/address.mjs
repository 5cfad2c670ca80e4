// Measures a dataset on a server of 50 Mbit/s and 40 ms: a link to its first question, further questions, the gallery.
// usage: node address.mjs DATASET.tsv     (CHROME names the browser; SITE another folder than dist/)
//
// The server is the mock server's Hub, with its redirect to storage. Its speed is that of each body: for the gallery, which
// fetches four at a time, a quarter of it. Each link is opened in a browser context that has nothing yet; app and worker
// come from this machine, and what they take is measured by the same link to a dataset of one small question.

import { link, mkdtemp, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { serveFolder } from "../../.make/static-server.mjs";
import { launch } from "../../tests/e2e/browser.mjs";
import { startModels } from "../../tests/e2e/models.mjs";
import { noise } from "../../tests/e2e/png.mjs";
import { watchProcesses } from "./processes.mjs";
import { drop, printHead, printTimes } from "./stage.mjs";

const [LINE, LATENCY] = [50e6 / 8, 40];
const [LINKS, STEPS] = [5, 12];
const ROW = 3;

const dataset = resolve(process.argv[2]);
const folder = await mkdtemp(join(dirname(dataset), "served-"));
const site = await serveFolder(process.env.SITE ?? fileURLToPath(new URL("../../dist", import.meta.url)));
const hub = await startModels({}, { profile: "release" });
const browser = await launch();

/** A page in a browser context of its own; one that saves data fetches nothing ahead. */
async function openPage(at, { saves = false } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  if (saves) await context.addInitScript(() => Object.defineProperty(navigator.connection, "saveData", { get: () => true }));
  const page = await context.newPage();
  page.setDefaultTimeout(900_000);
  await page.goto(at);
  return page;
}

const image = (page) => page.waitForFunction(() => {
  const shown = document.querySelector(".image__pixels");
  return Boolean(shown?.complete && shown.naturalWidth > 0);
}, undefined, { polling: "raf" });

/** Saves the index of a file by the page itself. */
async function saveIndex(path, to) {
  const page = await openPage(site.url);
  await page.getByRole("button", { name: "Try the sample" }).waitFor();
  await drop(page, path);
  await page.locator("article h2").waitFor();
  await page.evaluate(() => { location.hash = "#/data"; });
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save index" }).click(),
  ]);
  await saved.saveAs(to);
  await page.context().close();
}

function address(name, hash) {
  const file = (suffix) => `${hub.http}/datasets/o/n/resolve/main/${name}.${suffix}`;
  return `${site.url}?data=${file("tsv")}&index=${file("gmaidx")}${hash}`;
}

/** Milliseconds from the start of the navigation to the image, and the page. */
async function openLink(name, options) {
  const page = await openPage("about:blank", options);
  await page.goto(address(name, `#/explore?row=${name === "one" ? 0 : ROW}`), { waitUntil: "commit" });
  await image(page);
  return { page, milliseconds: await page.evaluate(() => performance.now()) };
}

/** How much was fetched in how many requests, as the page says. */
async function traffic(page) {
  await page.evaluate(() => { location.hash = "#/data"; });
  const line = page.getByText(/fetched since this page was opened/);
  await page.waitForFunction(() => /[1-9]\d* requests? fetched/.test(document.body.innerText));
  return /([\d.]+ \S+) in (\d+) request/.exec(await line.innerText()).slice(1).join(" in ");
}

/** Milliseconds from a key to the next image. */
async function step(page) {
  const heading = await page.locator("article h2").innerText();
  return page.evaluate(async (before) => {
    const began = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
    const frame = () => new Promise(requestAnimationFrame);
    const isNext = () => {
      const shown = document.querySelector(".image__pixels");
      return document.querySelector("article h2")?.innerText !== before && shown?.complete && shown.naturalWidth > 0;
    };
    while (!isNext()) await frame();
    return performance.now() - began;
  }, heading);
}

/** Milliseconds of steps; `rest` is how long each question is looked at. */
async function steps(page, rest) {
  const times = [];
  for (let count = 0; count < STEPS; count += 1) {
    await page.waitForTimeout(rest);
    times.push(await step(page));
  }
  return times;
}

/** Milliseconds from the start of the navigation until every image in view is shown. */
async function gallery() {
  const page = await openPage("about:blank");
  await page.goto(address("large", "#/explore?list=gallery"), { waitUntil: "commit" });
  const count = await page.waitForFunction(() => {
    const list = document.querySelector(".gallery__viewport")?.getBoundingClientRect();
    if (list === undefined) return 0;
    const tiles = [...document.querySelectorAll(".tile")].filter((tile) => tile.getBoundingClientRect().top < list.bottom);
    const isShown = (tile) => tile.querySelector("img")?.complete || tile.querySelector(".tile__fault") !== null;
    return tiles.length > 0 && tiles.every(isShown) ? tiles.length : 0;
  }, undefined, { polling: "raf" });
  const times = [await page.evaluate(() => performance.now()), await count.jsonValue()];
  await page.context().close();
  return times;
}

try {
  await link(dataset, join(folder, "large.tsv"));
  const small = `index\timage\tquestion\tA\tB\tanswer\n0\t${noise(1, 8).toString("base64")}\tWhat?\tx\ty\tA\n`;
  await writeFile(join(folder, "one.tsv"), small);
  for (const name of ["one", "large"]) await saveIndex(join(folder, `${name}.tsv`), join(folder, `${name}.gmaidx`));
  console.log(`${basename(dataset)} at ${(LINE * 8) / 1e6} Mbit/s, ${LATENCY} ms before the head of each reply\n`);

  await hub.set({ hub: { folder } });
  const apps = [];
  for (let count = 0; count < LINKS; count += 1) {
    const { page, milliseconds } = await openLink("one");
    apps.push(milliseconds);
    await page.context().close();
  }
  await hub.set({ hub: { folder, latencyMs: LATENCY, bytesPerSecond: LINE } });
  const links = [];
  const ahead = [];
  for (let count = 0; count < LINKS; count += 1) {
    const { page, milliseconds } = await openLink("large");
    links.push(milliseconds);
    await page.context().close();
  }
  const memory = {};
  for (const name of ["one", "large"]) {
    const watched = watchProcesses();
    const { page } = await openLink(name);
    if (name === "large") ahead.push(...(await steps(page, 3_000)));
    await page.waitForTimeout(1_000);
    memory[name] = watched().megabytes.pages;
    await page.context().close();
  }
  const { page: saving } = await openLink("large", { saves: true });
  const next = await steps(saving, 0);
  await saving.context().close();
  const { page: first } = await openLink("large", { saves: true });
  const fetched = await traffic(first);
  await first.context().close();

  await hub.set({ hub: { folder, latencyMs: LATENCY, bytesPerSecond: LINE / 4 } });
  const galleries = [];
  for (let count = 0; count < 3; count += 1) galleries.push(await gallery());

  printHead();
  printTimes("the app alone: link to a small question with its image, no latency", apps);
  printTimes("link to a question with its image", links);
  printTimes("key to the next image, fetched ahead", ahead);
  printTimes("key to the next image, nothing fetched ahead", next);
  printTimes(`link to the gallery with its ${galleries[0][1]} images in view`, galleries.map(([time]) => time));
  console.log(`\nFetched by the link for the question and its image: ${fetched} requests.`);
  const [one, large] = [memory.one, memory.large].map((megabytes) => megabytes.toFixed(0));
  console.log(`The pages' processes grew by at most ${one} MB with the small question, by ${large} MB with ${STEPS} images of the large file.`);
} finally {
  await browser.close();
  await hub.stop();
  await site.close();
  await rm(folder, { recursive: true });
}
