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

/** Letters with probabilities: the confidence of question `index` is 0.4 to 0.9. */
const confidence = (index) => (40 + (index * 7) % 51) / 100;

const withProbabilities = (name, rows) => {
  const cells = rows.map(({ index, answer, letters: [letter] }) => {
    const sure = confidence(index);
    const shares = LETTERS.map((other) => `"${other}":${(other === letter ? sure : (1 - sure) / 3).toFixed(6)}`);
    return [index, `What is shown in ${index}?`, ...OPTIONS, letter ?? answer, `{${shares.join(",")}}`];
  });
  const header = ["index", "question", ...LETTERS, "prediction", "letter_probabilities"];
  return generate(name, writeRecords([header, ...cells]));
};

test("letter probabilities are judged: figures, plots that can be saved, and a sentence where they are few", async ({ page }) => {
  const sure = await withProbabilities("sure.tsv", questions);
  const few = await withProbabilities("few.tsv", questions.slice(0, 199));
  await pages.openSite(page);
  await dropFiles(page, [await dataset(), sure, few, await predictions(1)]);
  await pages.opened(page).waitFor();
  await page.evaluate(() => location.assign("#/compare"));
  const profile = (name) => page.locator("details.profile").filter({ has: page.locator("summary", { hasText: name }) });
  const open = async (name) => {
    await profile(name).locator("summary").click();
    return profile(name);
  };
  const judged = await open("sure");
  const falling = questions.map(({ index, answer, letters: [letter] }) => ({ sure: confidence(index), right: answer === letter }));
  falling.sort((one, other) => other.sure - one.sure);
  const figure = async (name) => pages.textOf(judged.locator("dl > div").filter({ hasText: name }).locator("dd"));
  for (const percent of [80, 50]) {
    const most = falling.slice(0, Math.ceil(7 * percent));
    const expected = (100 * most.filter(({ right }) => right).length) / most.length;
    assert.equal(await figure(`most confident ${percent} %`), `${expected.toFixed(2)} %`);
  }
  const brier = falling.map(({ sure, right }) => {
    const other = (1 - sure) / 3;
    return right ? (1 - sure) ** 2 + 3 * other ** 2 : sure ** 2 + (1 - other) ** 2 + 2 * other ** 2;
  });
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  assert.equal(await figure("Brier score"), mean(brier).toFixed(3));
  const groups = { true: falling.filter(({ right }) => right), false: falling.filter(({ right }) => !right) };
  const won = groups.true.flatMap((one) => groups.false.map((other) => (one.sure > other.sure ? 1 : one.sure === other.sure ? 0.5 : 0)));
  assert.equal(await figure("AUROC"), mean(won).toFixed(3));
  const rising = falling.toReversed();
  let ece = 0;
  for (let bin = 0, at = 0; bin < 15; bin += 1) {
    const taken = rising.slice(at, (at += Math.ceil((rising.length - at) / (15 - bin))));
    ece += Math.abs(taken.filter(({ right }) => right).length - taken.reduce((sum, { sure }) => sum + sure, 0)) / rising.length;
  }
  // Where confidences are equal, the order decides which bin a question is in.
  assert.ok(Math.abs(Number(await figure("calibration error")) - ece) < 0.01, `${ece}`);
  await judged.getByRole("img", { name: "Reliability: sure" }).waitFor();
  const plot = judged.locator("figure").filter({ has: page.getByRole("img", { name: "Risk and coverage: sure" }) });
  const [saved] = await Promise.all([page.waitForEvent("download"), plot.getByRole("button", { name: "SVG" }).click()]);
  assert.equal(saved.suggestedFilename(), "risk_sure.svg");
  await (await open("few")).getByText("the file has letter probabilities for 199 questions, and 200 are needed").waitFor();
  assert.equal(await (await open("weak")).getByText("Calibration").count(), 0);
  const csv = await download(page, "Calibration CSV");
  assert.match(csv.text, /^file,n,ECE,Brier,AUROC,[^\n]*\nsure\.tsv,700,[^\n]*\n$/);
});

test("a confusion leads to the questions of that very label and option", async ({ page }) => {
  await openCompared(page, [0, 1]);
  const profile = page.locator("details.profile").filter({ has: page.locator("summary", { hasText: "strong" }) });
  await profile.locator("summary").click();
  const row = profile.getByRole("table", { name: "Most frequent confusions" }).locator("tbody tr").first();
  const [label, chosen, count] = (await row.locator("th, td").allInnerTexts()).map(pages.plain);
  const expected = questions.filter((question) => {
    const letter = question.letters[0];
    return question.label === label && letter !== question.answer && OPTIONS[LETTERS.indexOf(letter)] === chosen;
  });
  // Labels 10 to 19 contain "label 1".
  assert.equal(Number(count), expected.length);
  await row.getByRole("link").click();
  await pages.grid(page).waitFor();
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), expected.length));
  assert.ok((await pages.gridCells(page, 0)).includes(String(expected[0].index)));
  await page.getByText(`strong.tsv: ${label} taken for ${chosen}`).first().waitFor();
});

test("files without a common question get no figures of all together", async ({ page }) => {
  const part = (name, first) => withProbabilities(name, questions.slice(first, first + 100));
  await pages.openSite(page);
  await dropFiles(page, [await dataset(), await part("one.tsv", 0), await part("two.tsv", 100), await part("three.tsv", 200)]);
  await pages.opened(page).waitFor();
  await page.evaluate(() => location.assign("#/compare"));
  await page.getByText("No question is in all files, so that they cannot be compared all together.").waitFor();
  assert.equal(await page.getByText("Cochran").count(), 0);
  const accuracies = await pages.tableRows(table(page, "Files"));
  assert.deepEqual([...accuracies.values()].map((cells) => cells.at(-1)), ["–", "–", "–"]);
});

test("the question view marks what each file chose, and the keys step through what was lost", async ({ page }) => {
  await openCompared(page, [0, 1]);
  await table(page, "From A to B").getByRole("row", { name: /^Lost/ }).getByRole("link").click();
  const lost = questions.filter(({ answer, letters: [a, b] }) => a === answer && b !== answer);
  const option = (letter) => pages.opened(page).locator(".options__option").filter({ has: page.getByText(letter, { exact: true }) });
  await pages.grid(page).waitFor();
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), lost.length));
  await pages.gridLine(page, 0).click();
  for (const [place, { index, letters: [a, b] }] of lost.slice(0, 3).entries()) {
    if (place > 0) await page.keyboard.press("j");
    await pages.opened(page).getByRole("heading", { name: `Index ${index} ` }).waitFor();
    await option(a).getByText("chosen by strong").waitFor();
    await option(b).getByText("chosen by weak").waitFor();
    // Neither sign nor word gives the answer away.
    assert.doesNotMatch(await pages.textOf(option(a)), /✓|✕|orrect/);
    await page.keyboard.press(" ");
    await pages.eventually(async () => assert.match(await pages.textOf(option(a)), /✓ ?Correct strong/));
    assert.match(await pages.textOf(option(b)), /✕ ?Incorrect weak/);
  }
  await page.keyboard.press("k");
  await pages.opened(page).getByRole("heading", { name: `Index ${lost[1].index} ` }).waitFor();
});

test("files of the whole of VAL stand beside the board, weakly compared", async ({ page }) => {
  const rows = Array.from({ length: 4550 }, (_, index) => [index, ...OPTIONS, LETTERS[index % 4]]);
  const header = ["index", ...LETTERS];
  const file = (name, letter) => generate(name, writeRecords([[...header, "prediction"], ...rows.map((row) => [...row.slice(0, 5), letter(row)])]));
  const val = await generate("VAL.tsv", writeRecords([["index", ...LETTERS, "answer", "question"], ...rows.map((row) => [...row, "What?"])]));
  const files = [file("half.tsv", (row) => (row[0] % 2 === 0 ? row[5] : "D")), file("always.tsv", () => "A"), file("part.tsv", (row) => row[5])];
  await pages.openSite(page);
  await dropFiles(page, [val, ...(await Promise.all(files))]);
  await pages.opened(page).waitFor();
  await page.evaluate(() => location.assign("#/compare"));
  await page.getByText("Against published rows (weak comparison)").click();
  await table(page, "Against published rows (weak comparison)").waitFor();
  const published = await pages.tableRows(table(page, "Against published rows (weak comparison)"));
  assert.equal(published.size, 51);
  const [board, ...cells] = published.get("GPT-4o");
  assert.equal(board, "53.53 %");
  // Half of the answers are right, and of the others those that are D.
  const share = rows.filter((row) => row[0] % 2 === 0 || row[5] === "D").length / 4550;
  assert.ok(cells[0].startsWith(`${points(share - 0.5353)} [`), cells[0]);
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
