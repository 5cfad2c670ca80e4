// The sample: what is shown of it is compared with the files themselves and with an independent scorer.

import assert from "node:assert/strict";

import { generate } from "./generated.mjs";
import { test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { DATASET, openSample, openScore, predictions, questions } from "./sample.mjs";
import { count, groups, RULE_SETS, score } from "./score.mjs";
import { writeRecords } from "./tsv.mjs";

const isWrong = (row) => !row.hit && row.letter !== "Z";
const isNotInferable = (row) => row.letter === "Z";

/** The pictures of a cell: one, or a Python list of several. */
const picturesIn = (cell) => (cell.startsWith("[") ? cell.match(/[A-Za-z0-9+/=]{64,}/g) : [cell]);

async function openQuestion(page, row) {
  await pages.gridLine(page, row).click();
  await pages.opened(page).getByRole("heading", { name: `row ${row + 1}`, exact: false }).waitFor();
}

test("a dropped dataset lists its 35 questions", async ({ page }) => {
  // Large enough for all rows and columns to be drawn.
  await page.setViewportSize({ width: 2400, height: 1600 });
  await pages.openSite(page);
  await pages.dropDataset(page, [DATASET]);
  // Beside an open question there is room for few columns.
  await page.keyboard.press("Escape");
  await pages.opened(page).waitFor({ state: "detached" });
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), 35));
  for (const [row, question] of questions.entries()) {
    const [index, text, modality, task, department, granularity] = await pages.gridCells(page, row);
    const shown = { index, text, modality, task, department, granularity };
    assert.deepEqual(shown, {
      index: question.index,
      text: question.question,
      modality: question.modality,
      task: question["clinical VQA task"],
      department: question.department,
      granularity: question["perceptual granularity"],
    });
  }
});

test("a question is shown with its picture, its options and, when asked for, its answer", async ({ page }) => {
  await openSample(page);
  await pages.goTo(page, "explore");
  await openQuestion(page, 0);
  const [question, , other] = questions;
  assert.equal(await pages.comparePicture(page, question.image), "the same");
  assert.notEqual(await pages.comparePicture(page, other.image), "the same");
  const text = await pages.textOf(pages.opened(page));
  for (const expected of [question.question, "A Abdomen", "D Chest", question["original task"]]) {
    assert.ok(text.includes(expected), `${expected} in: ${text}`);
  }
  assert.doesNotMatch(text, /Answer: D/);
  await page.getByRole("button", { name: "Show answer" }).click();
  await pages.opened(page).getByText("Answer: D").waitFor();
});

test("a reference shows the picture it refers to", async ({ page }) => {
  await openSample(page);
  await pages.goTo(page, "explore");
  const references = questions.filter(({ image }) => image.length <= 64);
  assert.equal(references.length, 3);
  for (const { index, image } of references) {
    await openQuestion(page, Number(index));
    await pages.opened(page).getByText(`that of index ${image}`).waitFor();
    assert.equal(await pages.comparePicture(page, questions[Number(image)].image), "the same");
  }
});

test("a question with several pictures shows each", async ({ page }) => {
  await openSample(page);
  await pages.goTo(page, "explore");
  await page.getByRole("textbox", { name: "Index" }).fill("34");
  await page.keyboard.press("Enter");
  const [first, second] = picturesIn(questions[34].image);
  await pages.eventually(async () => assert.equal(await pages.comparePicture(page, first), "the same"));
  await page.getByRole("button", { name: "Image 2" }).click();
  await pages.eventually(async () => assert.equal(await pages.comparePicture(page, second), "the same"));
});

test("the score is that of an independent scorer under every rule set", async ({ page }) => {
  await openScore(page);
  for (const rules of RULE_SETS) {
    const judged = score(predictions, rules);
    const hits = count(judged, (row) => row.hit);
    const missing = count(judged, isNotInferable);
    await pages.ruleSet(page, rules).check({ force: true });
    await page.getByText(`${hits} right of 35 questions · ${missing} not inferable`).waitFor();
    assert.equal(await pages.textOf(pages.accuracy(page)), pages.percent(hits, 35));
    // The name of each choice holds its own figures.
    await page.getByRole("radio", { name: new RegExp(`${rules}.* ${hits} / 35 · ${missing} not inferable`) }).waitFor();
    await page.getByRole("banner").getByText(pages.percent(hits, 35)).waitFor();
  }
});

test("each rule set has a score of its own", async ({ page }) => {
  const answers = [
    "Of A and B it can only be one. I am sure that the answer is **A** for the reasons given.",
    "B, as far as one can tell from a single image of this quality without the history.",
    "D",
  ];
  const rows = predictions.map((row, at) => ({ ...row, prediction: answers[at % 3] }));
  const judged = RULE_SETS.map((rules) => score(rows, rules));
  const hits = judged.map((judged) => count(judged, (row) => row.hit));
  assert.equal(new Set(hits).size, 3, "the rows tell the rule sets apart");
  const columns = Object.keys(rows[0]);
  const records = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  const file = await generate("rules_SAMPLE_VAL.tsv", writeRecords(records));
  await pages.openSite(page);
  await pages.dropDataset(page, [DATASET, file]);
  await pages.goTo(page, "score");
  for (const [at, rules] of RULE_SETS.entries()) {
    await pages.ruleSet(page, rules).check({ force: true });
    const missing = count(judged[at], isNotInferable);
    await page.getByText(`${hits[at]} right of 35 questions · ${missing} not inferable`).waitFor();
  }
});

test("the groups are those of an independent scorer", async ({ page }) => {
  await openScore(page);
  const judged = score(predictions, "r2026");
  const columns = [
    ["Department", "department"],
    ["Clinical VQA task", "clinical VQA task"],
    ["Perceptual granularity", "perceptual granularity"],
    ["Modality", "modality"],
  ];
  for (const [title, column] of columns) {
    const shown = await pages.tableRows(page.getByRole("table", { name: title, exact: true }));
    const expected = groups(judged, column);
    assert.equal(shown.size, expected.size, title);
    for (const [value, { hits, n }] of expected) {
      const blank = column === "department" ? "None (no department)" : "(blank)";
      const name = value === "" ? blank : value;
      assert.deepEqual(shown.get(name)?.slice(-2), [pages.percent(hits, n), `${hits} / ${n}`], `${title}: ${name}`);
    }
  }
});

test("the filters list the rows that an independent scorer finds", async ({ page }) => {
  await openScore(page);
  const ruleNames = { letter: "Single letter", "option-text": "Option text", nothing: "No rule" };
  for (const rules of ["r2024", "r2026"]) {
    await pages.ruleSet(page, rules).check({ force: true });
    const judged = score(predictions, rules);
    const expected = new Map([
      ["All", judged],
      ["Right", judged.filter((row) => row.hit)],
      ["Wrong letter", judged.filter(isWrong)],
      ["Not inferable", judged.filter(isNotInferable)],
      ...Object.entries(ruleNames).map(([rule, name]) => [name, judged.filter((row) => row.rule === rule)]),
    ]);
    for (const [name, rows] of expected) {
      await pages.filters(page).getByRole("button", { name: new RegExp(`^${name}\\s*${rows.length}$`) }).click();
      await pages.eventually(async () => {
        await pages.eventually(async () => assert.equal(await pages.gridTotal(page), rows.length, name));
        const [first] = rows;
        const [index, , letter, answer, question] = await pages.gridCells(page, 0);
        for (const [key, text] of Object.entries({ index, letter, answer, question })) assert.equal(text, first[key]);
      });
    }
  }
});

test("an opened row shows question, picture and why its letter was extracted", async ({ page }) => {
  await openScore(page);
  const expected = score(predictions, "r2026").find(isWrong);
  assert.equal(expected.rule, "letter");
  await pages.filters(page).getByRole("button", { name: /^Wrong/ }).click();
  await pages.eventually(async () => assert.equal((await pages.gridCells(page, 0))[0], expected.index));
  await pages.gridLine(page, 0).click();
  const row = pages.opened(page);
  await row.getByRole("heading", { name: `Index ${expected.index}` }).waitFor();
  const { image } = questions[Number(expected.index)];
  const picture = image.length <= 64 ? questions[Number(image)].image : image;
  assert.equal(await pages.comparePicture(page, picture), "the same");
  const { letter, answer, question } = expected;
  await row.getByText(question).waitFor();
  await row.getByText(`letter ${letter}, answer ${answer}`).waitFor();
  const extraction = await pages.textOf(row.locator("dl > div").filter({ hasText: /^r2026/ }));
  assert.match(extraction, new RegExp(`^r2026 ${letter} ?Single letter Exactly one option letter stands alone`));
});

test("two clicks show the sample's first question and its score", async ({ page }) => {
  await pages.openSite(page);
  await page.getByRole("button", { name: "Try the sample" }).click();
  assert.equal(await pages.comparePicture(page, questions[0].image), "the same");
  await pages.goTo(page, "score");
  const hits = count(score(predictions, "r2026"), (row) => row.hit);
  await pages.accuracy(page).waitFor();
  assert.equal(await pages.textOf(pages.accuracy(page)), pages.percent(hits, 35));
});
