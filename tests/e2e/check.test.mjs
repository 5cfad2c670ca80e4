// The check page: whatever is dropped on it gets a verdict, findings in words, and what can be done about them.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { generate, generatedPath } from "./generated.mjs";
import { dropFiles, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { openSample } from "./sample.mjs";
import { parseTable } from "./tsv.mjs";

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

/** Drops a file on the check page and waits for its verdict, which may follow that of another file. */
async function check(page, path, says = /./) {
  await dropFiles(page, [path]);
  await page.locator('main a[aria-current="true"]').filter({ hasText: path.split("/").at(-1) }).waitFor();
  await verdict(page).getByRole("heading", { level: 2 }).waitFor();
  await pages.eventually(async () => assert.match(await pages.textOf(verdict(page)), says));
}

/** Waits until so many findings are shown. */
const untilFindings = (page, number) =>
  pages.eventually(async () => assert.equal(await findings(page).count(), number));

test("a file that VLMEvalKit scores as meant is ready", async ({ page }) => {
  await openCheck(page, "dataset_val.tsv");
  await check(page, malformed("clean.xlsx"), /Ready.*clean\.xlsx · 40 rows · Checked against dataset_val/);
  await untilFindings(page, 0);
  await page.getByText("Nothing was found that speaks against sending this file.").waitFor();
});

test("findings are grouped by severity, explain themselves, and lead to their questions", async ({ page }) => {
  await openCheck(page, "dataset_val.tsv");
  await check(page, malformed("duplicate_conflict.xlsx"), /Broken 1 error, 1 warning/);
  await pages.eventually(async () => {
    assert.deepEqual(await titles(page), ["The same index with different predictions", "The same index more than once"]);
    assert.deepEqual(await page.locator(".finding-group__title").allInnerTexts(), ["Errors", "Warnings"]);
  });
  // The first one is open, and the address says so.
  const first = finding(page, "The same index with different predictions");
  const isOpen = (value) => async () => assert.equal(await first.getByRole("button").getAttribute("aria-expanded"), value);
  await pages.eventually(isOpen("true"));
  await first.getByText("Keep one row for each index").waitFor();
  await page.waitForURL(/#\/check\?file=1&finding=duplicate_conflict$/);
  // Another one opens in its place, by keyboard as well.
  await finding(page, "The same index more than once").getByRole("button").focus();
  await page.keyboard.press("Enter");
  await pages.eventually(isOpen("false"));
  await page.waitForURL(/finding=duplicate_index$/);
  const row = finding(page, "The same index more than once").getByRole("link").first();
  const index = await row.innerText();
  await row.click();
  await pages.opened(page).getByText(`Index ${index}`).waitFor();
  // Coming back shows the same.
  await page.goBack();
  await finding(page, "The same index more than once").getByText("Keep one row for each index").waitFor();
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
      await check(page, malformed(name), locale === "en-US" ? /Broken/ : /无法使用/);
      await pages.eventually(async () => {
        const text = await pages.textOf(finding(page, title));
        assert.ok(text.includes(detail), text);
      });
    }
    // Nothing of it was opened as predictions.
    assert.equal(await pages.loadedFile(page, "corrupt").count(), 0);
  }, { locale });
}

test("without a dataset the published size counts, of the split that the name or the user says", async ({ page }) => {
  await openCheck(page);
  await check(page, malformed("clean.xlsx"), /Checked against the published size of VAL, 4 550 questions/);
  assert.match(await pages.textOf(finding(page, "Questions without a row")), /4 510 of 4 550 questions/);
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
  await pages.eventually(async () => {
    assert.match(await pages.textOf(finding(page, "The question differs")), /3 of 40 rows/);
    assert.match(await pages.textOf(verdict(page)), /Checked against dataset_val/);
  });
});

test("open prediction files can be checked from the score page and the check page", async ({ page }) => {
  await openSample(page);
  await pages.goTo(page, "score");
  await page.getByRole("main").getByRole("link", { name: "Check it" }).click();
  await verdict(page).getByRole("heading", { level: 2 }).waitFor();
  await pages.eventually(async () => {
    assert.match(await pages.textOf(verdict(page)), /35 rows · Checked against SAMPLE_VAL/);
  });
  await page.locator(".check-files").getByRole("button", { name: /^Remove/ }).click();
  await page.getByRole("link", { name: /^Check madeup/ }).click();
  await verdict(page).getByRole("heading", { level: 2 }).waitFor();
});

const repairs = (page) => page.getByRole("region", { name: "Repair" });
const packed = (page) => page.locator(".packed");
const anyway = (page) => page.getByRole("checkbox", { name: "Pack it all the same" });

/** Takes a file away by a button and returns its name and path. */
async function download(page, button) {
  const [saved] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const name = saved.suggestedFilename();
  const path = generatedPath(`check/${name}`);
  await saved.saveAs(path);
  return { name, path };
}

test("a bad file is repaired, packed, downloaded, and then clean", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openCheck(page, "dataset_test.tsv");
  await check(page, malformed("answer_leak_test.xlsx"), /Scorable, but suspect 1 warning/);
  await repairs(page).getByText("Columns that go: answer").waitFor();
  await repairs(page).locator("strong").getByText("Ready", { exact: true }).waitFor();

  // Without the repair the warning stays.
  const choice = repairs(page).getByRole("checkbox", { name: /Remove the column/ });
  await choice.uncheck();
  await repairs(page).getByText("Nothing, as long as no repair is chosen.").waitFor();
  await pages.eventually(async () => assert.equal(await repairs(page).getByRole("button").count(), 0));
  await choice.check();

  // The repaired file validates clean, from the disk as well.
  const tsv = await download(page, repairs(page).getByRole("button", { name: "Download repaired file (tsv)" }));
  assert.equal(tsv.name, "answer_leak_test.tsv");
  assert.ok(!Object.keys(parseTable(readFileSync(tsv.path, "utf8"))[0]).includes("answer"));

  // The form says what is wrong with it, where it is.
  const arxiv = page.getByLabel("arXiv link");
  await arxiv.fill("https://example.org/abs/2408.03361");
  await untilDescribed(arxiv, /another site than arxiv\.org/);
  await pages.eventually(async () => assert.equal(await arxiv.getAttribute("aria-invalid"), "true"));
  await arxiv.fill("arxiv.org/pdf/2408.03361v2.pdf");
  await untilDescribed(arxiv, /Goes out as https:\/\/arxiv\.org\/abs\/2408\.03361v2/);
  await page.getByLabel("Model name").fill("MadeUp-VLM 7B");
  await page.getByRole("button", { name: "Prepare package" }).click();
  await pages.eventually(async () => {
    assert.equal(await page.evaluate(() => document.activeElement.id), "package-team");
  });
  await untilDescribed(page.getByLabel("Team name"), /Required/);
  await page.getByLabel("Team name").fill("Team <b>X</b> & Co");
  await anyway(page).check();
  await page.getByRole("button", { name: "Prepare package" }).click();
  await packed(page).getByText("The package is ready.").waitFor();
  await packed(page).locator("strong").getByText("Ready", { exact: true }).waitFor();

  // Files and mail.
  const name = "MadeUp-VLM-7B_GMAI-MMBench_TEST";
  const take = (file) => download(page, packed(page).getByRole("button", { name: `Download ${file}` }));
  const spreadsheet = await take(`${name}.xlsx`);
  const manifest = JSON.parse(readFileSync((await take("manifest.json")).path, "utf8"));
  const byName = packed(page).getByText(`${name}.eml`, { exact: true });
  const message = readFileSync((await download(page, byName)).path, "utf8");
  const digest = createHash("sha256").update(readFileSync(spreadsheet.path)).digest("hex");
  assert.ok(JSON.stringify(manifest).includes(digest));
  assert.match(message, /^X-Unsent: 1\r?$/m);
  assert.match(message, /^To: .*wangguoan@pjlab\.org\.cn/m);
  const link = await packed(page).getByRole("link", { name: "Open in mail program" }).getAttribute("href");
  assert.match(link, /^mailto:wangguoan@pjlab\.org\.cn\?subject=/);
  assert.ok(new URL(link).searchParams.get("body").includes(digest));
  await packed(page).getByRole("button", { name: "Copy text" }).click();
  await packed(page).getByText("Copied.").waitFor();
  assert.ok((await page.evaluate(() => navigator.clipboard.readText())).includes("Team <b>X</b> & Co"));

  // What changes afterwards makes the package stale.
  await page.getByLabel("Notes").fill("Greedy decoding.");
  await packed(page).getByText("Prepare the package again.").waitFor();

  await check(page, spreadsheet.path, /Ready MadeUp|Ready VLMEvalKit/);
  await untilFindings(page, 0);
});

test("a repaired file is checked on the spot", async ({ page }) => {
  await openCheck(page, "dataset_val.tsv");
  await check(page, malformed("column_case.xlsx"), /Broken/);
  await repairs(page).getByText("Prediction → prediction").waitFor();
  await repairs(page).getByRole("button", { name: "Check the repaired file" }).click();
  await verdict(page).getByText("nothing speaks against the score").waitFor();
  await untilFindings(page, 0);
  await pages.eventually(async () => assert.equal(await page.locator(".check-files .chip").count(), 2));
});

test("repairs of the form come with writing the file anew", async ({ page }) => {
  await openCheck(page, "dataset_val.tsv");
  for (const [name, change] of [
    ["delimiter.csv", "Fields are no longer separated by “;”"],
    ["header_row3.xlsx", "rows above the header go"],
    ["several_sheets.xlsx", "Only the sheet"],
    ["bom.csv", "The byte order mark goes"],
    ["clean.json", "The content was json"],
  ]) {
    await check(page, malformed(name));
    await repairs(page).getByText(change).waitFor();
    await pages.eventually(async () => assert.ok(await repairs(page).getByRole("checkbox").first().isDisabled()));
    await repairs(page).locator("strong").getByText("Ready", { exact: true }).waitFor();
  }
});

test("a file with errors is packed only where that is said", async ({ page }) => {
  await openCheck(page, "dataset_test.tsv");
  await check(page, malformed("unknown_index.xlsx"));
  await page.getByLabel("Model name").fill("M");
  await page.getByLabel("Team name").fill("T");
  await page.getByLabel("arXiv link").fill("2408.03361");
  await page.getByText("This file is not ready").waitFor();
  await page.getByRole("button", { name: "Prepare package" }).click();
  await untilDescribed(anyway(page), /Correct the file first/);
  await pages.eventually(async () => assert.ok(await anyway(page).evaluate((box) => box === document.activeElement)));
  await anyway(page).check();
  await page.getByRole("button", { name: "Prepare package" }).click();
  await packed(page).getByText("The package is ready.").waitFor();
  await packed(page).getByText("Broken", { exact: true }).waitFor();
});

test("predictions for other or fewer questions than a split has are packed only where that is said", async ({ page }) => {
  await openSample(page);
  await pages.goTo(page, "score");
  await page.getByRole("main").getByRole("link", { name: "Check it" }).click();
  await verdict(page).getByRole("heading", { level: 2 }).waitFor();
  await page.getByText("Submission package").click();
  const warning = page.locator(".check__package .note--warning");
  await warning.getByText(/It answers 35 of the 4.550 questions of VAL/).waitFor();
  for (const [label, text] of [["Model name", "M"], ["Team name", "T"], ["arXiv link", "2408.03361"]]) {
    await page.getByLabel(label).fill(text);
  }
  await page.getByRole("button", { name: "Prepare package" }).click();
  await pages.eventually(async () => assert.ok(await anyway(page).evaluate((box) => box === document.activeElement)));
  assert.equal(await packed(page).getByText("The package is ready.").count(), 0);
  await anyway(page).check();
  await page.getByRole("button", { name: "Prepare package" }).click();
  await packed(page).getByText("The package is ready.").waitFor();

  await openCheck(page, "dataset_val.tsv");
  await check(page, malformed("question_mismatch.csv"));
  await page.getByText("Submission package").click();
  await warning.getByText("The question differs from the dataset's").waitFor();
});

test("predictions that no spreadsheet holds go out as tsv beside it", async ({ page }) => {
  const header = "index\tquestion\tA\tB\tcategory\tclinical VQA task\tdepartment\tperceptual granularity\tprediction";
  const row = (index, prediction) => `${index}\tq\tx\ty\tc\tt\td\tg\t${prediction}`;
  const path = await generate("long_TEST.tsv", `${[header, row(0, `${"w ".repeat(20_000)}A`), row(1, "B")].join("\n")}\n`);
  await openCheck(page);
  await check(page, path, /TEST/);
  for (const [label, text] of [["Model name", "M"], ["Team name", "T"], ["arXiv link", "2408.03361"]]) {
    await page.getByLabel(label).fill(text);
  }
  await anyway(page).check();
  await page.getByRole("button", { name: "Prepare package" }).click();
  await packed(page).getByText("1 prediction is longer than the 32\u202f767 characters").waitFor();
  const stem = "M_GMAI-MMBench_TEST";
  await pages.eventually(async () => {
    const names = await packed(page).locator(".packed__name").allInnerTexts();
    assert.deepEqual(names, [`${stem}.xlsx`, `${stem}.tsv`, "manifest.json", `${stem}.eml`]);
  });
  const tsv = await download(page, packed(page).getByRole("button", { name: `Download ${stem}.tsv` }));
  assert.equal(parseTable(readFileSync(tsv.path, "utf8"))[0].prediction.length, 40_001);
});

/** Waits for a text that describes an element to those who cannot see it. */
const untilDescribed = (locator, says) =>
  pages.eventually(async () => {
    const described = await locator.evaluate((element) => {
      const ids = element.getAttribute("aria-describedby")?.split(" ") ?? [];
      return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
    });
    assert.match(described, says);
  });

test("many files are a table with the verdict of each", async ({ page }) => {
  await openCheck(page, "dataset_val.tsv");
  const names = ["clean.xlsx", "all_blank.xlsx", "duplicate_conflict.xlsx", "unknown_index.xlsx"];
  await dropFiles(page, names.map(malformed));
  const table = page.getByRole("table", { name: "Files" });
  const verdicts = ["✓ Ready", "▲ Scorable, but suspect", "✕ Broken", "✕ Broken"];
  await pages.eventually(async () => {
    const rows = await pages.tableRows(table);
    assert.deepEqual([...rows.keys()], names);
    assert.deepEqual([...rows.values()].map(([said]) => said), verdicts);
    assert.equal(rows.get("all_blank.xlsx")[3], "40 of 40 rows are affected");
  });
  await table.getByRole("link", { name: "clean.xlsx" }).click();
  await verdict(page).getByRole("heading", { name: "Ready" }).waitFor();
  await table.getByRole("button", { name: "Remove unknown_index.xlsx from this page" }).click();
  await table.waitFor({ state: "detached" });
});

test("questions that a file has no answer to lead to a run of them", async ({ page }) => {
  await openCheck(page, "dataset_val.tsv");
  await check(page, malformed("missing_rows.xlsx"));
  await finding(page, "Questions without a row").getByRole("button", { name: "Run these again" }).click();
  await page.waitForURL(/#\/run\?.*from=selection/);
  await pages.goTo(page, "explore");
  await pages.eventually(async () => assert.ok((await pages.gridTotal(page)) < 40));
  await pages.loadedFile(page, "missing_rows.xlsx").waitFor();
});
