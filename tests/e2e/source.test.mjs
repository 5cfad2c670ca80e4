// Where the data comes from and goes to: subsets are read again by others, files are verified, parts find their order.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, rm, utimes } from "node:fs/promises";
import { basename } from "node:path";

import papaparse from "papaparse";

import { PHONE } from "./every-page.mjs";
import { generate, generatedPath } from "./generated.mjs";
import { dropFiles, projectFile, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { noise } from "./png.mjs";
import { DATASET, PREDICTIONS, openSample, predictions, questions } from "./sample.mjs";
import { writeRecords } from "./tsv.mjs";

const isReference = ({ image }) => image.length <= 64;

/** A department of which a question refers to the picture of a question that another department has. */
const { department: DEPARTMENT } = questions.find(
  (row) => isReference(row) && questions[Number(row.image)].department !== row.department,
);
const selected = questions.filter(({ department }) => department === DEPARTMENT);
const indices = new Set(selected.map(({ index }) => index));

const exportMenu = (page) => page.locator(".export-menu");
const saveButton = (page) => exportMenu(page).getByRole("button", { name: /^Save / });

/** Opens the sample in a browser without a dialog for saving, and selects the department. */
async function openSelection(page) {
  await page.addInitScript(() => {
    delete window.showSaveFilePicker;
  });
  await selectDepartment(page);
}

async function selectDepartment(page) {
  await openSample(page);
  await pages.goTo(page, "explore");
  const node = page.getByRole("tree").locator('[role="treeitem"][aria-level="1"]').filter({ hasText: DEPARTMENT });
  await node.click();
  await page.getByText(`${selected.length} of ${questions.length} questions`, { exact: true }).waitFor();
  await exportMenu(page).locator("summary").click();
}

/** Takes a file of the selection away as a download; gives its name and path. */
async function takeAway(page, button) {
  await exportMenu(page).getByRole("button", { name: button, exact: true }).click();
  const [saved] = await Promise.all([page.waitForEvent("download"), saveButton(page).click()]);
  const name = saved.suggestedFilename();
  const path = generatedPath(`subsets/${name}`);
  await saved.saveAs(path);
  return { name, path };
}

/** The rows of a tab-separated text with a header, as an independent reader finds them. */
function readRows(text) {
  const { data, errors } = papaparse.parse(text, { delimiter: "\t", header: true, skipEmptyLines: true });
  assert.deepEqual(errors, []);
  return data;
}

/** The sample's questions of the department, each with the picture itself where it refers to that of another. */
const withPictures = selected.map((row) =>
  isReference(row) ? { ...row, image: questions[Number(row.image)].image } : row,
);

test("the questions of a selection are a dataset of their own, with the pictures they refer to", async ({ page }) => {
  await openSelection(page);
  const { name, path } = await takeAway(page, "Questions with images (tsv)");
  assert.equal(name, "SAMPLE_VAL_subset.tsv");
  assert.deepEqual(readRows(readFileSync(path, "utf8")), withPictures);

  // The app reads what it wrote.
  await dropFiles(page, [path]);
  await pages.loadedFile(page, new RegExp(`^SAMPLE_VAL_subset\\s*${selected.length}`)).waitFor();
  await pages.untilRead(page);
  await pages.eventually(async () => {
    assert.equal(await pages.textOf(pages.figure(page, "Questions")), String(selected.length));
  });
  await pages.goTo(page, "explore");
  const at = selected.findIndex(isReference);
  await pages.gridLine(page, at).click();
  await pages.opened(page).getByRole("heading", { name: `Index ${selected[at].index} ` }).waitFor();
  assert.equal(await pages.comparePicture(page, withPictures[at].image), "the same");
});

test("of another dataset no question is open, no answer shown and no pick counted", async ({ page }) => {
  // More rows, so that the numbers alone do not show that it is another one.
  const rows = Array.from({ length: questions.length + 10 }, (_, row) => ({
    ...questions[row % questions.length],
    index: 1000 + row,
    image: noise(row, 8).toString("base64"),
  }));
  const larger = await generate("other/OTHER_VAL.tsv", writeRecords([Object.keys(rows[0]), ...rows.map(Object.values)]));
  await openSample(page);
  await page.goto(`${site.url}#/explore?row=5`);
  await pages.opened(page).getByRole("heading", { name: "Index 5 " }).waitFor();
  await pages.opened(page).getByRole("button", { name: "Quiz mode" }).click();
  await pages.opened(page).getByText("predictions are shown with the answer").waitFor();
  await page.keyboard.press(questions[5].answer.toLowerCase());
  await pages.opened(page).getByText("1 correct of 1 answered").waitFor();

  await dropFiles(page, [larger]);
  await pages.loadedFile(page, /^OTHER_VAL\s*45/).waitFor();
  await pages.opened(page).waitFor({ state: "detached" });
  await page.goto(`${site.url}#/explore?row=5`);
  await pages.opened(page).getByRole("heading", { name: "Index 1005 " }).waitFor();
  assert.equal(await pages.opened(page).getByText("(the answer)").count(), 0);
  await pages.opened(page).getByRole("button", { name: "Quiz mode" }).click();
  await pages.opened(page).getByText("0 correct of 0 answered").waitFor();
});

test("where the browser asks for a place, the file is written there", async ({ page }) => {
  await page.addInitScript(() => {
    window.showSaveFilePicker = async ({ suggestedName }) => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle(suggestedName, { create: true });
    };
  });
  await selectDepartment(page);
  await exportMenu(page).getByRole("button", { name: "Questions with images (tsv)" }).click();
  await saveButton(page).click();
  await pages.notices(page).getByText("SAMPLE_VAL_subset.tsv").waitFor();
  const written = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle("SAMPLE_VAL_subset.tsv");
    return (await handle.getFile()).text();
  });
  assert.deepEqual(readRows(written), withPictures);
});

for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
  test(`the menu of exports lies within the window [${viewport.width}]`, async ({ page }) => {
    await openSample(page);
    await pages.goTo(page, "explore");
    // On a phone the open question has the page to itself.
    await page.keyboard.press("Escape");
    await exportMenu(page).locator("summary").click();
    await exportMenu(page).locator(".export-menu__panel").waitFor();
    await pages.eventually(async () => {
      const { x, y, width, height } = await exportMenu(page).locator(".export-menu__panel").boundingBox();
      assert.ok(x >= 0 && y >= 0, `${x}, ${y}`);
      assert.ok(x + width <= viewport.width && y + height <= viewport.height, `${x + width}, ${y + height}`);
    });
  }, { viewport });
}

test("a dialog that is closed saves nothing and is no fault; a place that refuses is told", async ({ page }) => {
  await page.addInitScript(() => {
    window.refusals = [new DOMException("", "AbortError"), new DOMException("no room", "NotAllowedError")];
    window.showSaveFilePicker = () => Promise.reject(window.refusals.shift());
  });
  await selectDepartment(page);
  const told = () => pages.notices(page).locator(".notice").allInnerTexts();
  const before = await told();
  await exportMenu(page).getByRole("button", { name: "Indices (txt)" }).click();
  await saveButton(page).click();
  await saveButton(page).waitFor({ state: "detached" });
  // What was told before goes by itself.
  assert.deepEqual((await told()).filter((text) => !before.includes(text)), []);
  await exportMenu(page).getByRole("button", { name: "Indices (txt)" }).click();
  await saveButton(page).click();
  await pages.notices(page).getByText(/no room/).waitFor();
});

test("within another site's page, which may not ask for a place, a file becomes a download", async ({ page }) => {
  await page.addInitScript(() => {
    window.showSaveFilePicker = () => Promise.reject(new DOMException("cross-origin sub frames", "SecurityError"));
  });
  await selectDepartment(page);
  const { name } = await takeAway(page, "Indices (txt)");
  assert.equal(name, "SAMPLE_VAL_subset_index.txt");
});

test("a file that was made stays on offer while more predictions of the same selection arrive", async ({ page }) => {
  await openSelection(page);
  await exportMenu(page).getByRole("button", { name: "Indices (txt)" }).click();
  await saveButton(page).waitFor();
  await dropFiles(page, [await generate("others.xlsx", readFileSync(PREDICTIONS))]);
  await pages.eventually(async () => assert.equal(await page.locator(".accuracy-line").count(), 2));
  assert.equal(await saveButton(page).count(), 1);
});

test("the export menu closes on Escape and on a press beside it", async ({ page }) => {
  await openSelection(page);
  const entry = exportMenu(page).getByRole("button", { name: "Indices (txt)" });
  await entry.focus();
  await page.keyboard.press("Escape");
  await entry.waitFor({ state: "hidden" });
  const summary = exportMenu(page).locator("summary");
  await pages.eventually(async () => assert.ok(await summary.evaluate((title) => title === document.activeElement)));
  await page.keyboard.press("Enter");
  await entry.waitFor();
  await page.getByRole("status").filter({ hasText: "questions" }).first().click();
  await entry.waitFor({ state: "hidden" });
});

test("the indices of a selection are a line each", async ({ page }) => {
  await openSelection(page);
  const { name, path } = await takeAway(page, "Indices (txt)");
  assert.equal(name, "SAMPLE_VAL_subset_index.txt");
  assert.equal(readFileSync(path, "utf8"), selected.map(({ index }) => `${index}\n`).join(""));
});

test("the predictions of a selection are its rows, and open again as tsv and xlsx", async ({ page }) => {
  await openSelection(page);
  const expected = predictions.filter(({ index }) => indices.has(index));
  const files = [];
  for (const kind of ["tsv", "xlsx"]) {
    const file = await takeAway(page, `Predictions of madeup-vlm-7b_SAMPLE_VAL.xlsx (${kind})`);
    assert.equal(file.name, `madeup-vlm-7b_SAMPLE_VAL_subset.${kind}`);
    files.push(file);
  }
  assert.deepEqual(readRows(readFileSync(files[0].path, "utf8")), expected);
  for (const { name, path } of files) {
    await dropFiles(page, [path]);
    await pages.loadedFile(page, name).getByRole("link").click();
    const { length } = expected;
    await page.getByText(new RegExp(`of ${length} questions correct`)).waitFor();
    await pages.goToTab(page, "Answers");
    await pages.eventually(async () => assert.equal(await pages.gridTotal(page), length));
    for (const [line, { index, prediction }] of expected.entries()) {
      await pages.eventually(async () => {
        const cells = await pages.gridCells(page, line);
        assert.equal(cells[0], index);
        assert.ok(cells.some((cell) => pages.plain(cell) === pages.plain(prediction)), `${prediction} in ${cells}`);
      });
    }
  }
});

const md5 = (bytes) => createHash("md5").update(bytes).digest("hex");
const verifyButton = (page) => page.getByRole("button", { name: "Verify files" });
const verified = (page) => page.getByRole("main").getByRole("listitem").filter({ hasText: /[0-9a-f]{32}/ });

test("verifying shows the sum of the file and that it is none of the published ones", async ({ page }) => {
  await openSample(page);
  await pages.untilRead(page);
  await verifyButton(page).click();
  await verified(page).waitFor();
  const sum = md5(readFileSync(projectFile(DATASET)));
  await pages.eventually(async () => {
    assert.equal(await pages.textOf(verified(page)), `${basename(DATASET)} – ${sum} ◌ no published file`);
  });
});

/** Hard links of one file under many names. */
const COPIES = 16;

/** Presses Stop in the moment in which the first sum is shown: the files that are left take less time than a message here. */
const stopWhenVerified = (page) =>
  page.getByRole("main").evaluate(
    (main) =>
      new Promise((resolve) => {
        const press = () => {
          const isVerified = [...main.querySelectorAll("li")].some((item) => /[0-9a-f]{32}/.test(item.textContent));
          const isVerifying = main.querySelector("progress[aria-label^='Verifying stop_part_']");
          const stop = [...main.querySelectorAll("button")].find((button) => button.textContent.trim() === "Stop");
          if (isVerified && isVerifying && stop) {
            observer.disconnect();
            stop.click();
            resolve();
          }
        };
        const observer = new MutationObserver(press);
        observer.observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
        press();
      }),
  );

test("verifying can be stopped; what was verified until then stays, and it can begin anew", async ({ page }) => {
  const rows = Array.from({ length: 24 }, (_, row) => [row, noise(row, 512).toString("base64"), "What?", "yes", "no"]);
  const content = writeRecords([["index", "image", "question", "A", "B"], ...rows]);
  const first = await generate("verify/stop_part_1.tsv", content);
  const paths = [first];
  for (let copy = 2; copy <= COPIES; copy += 1) {
    const path = generatedPath(`verify/stop_part_${copy}.tsv`);
    await rm(path, { force: true });
    await link(first, path);
    paths.push(path);
  }
  await pages.openSite(page);
  await pages.dropDataset(page, paths);
  await pages.untilRead(page);
  for (let round = 0; round < 2; round += 1) {
    await verifyButton(page).click();
    await stopWhenVerified(page);
    await verifyButton(page).waitFor();
    const told = await verified(page).allInnerTexts();
    assert.ok(told.length >= 1 && told.length < COPIES, `${told.length} verified`);
    for (const [at, text] of told.entries()) {
      assert.equal(pages.plain(text), `stop_part_${at + 1}.tsv – ${md5(content)} ◌ no published file`);
    }
  }
  await pages.eventually(async () => assert.equal(await page.getByRole("progressbar").count(), 0));
});

/** Two questions a part; as in the published files, indices go on from part to part. */
const part = (number) => {
  const row = (index) => [index, noise(index, 8).toString("base64"), `Question ${index} of part ${number}?`, "yes", "no"];
  const records = [["index", "image", "question", "A", "B"], row(2 * number), row(2 * number + 1)];
  return generate(`parts/GMAI_mm_bench_TEST_part_${number}.tsv`, writeRecords(records));
};
const allParts = () => Promise.all(Array.from({ length: 11 }, (_, at) => part(at + 1)));

/** Waits until parts are named as missing, none in the end. */
const untilMissing = (page, ...numbers) =>
  pages.eventually(async () => {
    const [text = ""] = await missing(page).allInnerTexts();
    const expected = numbers.length === 0 ? "" : `Missing: ${numbers.map(nameOf).join(", ")}.`;
    assert.ok(expected === "" ? text === "" : pages.plain(text).startsWith(expected), text);
  });

const missing = (page) => page.getByRole("main").getByRole("status").filter({ hasText: "Missing:" });
const partNames = (page) =>
  page.getByRole("main").locator("ol.files .files__name").allInnerTexts();
const nameOf = (number) => `GMAI_mm_bench_TEST_part_${number}.tsv`;

/** Waits until the data page lists these parts, and the explore page their questions in the parts' order. */
async function untilInOrder(page, numbers) {
  await pages.goTo(page, "data");
  await pages.eventually(async () => assert.deepEqual(await partNames(page), numbers.map(nameOf)));
  await pages.untilRead(page);
  await pages.goTo(page, "explore");
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), 2 * numbers.length));
  const expected = numbers.flatMap((number) => [2 * number, 2 * number + 1]).map(String);
  await pages.eventually(async () => {
    const listed = [];
    for (const line of expected.keys()) listed.push((await pages.gridCells(page, line))[0]);
    assert.deepEqual(listed, expected);
  });
  await pages.goTo(page, "data");
}

const TALL = { viewport: { width: 1440, height: 1800 } };

test("the parts of TEST dropped together in any order are one dataset in part order", async ({ page }) => {
  const paths = await allParts();
  await pages.openSite(page);
  await pages.dropDataset(page, [10, 1, 0, 8, 9, 2, 7, 3, 6, 4, 5].map((at) => paths[at]));
  await untilInOrder(page, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  await untilMissing(page);
}, TALL);

test("parts dropped one by one join, and what lacks is named until it is there", async ({ page }) => {
  const paths = await allParts();
  await pages.openSite(page);
  await pages.dropDataset(page, [paths[1], paths[10]]);
  await untilInOrder(page, [2, 11]);
  await untilMissing(page, 1, 3, 4, 5, 6, 7, 8, 9, 10);
  await pages.dropDataset(page, [9, 2, 3, 4, 5, 6, 7, 8].map((at) => paths[at]));
  await untilInOrder(page, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  await untilMissing(page, 1);
  await pages.dropDataset(page, [paths[0]]);
  await untilInOrder(page, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  await untilMissing(page);
}, TALL);

test("a part that is open already is refused, and the others of the same drop join", async ({ page }) => {
  const paths = await allParts();
  const again = await generate("parts/GMAI_mm_bench_TEST_part_1 (1).tsv", readFileSync(paths[0]));
  await pages.openSite(page);
  await pages.dropDataset(page, [paths[0]]);
  await untilInOrder(page, [1]);
  await pages.dropDataset(page, [paths[2], again]);
  await pages.notices(page).getByText(/GMAI_mm_bench_TEST_part_1 \(1\)\.tsv/).waitFor();
  await pages.notices(page).getByText("The part that is open stays.").waitFor();
  await untilInOrder(page, [1, 3]);
}, TALL);

test("a dropped folder is what its files are: of an evaluation the dataset and the predictions", async ({ page }) => {
  const folder = generatedPath("evaluation");
  await rm(folder, { recursive: true, force: true });
  const dataset = readFileSync(projectFile(DATASET));
  await generate("evaluation/SAMPLE_VAL.tsv", dataset);
  for (const path of ["model/model_SAMPLE_VAL.xlsx", "model/T20261101/model_SAMPLE_VAL.xlsx"]) {
    await generate(`evaluation/${path}`, readFileSync(projectFile(PREDICTIONS)));
    await utimes(generatedPath(`evaluation/${path}`), new Date(0), new Date(0));
  }
  await generate("evaluation/model/model_SAMPLE_VAL_acc.csv", "split,Overall\nval,0.5\n");
  await generate("evaluation/model/T20261101/config.json", '{"model": {}}');
  await generate("evaluation/model/T20261101/run.log", "done");
  await pages.openSite(page);
  // It goes by itself while the files are opened.
  const told = pages.textOf(pages.notices(page).getByText(/^Of the folder evaluation 2 files were left out/));
  await Promise.all([told, dropFiles(page, [folder])]);
  await pages.loadedFile(page, /^SAMPLE_VAL\s*35/).waitFor();
  await pages.loadedFile(page, /model_SAMPLE_VAL\.xlsx/).waitFor();
  assert.equal(await pages.loadedFile(page, /xlsx/).count(), 1);
  assert.match(await told, /model_SAMPLE_VAL_acc\.csv/);

  await generate("nothing/run.log", "done");
  await dropFiles(page, [generatedPath("nothing")]);
  await pages.notices(page).getByText(/the folder nothing holds neither a dataset/).waitFor();
});
