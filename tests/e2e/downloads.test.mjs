// The six files to take away are read again and compared with an independent scorer, the page, and VLMEvalKit's form.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { generatedPath } from "./generated.mjs";
import { dropFiles, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { openScore, predictions } from "./sample.mjs";
import { count, groups, RULE_SETS, score } from "./score.mjs";
import { parseTable, writeRecords } from "./tsv.mjs";

const STEM = "madeup-vlm-7b_SAMPLE_VAL";

/** Takes a file away by its button; gives the name the browser would save it under, and its path. */
async function download(page, button) {
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    pages.downloads(page).getByRole("button", { name: button, exact: true }).click(),
  ]);
  const name = saved.suggestedFilename();
  const path = generatedPath(`downloads/${name}`);
  await saved.saveAs(path);
  return { name, path };
}

/** A number as Python prints a float. */
const pythonFloat = (number) => (Number.isInteger(number) ? `${number}.0` : String(number));

/** VLMEvalKit's accuracy file of a column: values in the order of their code points, blanks as None without a number. */
function accuracyFile(judged, column) {
  const hits = count(judged, (row) => row.hit);
  const cells = [...groups(judged, column)].map(([value, group]) =>
    value === "" ? ["None", ""] : [value, pythonFloat(group.hits / group.n)],
  );
  cells.sort(([a], [b]) => (a < b ? -1 : 1));
  const header = ["split", "Overall", ...cells.map(([value]) => value)];
  const numbers = ["none", pythonFloat(hits / judged.length), ...cells.map(([, number]) => number)];
  return writeRecords([header, numbers], ",");
}

for (const rules of RULE_SETS) {
  test(`the accuracy files of ${rules} are those of VLMEvalKit, byte for byte`, async ({ page }) => {
    await openScore(page);
    await pages.ruleSet(page, rules).check({ force: true });
    const judged = score(predictions, rules);
    await page.getByText(`${count(judged, (row) => row.hit)} of 35 questions correct`).waitFor();
    const files = [
      ["Clinical VQA tasks (csv)", "clinical VQA task"],
      ["Departments (csv)", "department"],
      ["Perceptual granularity (csv)", "perceptual granularity"],
    ];
    for (const [button, column] of files) {
      const { name, path } = await download(page, button);
      assert.equal(name, `${STEM}_${column.toLowerCase()}_acc.csv`);
      assert.equal(readFileSync(path, "utf8"), accuracyFile(judged, column));
    }
  });
}

test("the results open again as prediction files of the same score", async ({ page }) => {
  await openScore(page);
  const judged = score(predictions, "r2026");
  const expected = await pages.textOf(pages.accuracy(page));
  for (const kind of ["tsv", "xlsx"]) {
    await pages.goTo(page, "score");
    const { name, path } = await download(page, `Result (${kind})`);
    assert.equal(name, `${STEM}_exact_matching_result.${kind}`);
    await dropFiles(page, [path]);
    const chip = pages.loadedFile(page, name);
    await chip.getByText(expected).waitFor();
    await chip.getByRole("link").click();
    await page.getByText(`${count(judged, (row) => row.hit)} of 35 questions correct`).waitFor();
    await pages.loadedFile(page, name).getByRole("button", { name: `Close ${name}` }).click();
    await chip.waitFor({ state: "detached" });
  }
});

test("the result tells of every row whether it was hit", async ({ page }) => {
  await openScore(page);
  const { path } = await download(page, "Result (tsv)");
  const rows = parseTable(readFileSync(path, "utf8"));
  const hits = score(predictions, "r2026").map(({ index, hit }) => [index, String(Number(hit))]);
  assert.deepEqual(rows.map(({ index, hit }) => [index, hit]), hits);
});

test("the report agrees with the page and with an independent scorer", async ({ page }) => {
  await openScore(page);
  const { name, path } = await download(page, "Report (json)");
  assert.equal(name, `${STEM}_report.json`);
  const report = JSON.parse(readFileSync(path, "utf8"));

  const judged = score(predictions, "r2026");
  const isNotInferable = (row) => row.letter === "Z";
  const { hits, n } = report.score;
  const shown = await pages.textOf(page.locator(".headline__counts"));
  assert.ok(shown.endsWith(`${hits} of ${n} questions correct · no answer extracted: ${report.not_inferable}`), shown);
  assert.equal(`${(100 * report.score.overall).toFixed(pages.decimals(n))} %`, await pages.textOf(pages.accuracy(page)));
  assert.equal(hits, count(judged, (row) => row.hit));
  assert.equal(report.not_inferable, count(judged, isNotInferable));
  const rows = judged.map(({ index, letter, rule, hit }) => ({ index: Number(index), letter, rule, hit: Number(hit) }));
  assert.deepEqual(report.score.rows, rows);
  assert.equal(report.score.files.department, accuracyFile(judged, "department"));

  const others = report.other_rule_sets.map(({ rules, hits }) => [rules, hits]);
  const expected = ["r2024", "r2025"].map((rules) => [rules, count(score(predictions, rules), (row) => row.hit)]);
  assert.deepEqual(others, expected);
  const departments = report.groupings.find(({ column }) => column === "department").groups;
  await pages.goToTab(page, "Groups");
  await pages.eventually(async () => {
    const table = await pages.tableRows(page.getByRole("table", { name: "Department", exact: true }));
    for (const { name, hits, n } of departments) {
      assert.equal(table.get(name ?? "None (no department)")?.at(-1), `${hits} / ${n}`, name);
    }
  });
});
