// The sample: what is shown of it is compared with the files themselves and with an independent scorer.

import assert from "node:assert/strict";

import { generate } from "./generated.mjs";
import { test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { DATASET, openSample, openScore, predictions, questions } from "./sample.mjs";
import { count, groups, RULE_SETS, score } from "./score.mjs";
import { writeRecords } from "./tsv.mjs";

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
    // Columns come once the list has been measured.
    await pages.eventually(async () => {
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
    await page.getByText(`${hits} of 35 questions correct · no answer extracted: ${missing}`).waitFor();
    await pages.eventually(async () => {
      assert.equal(await pages.textOf(pages.accuracy(page)), pages.percent(hits, 35));
    });
    // The name of each choice holds its own figures.
    const figures = new RegExp(`${rules} ·.* ${hits} / 35 · no answer extracted: ${missing}`);
    await page.getByRole("radio", { name: figures }).waitFor();
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
    await page.getByText(`${hits[at]} of 35 questions correct · no answer extracted: ${missing}`).waitFor();
  }
});

test("the groups are those of an independent scorer", async ({ page }) => {
  await openScore(page);
  await pages.goToTab(page, "Groups");
  const judged = score(predictions, "r2026");
  const columns = [
    ["Department", "department"],
    ["Clinical VQA task", "clinical VQA task"],
    ["Perceptual granularity", "perceptual granularity"],
    ["Modality", "modality"],
  ];
  for (const [title, column] of columns) {
    const expected = groups(judged, column);
    await pages.eventually(async () => {
      const shown = await pages.tableRows(page.getByRole("table", { name: title, exact: true }));
      assert.equal(shown.size, expected.size + 1, title);
      assert.equal(shown.get("All questions")?.at(-1), `${count(judged, (row) => row.hit)} / 35`);
      for (const [value, { hits, n }] of expected) {
        const blank = column === "department" ? "None (no department)" : "(blank)";
        const name = value === "" ? blank : value;
        const [, accuracy, , counts] = shown.get(name) ?? [];
        assert.deepEqual([accuracy, counts], [pages.percent(hits, n), `${hits} / ${n}`], `${title}: ${name}`);
      }
    });
  }
});

test("the filters list the answers that an independent scorer finds", async ({ page }) => {
  await openScore(page);
  const ruleNames = { letter: "Single letter", "option-text": "Option text", nothing: "No rule" };
  for (const rules of ["r2024", "r2026"]) {
    await page.evaluate((rules) => { location.hash = `#/score?view=answers&rules=${rules}`; }, rules);
    const judged = score(predictions, rules);
    const listed = async (name, rows) =>
      pages.eventually(async () => {
        assert.equal(await pages.gridTotal(page), rows.length, name);
        const [first] = rows;
        const [index, , question, , letter, answer] = await pages.gridCells(page, 0);
        const shown = { index, question, letter: letter.at(-1), answer };
        for (const [key, text] of Object.entries(shown)) assert.equal(text, first[key], name);
      });
    const outcomes = {
      All: judged,
      Correct: judged.filter((row) => row.hit),
      Incorrect: judged.filter((row) => !row.hit),
      "No answer extracted \\(Z\\)": judged.filter(isNotInferable),
    };
    for (const [name, rows] of Object.entries(outcomes)) {
      await pages.filters(page).getByRole("button", { name: new RegExp(`^${name}\\s*${rows.length}$`) }).click();
      await listed(name, rows);
    }
    await page.getByRole("button", { name: "Clear filters" }).click();
    for (const [rule, name] of Object.entries(ruleNames)) {
      const rows = judged.filter((row) => row.rule === rule);
      await page.getByRole("combobox", { name: "Rule", exact: true }).selectOption({ label: `${name} (${rows.length})` });
      await listed(name, rows);
    }
  }
});

test("a group leads to its incorrect answers, by pointer and by key", async ({ page }) => {
  await openScore(page);
  const judged = score(predictions, "r2026");
  const [[name, { hits, n }]] = [...groups(judged, "clinical VQA task")].filter(([, { hits, n }]) => hits < n);
  const plot = page.getByRole("table", { name: "Clinical VQA task", exact: true });
  await plot.getByRole("link", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "Answers", selected: true }).waitFor();
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), n - hits));
  await pages.filters(page).getByRole("button", { name: "Incorrect", pressed: true }).waitFor();
  await page.goBack();
  await page.getByRole("tab", { name: "Overview", selected: true }).waitFor();
  await page.getByRole("group", { name: "Groups by" }).getByRole("button", { name: "Modality" }).click();
  await page.waitForURL(/by=modality/);
  await page.getByRole("table", { name: "Modality", exact: true }).getByText("All questions").waitFor();
});

test("answers are searched and sorted, and the address says how", async ({ page }) => {
  await openScore(page);
  await pages.goToTab(page, "Answers");
  const judged = score(predictions, "r2026");
  const found = judged.filter(({ question, prediction }) => `${question}\n${prediction}`.toLowerCase().includes("chest"));
  assert.ok(found.length > 0 && found.length < 35, `${found.length}`);
  await page.getByRole("searchbox").fill("CHEST");
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), found.length));
  await page.getByText(`${found.length} of 35`, { exact: true }).waitFor();
  await page.getByRole("searchbox").fill("");
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), 35));
  const letter = page.getByRole("columnheader", { name: "Letter chosen" });
  await letter.getByRole("button").click();
  const letters = judged.map((row) => row.letter).sort();
  await pages.eventually(async () => assert.equal((await pages.gridCells(page, 0))[4].at(-1), letters[0]));
  await letter.getByRole("button").click();
  await pages.eventually(async () => assert.equal((await pages.gridCells(page, 0))[4].at(-1), letters.at(-1)));
  await pages.eventually(async () => assert.equal(await letter.getAttribute("aria-sort"), "descending"));
  await page.waitForURL(/sort=-letter/);
});

test("answers that the rule sets read differently are a filter", async ({ page }) => {
  await openScore(page);
  const [first, ...others] = RULE_SETS.map((rules) => score(predictions, rules));
  const changing = first.filter((row, at) => others.some((judged) => judged[at].letter !== row.letter));
  assert.ok(changing.length > 0);
  await page.getByRole("link", { name: "Show them" }).click();
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), changing.length));
  await pages.filters(page).getByRole("button", { name: /^Differ between rule sets/, pressed: true }).waitFor();
});

test("tabs are chosen by arrow keys", async ({ page }) => {
  await openScore(page);
  await page.getByRole("tab", { name: "Overview" }).focus();
  for (const name of ["Groups", "Answers", "Overview"]) {
    await page.keyboard.press("ArrowRight");
    await page.getByRole("tab", { name, selected: true }).waitFor();
    const isFocused = () => page.getByRole("tab", { name }).evaluate((tab) => tab === document.activeElement);
    await pages.eventually(async () => assert.ok(await isFocused(), name));
  }
  await page.getByRole("tabpanel", { name: "Overview" }).waitFor();
});

test("an opened row shows question, picture and why its letter was extracted", async ({ page }) => {
  await openScore(page);
  const expected = score(predictions, "r2026").find((row) => !row.hit && !isNotInferable(row));
  assert.equal(expected.rule, "letter");
  await pages.goToTab(page, "Answers");
  await pages.filters(page).getByRole("button", { name: /^Incorrect/ }).click();
  await pages.eventually(async () => assert.equal((await pages.gridCells(page, 0))[0], expected.index));
  await pages.gridLine(page, 0).click();
  const row = pages.opened(page);
  await row.getByRole("heading", { name: `Index ${expected.index}` }).waitFor();
  const { image } = questions[Number(expected.index)];
  const picture = image.length <= 64 ? questions[Number(image)].image : image;
  assert.equal(await pages.comparePicture(page, picture), "the same");
  const { letter, answer, question } = expected;
  await row.getByText(question).waitFor();
  await row.getByText(`chosen ${letter}, answer ${answer}`).waitFor();
  // Both letters are marked on the options.
  await row.getByRole("listitem").filter({ hasText: "(the answer)" }).getByText(answer, { exact: true }).waitFor();
  const chosen = row.getByRole("listitem").filter({ hasText: "(the model's choice, incorrect)" });
  await chosen.getByText(letter, { exact: true }).waitFor();
  await pages.eventually(async () => {
    const extraction = await pages.textOf(row.locator("dl > div").filter({ hasText: /^current rules/ }));
    assert.match(extraction, new RegExp(`^current rules ${letter} ?Single letter Exactly one option letter stands alone`));
  });
});

test("two clicks show the sample's first question and its score", async ({ page }) => {
  await pages.openSite(page);
  await page.getByRole("button", { name: "Try the sample" }).click();
  assert.equal(await pages.comparePicture(page, questions[0].image), "the same");
  await pages.goTo(page, "score");
  const hits = count(score(predictions, "r2026"), (row) => row.hit);
  await pages.accuracy(page).waitFor();
  await pages.eventually(async () => assert.equal(await pages.textOf(pages.accuracy(page)), pages.percent(hits, 35)));
});
