// The check page: whatever is dropped on it gets a verdict, findings in words, and what can be done about them.

import assert from "node:assert/strict";

import { dropFiles, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { openSample } from "./sample.mjs";

const malformed = (name) => `tests/malformed/${name}`;

const verdict = (page) => page.locator(".verdict-panel");
const findings = (page) => page.locator(".finding");
const finding = (page, title) =>
  findings(page).filter({ has: page.locator(".finding__title").filter({ hasText: title }) });
const titles = (page) => page.locator(".finding__title").allInnerTexts();

/** Opens the check page, with the small dataset of the malformed files where one is wanted. */
async function openCheck(page, dataset) {
  await pages.openSite(page, "#/check");
  if (dataset === undefined) return;
  await dropFiles(page, [malformed(dataset)]);
  await pages.loadedFile(page, /^dataset_\w+\s*\d+ questions/).waitFor();
}

/** Drops a file on the check page and waits for its verdict. */
async function check(page, path) {
  await dropFiles(page, [path]);
  await page.locator(".chip--current").filter({ hasText: path.split("/").at(-1) }).waitFor();
  await verdict(page).getByRole("heading", { level: 2 }).waitFor();
  return pages.textOf(verdict(page));
}

test("a file that VLMEvalKit scores as meant is ready", async ({ page }) => {
  await openCheck(page, "dataset_val.tsv");
  const said = await check(page, malformed("clean.xlsx"));
  assert.match(said, /Ready/);
  assert.match(said, /clean\.xlsx · 40 rows · Checked against dataset_val/);
  assert.equal(await findings(page).count(), 0);
  await page.getByText("Nothing was found that speaks against sending this file.").waitFor();
});

test("findings are grouped by severity, explain themselves, and lead to their questions", async ({ page }) => {
  await openCheck(page, "dataset_val.tsv");
  const said = await check(page, malformed("duplicate_conflict.xlsx"));
  assert.match(said, /Not ready 1 error, 1 warning/);
  assert.deepEqual(await titles(page), ["The same index with different predictions", "Rows that stand twice"]);
  assert.deepEqual(await page.locator(".finding-group__title").allInnerTexts(), ["Errors", "Warnings"]);
  // The first one is open, and the address says so.
  const first = finding(page, "The same index");
  assert.equal(await first.getByRole("button").getAttribute("aria-expanded"), "true");
  await first.getByText("Keep one row for each index").waitFor();
  assert.match(page.url(), /#\/check\?file=1&finding=duplicate_conflict$/);
  // Another one opens in its place, by keyboard as well.
  await finding(page, "Rows that stand twice").getByRole("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await first.getByRole("button").getAttribute("aria-expanded"), "false");
  assert.match(page.url(), /finding=duplicate_index$/);
  const row = finding(page, "Rows that stand twice").getByRole("link").first();
  const index = await row.innerText();
  await row.click();
  await pages.opened(page).getByText(`Index ${index}`).waitFor();
  // Coming back shows the same.
  await page.goBack();
  await finding(page, "Rows that stand twice").getByText("Keep one row for each index").waitFor();
});

test("the verdict gets the focus when it is there, and headings are in order", async ({ page }) => {
  await openCheck(page);
  await check(page, malformed("missing_rows.xlsx"));
  await pages.eventually(async () => {
    const focused = await page.evaluate(() => document.activeElement.className);
    assert.equal(focused, "verdict-panel");
  });
  assert.equal(await verdict(page).getAttribute("role"), "status");
  const levels = await page.locator("main :is(h1, h2, h3, h4)").evaluateAll((all) => all.map((h) => Number(h.tagName[1])));
  levels.reduce((before, level) => (assert.ok(level <= before + 1, levels.join()), level), 0);
});

/** Files that cannot be read: what is found, and what it says of the file. */
const UNREADABLE = [
  ["corrupt.xlsx", "The file cannot be read", "The spreadsheet is damaged", "文件无法读取", "电子表格已损坏"],
  ["empty.csv", "The file cannot be read", "", "文件无法读取", ""],
  ["predictions.pkl", "A pickle", "Nothing was run here", "pickle 文件", "这里没有运行任何内容"],
  ["gbk.csv", "The text is not UTF-8", "GBK", "文本不是 UTF-8 编码", "GBK"],
  ["xls_renamed.xlsx", "another format than the extension says", "xls", "文件内容与扩展名不符", "xls"],
];

for (const locale of ["en-US", "zh-CN"]) {
  test(`files that cannot be opened are checked all the same [${locale}]`, async ({ page }) => {
    await openCheck(page);
    for (const [name, ...says] of UNREADABLE) {
      const [title, detail] = locale === "en-US" ? says : says.slice(2);
      const said = await check(page, malformed(name));
      assert.match(said, locale === "en-US" ? /Not ready/ : /尚不能提交/);
      const text = await pages.textOf(finding(page, title));
      assert.ok(text.includes(detail), text);
    }
    // Nothing of it was opened as predictions.
    assert.equal(await pages.loadedFile(page, "corrupt").count(), 0);
  }, { locale });
}

test("without a dataset the published size counts, of the split that the name or the user says", async ({ page }) => {
  await openCheck(page);
  const said = await check(page, malformed("clean.xlsx"));
  assert.match(said, /Checked against the published size of VAL, 4 550 questions/);
  assert.match(await pages.textOf(finding(page, "Questions without a row")), /4 510 questions/);
  await verdict(page).getByRole("button", { name: /^TEST/ }).click();
  await verdict(page).getByText("Checked against the published size of TEST, 21 281 questions").waitFor();
  await finding(page, "A column “answer” in a TEST submission").waitFor();
});

test("a dataset that is opened later is offered for a full check", async ({ page }) => {
  await openCheck(page);
  await check(page, malformed("question_mismatch.csv"));
  assert.equal(await finding(page, "The question differs").count(), 0);
  await dropFiles(page, [malformed("dataset_val.tsv")]);
  await page.getByText("has been opened since this check").waitFor();
  await verdict(page).getByRole("button", { name: "Check again" }).click();
  assert.match(await pages.textOf(finding(page, "The question differs")), /3 rows/);
  assert.match(await pages.textOf(verdict(page)), /Checked against dataset_val/);
});

test("open prediction files can be checked from the score page and the check page", async ({ page }) => {
  await openSample(page);
  await pages.goTo(page, "score");
  await page.getByRole("main").getByRole("link", { name: "Check it" }).click();
  await verdict(page).getByRole("heading", { level: 2 }).waitFor();
  assert.match(await pages.textOf(verdict(page)), /35 rows · Checked against SAMPLE_VAL/);
  await page.locator(".check-files").getByRole("button", { name: /^Remove/ }).click();
  await page.getByRole("link", { name: /^Check madeup/ }).click();
  await verdict(page).getByRole("heading", { level: 2 }).waitFor();
});
