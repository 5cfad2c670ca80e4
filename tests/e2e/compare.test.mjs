// Prediction files compared: figures against those of `compare.py`, and the questions behind them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { PHONE } from "./every-page.mjs";
import { generate, generatedPath } from "./generated.mjs";
import { dropFiles, projectFile, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { grey } from "./png.mjs";
import { writeRecords } from "./tsv.mjs";

const IMAGE = grey(8, 8).toString("base64");
const LETTERS = ["A", "B", "C", "D"];
const DEPARTMENTS = ["Urology", "Hematology", "Dermatology", "Ophthalmology"];
const OPTIONS = ["liver", "spleen", "aorta", "bone"];

/** Questions of four departments, the last of them small, each answered by three made-up models. */
function makeQuestions() {
  let state = 7;
  const random = (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const chooses = (answer, percent) => (random(100) < percent ? answer : LETTERS[random(4)]);
  return Array.from({ length: 700 }, (_, index) => {
    const department = index % 50 === 0 ? 3 : index % 3;
    const answer = LETTERS[random(4)];
    const [strong, weak] = [[80, 30], [60, 55], [50, 52], [50, 50]][department];
    const letters = [chooses(answer, strong), chooses(answer, weak), chooses(answer, 35)];
    return { index, department: DEPARTMENTS[department], label: `label ${index % 40}`, answer, letters };
  });
}

const questions = makeQuestions();
const FILES = ["strong.tsv", "weak.tsv", "third.tsv"];

const dataset = () => {
  const header = ["index", "image", "question", ...LETTERS, "answer", "category", "department", "modality"];
  const rows = questions.map(({ index, answer, label, department }) =>
    [index, IMAGE, `What is shown in ${index}?`, ...OPTIONS, answer, label, department, "CT"]);
  return generate("compared.tsv", writeRecords([header, ...rows]));
};

const predictions = (file) => {
  const rows = questions.map(({ index, letters }) => [index, `What is shown in ${index}?`, ...OPTIONS, letters[file]]);
  return generate(FILES[file], writeRecords([["index", "question", ...LETTERS, "prediction"], ...rows]));
};

/** The figures of two of the files, by department. */
function reference(a, b) {
  const rows = questions.map(({ answer, letters, department }) =>
    ({ group: department, a: letters[a] === answer, b: letters[b] === answer }));
  const input = JSON.stringify({ rows });
  return JSON.parse(execFileSync("python3", [projectFile("tests/e2e/compare.py")], { input, encoding: "utf8" }));
}

const sign = (number) => (number < 0 ? "−" : "+");
const points = (share) => {
  const text = Math.abs(share * 100).toFixed(2);
  return text === "0.00" ? text : `${sign(share)}${text}`;
};
const interval = ([low, high]) => `[${points(low)}, ${points(high)}]`;
const printedP = (p) => (p < 0.00001 ? "< 0.00001" : p.toFixed(p < 0.0001 ? 5 : p < 0.001 ? 4 : 3));

const versus = (page) => page.getByRole("region", { name: "Two files compared" });
const table = (page, name) => page.getByRole("table", { name, exact: true });

/** The rows of a table once there are so many. */
const rowsOf = (page, name, number) =>
  pages.eventually(async () => {
    const rows = await pages.tableRows(table(page, name));
    assert.equal(rows.size, number, name);
    return rows;
  });

async function openCompared(page, files, address = "#/compare?by=department") {
  await pages.openSite(page);
  await dropFiles(page, [await dataset(), ...(await Promise.all(files.map(predictions)))]);
  await pages.opened(page).waitFor();
  await page.evaluate((address) => location.assign(address), address);
  await versus(page).waitFor();
}

/** Saves a file by its button; gives its name and text. */
async function download(page, button) {
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("main").getByRole("button", { name: button, exact: true }).click(),
  ]);
  const path = generatedPath(`downloads/${saved.suggestedFilename()}`);
  await saved.saveAs(path);
  return { name: saved.suggestedFilename(), text: readFileSync(path, "utf8") };
}

test("difference, interval, p and groups are those of an independent computation", async ({ page }) => {
  await openCompared(page, [0, 1]);
  const expected = reference(0, 1);
  const { all } = expected;
  const more = all.only_a - all.only_b;
  const [low, high] = expected.wilson.a.map((share) => (share * 100).toFixed(pages.decimals(700)));
  const p = all.p < 0.00001 ? "p < 0.00001" : `p = ${printedP(all.p)}`;
  await pages.eventually(async () => {
    const said = await pages.textOf(versus(page));
    assert.ok(said.includes(`strong answered ${more} more questions correctly than weak, of the 700`), said);
    assert.ok(said.includes(`${points(all.difference)} percentage points 95 % interval ${interval(all.interval)}`), said);
    assert.ok(said.includes(`${low}–${high}`), said);
    assert.ok(said.includes(`McNemar’s exact test: ${p}`), said);
  });

  const rows = await rowsOf(page, "Difference by group", DEPARTMENTS.length);
  for (const [name, group] of Object.entries(expected.groups)) {
    const [n, onlyA, onlyB, difference, shown, adjusted, conclusion] = rows.get(name);
    assert.deepEqual([n, onlyA, onlyB].map(Number), [group.n, group.only_a, group.only_b], name);
    assert.deepEqual([difference, shown, adjusted], [points(group.difference), interval(group.interval), printedP(group.holm_p)], name);
    const isFew = group.only_a + group.only_b < 6;
    const better = group.only_a > group.only_b ? "A better" : "B better";
    const clear = group.holm_p < 0.05 ? better : "no significant difference";
    assert.equal(conclusion, isFew ? "too few to conclude" : clear, name);
  }
  assert.deepEqual([...rows.keys()][0], "Urology", "the greatest advantage of A comes first");
  await page.getByRole("img", { name: /^Difference by Department: strong/ }).waitFor();
});

test("a count leads to its questions, and A and B can be exchanged", async ({ page }) => {
  await openCompared(page, [0, 1]);
  const { all } = reference(0, 1);
  await page.getByRole("button", { name: "Exchange A and B" }).click();
  await pages.eventually(async () => assert.match(await pages.textOf(versus(page)), new RegExp(`${points(-all.difference)} percentage`)));
  await page.waitForFunction(() => /a=\d+&b=\d+&by=department/.test(location.hash));
  await page.goBack();
  await pages.eventually(async () => assert.match(await pages.textOf(versus(page)), new RegExp(`\\${points(all.difference)} percentage`)));
  const lost = table(page, "From A to B").getByRole("row", { name: /^Lost/ });
  await lost.getByRole("link").click();
  await pages.grid(page).waitFor();
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), all.only_a));
  const [{ index }] = questions.filter(({ answer, letters }) => letters[0] === answer && letters[1] !== answer);
  await pages.eventually(async () => assert.ok((await pages.gridCells(page, 0)).includes(String(index))));
});

test("errors that both files share lead to their questions", async ({ page }) => {
  await openCompared(page, [0, 1]);
  const isError = ({ answer, letters }, file) => letters[file] !== answer;
  const both = questions.filter((question) => isError(question, 0) && isError(question, 1));
  for (const [name, isSame] of [["same letter", true], ["another letter", false]]) {
    const expected = both.filter(({ letters: [a, b] }) => (a === b) === isSame).length;
    const link = table(page, "From A to B").getByRole("row", { name: `Both incorrect, ${name}` }).getByRole("link");
    await pages.eventually(async () => assert.equal(await pages.textOf(link), String(expected)));
    await link.click();
    await pages.grid(page).waitFor();
    await pages.eventually(async () => assert.equal(await pages.gridTotal(page), expected));
    await page.goBack();
    await versus(page).waitFor();
  }
});

test("three files: no ranks but who differs from the best, doubts about answers, and files", async ({ page }) => {
  await openCompared(page, [0, 1, 2]);
  const { difference } = reference(0, 1).all;
  await pages.eventually(async () => {
    const accuracies = await pages.tableRows(table(page, "Files"));
    assert.deepEqual([...accuracies.keys()], ["strong", "weak", "third"]);
    assert.equal(accuracies.get("strong").at(-1), "not distinguishable from the best");
    assert.equal(accuracies.get("third").at(-1), "below the best");
    const matrix = await pages.tableRows(table(page, "Differences of all pairs"));
    const [, strongWeak = ""] = matrix.get("strong") ?? [];
    assert.ok(strongWeak.startsWith(points(difference)), strongWeak);
  });
  const suspects = questions.filter(({ answer, letters: [a, b, c] }) => a !== answer && a === b && b === c);
  const listed = await rowsOf(page, "Suspect questions", suspects.length);
  assert.deepEqual([...listed.keys()], suspects.map(({ index }) => String(index)));

  const csv = await download(page, "Groups CSV");
  assert.equal(csv.name, "comparison_groups.csv");
  assert.match(csv.text, /^a,b,axis,group,n,/);
  assert.match((await download(page, "Pairs of files LaTeX")).text, /^\\begin{tabular}/);
  const { pairs } = JSON.parse((await download(page, "Everything JSON")).text);
  assert.equal(pairs.length, 3);
  assert.equal(pairs[0].difference, difference);
  const svg = await download(page, "SVG");
  assert.equal(svg.name, "comparison_department.svg");
  assert.match(svg.text, /^<svg .*<\/svg>\s*$/s);
});

test("a file that lacks and repeats rows says so, and both sides have one rule set", async ({ page }) => {
  const rows = questions.slice(7).map(({ index, letters }) => [index, ...OPTIONS, `maybe B or so. ${letters[1]}`]);
  const uneven = await generate("uneven.tsv", writeRecords([["index", ...LETTERS, "prediction"], ...rows, rows[0], [9999, ...rows[1].slice(1)]]));
  await pages.openSite(page);
  await dropFiles(page, [await dataset(), await predictions(0), uneven]);
  await pages.opened(page).waitFor();
  await page.evaluate(() => location.assign("#/compare"));
  await page.getByText("uneven: 7 questions of the dataset are missing. 1 row is for no question of the dataset and left out. 1 index is repeated; the last row counts.").waitFor();
  await page.getByRole("combobox", { name: "Rule set" }).selectOption("r2024");
  await pages.eventually(async () => assert.match(await page.evaluate(() => location.hash), /rules=r2024/));
});

for (const [where, options] of [["desktop", {}], ["phone", { viewport: PHONE }]]) {
  test(`nothing open: what is needed, and a sample of two models [${where}]`, async ({ page }) => {
    await pages.openSite(page, "#/compare");
    await page.getByText("A second prediction file").waitFor();
    await page.getByRole("button", { name: "Try the sample with two models" }).click();
    await versus(page).waitFor();
    await pages.eventually(async () => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(width <= 0, `${width} px wider than the window`);
    });
  }, options);
}
