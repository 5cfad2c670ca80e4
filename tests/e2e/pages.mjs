// Where things are on the pages, and how the tests look at them.

import { AssertionError } from "node:assert/strict";

import { dropFiles, site } from "./harness.mjs";

/** Milliseconds; no test is about time, this only ends one that would wait for ever. */
const GIVES_UP_AFTER = 60_000;

/** Opens the site and waits until it can be used. */
export async function openSite(page, hash = "") {
  await page.goto(site.url + hash);
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
}

/** Drops a dataset, perhaps with predictions, onto the data page, which leads to its first question, on a phone to its list. */
export async function dropDataset(page, paths) {
  await dropFiles(page, paths);
  await (page.viewportSize().width > 760 ? opened(page) : grid(page)).waitFor();
}

/** Waits until the dataset is read to its end, which the data page tells. */
export async function untilRead(page) {
  await goTo(page, "data");
  await page.getByText("Read to the end").waitFor();
}

/** Goes to `data`, `explore` or `score` by its link in the navigation. */
export async function goTo(page, name) {
  await navigationLink(page, name).click();
  await page.locator(`nav a[href^="#/${name}"][aria-current="page"]`).waitFor();
}

export const navigationLink = (page, name) => page.getByRole("navigation").locator(`a[href^="#/${name}"]`);

/** The messages in the corner. */
export const notices = (page) => page.getByRole("log");

/** The faults told on the page itself. */
export const alerts = (page) => page.getByRole("main").getByRole("alert");

/** The files of the header: a link and a button each. */
export const loadedFile = (page, name) => page.locator("header").locator("li").filter({ hasText: name });

/** The figure of the data page that has this name. */
export const figure = (page, name) =>
  page.getByRole("main").locator("dl > div").filter({ has: page.getByText(name, { exact: true }) }).locator("dd");

/** The table of questions or of scored rows; its lines are counted from 0. */
export const grid = (page) => page.getByRole("grid");
export const gridLine = (page, line) => grid(page).locator(`[role="row"][aria-rowindex="${line + 2}"]`);
export const gridTotal = async (page) => Number(await grid(page).getAttribute("aria-rowcount")) - 1;

/** The texts of a line's cells, in order, once they are there. */
export async function gridCells(page, line) {
  await gridLine(page, line).locator('[role="gridcell"]:not([aria-busy])').first().waitFor();
  return gridLine(page, line).getByRole("gridcell").allInnerTexts();
}

/** The open question or scored row. */
export const opened = (page) => page.getByRole("article");
export const shownPicture = (page) => opened(page).getByRole("img");

export const accuracy = (page) => page.locator(".headline__accuracy");
export const ruleSet = (page, rules) => page.getByRole("radio", { name: new RegExp(`${rules} ·`) });
export const filters = (page) => page.getByRole("group", { name: "Answers to list" });
export const downloads = (page) => page.getByRole("region", { name: "Download" });

/** Goes to a tab of the score page. */
export async function goToTab(page, name) {
  await page.getByRole("tab", { name, exact: true }).click();
  await page.getByRole("tab", { name, exact: true, selected: true }).waitFor();
}

/** The rows of a table by their first cell, each with the texts of the others. */
export async function tableRows(table) {
  const rows = await table.locator("tbody tr").all();
  const texts = await Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
  return new Map(texts.map(([name, ...cells]) => [plain(name), cells.map(plain)]));
}

/** Decimals of a percentage of so many questions. */
export const decimals = (whole) => (whole <= 100 ? 0 : whole <= 1000 ? 1 : 2);

/** A share as the page prints it. */
export const percent = (part, whole) => `${((100 * part) / whole).toFixed(decimals(whole))} %`;

/** A text with single spaces for white space of any kind and number. */
export const plain = (text) => text.replace(/\s+/g, " ").trim();

/** The visible text of a locator, see `plain`. */
export const textOf = async (locator) => plain(await locator.innerText());

/** Repeats a check that asserts, or reads what may not be there yet, until it passes; then returns what it returned. */
export async function eventually(check) {
  const deadline = Date.now() + GIVES_UP_AFTER;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      // The latter is thrown where a box, a cell or a match is not there.
      const isEarly = error instanceof AssertionError || error instanceof TypeError;
      if (!isEarly || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** How a picture of the page differs in its pixels from an encoded one, `the same`, or `gone`. Runs in the page. */
export async function pictureDifference(shown, base64) {
  const pixels = (source) => {
    const canvas = new OffscreenCanvas(source.width, source.height);
    const context = canvas.getContext("2d");
    context.drawImage(source, 0, 0);
    return context.getImageData(0, 0, source.width, source.height).data;
  };
  try {
    await shown.decode();
  } catch {
    return "gone";
  }
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const expected = await createImageBitmap(new Blob([bytes]));
  const actual = await createImageBitmap(shown);
  if (actual.width !== expected.width || actual.height !== expected.height) {
    return `${actual.width} × ${actual.height} pixels instead of ${expected.width} × ${expected.height}`;
  }
  const [left, right] = [pixels(actual), pixels(expected)];
  const differing = left.reduce((count, value, at) => count + Number(value !== right[at]), 0);
  return differing === 0 ? "the same" : `${differing} of ${left.length} values differ`;
}

/** How the picture on show differs from an encoded one, or `the same`. */
export async function comparePicture(page, base64) {
  return eventually(async () => {
    await shownPicture(page).waitFor();
    const difference = await shownPicture(page).evaluate(pictureDifference, base64);
    // Another one is about to take its place.
    if (difference === "gone") throw new AssertionError({ message: "the picture cannot be decoded" });
    return difference;
  });
}

/** What the next load of the page sends its worker can be held back, as if the worker took its time. */
export async function workerOnHold(page) {
  await page.addInitScript(() => {
    const { postMessage } = Worker.prototype;
    window.held = null;
    Worker.prototype.postMessage = function (...message) {
      const send = () => postMessage.apply(this, message);
      if (window.held) window.held.push(send);
      else send();
    };
  });
  await page.reload();
  return {
    hold: () => page.evaluate(() => { window.held = []; }),
    release: () =>
      page.evaluate(() => {
        const { held } = window;
        window.held = null;
        for (const send of held) send();
      }),
  };
}
