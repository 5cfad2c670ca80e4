// The explore page: the tree by keyboard, filters in the address, keywords, and accuracies against an independent scorer.

import assert from "node:assert/strict";

import { PHONE } from "./every-page.mjs";
import { generate } from "./generated.mjs";
import { dropFiles, projectFile, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { DATASET, openSample, predictions, questions } from "./sample.mjs";
import { count, score } from "./score.mjs";
import { writeRecords } from "./tsv.mjs";

const tree = (page) => page.getByRole("tree", { name: "Lexical tree" });
const node = (page, name, level = 1) =>
  tree(page).locator(`[role="treeitem"][aria-level="${level}"]`).filter({ hasText: name });
const keywords = (page) => page.getByRole("searchbox", { name: "Keywords" });
const chips = (page) => page.getByRole("group", { name: "Filters in force" });
/** The address once what is under way is written, which is a task later. */
const hash = (page) =>
  page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(decodeURIComponent(location.hash)), 20)));

async function openExplore(page) {
  await openSample(page);
  await pages.goTo(page, "explore");
  await node(page, "Ophthalmology").waitFor();
}

/** Waits until the page says how many of the sample's questions are selected. */
async function untilCounted(page, number) {
  const text = number === questions.length ? `${number} questions` : `${number} of ${questions.length} questions`;
  await page.getByRole("main").getByText(text, { exact: true }).waitFor();
}

/** The name of the node under the tree's cursor. */
const cursor = (page) =>
  tree(page).evaluate((tree) => {
    const active = document.getElementById(tree.getAttribute("aria-activedescendant"));
    return active?.querySelector(".tree__name").textContent.trim();
  });

/** Moves the cursor by the beginning of a name; a slow machine may take so long between letters that each counts alone. */
async function seek(page, letters, name) {
  await pages.eventually(async () => {
    await page.keyboard.type(letters);
    if ((await cursor(page)) !== name) await page.waitForTimeout(2000);
    assert.equal(await cursor(page), name);
  });
}

const isFundus = (row) => row.department === "Ophthalmology" && row.modality === "Fundus Photography";

test("the paper's example selects its questions, and their accuracy is that of an independent scorer", async ({ page }) => {
  await openExplore(page);
  await page.getByText("Examples", { exact: true }).click();
  await page.getByRole("button", { name: /the paper’s example/ }).click();
  const expected = questions.filter(isFundus);
  assert.ok(expected.length > 1 && expected.length < questions.length);
  await untilCounted(page, expected.length);
  const indices = new Set(expected.map(({ index }) => index));
  for (const rules of ["r2024", "r2026"]) {
    await page.getByRole("combobox", { name: "Rule set" }).selectOption(rules);
    const judged = score(predictions, rules).filter(({ index }) => indices.has(index));
    const hits = count(judged, (row) => row.hit);
    const region = page.getByRole("region", { name: "Accuracy on the selection" });
    await region.getByText(`${hits} / ${judged.length}`, { exact: true }).waitFor();
    await pages.eventually(async () => {
      const told = await pages.textOf(region);
      assert.ok(told.includes(pages.percent(hits, judged.length)), told);
      const line = await pages.textOf(node(page, "Fundus Photography", 2));
      assert.equal(line, `Fundus Photography ${judged.length} ${pages.percent(hits, judged.length)}`);
    });
  }
  await pages.eventually(async () => {
    const listed = await Promise.all(expected.map((_, line) => pages.gridCells(page, line)));
    assert.deepEqual(listed.map(([index]) => index), expected.map(({ index }) => index));
  });
});

test("every department counts its questions and its accuracy under the other filters", async ({ page }) => {
  await openExplore(page);
  const judged = new Map(score(predictions, "r2026").map((row) => [row.index, row]));
  for (const text of ["", "which"]) {
    await keywords(page).fill(text);
    const listed = questions.filter((row) => new RegExp(`\\b${text}`, "i").test(row.question));
    await untilCounted(page, listed.length);
    for (const name of new Set(questions.map(({ department }) => department).filter(Boolean))) {
      const rows = listed.filter(({ department }) => department === name);
      const hits = count(rows, ({ index }) => judged.get(index).hit);
      const accuracy = rows.length === 0 ? "" : ` ${pages.percent(hits, rows.length)}`;
      await pages.eventually(async () => {
        assert.equal(await pages.textOf(node(page, name)), `${name} ${rows.length}${accuracy}`);
      });
    }
  }
});

test("the tree is used by keyboard alone", async ({ page }) => {
  await openExplore(page);
  await tree(page).focus();
  const untilAt = (name) => pages.eventually(async () => assert.equal(await cursor(page), name));
  const until = (node, name, value) => pages.eventually(async () => assert.equal(await node.getAttribute(name), value));
  const ophthalmology = node(page, "Ophthalmology");
  const fundus = node(page, "Fundus Photography", 2);
  await page.keyboard.press("End");
  await pages.eventually(async () => assert.notEqual(await cursor(page), "Cardiovascular Surgery"));
  await page.keyboard.press("Home");
  await untilAt("Cardiovascular Surgery");
  await seek(page, "oph", "Ophthalmology");
  await page.keyboard.press("ArrowRight");
  await until(ophthalmology, "aria-expanded", "true");
  await fundus.waitFor();
  await seek(page, "fu", "Fundus Photography");
  assert.equal(await fundus.getAttribute("aria-checked"), "false");
  await page.keyboard.press("Space");
  await untilCounted(page, count(questions, isFundus));
  await until(fundus, "aria-checked", "true");
  await until(ophthalmology, "aria-checked", "mixed");
  await page.keyboard.press("ArrowLeft");
  await untilAt("Ophthalmology");
  await page.keyboard.press("Space");
  await until(ophthalmology, "aria-checked", "true");
  assert.equal(await fundus.getAttribute("aria-checked"), "true");
  await page.keyboard.press("Space");
  await untilCounted(page, questions.length);
  await until(fundus, "aria-checked", "false");
});

test("labels that the published tree lacks stand under a heading of their own", async ({ page }) => {
  await openExplore(page);
  await tree(page).focus();
  await seek(page, "oph", "Ophthalmology");
  await page.keyboard.press("ArrowRight");
  await node(page, "Fundus Photography", 2).waitFor();
  await seek(page, "fundus", "Fundus Photography");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("color");
  await node(page, "Color fundus photograph", 3).waitFor();
  const lines = await tree(page).locator(".tree__line, .tree__heading").allInnerTexts();
  const heading = lines.findIndex((line) => pages.plain(line) === "Not in the published tree");
  const unlisted = lines.findIndex((line) => line.includes("Color fundus photograph"));
  assert.ok(heading > 0 && heading < unlisted, `${heading}, ${unlisted}`);
  await page.getByText(/questions have a label that is not in the published tree \(labels: \d+\)/).waitFor();
});

test("questions without a label are counted as such", async ({ page }) => {
  const names = Object.keys(questions[0]).filter((name) => name !== "answer");
  const rows = [0, 1].map((row) => ({ ...questions[row], category: "" }));
  const text = writeRecords([names, ...rows.map((row) => names.map((name) => row[name]))]);
  await pages.openSite(page);
  await pages.dropDataset(page, [await generate("SAMPLE_TEST.tsv", text)]);
  await page.getByText("2 questions have no label, so the published tree does not list them.").waitFor();
});

test("the address holds everything: reload, back and a pasted link restore it", async ({ page, context }) => {
  await page.clock.install();
  await openExplore(page);
  await node(page, "Neurosurgery").click();
  await untilCounted(page, count(questions, ({ department }) => department === "Neurosurgery"));
  // Changes in quick succession are one step back.
  await page.clock.fastForward(1100);
  await page.getByRole("button", { name: "Task", exact: true }).click();
  await page.clock.fastForward(1100);
  await keywords(page).fill("brain");
  await pages.eventually(async () => assert.match(await hash(page), /view=task&node=department\/Neurosurgery&q=brain/));
  await page.goBack();
  await pages.eventually(async () => assert.equal(await keywords(page).inputValue(), ""));
  await pages.eventually(async () => assert.match(await hash(page), /view=task&node=department\/Neurosurgery(?!.*q=)/));
  await page.goBack();
  await node(page, "Neurosurgery").waitFor();
  await page.goForward();
  await page.goForward();
  await pages.eventually(async () => assert.equal(await keywords(page).inputValue(), "brain"));
  const counted = (page) => page.locator(".toolbar__count").innerText();
  await pages.eventually(async () => assert.match(await counted(page), /^[1-7] of 35 questions$/));

  // The file itself must be opened again on another page.
  const other = await context.newPage();
  await other.goto(await page.evaluate(() => location.href));
  await chips(other).getByText("Neurosurgery").waitFor();
  await other.getByRole("button", { name: "Try the sample" }).click();
  await pages.eventually(async () => assert.equal(await counted(other), await counted(page)));
  assert.equal(await keywords(other).inputValue(), "brain");
  await other.close();
});

test("wrong keywords are told with the character, and the rest stays applied", async ({ page }) => {
  await openExplore(page);
  await node(page, "Ophthalmology").click();
  const expected = count(questions, ({ department }) => department === "Ophthalmology");
  await page.keyboard.press("/");
  await page.locator("input:focus").waitFor();
  await page.keyboard.type('disc "optic');
  await page.getByText("Character 6: this quotation mark has no partner.").waitFor();
  assert.equal(await page.locator(".keywords__mark").innerText(), '"');
  assert.equal(await keywords(page).getAttribute("aria-invalid"), "true");
  await untilCounted(page, expected);
  await page.keyboard.type('"');
  await page.getByText("has no partner").waitFor({ state: "detached" });
  await pages.eventually(async () => assert.equal(await keywords(page).getAttribute("aria-invalid"), "false"));
});

test("matches are marked in the table", async ({ page }) => {
  await openExplore(page);
  await keywords(page).fill("radiograph");
  const marks = pages.grid(page).locator("mark");
  await marks.first().waitFor();
  for (const text of await marks.allInnerTexts()) assert.match(text, /^radiograph/i);
});

test("matches are marked in the open question and its options, each by its field", async ({ page }) => {
  await openExplore(page);
  const { question, A } = questions[0];
  const word = (text) => text.match(/[A-Za-z]+/)[0];
  await keywords(page).fill(`question:${word(question)} option:${word(A)}`);
  const article = pages.opened(page);
  await article.locator(".question__text mark").first().waitFor();
  await article.locator(".options mark").first().waitFor();
  const marks = (place) => article.locator(`${place} mark`).allInnerTexts();
  for (const text of await marks(".question__text")) assert.equal(text.toLowerCase(), word(question).toLowerCase());
  for (const text of await marks(".options")) assert.equal(text.toLowerCase(), word(A).toLowerCase());
  await keywords(page).fill("");
  await article.locator("mark").first().waitFor({ state: "detached" });
});

test("a filter is one question to the worker, and the table's cells stay", async ({ page }) => {
  await page.addInitScript(() => {
    const { postMessage } = Worker.prototype;
    window.asked = 0;
    Worker.prototype.postMessage = function (...message) {
      window.asked += 1;
      return postMessage.apply(this, message);
    };
  });
  await page.reload();
  await openExplore(page);
  await page.keyboard.press("Escape");
  await pages.opened(page).waitFor({ state: "detached" });
  const cell = page.getByRole("grid", { name: "Questions" }).getByRole("gridcell").first();
  await cell.waitFor();
  // The question that was closed has the list ask anew, which may take its time.
  const asked = () => page.evaluate(() => window.asked);
  for (let before = -1; before !== (await asked()); await page.waitForTimeout(2000)) before = await asked();
  await page.evaluate(() => (window.asked = 0));
  const firstCell = await cell.elementHandle();
  await keywords(page).fill("radiograph");
  await pages.grid(page).locator("mark").first().waitFor();
  assert.equal(await asked(), 1);
  assert.ok(await firstCell.evaluate((cell) => cell.isConnected));
});

test("a selection of nothing says why and offers the way back", async ({ page }) => {
  await openExplore(page);
  await keywords(page).fill("nosuchword");
  await page.getByText("No question passes all of these filters:").waitFor();
  await page.getByRole("button", { name: "Clear all" }).last().click();
  await untilCounted(page, questions.length);
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), questions.length));
});

test("a link to what the file lacks applies the rest and says so", async ({ page }) => {
  await openExplore(page);
  const link = "#/explore?node=department/Ophthalmology&node=department/Nowhere&modality=Odd&row=99999";
  await page.evaluate((link) => { location.hash = link; }, link);
  await untilCounted(page, count(questions, ({ department }) => department === "Ophthalmology"));
  const note = page.getByText(/Not applied, since the loaded files do not have it/);
  await note.waitFor();
  await pages.eventually(async () => assert.match(await note.innerText(), /Nowhere; Modality: Odd/));
});

test("a question outside the selection still opens, and stepping enters the selection", async ({ page }) => {
  await openExplore(page);
  await page.evaluate(() => { location.hash = "#/explore?node=department/Ophthalmology&row=0"; });
  await pages.opened(page).getByRole("heading", { name: "Index 0" }).waitFor();
  await page.getByText("The open question is not part of the selection.").waitFor();
  const [first, second] = questions.filter(({ department }) => department === "Ophthalmology");
  await page.keyboard.press("j");
  await pages.opened(page).getByRole("heading", { name: `Index ${first.index} ` }).waitFor();
  await page.keyboard.press("j");
  await pages.opened(page).getByRole("heading", { name: `Index ${second.index} ` }).waitFor();
  await page.keyboard.press("k");
  await pages.opened(page).getByRole("heading", { name: `Index ${first.index} ` }).waitFor();
  // From a question that was closed one goes on.
  await page.keyboard.press("Escape");
  await pages.opened(page).waitFor({ state: "detached" });
  await page.keyboard.press("j");
  await pages.opened(page).getByRole("heading", { name: `Index ${second.index} ` }).waitFor();
});

test("steps taken before the worker has answered are made once it has", async ({ page }) => {
  const worker = await pages.workerOnHold(page);
  await openExplore(page);
  const second = questions.filter(({ department }) => department === "Ophthalmology")[1];
  const places = [
    ["row=5", "7"],
    ["", "1"],
    ["node=department/Ophthalmology", second.index],
    ["node=department/Ophthalmology&row=0", second.index],
  ];
  for (const [query, index] of places) {
    await pages.goTo(page, "data");
    await worker.hold();
    await page.evaluate((query) => { location.hash = `#/explore?${query}`; }, query);
    await keywords(page).waitFor();
    await page.keyboard.type("jjkj");
    await worker.release();
    await pages.opened(page).getByRole("heading", { name: `Index ${index} ` }).waitFor();
  }
});

test("headings sort, values filter, and the gallery shows the same questions", async ({ page }) => {
  // Wide enough for every column.
  await page.setViewportSize({ width: 2400, height: 1200 });
  await openExplore(page);
  await page.getByRole("columnheader", { name: "Modality" }).getByRole("button").click();
  const column = page.getByRole("columnheader", { name: "Modality" });
  await pages.eventually(async () => assert.equal(await column.getAttribute("aria-sort"), "ascending"));
  await pages.eventually(async () => assert.equal((await pages.gridCells(page, 0))[2], "CT"));
  await page.locator("summary").filter({ hasText: "Modality" }).click();
  await page.getByRole("checkbox", { name: /^Microscopy/ }).check();
  const expected = count(questions, ({ modality }) => modality === "Microscopy");
  await untilCounted(page, expected);
  await page.getByRole("button", { name: "Gallery" }).click();
  const drawn = page.getByRole("grid", { name: "Questions" }).getByRole("gridcell");
  await pages.eventually(async () => assert.equal(await drawn.count(), expected));
  await pages.eventually(async () => assert.match(await hash(page), /modality=Microscopy&sort=modality&list=gallery/));
});

test("without a dataset the published tree can be looked through", async ({ page }) => {
  await page.goto(`${site.url}#/explore`);
  await page.getByText(/lexical tree that GMAI-MMBench publishes/).waitFor();
  // Labels of the tree and questions of the paper's table 6.
  await pages.eventually(async () => assert.equal(await pages.textOf(node(page, "Dermatology")), "Dermatology 30 894"));
  await tree(page).focus();
  await seek(page, "oph", "Ophthalmology");
  await page.keyboard.press("ArrowRight");
  const fundus = node(page, "Fundus Photography", 2);
  await pages.eventually(async () => assert.equal(await pages.textOf(fundus), "Fundus Photography 78"));
  await page.getByRole("button", { name: "Choose files" }).waitFor();
});

test("of very long keywords only the neighbours of the fault are shown", async ({ page }) => {
  await openExplore(page);
  const link = `#/explore?q=${"word%20".repeat(500)}%22open${"%20word".repeat(500)}`;
  await page.evaluate((link) => { location.hash = link; }, link);
  await page.locator(".keywords__what").waitFor();
  const echo = await page.locator(".keywords__echo").innerText();
  assert.ok(echo.length < 90 && echo.startsWith("…"), echo);
});

for (const viewport of [PHONE, { width: 1440, height: 900 }]) {
  test(`the back button closes an open question, then goes where one was [${viewport.width}]`, async ({ page }) => {
    await openSample(page);
    await pages.goTo(page, "score");
    await page.goto(`${site.url}#/explore?part=1`);
    await pages.gridLine(page, 0).click();
    await pages.opened(page).waitFor();
    await page.keyboard.press("j");
    await pages.opened(page).getByRole("heading", { name: /row 2$/ }).waitFor();
    await page.waitForFunction(() => /\brow=1\b/.test(location.hash));
    await page.goBack();
    await pages.opened(page).waitFor({ state: "detached" });
    await pages.eventually(async () => assert.equal(await hash(page), "#/explore?part=1"));
    // Closed by its button, it leaves nothing behind for the back button.
    await pages.gridLine(page, 2).click();
    await pages.opened(page).waitFor();
    await page.waitForFunction(() => /\brow=2\b/.test(location.hash));
    await page.keyboard.press("Escape");
    await pages.opened(page).waitFor({ state: "detached" });
    await pages.eventually(async () => assert.equal(await hash(page), "#/explore?part=1"));
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "Score" }).waitFor();
  }, { viewport });
}

test("the dataset that is open, dropped again, changes nothing", async ({ page }) => {
  await openSample(page);
  await page.goto(`${site.url}#/explore?row=5`);
  const heading = pages.opened(page).getByRole("heading", { name: "Index 5 · row 6" });
  await heading.waitFor();
  await page.getByRole("button", { name: "Show answer" }).click();
  await page.getByRole("button", { name: "Hide answer" }).waitFor();
  // What is told of the other file comes after both were opened.
  await dropFiles(page, [DATASET, projectFile("public/icons/icon-192.png")]);
  await pages.notices(page).getByText(/^Not opened: icon-192/).waitFor();
  await heading.waitFor();
  await page.getByRole("button", { name: "Hide answer" }).waitFor();
  assert.equal(await hash(page), "#/explore?row=5");
});

test("what the toolbar tells does not make it grow", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-write"]);
  await openExplore(page);
  await pages.gridLine(page, 0).click();
  await pages.opened(page).waitFor();
  await untilCounted(page, questions.length);
  const toolbar = page.locator(".toolbar--explore");
  const { height } = await toolbar.boundingBox();
  await page.locator(".jump .field").fill("abc");
  await page.keyboard.press("Enter");
  await page.getByText("No index abc").waitFor();
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.locator(".toolbar__told").filter({ hasText: /./ }).waitFor();
  assert.equal((await toolbar.boundingBox()).height, height);
});

test("the open question's image has the most of the width, and the toolbar is one row", async ({ page }) => {
  await openExplore(page);
  await pages.shownPicture(page).waitFor();
  await pages.eventually(async () => {
    const [list, panel, image, toolbar] = await Promise.all(
      [".split__list", ".panel", ".image__frame", ".toolbar--explore"].map((selector) => page.locator(selector).boundingBox()),
    );
    assert.ok(image.width > list.width && image.width > panel.width, JSON.stringify({ image, list, panel }));
    assert.ok(image.height >= 400, `${image.height}`);
    assert.ok(toolbar.height <= 48, `${toolbar.height}`);
    const children = await page.locator(".toolbar--explore > *").evaluateAll((elements) =>
      elements.map((element) => element.getBoundingClientRect().right));
    assert.ok(Math.max(...children) <= toolbar.x + toolbar.width, `${children}`);
  });
});

test("panes are resized by arrow keys and by dragging, and stay so", async ({ page }) => {
  await openExplore(page);
  const bar = page.getByRole("separator", { name: "Width of the question" });
  const now = async () => Number(await bar.getAttribute("aria-valuenow"));
  const before = 62;
  await pages.eventually(async () => assert.ok(Math.abs((await now()) - before) <= 1));
  await bar.focus();
  await page.keyboard.press("ArrowRight");
  await pages.eventually(async () => assert.ok(Math.abs((await now()) - (before - 2)) <= 1));
  const { x, y } = await bar.boundingBox();
  await page.mouse.move(x + 4, y + 200);
  await page.mouse.down();
  await page.mouse.move(x + 104, y + 200, { steps: 4 });
  await page.mouse.up();
  await pages.eventually(async () => assert.ok((await now()) < before - 5));
  // The last step of the drag is drawn as well.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const dragged = await now();
  // Separators take arrow keys, so that these step through no questions.
  await pages.opened(page).getByRole("heading", { name: "Index 0 " }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Try the sample" }).click();
  await pages.opened(page).waitFor();
  await pages.eventually(async () => assert.equal(await now(), dragged));
});

test("the list is reached within 25 stops of the Tab key", async ({ page }) => {
  await openExplore(page);
  await pages.gridLine(page, 0).waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  const names = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const [role, name] = await page.evaluate(() => {
      const { activeElement } = document;
      return [activeElement.getAttribute("role"), activeElement.ariaLabel ?? activeElement.textContent.trim()];
    });
    if (role === "grid") break;
    names.push(name);
    assert.ok(names.length <= 25, `${names.join(" | ")}`);
  }
});

test("columns can be hidden, and stay so", async ({ page }) => {
  await page.setViewportSize({ width: 2400, height: 1200 });
  await openExplore(page);
  // Beside an open question there is room for few columns.
  await page.keyboard.press("Escape");
  const heading = page.getByRole("columnheader", { name: "Department" });
  await heading.waitFor();
  await page.locator("summary").filter({ has: page.locator("svg") }).first().click();
  await page.getByRole("checkbox", { name: "Department" }).uncheck();
  await heading.waitFor({ state: "hidden" });
  await page.reload();
  await page.getByRole("button", { name: "Try the sample" }).click();
  await pages.opened(page).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("columnheader", { name: "Modality" }).waitFor();
  assert.ok(await heading.isHidden());
});

test("each question of the list carries a mark for each prediction file", async ({ page }) => {
  await openExplore(page);
  const judged = score(predictions, "r2026");
  for (const line of [0, 1, 2, 3]) {
    const row = judged.find(({ index }) => Number(index) === line);
    const word = row.hit ? "correct" : row.letter === "Z" ? "no answer extracted" : "incorrect letter";
    await pages.gridLine(page, line).getByRole("img", { name: new RegExp(`^madeup-vlm-7b: . ${word}$`) }).waitFor();
  }
});

test("beside the accuracy it is said what the marks mean", async ({ page }) => {
  await openExplore(page);
  const beside = page.getByRole("region", { name: "Accuracy on the selection" });
  await beside.getByText("✓ correct · ✕ incorrect letter · ◌ no answer extracted").waitFor();
});

test("the heat map counts by modality and task, and a cell filters", async ({ page }) => {
  await openExplore(page);
  await page.getByRole("button", { name: "Heat map" }).click();
  const map = page.getByRole("grid", { name: "Heat map" });
  const task = "clinical VQA task";
  const [{ modality, [task]: name }] = questions;
  const expected = count(questions, (row) => row.modality === modality && row[task] === name);
  const cell = map.getByRole("gridcell", { name: `${name} · ${modality}: ${expected} question` });
  await cell.click();
  await untilCounted(page, expected);
  await pages.eventually(async () => assert.equal(await cell.getAttribute("aria-selected"), "true"));
  await chips(page).getByText(`${name} → ${modality}`).waitFor();
  await map.focus();
  await page.keyboard.press("Enter");
  await untilCounted(page, questions.length);
  await pages.eventually(async () => assert.match(await hash(page), /list=map/));
});
