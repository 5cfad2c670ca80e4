// Files far larger than what may be held in memory, and datasets of several files.

import assert from "node:assert/strict";
import { link, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { before } from "node:test";

import { generate, generatedPath } from "./generated.mjs";
import { test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { noise } from "./png.mjs";

const ROWS = 160;
const LARGE = generatedPath("large.tsv");
/** So many files of that content are read for seconds, long enough to use the page meanwhile. */
const PARTS = 10;

/** The row whose picture a row shows: every tenth refers to the row before. */
const pictureRow = (row) => (row % 10 === 9 ? row - 1 : row);
const picture = (row) => noise(pictureRow(row), 720).toString("base64");
const question = (row) => `Question ${row}:\twhat is "this"?\nLine two of ${row}`;

async function writeLarge() {
  if (await stat(LARGE).catch(() => undefined)) return;
  await mkdir(generatedPath("."), { recursive: true });
  const unfinished = `${LARGE}.unfinished`;
  const file = await open(unfinished, "w");
  await file.write("index\tquestion\timage\tA\tB\tanswer\tmodality\n");
  for (let row = 0; row < ROWS; row += 1) {
    const cell = pictureRow(row) === row ? picture(row) : String(pictureRow(row));
    await file.write(`${row}\t"${question(row).replaceAll('"', '""')}"\t${cell}\tyes\t"n""o"\tA\tNoise ${row}\n`);
  }
  await file.close();
  await rename(unfinished, LARGE);
}

async function writeParts() {
  const paths = Array.from({ length: PARTS }, (_, part) => generatedPath(`parts/large_part_${part + 1}.tsv`));
  await mkdir(generatedPath("parts"), { recursive: true });
  for (const path of paths) {
    await rm(path, { force: true });
    await link(LARGE, path);
  }
  return paths;
}

async function openRow(page, row) {
  await page.getByRole("textbox", { name: "Index" }).fill(String(row));
  await page.keyboard.press("Enter");
  await pages.opened(page).getByRole("heading", { name: `Index ${row} ` }).waitFor();
}

before(writeLarge);

test("300 MB are indexed to the end in little memory and every row is right", async ({ page }) => {
  // Large enough for all rows and columns to be drawn.
  await page.setViewportSize({ width: 2400, height: 8000 });
  await pages.openSite(page);
  await pages.dropDataset(page, [LARGE]);
  await pages.untilRead(page);
  await pages.eventually(async () => assert.equal(await pages.textOf(pages.figure(page, "Questions")), String(ROWS)));
  const [, megabytes] = /^([\d.]+) MB$/.exec(await pages.textOf(pages.figure(page, "Memory in use")));
  assert.ok(megabytes * 1e6 <= 64 * 2 ** 20 + 2000 * ROWS, `${megabytes} MB`);

  await pages.goTo(page, "explore");
  for (let row = 0; row < ROWS; row += 1) {
    // Columns come once the list has been measured.
    await pages.eventually(async () => {
      const [index, text, modality] = await pages.gridCells(page, row);
      assert.deepEqual([index, pages.plain(text ?? ""), modality], [String(row), pages.plain(question(row)), `Noise ${row}`]);
    });
  }
});

test("a late row's picture is right, a reference's as well", async ({ page }) => {
  await pages.openSite(page);
  await pages.dropDataset(page, [LARGE]);
  await pages.untilRead(page);
  await pages.goTo(page, "explore");
  for (const row of [ROWS - 2, ROWS - 1, 3]) {
    await openRow(page, row);
    assert.equal(await pages.comparePicture(page, picture(row)), "the same", `row ${row}`);
  }
  const options = await pages.textOf(pages.opened(page).getByRole("list"));
  assert.equal(options, 'A yes B n"o');
});

test("rows can be used while reading goes on, and stay when it is cancelled", async ({ page }) => {
  await pages.openSite(page);
  await pages.dropDataset(page, await writeParts());
  await pages.goTo(page, "explore");
  await pages.gridLine(page, 3).click();
  await pages.opened(page).getByText("Question 3:").waitFor();
  assert.equal(await pages.comparePicture(page, picture(3)), "the same");
  await page.getByRole("banner").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("banner").getByText("stopped early").waitFor();

  await pages.goTo(page, "data");
  await page.getByText("Stopped early; the questions found so far can be used").waitFor();
  const found = Number((await pages.textOf(pages.figure(page, "Questions"))).replace(/\D/g, ""));
  assert.ok(found > 3 && found < ROWS * PARTS, `${found} rows`);
  await pages.goTo(page, "explore");
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), found));
  await pages.grid(page).press("End");
  const last = (found - 1) % ROWS;
  await pages.opened(page).getByText(`Question ${last}:`).waitFor();
  assert.equal(await pages.comparePicture(page, picture(last)), "the same");
});

test("files dropped in any order form one dataset in natural order", async ({ page }) => {
  const small = noise(1, 8).toString("base64");
  const part = (number) =>
    generate(`GMAI_part_${number}.tsv`, `index\timage\tquestion\n${number}\t${small}\tof part ${number}\n`);
  const [first, second, tenth] = await Promise.all([1, 2, 10].map(part));
  await pages.openSite(page);
  await pages.dropDataset(page, [tenth, first, second]);
  await pages.untilRead(page);
  await pages.eventually(async () => {
    const files = await page.getByRole("main").getByRole("listitem").filter({ hasText: "GMAI_part_" }).allInnerTexts();
    assert.deepEqual(files.map((text) => /\d+/.exec(text)?.[0]), ["1", "2", "10"]);
  });
  await pages.goTo(page, "explore");
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), 3));
  for (const [row, number] of [1, 2, 10].entries()) {
    await pages.eventually(async () => {
      const [index, question] = await pages.gridCells(page, row);
      assert.deepEqual([index, question], [String(number), `of part ${number}`]);
    });
  }
});
