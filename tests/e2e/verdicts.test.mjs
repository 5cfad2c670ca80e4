// Check and Score tell one story, and lead to each other.

import assert from "node:assert/strict";

import { generate } from "./generated.mjs";
import { dropFiles, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { writeRecords } from "./tsv.mjs";

const malformed = (name) => `tests/malformed/${name}`;
const chip = (page, name) => pages.loadedFile(page, name);

/** Opens a page with one of the small datasets of the malformed files. */
async function open(page, hash, dataset) {
  await pages.openSite(page, hash);
  await dropFiles(page, [malformed(dataset)]);
  await pages.loadedFile(page, /^dataset_\w+\s*\d+ questions/).waitFor();
}

test("a checked file is scored without being chosen again", async ({ page }) => {
  await open(page, "#/check", "dataset_val.tsv");
  await dropFiles(page, [malformed("clean.xlsx")]);
  await page.locator(".verdict-panel").getByRole("heading", { level: 2 }).waitFor();
  await pages.goTo(page, "score");
  await page.getByRole("button", { name: "Score clean.xlsx" }).click();
  await page.getByText("Scored against the dataset's answers, as VLMEvalKit does").waitFor();
  await pages.eventually(async () => assert.equal(await pages.textOf(pages.accuracy(page)), pages.percent(32, 40)));
  await chip(page, "clean.xlsx").getByText(`${pages.percent(32, 40)} · current rules`).waitFor();
  await pages.goTo(page, "check");
  await page.getByRole("main").getByRole("button", { name: "Score it" }).click();
  await pages.accuracy(page).waitFor();
  // The same file again is no second one.
  assert.equal(await page.getByRole("banner").getByText("clean").count(), 1);
});

test("predictions for TEST lead from Score to Check", async ({ page }) => {
  await open(page, "#/score", "dataset_test.tsv");
  await dropFiles(page, [malformed("clean_test.xlsx")]);
  await page.getByText("those of TEST are not public").waitFor();
  await page.getByRole("main").locator(".note").getByRole("link", { name: "Check it" }).click();
  await page.locator(".verdict-panel").getByRole("heading", { level: 2 }).waitFor();
  await page.getByRole("button", { name: "Prepare package" }).waitFor();
  assert.equal(await page.getByRole("main").getByRole("button", { name: "Score it" }).count(), 0);
});

test("a score that VLMEvalKit does not give is no bare figure", async ({ page }) => {
  await open(page, "#/score", "dataset_val.tsv");
  await dropFiles(page, [malformed("unknown_index.xlsx"), malformed("clean.json")]);
  await chip(page, "unknown_index.xlsx").getByText("no score").waitFor();
  await chip(page, "clean.json").getByText(/current rules · ours/).waitFor();
  for (const name of ["unknown_index.xlsx", "clean.json"]) {
    await chip(page, name).getByRole("link").click();
    await page.getByText("VLMEvalKit itself gives no score for this file").waitFor();
    assert.equal(await page.getByText("as VLMEvalKit does").count(), 0);
  }
});

test("a hopeless file is suspect, with the number of its rows", async ({ page }) => {
  await open(page, "#/check", "dataset_val.tsv");
  await dropFiles(page, [malformed("all_blank.xlsx")]);
  const verdict = page.locator(".verdict-panel");
  await verdict.getByText("Scorable, but suspect").waitFor();
  const says = /40 of 40 rows are affected No row has a prediction/;
  await pages.eventually(async () => assert.match(await pages.textOf(verdict), says));
});

test("the answers of another program become a table that is scored", async ({ page }) => {
  await open(page, "#/score", "dataset_val.tsv");
  const answers = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [index, "A"]));
  const path = await generate("answers.json", JSON.stringify(answers));
  await dropFiles(page, [path]);
  await page.getByText("an object of indices and answers").waitFor();
  await pages.goTo(page, "check");
  await dropFiles(page, [path]);
  await page.locator(".verdict-panel").getByText("Broken").waitFor();
  const first = page.getByRole("table", { name: "The first rows of the table" });
  await first.waitFor();
  await pages.eventually(async () => {
    assert.deepEqual([...(await pages.tableRows(first))], [["0", ["A"]], ["1", ["A"]], ["2", ["A"]]]);
  });
  await page.getByRole("button", { name: "Check the repaired file" }).click();
  await page.locator('main a[aria-current="true"]').filter({ hasText: "answers.xlsx" }).waitFor();
  await page.getByRole("main").getByRole("button", { name: "Score it" }).click();
  await page.getByText("of 40 questions").waitFor();
});

test("an answer with marks of thinking says so where its letter is explained", async ({ page }) => {
  await pages.openSite(page, "#/score");
  const table = [
    ["index", "question", "A", "B", "answer", "prediction"],
    ["0", "Which?", "yes", "no", "B", "<think>It may be A.</think>B"],
    ["1", "Which?", "yes", "no", "B", "B"],
  ];
  await dropFiles(page, [await generate("thinking_GMAI-MMBench_VAL.tsv", writeRecords(table))]);
  await pages.goToTab(page, "Answers");
  await pages.gridLine(page, 0).click();
  await pages.opened(page).getByText("The prediction holds marks of thinking: <think> </think>.").waitFor();
  await pages.gridLine(page, 1).click();
  await pages.opened(page).getByRole("heading", { name: "Index 1" }).waitFor();
  assert.equal(await pages.opened(page).getByText("marks of thinking").count(), 0);
});

test("pieces of a dataset are told to be joined", async ({ page }) => {
  await pages.openSite(page, "#/data");
  const picture = "iVBORw0KGgo".repeat(300);
  const whole = `index\timage\tquestion\tA\n${[0, 1].map((index) => `${index}\t${picture}\tq\tx\n`).join("")}`;
  const middle = Math.floor(whole.length / 3);
  const first = await generate("VAL.tsv.aa", whole.slice(0, middle));
  const second = await generate("VAL.tsv.ab", whole.slice(middle));
  // Alone the first has all that a dataset has, but for its name.
  await dropFiles(page, [first]);
  const told = pages.notices(page).getByText("VAL.tsv.aa is a piece of a dataset");
  await told.waitFor();
  assert.equal(await chip(page, /question/).count(), 0);
  await pages.notices(page).getByRole("button", { name: "Dismiss" }).click();
  await dropFiles(page, [first, second]);
  await told.waitFor();
  await pages.notices(page).getByText("VAL.tsv.ab is a piece of a dataset").waitFor();
  // Whoever says by the name that it is whole is believed.
  await dropFiles(page, [await generate("VAL-cut.tsv", whole.slice(0, whole.lastIndexOf("1\t")))]);
  await chip(page, /^VAL-cut\s*1 question/).waitFor();
});
