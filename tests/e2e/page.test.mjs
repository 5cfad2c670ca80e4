// What a user does with the sample: open it, look through it, score it, take the result away.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { generate } from "./generated.mjs";
import { dropFiles, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { writeRecords } from "./tsv.mjs";

const DATASET = "public/sample/SAMPLE_VAL.tsv";
const PREDICTIONS = "public/sample/madeup-vlm-7b_SAMPLE_VAL.xlsx";

const open = async (page, ...paths) => {
  await page.goto(site.url);
  await page.getByRole("main").waitFor();
  await dropFiles(page, paths);
};

test("the sample opens at its first question, whose answer is hidden until asked for", async ({ page }) => {
  await page.goto(site.url);
  await page.getByRole("button", { name: "Try the sample" }).click();
  await page.getByText("Which region of the body").last().waitFor();
  await page.locator("img.image__pixels").waitFor();
  await page.waitForURL(/#\/explore\?row=0$/);
  assert.equal(await page.locator(".options__option--correct").count(), 0);
  await page.keyboard.press(" ");
  await page.locator(".options__option--correct").filter({ hasText: /^D/ }).waitFor();
  await page.keyboard.press("j");
  await page.getByRole("heading", { name: "Index 1 · row 2" }).waitFor();
  assert.equal(await page.locator(".options__option--correct").count(), 0);
});

test("dropped files are recognised and lead to the next step", async ({ page }) => {
  await open(page, DATASET, PREDICTIONS);
  await page.getByRole("link", { name: "Score it" }).click();
  await page.locator(".headline__accuracy").waitFor();
  await pages.eventually(async () => {
    assert.match(await page.locator(".headline__accuracy").textContent(), /^57/);
    const cards = await page.locator(".rule-set__accuracy").allTextContents();
    assert.deepEqual(cards.map((card) => card.slice(0, 2)), ["60", "57", "57"]);
  });
});

test("predictions without a dataset are scored against their own answers, and say so", async ({ page }) => {
  await open(page, PREDICTIONS);
  await page.getByRole("link", { name: "Score it" }).click();
  await page.getByText("the file's own answer column").waitFor();
});

test("the address holds the rule set, the filter and the row", async ({ page }) => {
  await open(page, DATASET, PREDICTIONS);
  await page.getByRole("link", { name: "Score it" }).waitFor();
  await page.goto(`${site.url}#/score?rules=r2024&outcome=no-letter`);
  await page.getByRole("row", { name: "No answer extracted" }).nth(4).waitFor();
  await pages.eventually(async () => assert.match(await page.locator(".headline__accuracy").textContent(), /^60/));
  await page.keyboard.press("j");
  await page.getByRole("heading", { name: "Letter under each rule set" }).waitFor();
  await page.waitForURL(/outcome=no-letter&at=\d+$/);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !location.hash.includes("at="));
});

test("an open row far down a filtered list is found there, and steps go on from it", async ({ page }) => {
  const worker = await pages.workerOnHold(page);
  // Two of three are wrong.
  const records = Array.from({ length: 900 }, (_, at) => [at, `Question ${at}?`, "yes", "no", "A", at % 3 === 0 ? "A" : "B"]);
  const content = writeRecords([["index", "question", "A", "B", "answer", "prediction"], ...records]);
  await open(page, await generate("score/many_GMAI-MMBench_VAL.tsv", content));
  await page.getByRole("link", { name: "Score it" }).click();
  const opened = (index) => pages.opened(page).getByRole("heading", { name: `Index ${index} ` }).waitFor();
  const selected = (index) => page.getByRole("row", { selected: true }).filter({ hasText: String(index) }).waitFor();
  // Row 600 is right: the wrong one that follows it is 601.
  for (const [at, keys, reached] of [[700, "j", 701], [701, "jj", 704], [600, "j", 601], [600, "k", 599], [899, "j", 899]]) {
    await page.evaluate(() => { location.hash = "#/score?view=answers"; });
    await page.getByRole("row").nth(5).waitFor();
    await worker.hold();
    await page.evaluate((at) => { location.hash = `#/score?outcome=incorrect&at=${at}`; }, at);
    await page.locator('[aria-pressed="true"]').filter({ hasText: "Incorrect" }).waitFor();
    await page.keyboard.type(keys);
    await worker.release();
    await opened(reached);
    await selected(reached);
  }
  // As the address says, before any step.
  await page.evaluate(() => { location.hash = "#/score?outcome=incorrect&at=440"; });
  await opened(440);
  await selected(440);
});

test("the result can be taken away", async ({ page }) => {
  await open(page, DATASET, PREDICTIONS);
  await page.getByRole("link", { name: "Score it" }).waitFor();
  await page.goto(`${site.url}#/score`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Result (tsv)" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "madeup-vlm-7b_SAMPLE_VAL_exact_matching_result.tsv");
  assert.match(await readFile(await download.path(), "utf8"), /"hit"/);
});

test("a file of another kind is refused in words", async ({ page }) => {
  await open(page, "package.json");
  await page.locator(".notice--fault").waitFor();
  assert.match(await page.locator(".notice--fault").textContent(), /Not opened: package\.json/);
});

test("an index that is not there is said to be missing", async ({ page }) => {
  await open(page, DATASET);
  await page.getByRole("article").waitFor();
  await page.getByRole("textbox", { name: "Index" }).fill("4711");
  await page.keyboard.press("Enter");
  await page.getByText("No index 4711").waitFor();
  await page.getByRole("textbox", { name: "Index" }).fill("34");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Image 2" }).waitFor();
});

test("the page speaks Chinese to a Chinese browser, and is dark where the system is", async ({ page }) => {
  await page.goto(site.url);
  await page.getByRole("heading", { name: "数据", exact: true }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await pages.eventually(async () => assert.equal(await background(), "rgb(18, 21, 26)"));
}, { locale: "zh-CN", colorScheme: "dark" });

test("a worker that cannot be loaded leaves a report, not a blank page", async ({ page, problems }) => {
  await page.route("**/worker-*_loader.js", (route) => route.abort());
  await page.goto(site.url);
  await page.getByRole("button", { name: "Open files" }).hover();
  await page.getByRole("alertdialog", { name: "GMAI Scope has stopped" }).waitFor();
  await page.getByRole("button", { name: "Reload" }).waitFor();
  problems.length = 0;
});
