// Datasets and predictions by address: links, the form, what is asked for, and what servers do wrong.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { after, before } from "node:test";

import { serveFolder } from "../../.make/static-server.mjs";
import { folder, imageOf, linkTo, saveIndex, served, writeDataset } from "./addressed.mjs";
import { violations } from "./axe.mjs";
import { PHONE } from "./every-page.mjs";
import { dropFiles, site } from "./harness.mjs";
import { startModels } from "./models.mjs";
import * as pages from "./pages.mjs";
import { writeRecords } from "./tsv.mjs";

let hub;
let records;

before(async () => {
  hub = await startModels();
  records = await writeDataset("VAL.tsv");
  const predictions = records.slice(1).map(([index, , question]) => [index, question, "A"]);
  await writeFile(`${folder}/seer_VAL.tsv`, writeRecords([["index", "question", "prediction"], ...predictions]));
});

after(() => hub?.stop());

const address = (name) => `${hub.http}/datasets/o/n/resolve/main/${name}`;
const data = (name = "VAL.tsv") => ["data", address(name)];
const index = (name = "VAL.gmaidx") => ["index", address(name)];

/** Serves the folder, with the index of the dataset in it. */
async function serve(context, settings = {}) {
  if (!existsSync(`${folder}/VAL.gmaidx`)) await saveIndex(context, "VAL.tsv");
  await hub.set({ hub: { folder, ...settings } });
}

/** The paths that a page asks other hosts for, from now on. */
function watchRequests(page) {
  const asked = [];
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    if (!site.url.startsWith(origin)) asked.push(pathname);
  });
  return asked;
}

const form = (page) => page.getByRole("region", { name: "Open by address" });
const dataField = (page) => form(page).getByRole("textbox", { name: "Dataset" });
const openButton = (page) => form(page).getByRole("button", { name: "Open" });
const isStored = (path) => path.startsWith("/storage/");

async function fillForm(page, { data = "", index = "", predictions = "", token = "" }) {
  await dataField(page).fill(data);
  await form(page).locator("details").evaluate((more) => { more.open = true; });
  await form(page).getByRole("textbox", { name: "Index" }).fill(index);
  await form(page).getByRole("textbox", { name: "Prediction files" }).fill(predictions);
  if (token !== "") await form(page).getByLabel("Access token").fill(token);
}

/** Kilobytes that were fetched, as the data page says. */
async function fetched(page) {
  const text = await pages.textOf(page.getByText(/fetched since this page was opened/));
  const [, number, unit] = /([\d.]+) (B|kB|MB) in/.exec(text);
  return Number(number) * { B: 0.001, kB: 1, MB: 1000 }[unit];
}

served("a link with an index opens a question, and fetches the index and its image", async ({ page, context }) => {
  await serve(context);
  await page.goto(linkTo([data(), index(), ["predictions", address("seer_VAL.tsv")]], "#/explore?row=3"));
  await pages.notices(page).getByText(/This link opens files on 127\.0\.0\.1:\d+\. Only ranges/).waitFor();
  assert.equal(await pages.comparePicture(page, imageOf(3)), "the same");
  await pages.loadedFile(page, /^VAL\s*40 questions/).waitFor();
  await pages.loadedFile(page, /seer_VAL/).waitFor();
  await pages.goTo(page, "score");
  await pages.accuracy(page).waitFor();
  await pages.goTo(page, "data");
  await page.getByText(/^On 127\.0\.0\.1:\d+\. /).waitFor();
  await pages.eventually(async () => assert.ok((await fetched(page)) > 100));
  assert.ok((await fetched(page)) < 600, "the index, predictions, and four of forty images");
  const isNamed = () => assert.match(page.url(), /\?data=.*&index=.*&predictions=.*#\/data$/, "the address goes on naming what is open");
  await pages.eventually(isNamed);
  await page.getByText(/All 4\.\d+ MB are fetched from 127/).waitFor();
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByText("no published file").waitFor();
});

served("images come from the browser's store, and those that do not say that the host is gone", async ({ page, context }) => {
  await serve(context);
  await page.goto(linkTo([data(), index()], "#/explore?row=5"));
  assert.equal(await pages.comparePicture(page, imageOf(5)), "the same");
  // It is kept a moment after it is shown.
  await page.waitForFunction(async () => {
    const [name] = (await caches.keys()).filter((name) => name.includes("gmai-scope-images"));
    return name !== undefined && (await (await caches.open(name)).keys()).length > 0;
  });
  await page.goto(`${site.url}#/settings`);
  await page.getByText("gmai-scope-images").waitFor();
  // The index knows no tag of the file; the first reply tells it.
  await page.goto(linkTo([data(), index()], "#/explore?row=15"));
  assert.equal(await pages.comparePicture(page, imageOf(15)), "the same");
  await context.setOffline(true);
  await page.evaluate(() => { location.hash = "#/explore?row=5"; });
  await pages.opened(page).getByRole("heading", { name: /Index 5 / }).waitFor();
  assert.equal(await pages.comparePicture(page, imageOf(5)), "the same", "it was kept");
  await page.evaluate(() => { location.hash = "#/explore?row=30"; });
  await pages.opened(page).getByText(/cannot be reached/).waitFor();
}, { isExpected: (problem) => problem.includes("ERR_INTERNET_DISCONNECTED") });

served("without an index the page asks before it reads the file through, and once only", async ({ page, context }) => {
  await serve(context);
  const asked = watchRequests(page);
  await page.goto(linkTo([data()], "#/explore?row=7"));
  await form(page).getByText(/would send the whole dataset once: 4\.\d+ MB/).waitFor();
  assert.equal(await dataField(page).inputValue(), address("VAL.tsv"));
  assert.equal(asked.filter(isStored).length, 1, "its beginning");
  await form(page).getByRole("button", { name: "Cancel" }).click();
  await openButton(page).click();
  await form(page).getByRole("button", { name: /^Fetch 4\.\d+ MB/ }).click();
  assert.equal(await pages.comparePicture(page, imageOf(7)), "the same");
  await pages.untilRead(page);
  await page.getByRole("region", { name: "Recently opened" }).getByText("VAL", { exact: true }).waitFor();

  asked.length = 0;
  await page.reload();
  await pages.shownPicture(page).waitFor();
  await pages.goTo(page, "data");
  await page.getByText("Opened from the saved index").waitFor();
  assert.ok(asked.filter(isStored).length <= 5, "its beginning, the first image, and those beside it");
  await page.getByRole("main").getByRole("button", { name: "Close dataset" }).click();
  await pages.eventually(() => assert.doesNotMatch(page.url(), /data=/, "nothing of it is open any more"));
  await page.getByRole("region", { name: "Recently opened" }).getByRole("button", { name: "Open", exact: true }).click();
  await pages.gridLine(page, 0).waitFor();
  await pages.eventually(() => assert.match(page.url(), /\?data=/));
});

served("reading through can be stopped", async ({ page, context }) => {
  await serve(context, { bytesPerSecond: 200_000 });
  await pages.openSite(page);
  await dataField(page).fill(address("VAL.tsv"));
  await openButton(page).click();
  await form(page).getByRole("button", { name: /^Fetch/ }).click();
  await pages.opened(page).waitFor();
  await pages.goTo(page, "data");
  await page.getByText("Reading; the questions").waitFor();
  await page.getByRole("main").getByRole("button", { name: "Cancel" }).first().click();
  await page.getByText("Stopped early; the questions").waitFor();
});

served("the form opens data with an index and predictions, and says what is wrong", async ({ page, context }) => {
  await serve(context);
  await pages.openSite(page);
  await fillForm(page, { data: "hf:only-an-owner" });
  await openButton(page).click();
  await form(page).getByText(/The address is not one of a file that can be opened/).waitFor();
  await fillForm(page, { data: address("none.tsv") });
  await openButton(page).click();
  await form(page).getByText(/refuses to send the file \(status 404\)/).waitFor();
  await fillForm(page, { data: address("VAL.tsv"), index: address("VAL.gmaidx"), predictions: `${address("seer_VAL.tsv")}\n` });
  await openButton(page).click();
  assert.equal(await pages.comparePicture(page, imageOf(0)), "the same");
  await pages.loadedFile(page, /seer_VAL/).waitFor();
  await pages.eventually(() => assert.match(page.url(), /\?data=.*&index=.*&predictions=/));
  await dropFiles(page, ["public/sample/SAMPLE_VAL.tsv"]);
  await pages.loadedFile(page, /^SAMPLE_VAL/).waitFor();
  await pages.eventually(() => assert.doesNotMatch(page.url(), /\?/));
}, { isExpected: (problem) => problem.includes("404") });

served("an index of another file shows no image", async ({ page, context }) => {
  await serve(context);
  // As long as the file that the index is of, with its records in another order.
  await writeFile(`${folder}/OTHER.tsv`, writeRecords([records[0], ...records.slice(1).reverse()]));
  await page.goto(linkTo([data("OTHER.tsv"), index()], "#/explore?row=9"));
  await pages.opened(page).getByText("The index is not of this file: VAL.tsv.").waitFor();
  assert.equal(await pages.shownPicture(page).count(), 0);
  await writeFile(`${folder}/LONGER.tsv`, writeRecords([...records, records[1]]));
  await page.goto(linkTo([data("LONGER.tsv"), index()], "#/explore?row=3"));
  await pages.opened(page).getByText("The index is not of this file: LONGER.tsv.").waitFor();
});

served("a token is for one host, and nowhere but in memory", async ({ page, context }) => {
  await serve(context, { token: "hf_secret" });
  await page.goto(linkTo([data(), index()], "#/explore?row=3"));
  await form(page).getByText(/refuses to send the file \(status 401\)/).waitFor();
  await form(page).getByText(/need a token of an account/).waitFor();
  await form(page).getByLabel("Access token").fill("hf_secret");
  await openButton(page).click();
  assert.equal(await pages.comparePicture(page, imageOf(3)), "the same");
  assert.doesNotMatch(page.url(), /hf_secret/);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(stored, /hf_secret/);
  await page.reload();
  await form(page).getByText(/status 401/).waitFor();
  await dataField(page).fill("https://example.org/a.tsv");
  assert.equal(await form(page).getByLabel("Access token").inputValue(), "");
  await form(page).getByLabel("Access token").fill("hf_other");
  await dataField(page).fill("https://example.com/a.tsv");
  await form(page).getByText("What was entered here before is for example.org only.").waitFor();
}, { isExpected: (problem) => problem.includes("401") });

served("what passes is tried again, and what does not is said", async ({ page, context }) => {
  await serve(context, { faults: ["busy", "cut", "none", "unavailable", "cut", "none"], goodForMs: 1500 });
  await page.goto(linkTo([data(), index()], "#/explore?row=2"));
  assert.equal(await pages.comparePicture(page, imageOf(2)), "the same");
  await page.waitForTimeout(2000);
  await page.evaluate(() => { location.hash = "#/explore?row=30"; });
  await pages.opened(page).getByRole("heading", { name: /Index 30/ }).waitFor();
  assert.equal(await pages.comparePicture(page, imageOf(30)), "the same", "by another signed address");
  const lasting = [
    ["noCors", /cannot be reached, or does not let other pages read/],
    ["busy", /asks to wait before more is fetched/],
    ["unavailable", /fails again and again \(status 503\)/],
  ];
  for (const [fault, said] of lasting) {
    await serve(context, { faults: Array(8).fill(fault) });
    await pages.openSite(page);
    await page.reload();
    await dataField(page).fill(address("VAL.tsv"));
    await openButton(page).click();
    await form(page).getByText(said).waitFor();
  }
}, { isExpected: (problem) => /429|403|503|CORS|ERR_FAILED|ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE/.test(problem) });

served("the questions beside the open one are fetched ahead, unless the browser saves data", async ({ page, context }) => {
  await serve(context);
  const asked = watchRequests(page);
  await page.goto(linkTo([data(), index()], "#/explore?row=10"));
  assert.equal(await pages.comparePicture(page, imageOf(10)), "the same");
  // The index, the image, and those of three others; one of them is that of another.
  await pages.eventually(() => assert.ok(asked.filter(isStored).length >= 5));
  // They have been asked for, and are yet to arrive.
  await page.waitForTimeout(3000);
  asked.length = 0;
  await context.setOffline(true);
  await page.keyboard.press("j");
  await pages.opened(page).getByRole("heading", { name: /Index 11/ }).waitFor();
  assert.equal(await pages.comparePicture(page, imageOf(11)), "the same");
  await context.setOffline(false);

  await page.addInitScript(() => Object.defineProperty(navigator.connection, "saveData", { get: () => true }));
  await page.goto(`${site.url}#/settings`);
  asked.length = 0;
  await page.goto(linkTo([data(), index()], "#/explore?row=20"));
  assert.equal(await pages.comparePicture(page, imageOf(20)), "the same");
  await page.waitForTimeout(500);
  assert.equal(asked.filter(isStored).length, 2, "the index and the image");
}, { isExpected: (problem) => problem.includes("ERR_INTERNET_DISCONNECTED") });

served("what is scrolled away is given up, and what is in view is shown", async ({ page, context }) => {
  await serve(context, { bytesPerSecond: 50_000, latencyMs: 20 });
  const asked = watchRequests(page);
  let givenUp = 0;
  page.on("requestfailed", () => { givenUp += 1; });
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.goto(linkTo([data(), index()], "#/explore?list=gallery"));
  await page.locator("#tile-0").waitFor();
  // The index, and an image.
  await pages.eventually(() => assert.ok(asked.filter(isStored).length >= 2));
  await page.locator(".gallery__viewport").evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await page.locator("#tile-38 img").waitFor();
  await pages.eventually(() => assert.notEqual(givenUp, 0));
  assert.equal(await page.locator(".tile__fault").count(), 0);
});

served("another site's page shows a dataset by its address", async ({ page, context }) => {
  await serve(context);
  const host = await serveFolder(folder, { prefix: "/files/" });
  try {
    const element = `<gmai-scope view="explore" filter="row=2" height="700" ${data().join("='")}' ${index().join("='")}'></gmai-scope>`;
    await writeFile(`${folder}/host.html`, `<!doctype html><link rel="icon" href="data:,"><script async src="${site.url}embed.js"></script>${element}`);
    await page.goto(`${host.url}host.html`);
    const frame = page.frameLocator("iframe");
    const image = frame.getByRole("article").getByRole("img");
    await image.waitFor();
    await pages.eventually(async () => assert.equal(await image.evaluate(pages.pictureDifference, imageOf(2)), "the same"));
    const tab = frame.getByRole("link", { name: "Open in a tab" });
    await pages.eventually(async () => assert.match(await tab.getAttribute("href"), /\?data=.*&index=.*#\/explore\?row=2/));
    await page.locator("gmai-scope").evaluate((scope) => scope.setAttribute("filter", "row=4"));
    await frame.getByRole("heading", { name: /Index 4/ }).waitFor();
    await page.locator("gmai-scope").evaluate((scope) => scope.removeAttribute("index"));
    await frame.getByRole("button", { name: /^Fetch/ }).waitFor();
    assert.equal(await frame.getByLabel("Access token").count(), 0);
  } finally {
    await host.close();
  }
});

served("the form is in order for all who use it", async ({ page, context }) => {
  await serve(context);
  await pages.openSite(page);
  await fillForm(page, { data: address("VAL.tsv") });
  await openButton(page).click();
  await form(page).getByRole("button", { name: /^Fetch/ }).waitFor();
  const found = await violations(page);
  await page.setViewportSize(PHONE);
  assert.deepEqual([...found, ...(await violations(page))], []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
});
