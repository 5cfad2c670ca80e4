// What runs leave behind and take up again: parts that are merged, journals, another model's prediction file, a judge.

import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { after, before } from "node:test";

import { generate, generatedPath } from "./generated.mjs";
import { projectFile, test } from "./harness.mjs";
import { startModels } from "./models.mjs";
import * as pages from "./pages.mjs";
import { noise } from "./png.mjs";
import { allowServer, chooseModel, field, KEY, run, storedRun, takeAway, untilComplete, untilCounted } from "./runs.mjs";
import { openSample, questions } from "./sample.mjs";
import { parseTable } from "./tsv.mjs";

let models;

before(async () => {
  models = await startModels({ key: KEY });
});

after(() => models?.stop());

async function openRun(page) {
  // The dialog of this function cannot be driven; without it the page falls back to the one that can.
  await page.addInitScript(() => delete window.showOpenFilePicker);
  await openSample(page);
  await chooseModel(page, models.http, KEY);
}

const start = (page) => page.getByRole("button", { name: /^Run \d+ questions?$/ }).click();
const table = ({ path }) => parseTable(readFileSync(path, "utf8"));
const bringIn = (page) => page.getByRole("region", { name: "Bring in files" });

/** Chooses files by a button. */
async function choose(page, button, paths) {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    bringIn(page).getByRole("button", { name: button, exact: true }).click(),
  ]);
  await chooser.setFiles(paths);
}

test("two parts, each run for itself, make the whole; a part alone tells its gaps", async ({ page, problems }) => {
  await openRun(page);
  await page.getByRole("checkbox", { name: /only one part/i }).check();
  await field(page, "of").fill("2");
  const parts = [];
  for (const part of ["1", "2"]) {
    await field(page, "Part").fill(part);
    await start(page);
    await untilComplete(page);
    parts.push(await takeAway(page, run(page), "tsv", `parts-${part}`));
    await run(page).getByRole("button", { name: "Close", exact: true }).click();
  }
  assert.deepEqual(parts.map((part) => table(part).length), [17, 18]);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    choose(page, "Merge parts", parts.map(({ path }) => path)),
  ]);
  await saved.saveAs(generatedPath("parts-merged.xlsx"));
  await page.getByText("35 rows: the parts make exactly the whole.").waitFor();
  await Promise.all([page.waitForEvent("download"), choose(page, "Merge parts", [parts[0].path])]);
  await page.getByText("18 questions are in no part").waitFor();
  allowServer(problems, models.http);
});

test("a journal goes on in another browser, and asks only what is left", async ({ page, problems }) => {
  await openRun(page);
  await page.getByRole("checkbox", { name: /sample/ }).check();
  await field(page, "Size").fill("8");
  await start(page);
  await untilComplete(page);
  const journal = await takeAway(page, run(page), "Journal (to continue elsewhere)", "journal");
  const [header, ...records] = readFileSync(journal.path, "utf8").trimEnd().split("\n");
  assert.equal(records.length, 8);
  const cut = generatedPath("journal-cut.jsonl");
  writeFileSync(cut, [header, ...records.slice(0, 5), records[5].slice(0, 40)].join("\n"));

  await run(page).getByRole("button", { name: "Close", exact: true }).click();
  await storedRun(page).getByRole("button", { name: "Delete", exact: true }).click();
  await storedRun(page).getByRole("button", { name: "Delete for good" }).click();
  await storedRun(page).waitFor({ state: "detached" });
  await models.forget();
  await choose(page, "Import a journal", [cut]);
  await page.getByText("5 of 8 questions are answered").waitFor();
  await page.getByText("cut off or damaged in its last line, 7").waitFor();
  await storedRun(page).getByRole("button", { name: "Continue run" }).click();
  await untilComplete(page);
  await untilCounted(page, /Answered 8 Failed 0 Left 0/);
  assert.equal((await models.statistics()).answered, 3);
  allowServer(problems, models.http);
});

test("a file that changes during a run pauses it and fails no question, although its picture was sent before", async ({ page, problems }) => {
  // Larger than what is sent as it was read; every other row refers to it.
  const picture = noise(1, 200).toString("base64");
  const rows = Array.from({ length: 12 }, (_, row) => `${row}\t${row === 0 ? picture : 0}\tRow ${row}?\tyes\tno\tA\n`);
  const path = await generate("CHANGING_VAL.tsv", ["index\timage\tquestion\tA\tB\tanswer\n", ...rows].join(""));
  await models.set({ key: KEY, latencyMs: 1500 });
  await pages.openSite(page);
  await pages.dropDataset(page, [path]);
  await pages.untilRead(page);
  await chooseModel(page, models.http, KEY);
  await page.getByText("Prompt, sampling, speed and limits").click();
  await field(page, "Questions at a time").fill("1");
  await start(page);
  await untilCounted(page, /Answered [2-9]/);
  appendFileSync(path, "\n");
  await run(page).getByText(/CHANGING_VAL\.tsv can no longer be read/).waitFor();
  assert.match(await pages.textOf(run(page)), /Failed 0/);
  await models.set({ key: KEY });
  allowServer(problems, models.http);
});

test("the file of another dataset is not gone on from", async ({ page, problems }) => {
  await openRun(page);
  await choose(page, "Go on from a prediction file", [projectFile("tests/malformed/clean.xlsx")]);
  await pages.notices(page).getByText("is of another dataset").first().waitFor();
  assert.equal(await storedRun(page).count(), 0);
  allowServer(problems, models.http);
});

test("a judge reads what the rules leave open, and both scores are shown", async ({ page, problems }) => {
  await openSample(page);
  await pages.goTo(page, "run");
  const judge = page.locator("details.card").filter({ hasText: "Judge" });
  await judge.getByText("Judge", { exact: true }).click();
  await judge.getByLabel("Server or provider").selectOption("custom");
  await judge.getByLabel("Address", { exact: true }).fill(`${models.http}/openai/v1`);
  await judge.getByLabel("Model name", { exact: true }).fill("mock-vision");
  await judge.getByLabel("API key", { exact: true }).fill(KEY);
  await judge.getByRole("button", { name: "Judge the open rows" }).click();
  await run(page).getByText("Score with judge").waitFor();
  await untilComplete(page);
  const judged = /(\d+) rows were open; the judge found an option for (\d+) and none for (\d+)/;
  await untilCounted(page, judged);
  const [, open, matched, unmatched] = judged.exec(await pages.textOf(run(page)));
  assert.ok(Number(open) > 0);
  assert.equal(Number(matched) + Number(unmatched), Number(open));
  const letters = readFileSync((await takeAway(page, storedRun(page), "Letters of the judge (csv)", "judge")).path, "utf8");
  const rows = letters.trimEnd().split(/\r?\n/).slice(1).map((line) => line.replaceAll('"', "").split(","));
  assert.equal(rows.length, Number(open));
  const indices = new Set(questions.map(({ index }) => index));
  for (const [index, letter] of rows) assert.ok(indices.has(index) && /^[A-Z]$/.test(letter), `${index} ${letter}`);
  allowServer(problems, models.http);
});
