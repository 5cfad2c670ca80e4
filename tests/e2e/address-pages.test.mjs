// Every page with the sample opened by its address: what it shows is what it shows of files.

import assert from "node:assert/strict";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { after, before } from "node:test";

import { folder, linkTo, saveIndex, served } from "./addressed.mjs";
import { dropFiles, projectFile } from "./harness.mjs";
import { startModels } from "./models.mjs";
import * as pages from "./pages.mjs";
import { chooseModel, KEY, run, untilComplete } from "./runs.mjs";
import { predictions, questions } from "./sample.mjs";
import { groups, score } from "./score.mjs";
import { parseTable } from "./tsv.mjs";

const FILES = ["SAMPLE_VAL.tsv", "madeup-vlm-7b_SAMPLE_VAL.xlsx", "madeup-vlm-2b_SAMPLE_VAL.tsv"];

let server;

before(async () => {
  server = await startModels();
  await mkdir(folder, { recursive: true });
  for (const name of FILES) await copyFile(projectFile(`public/sample/${name}`), `${folder}/${name}`);
});

after(() => server?.stop());

/** Opens the sample by a link, with as many of its two prediction files. */
async function openByLink(page, context, hash, files = 1) {
  await saveIndex(context, "SAMPLE_VAL.tsv");
  await server.set({ key: KEY, hub: { folder } });
  const address = (name) => `${server.http}/datasets/o/n/resolve/main/${name}`;
  const opened = FILES.slice(1, 1 + files).map((name) => ["predictions", address(name)]);
  await page.goto(linkTo([["data", address("SAMPLE_VAL.tsv")], ["index", address("SAMPLE_VAL.gmaidx")], ...opened], hash));
  await pages.loadedFile(page, /^SAMPLE_VAL\s*35 questions/).waitFor();
}

/** The image of a question, where another one's is named in its place too. */
function imageOf(index) {
  const { image } = questions[Number(index)];
  return image.length <= 64 ? questions[Number(image)].image : image;
}

const hits = (rules) => score(predictions, rules).filter(({ hit }) => hit).length;

served("Explore shows each kind of image, and the gallery", async ({ page, context }) => {
  await openByLink(page, context, "#/explore?row=34");
  const [first, second] = questions[34].image.match(/[A-Za-z0-9+/=]{64,}/g);
  assert.equal(await pages.comparePicture(page, first), "the same");
  await page.getByRole("button", { name: "Image 2" }).click();
  await pages.eventually(async () => assert.equal(await pages.comparePicture(page, second), "the same"));
  const reference = questions.find(({ image }) => image.length <= 64);
  await page.evaluate((row) => { location.hash = `#/explore?row=${row}`; }, reference.index);
  await pages.opened(page).getByText(`that of index ${reference.image}`).waitFor();
  assert.equal(await pages.comparePicture(page, imageOf(reference.index)), "the same");
  await page.evaluate(() => { location.hash = "#/explore?list=gallery"; });
  await page.locator("#tile-3 img").waitFor();
});

served("Score leads from a group to its incorrect answers, with their images", async ({ page, context }) => {
  await openByLink(page, context, "#/score?rules=r2026");
  await page.getByText(`${hits("r2026")} of 35 questions correct`).waitFor();
  await page.evaluate(() => { location.hash = "#/score?rules=r2026&tab=answers&outcome=incorrect"; });
  await pages.gridLine(page, 0).locator("img").waitFor();
  await pages.gridLine(page, 0).click();
  const { index } = score(predictions, "r2026").find(({ hit }) => !hit);
  await pages.opened(page).getByRole("heading", { name: `Index ${index}` }).waitFor();
  assert.equal(await pages.comparePicture(page, imageOf(index)), "the same");
});

served("Compare and the leaderboard show files that were opened by address", async ({ page, context }) => {
  await openByLink(page, context, "#/compare", 2);
  await page.getByRole("region", { name: "Two files compared" }).getByText(/of the 35/).first().waitFor();
  await pages.goTo(page, "board");
  const own = page.getByRole("table").first().getByRole("row").filter({ hasText: "madeup-vlm-7b" });
  await own.getByText(pages.percent(hits("r2024"), 35)).first().waitFor();
});

served("Check compares a file with the dataset", async ({ page, context }) => {
  await openByLink(page, context, "#/check", 0);
  await dropFiles(page, [`public/sample/${FILES[1]}`]);
  await page.locator(".verdict-panel").getByText(/35 rows · Checked against SAMPLE_VAL/).waitFor();
});

served("a run fetches each image, and sends it as it is in the file", async ({ page, context }) => {
  await openByLink(page, context, "#/explore");
  await chooseModel(page, server.http);
  await page.getByRole("button", { name: "Run 35 questions" }).click();
  await untilComplete(page);
  assert.match(await pages.textOf(run(page)), /Answered 35 Failed 0 Left 0/);
  const { answered } = await server.statistics();
  assert.equal(answered, 35);
}, { isExpected: (problem) => problem.includes("/openai/") });

served("a selection is saved with its images", async ({ page, context }) => {
  await page.addInitScript(() => { delete window.showSaveFilePicker; });
  await openByLink(page, context, "#/explore?node=department/Ophthalmology");
  const wanted = groups(questions, "department").get("Ophthalmology").n;
  await page.getByText(`${wanted} of 35 questions`, { exact: true }).waitFor();
  const menu = page.locator(".export-menu");
  await menu.locator("summary").click();
  await menu.getByRole("button", { name: "Questions with images (tsv)" }).click();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    menu.getByRole("button", { name: /^Save / }).click(),
  ]);
  const written = parseTable(await readFile(await saved.path(), "utf8"));
  assert.equal(written.length, wanted);
  for (const row of written) assert.deepEqual(row, { ...questions[Number(row.index)], image: imageOf(row.index) });
});
