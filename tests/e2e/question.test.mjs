// The question view: window and level, quiz mode, what is hidden, keys, predictions, and pictures that are broken.

import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";

import { BROKEN } from "./broken-pictures.mjs";
import { PHONE } from "./every-page.mjs";
import { generate } from "./generated.mjs";
import { dropFiles, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { grey } from "./png.mjs";
import { openSample, predictions, questions } from "./sample.mjs";
import { score } from "./score.mjs";
import { writeRecords } from "./tsv.mjs";

const PICTURE = grey(256, 32);

/** A dataset of questions with one picture each; `rows` are objects by column. */
const dataset = (name, rows) => {
  const columns = Object.keys(rows[0]);
  return generate(`question/${name}`, writeRecords([columns, ...rows.map((row) => columns.map((key) => row[key]))]));
};

const plainRow = (index, more = {}) => ({
  index,
  image: PICTURE.toString("base64"),
  question: `What is ${index}?`,
  A: "spleen",
  B: "aorta",
  ...more,
});

async function open(page, path, hash = "#/explore?row=0") {
  await pages.openSite(page);
  await pages.dropDataset(page, [path]);
  await page.goto(site.url + hash);
  await pages.opened(page).waitFor();
}

/** The grey values along the middle of the picture as it is on the screen, at one picture pixel a screen pixel. */
async function shownValues(page) {
  await page.keyboard.press("1");
  const image = pages.shownPicture(page);
  await pages.eventually(async () => assert.equal((await image.boundingBox()).width, 256));
  // Twice, so that a frame with the latest filter has been drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const box = await image.boundingBox();
  const clip = { x: box.x, y: box.y + 16, width: 256, height: 1 };
  return decodeLine(await page.screenshot({ clip, scale: "css" }), 256);
}

/** The red values of a PNG of one line. */
function decodeLine(bytes, width) {
  const chunks = [];
  let channels = 0;
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (type === "IHDR") channels = bytes[at + 8 + 9] === 6 ? 4 : 3;
    if (type === "IDAT") chunks.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [filter, ...line] = inflateSync(Buffer.concat(chunks));
  for (let at = channels; at < width * channels; at += 1) {
    // Of a single line the filters 1 (left), 3 (mean of left and nothing) and 4 (Paeth) look to the left only.
    const left = line[at - channels];
    line[at] = (line[at] + [0, left, 0, left >> 1, left][filter]) & 255;
  }
  return Array.from({ length: width }, (_, x) => line[x * channels]);
}

/** DICOM's linear function, written anew from the standard. */
function windowed(value, width, level) {
  if (value <= level - 0.5 - (width - 1) / 2) return 0;
  if (value > level - 0.5 + (width - 1) / 2) return 255;
  return ((value - (level - 0.5)) / (width - 1) + 0.5) * 255;
}

/** Waits until the grey values are about those. */
const untilShown = (page, expected, what) =>
  pages.eventually(async () => {
    (await shownValues(page)).forEach((value, x) => {
      assert.ok(Math.abs(value - expected(x)) <= 1.5, `${what}: ${value} instead of ${expected(x)} at ${x}`);
    });
  });

test("options are in view, and the wheel scrolls to what follows; with Ctrl it zooms", async ({ page }) => {
  await openSample(page);
  const pane = page.locator(".split__detail");
  for (const row of [0, 2, 5, 12]) {
    await page.goto(`${site.url}#/explore?row=${row}`);
    await pages.opened(page).getByRole("heading", { name: `Index ${row} ` }).waitFor();
    await pages.shownPicture(page).waitFor();
    const [options, { y, height }] = await Promise.all([pages.opened(page).locator(".options").boundingBox(), pane.boundingBox()]);
    assert.ok(options.y + options.height <= y + height, `${row}: ${JSON.stringify({ options, y, height })}`);
  }
  const before = await pages.shownPicture(page).boundingBox();
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await page.mouse.wheel(0, 40);
  await pages.eventually(async () => assert.ok((await pane.evaluate((pane) => pane.scrollTop)) > 0));
  assert.equal((await pages.shownPicture(page).boundingBox()).width, before.width);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -40);
  await page.keyboard.up("Control");
  await pages.eventually(async () => assert.notEqual((await pages.shownPicture(page).boundingBox()).width, before.width));
  await page.keyboard.press("0");
  await page.keyboard.press("f");
  const full = page.getByRole("dialog").getByRole("img");
  const { width } = await full.boundingBox();
  await page.mouse.wheel(0, -40);
  await pages.eventually(async () => assert.notEqual((await full.boundingBox()).width, width));
});

const slider = (page, name) => page.getByRole("slider", { name });
const untilAt = (page, name, value) =>
  pages.eventually(async () => assert.equal(await slider(page, name).inputValue(), value));

test("window, level and inversion change pixels as DICOM says", async ({ page }) => {
  await open(page, await dataset("grey.tsv", [plainRow(0, { answer: "A" })]));
  await pages.shownPicture(page).waitFor();
  await untilShown(page, (x) => x, "as it is");
  await page.keyboard.press("i");
  await untilShown(page, (x) => 255 - x, "inverted");
  await page.keyboard.press("i");
  await page.getByRole("button", { name: /^Window and level/ }).click();
  await slider(page, "Width").fill("81");
  await slider(page, "Level").fill("60");
  await untilShown(page, (x) => windowed(x, 81, 60), "windowed");
  await page.keyboard.press("i");
  await untilShown(page, (x) => 255 - windowed(x, 81, 60), "windowed and inverted");
  await page.getByRole("button", { name: "Reset" }).click();
  await untilShown(page, (x) => x, "reset");
});

test("window and level are set by keys and by dragging", async ({ page }) => {
  await open(page, await dataset("grey.tsv", [plainRow(0, { answer: "A" })]));
  await pages.shownPicture(page).waitFor();
  const box = await page.locator(".image__stage").boundingBox();
  const drag = async (button, right, down) => {
    await page.mouse.move(box.x + 100, box.y + 100);
    await page.mouse.down({ button });
    await page.mouse.move(box.x + 100 + right, box.y + 100 + down, { steps: 7 });
    await page.mouse.up({ button });
  };
  await drag("right", -56, 20);
  await untilAt(page, "Width", "200");
  await untilAt(page, "Level", "148");
  await page.keyboard.down("Shift");
  await drag("left", 40, -48);
  await page.keyboard.up("Shift");
  await untilAt(page, "Width", "240");
  await untilAt(page, "Level", "100");
  await slider(page, "Level").focus();
  await page.keyboard.press("ArrowRight");
  await untilAt(page, "Level", "101");
  await untilShown(page, (x) => windowed(x, 240, 101), "dragged");
});

const quizOption = (page, letter) =>
  pages.opened(page).getByRole("listitem").filter({ hasText: new RegExp(`^${letter}`) });

test("in quiz mode a pick shows the answer, and Space goes on", async ({ page }) => {
  await openSample(page);
  await page.goto(`${site.url}#/explore?row=0`);
  await page.getByRole("button", { name: "Quiz mode" }).click();
  const { answer: first } = questions[0];
  const { answer: second } = questions[1];
  const wrong = second === "A" ? "B" : "A";
  const option = (letter) => quizOption(page, letter);

  // Predictions would give the answer away, and so would the marks of the list.
  await pages.opened(page).getByText("predictions are shown with the answer").waitFor();
  await page.locator(".outcome-marks").first().waitFor({ state: "hidden" });
  await page.keyboard.press(first.toLowerCase());
  await pages.opened(page).getByText("1 correct of 1 answered").waitFor();
  await pages.opened(page).getByText("Your pick is correct.").waitFor();
  await pages.eventually(async () => assert.match(await pages.textOf(option(first)), /✓ \(the answer\)/));

  await page.keyboard.press(" ");
  await pages.opened(page).getByRole("heading", { name: "Index 1 " }).waitFor();
  await option(wrong).getByRole("button").click();
  await pages.opened(page).getByText("1 correct of 2 answered").waitFor();
  await pages.opened(page).getByText("Your pick is incorrect.").waitFor();
  await pages.eventually(async () => assert.match(await pages.textOf(option(wrong)), /✕ \(your pick, incorrect\)/));

  // What is settled stays, and who has seen the answer cannot pick any more.
  await page.keyboard.press("k");
  await pages.opened(page).getByRole("heading", { name: "Index 0 " }).waitFor();
  await pages.eventually(async () => assert.equal(await option(first).getByRole("button").count(), 0));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await pages.opened(page).getByRole("heading", { name: "Index 2 " }).waitFor();
  await page.keyboard.press(" ");
  await pages.opened(page).getByText("The answer was seen before a pick").waitFor();
  await pages.opened(page).getByText("1 correct of 2 answered").waitFor();
  await pages.goTo(page, "data");
  await pages.goTo(page, "explore");
  await pages.opened(page).getByText("1 correct of 2 answered").waitFor();
});

test("a round of the quiz ends with how many the user and each model have correct", async ({ page }) => {
  await openSample(page);
  await page.goto(`${site.url}#/explore?row=0`);
  await page.getByRole("button", { name: "Quiz mode" }).click();
  const judged = score(predictions, "r2026");
  for (let row = 0; row < 20; row += 1) {
    await pages.opened(page).getByRole("heading", { name: `Index ${row} ` }).waitFor();
    // Every other pick is the answer.
    const { answer } = questions[row];
    const pick = row % 2 === 0 ? answer : answer === "A" ? "B" : "A";
    await quizOption(page, pick).getByRole("button").click();
    if (row === 19) break;
    // Until the pick counts, the key would show the answer.
    await pages.opened(page).getByText(`of ${row + 1} answered`).waitFor();
    await page.keyboard.press(" ");
  }
  const hits = judged.filter(({ index, hit }) => Number(index) < 20 && hit).length;
  await pages.opened(page).getByText(`You 10, madeup-vlm-7b ${hits} of 20 correct`).waitFor();
  await page.getByRole("button", { name: "Another round" }).click();
  await pages.opened(page).getByText("0 correct of 0 answered").waitFor();
});

test("window presets set width and level and keep the inversion", async ({ page }) => {
  await open(page, await dataset("grey.tsv", [plainRow(0, { answer: "A" })]));
  await pages.shownPicture(page).waitFor();
  await page.keyboard.press("i");
  await page.getByRole("button", { name: /^Window and level/ }).click();
  await page.getByRole("combobox", { name: "Window preset" }).selectOption("Bone (bright tones)");
  await untilAt(page, "Width", "136");
  await untilAt(page, "Level", "188");
  await untilShown(page, (x) => 255 - windowed(x, 136, 188), "bone, inverted");
});

test("the label is hidden until the answer is shown", async ({ page }) => {
  await openSample(page);
  await page.goto(`${site.url}#/explore?row=0`);
  const { category } = questions[0];
  const label = pages.opened(page).locator("dl > div").filter({ hasText: "category" }).locator("dd");
  const untilHidden = () =>
    pages.eventually(async () => assert.equal(await pages.textOf(label), "Hidden until the answer is shown"));
  await untilHidden();
  assert.ok(!(await page.content()).includes(`<dd>${category}`));
  await page.keyboard.press(" ");
  await pages.eventually(async () => assert.equal(await pages.textOf(label), category));
  await page.keyboard.press("j");
  await pages.opened(page).getByRole("heading", { name: "Index 1 " }).waitFor();
  await untilHidden();
});

test("a dataset without answers shows a label by its own switch only, and has no quiz", async ({ page }) => {
  const path = await dataset("TEST_1.tsv", [plainRow(0, { category: "Glaucoma" }), plainRow(1, { category: "Drusen" })]);
  await open(page, path);
  await pages.opened(page).getByText("The dataset has no answers to be right about.").waitFor();
  const quiz = page.getByRole("button", { name: "Quiz mode" });
  await pages.eventually(async () => assert.ok(await quiz.isDisabled()));
  await page.keyboard.press(" ");
  await pages.opened(page).getByText("The label gives the answer away.").waitFor();
  assert.ok(!(await page.content()).includes("Glaucoma"));
  await page.getByRole("button", { name: "Show label" }).click();
  await pages.opened(page).getByText("Glaucoma").waitFor();
  await page.getByRole("button", { name: "Hide label" }).click();
  await pages.opened(page).getByText("Glaucoma").waitFor({ state: "detached" });
});

test("shortcuts of a single character can be switched off, for later visits too", async ({ page }) => {
  await open(page, await dataset("two.tsv", [plainRow(0, { answer: "A" }), plainRow(1, { answer: "B" })]));
  const heading = (index) => pages.opened(page).getByRole("heading", { name: `Index ${index} ` });
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.getByText("exchange black and white").waitFor();
  await dialog.getByRole("checkbox", { name: "Shortcuts of a single character" }).uncheck();
  await page.keyboard.press("Escape");
  for (const key of ["j", "i", "?", "0"]) await page.keyboard.press(key);
  await dialog.waitFor({ state: "hidden" });
  // The space key is none of them, and by now the page has heard the keys before it.
  await page.keyboard.press(" ");
  await pages.opened(page).getByText("Answer: A").waitFor();
  await heading(0).waitFor();
  assert.equal(await page.locator(".image__stage").evaluate((stage) => getComputedStyle(stage).filter), "none");
  await page.keyboard.press("ArrowRight");
  await heading(1).waitFor();
  await page.reload();
  await page.getByRole("banner").waitFor();
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Keys" }).click();
  assert.ok(!(await dialog.getByRole("checkbox").isChecked()));
  await dialog.getByRole("checkbox").check();
  await page.keyboard.press("Escape");
  // Pressed again where the page has not heard yet that the dialog is closed; in the open dialog it does nothing.
  await pages.eventually(async () => {
    await page.keyboard.press("?");
    assert.ok(await dialog.isVisible());
  });
});

test("each prediction stands beside its question, judged only with the answer", async ({ page }) => {
  await openSample(page);
  const judged = score(predictions, "r2026");
  for (const row of [0, 3, 7]) {
    await page.goto(`${site.url}#/explore?row=${row}`);
    await pages.opened(page).getByRole("heading", { name: `Index ${row} ` }).waitFor();
    const item = pages.opened(page).locator(".predictions__item");
    const expected = judged.find(({ index }) => Number(index) === row);
    const text = () => pages.textOf(item);
    await pages.eventually(async () => assert.ok((await text()).includes(`${expected.letter} `), await text()));
    assert.match(await text(), /madeup-vlm-7b_SAMPLE_VAL\.xlsx/);
    assert.doesNotMatch(await text(), /Correct|Incorrect|No answer extracted|✓|✕|◌/);
    await page.keyboard.press(" ");
    const verdict = expected.hit ? "Correct" : expected.letter === "Z" ? "No answer extracted (Z)" : "Incorrect";
    await item.getByText(verdict, { exact: true }).last().waitFor();
  }
});

test("a long prediction is folded, and a file without the index says so", async ({ page }) => {
  await open(page, await dataset("two.tsv", [plainRow(0, { answer: "A" }), plainRow(1, { answer: "B" })]));
  const long = `${"It may be one or the other. ".repeat(60)}END B`;
  const table = writeRecords([
    ["index", "question", "A", "B", "prediction"],
    ["0", "What is 0?", "spleen", "aorta", "A"],
    ["0", "What is 0?", "spleen", "aorta", long],
  ]);
  await dropFiles(page, [await generate("question/long.tsv", table)]);
  const item = pages.opened(page).locator(".predictions__item");
  await item.getByText("2 rows of the file have this index").waitFor();
  assert.equal(await item.getByText("END B").count(), 0);
  await item.getByRole("button", { name: /^Show all 1.685 characters$/ }).click();
  await item.getByText("END B").waitFor();
  await page.keyboard.press("j");
  await item.getByText("The file has no row with this index.").waitFor();
});

test("the hint stands above the question", async ({ page }) => {
  await open(page, await dataset("hint.tsv", [plainRow(0, { hint: "Look at the left.", answer: "A" })]));
  await pages.opened(page).getByText("Hint: Look at the left.", { exact: true }).waitFor();
});

test("every broken picture has words of its own, and the others are shown", async ({ page }) => {
  const good = plainRow(0, { answer: "A" });
  const rows = BROKEN.map(({ image }, at) => plainRow(at + 1, { image, answer: "A" }));
  await open(page, await dataset("broken.tsv", [good, ...rows]));
  for (const [at, { name, full }] of BROKEN.entries()) {
    await page.keyboard.press("j");
    await pages.opened(page).getByRole("heading", { name: `Index ${at + 1} ` }).waitFor();
    const fault = pages.opened(page).getByRole("alert");
    await pages.eventually(async () => {
      assert.equal(await fault.count(), 1, name);
      assert.ok((await pages.textOf(fault)).includes(full), `${name}: ${await pages.textOf(fault)}`);
    });
    await pages.opened(page).getByText(`What is ${at + 1}?`).waitFor();
  }
  await page.goto(`${site.url}#/explore?row=0`);
  assert.equal(await pages.comparePicture(page, PICTURE.toString("base64")), "the same");
});

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("role") ?? document.activeElement?.localName);

for (const [viewport, name] of [[{ width: 1440, height: 900 }, "Close"], [PHONE, "Back to the list"]]) {
  test(`an open question and a scored row are closed by a button [${viewport.width}]`, async ({ page }) => {
    await openSample(page);
    for (const [goes, opens] of [["explore", "#/explore?row=1"], ["score", "#/score?at=1"]]) {
      await pages.goTo(page, goes);
      await page.evaluate((hash) => { location.hash = hash; }, opens);
      await pages.opened(page).getByRole("button", { name, exact: true }).click();
      await pages.opened(page).waitFor({ state: "detached" });
      await pages.eventually(async () => assert.equal(await focused(page), "grid"));
    }
    await page.evaluate(() => { location.hash = "#/explore?row=98"; });
    await page.getByText("The dataset has no row 99").waitFor();
    assert.equal(await page.getByText("not part of the selection").count(), 0);
    await page.getByRole("main").getByRole("button", { name, exact: true }).click();
    await page.getByText("The dataset has no row").waitFor({ state: "detached" });
  }, { viewport });
}

test("the verdict on an answer stays in view while its pane is scrolled", async ({ page }) => {
  await openSample(page);
  await page.goto(`${site.url}#/score?view=answers&at=4`);
  const verdict = pages.opened(page).getByText("Incorrect", { exact: true });
  await verdict.waitFor();
  const pane = page.locator(".split__detail");
  await pane.evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
  const [shown, { y }] = [await verdict.boundingBox(), await pane.boundingBox()];
  assert.ok(shown.y >= y && shown.y < y + 60, JSON.stringify({ shown, y }));
});

test("the focus stays on the page when what had it goes", async ({ page }) => {
  await openSample(page);
  await pages.goTo(page, "explore");
  await pages.opened(page).getByRole("button", { name: "Quiz mode" }).click();
  await pages.opened(page).locator(".options__line--open").first().focus();
  await page.keyboard.press("j");
  await pages.opened(page).getByRole("heading", { name: "Index 1 " }).waitFor();
  await pages.eventually(async () => assert.equal(await focused(page), "article"));
  // The prediction file beside it gets the focus, or the page, whichever is there first.
  await page.getByRole("button", { name: "Close dataset" }).click();
  await pages.eventually(async () => assert.ok(["a", "main"].includes(await focused(page))));
});
