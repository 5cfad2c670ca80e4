// Images of every kind: shown with the pixels that Pillow reads, with notes where file and pixels differ; the whole window.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { generate } from "./generated.mjs";
import { site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { noise } from "./png.mjs";
import { openSample, questions } from "./sample.mjs";
import { writeRecords } from "./tsv.mjs";

/** Images and what Pillow reads of them, see tests/pictures/generate.py. */
const PILLOW = readFileSync("tests/pictures/pictures.jsonl", "utf8").trim().split("\n").map((line) => JSON.parse(line));
const named = (name) => PILLOW.find((picture) => picture.name === name) ?? assert.fail(name);

async function openDataset(page, name, images, hash = "#/explore?row=0") {
  const rows = images.map((image, index) => [index, image, `What is ${index}?`, "spleen", "aorta", "A", "MR"]);
  const columns = ["index", "image", "question", "A", "B", "answer", "modality"];
  const path = await generate(`images/${name}`, writeRecords([columns, ...rows]));
  await pages.openSite(page);
  await pages.dropDataset(page, [path]);
  await page.goto(site.url + hash);
}

const heading = (page, index) => pages.opened(page).getByRole("heading", { name: `Index ${index} ` });

/** Size and RGB values of the picture as the page shows it. */
const shown = (page) =>
  pages.shownPicture(page).evaluate(async (image) => {
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context.drawImage(image, 0, 0);
    const values = context.getImageData(0, 0, width, height).data;
    return { width, height, rgb: [...values].filter((_, at) => at % 4 !== 3) };
  });

function assertPixels(actual, { name, rgb, width, height, tolerance }) {
  assert.deepEqual([actual.width, actual.height], [width, height], name);
  const expected = Buffer.from(rgb, "base64");
  const most = actual.rgb.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at])), 0);
  assert.ok(most <= tolerance, `${name}: differs by ${most}`);
}

const KINDS = [
  { name: "jpeg cmyk", note: "CMYK image" },
  { name: "jpeg ycck", note: "CMYK image" },
  { name: "jpeg cmyk without adobe", note: "CMYK image" },
  { name: "jpeg turned 6 big", note: "EXIF 6: rotate by 90° clockwise" },
  { name: "jpeg turned 5 little", note: "EXIF 5: mirror left to right, then rotate by 270° clockwise" },
  { name: "png turned 8 big", note: "EXIF 8: rotate by 270° clockwise" },
  { name: "png turned 3 behind its pixels", note: "EXIF 3: rotate by 180° clockwise" },
  { name: "webp turned 7", note: "EXIF 7: mirror left to right, then rotate by 90° clockwise" },
  { name: "jpeg turned 1 big", note: null },
  { name: "png gamma", note: null },
  { name: "png grey 16", note: "16-bit grayscale" },
  { name: "png rgb 16", note: null },
  { name: "png rgba 8", note: "without its transparency" },
  { name: "png rgba opaque", note: null },
  { name: "png palette 4 transparent", note: "without its transparency" },
  { name: "png without end", note: "The end of the file is damaged" },
  { name: "png with the checksum of its pixels wrong", note: "The end of the file is damaged" },
  { name: "webp animated", note: "The first of several images" },
  { name: "gif animated", note: "The first of several images" },
  { name: "gif", note: null },
  { name: "bmp", note: null },
];

test("images of every kind are shown as Pillow reads them, and a note says what is special", async ({ page }) => {
  await openDataset(page, "kinds.tsv", KINDS.map(({ name }) => named(name).file));
  for (const [index, { name, note }] of KINDS.entries()) {
    await heading(page, index).waitFor();
    await pages.shownPicture(page).waitFor();
    assertPixels(await shown(page), named(name));
    const notes = pages.opened(page).locator(".image__note");
    await pages.eventually(async () => {
      if (note === null) assert.equal(await notes.count(), 0, name);
      else assert.ok((await pages.textOf(notes)).includes(note), `${name}: ${await pages.textOf(notes)}`);
    });
    // At actual size a picture is as wide and as high as it is stored.
    await page.keyboard.press("1");
    const { width, height } = named(name);
    await pages.eventually(async () => {
      const box = await pages.shownPicture(page).boundingBox();
      assert.deepEqual([box.width, box.height], [width, height], name);
    });
    await page.keyboard.press("j");
  }
});

test("small images are not turned either", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1600 });
  const turned = ["jpeg turned 6 big", "png turned 8 little", "webp turned 5", "jpeg cmyk turned 6", "jpeg turned 2 big"];
  await openDataset(page, "turned.tsv", turned.map((name) => named(name).file), "#/explore?list=gallery");
  for (const [at, name] of turned.entries()) {
    const image = page.locator(`#tile-${at} img`);
    await image.waitFor();
    const size = await image.evaluate(async (image) => {
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    });
    assert.deepEqual(size, [named(name).width, named(name).height], name);
  }
});

/** What only decoding finds, and browsers do not mind; a gallery leaves decoding to the browser. */
const FOUND_BY_DECODING = ["png with the zlib checksum wrong", "png with a wrong byte in its pixels"];

test("an image that Pillow does not read is called damaged, in the gallery too", async ({ page }) => {
  // A cell of 64 characters or fewer is the index of another question.
  const unread = PILLOW.filter(({ error, file, name }) => error && file.length > 64 && !FOUND_BY_DECODING.includes(name));
  await page.setViewportSize({ width: 1440, height: 1600 });
  await openDataset(page, "unread.tsv", unread.map(({ file }) => file), "#/explore?list=gallery");
  for (const [at, { name }] of unread.entries()) {
    await page.locator(`#tile-${at}`).getByText(/damaged or cut off/).waitFor().catch(() => assert.fail(name));
  }
});

test("exported questions with CMYK images come with a warning", async ({ page }) => {
  const images = [noise(1, 32).toString("base64"), named("jpeg cmyk").file, named("jpeg").file, "1", named("jpeg ycck").file];
  await openDataset(page, "cmyk.tsv", images);
  const menu = page.locator(".export-menu");
  await menu.locator("summary").click();
  await menu.getByRole("button", { name: "Questions with images (tsv)" }).click();
  await menu.getByText("CMYK images in this file: 3 (index 1, 3, 4).").waitFor();
  await menu.getByRole("button", { name: /^Save / }).waitFor();
});

const dialog = (page) => page.getByRole("dialog", { name: /^Medical image of question/ });
const isFocusInDialog = (page) => page.evaluate(() => document.activeElement?.closest("dialog") !== null);

test("over the whole window keys go from image to image, and neither they nor Tab leave it", async ({ page }) => {
  const images = [1, 2, 3].map((seed) => noise(seed, 64).toString("base64"));
  await openDataset(page, "window.tsv", [...images, named("jpeg").file]);
  await pages.shownPicture(page).waitFor();
  await page.keyboard.press("f");
  await dialog(page).getByRole("img").waitFor();
  await page.keyboard.press("i");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  const look = () =>
    dialog(page).getByRole("img").evaluate((image) => [
      getComputedStyle(image.closest(".image__stage")).filter,
      image.style.width,
      image.style.transform,
    ]);
  const before = await pages.eventually(async () => {
    const now = await look();
    assert.notEqual(now[0], "none");
    return now;
  });
  for (const index of [1, 2]) {
    await page.keyboard.press("j");
    await page.getByRole("dialog", { name: `Medical image of question ${index}` }).getByRole("img").waitFor();
    await pages.eventually(async () => assert.deepEqual(await look(), before, `of question ${index}`));
    await pages.eventually(async () => assert.ok(await isFocusInDialog(page)));
  }
  for (let tab = 0; tab < 12; tab += 1) {
    await page.keyboard.press("Tab");
    // The browser's own controls may have their turn, what lies behind the dialog may not.
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest("dialog")));
  }
  // An image of another size fits again.
  await page.keyboard.press("ArrowRight");
  await page.getByRole("dialog", { name: "Medical image of question 3" }).getByRole("img").waitFor();
  await pages.eventually(async () => assert.equal((await look())[1], ""));
  assert.notEqual((await look())[0], "none");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await heading(page, 3).waitFor();
  await page.keyboard.press("k");
  await heading(page, 2).waitFor();
});

test("the sliders of window and level stay from one question to the next", async ({ page }) => {
  await openDataset(page, "sliders.tsv", [1, 2].map((seed) => noise(seed, 64).toString("base64")));
  await page.getByRole("button", { name: /^Window and level/ }).click();
  const slider = page.getByRole("slider", { name: "Level" });
  await slider.fill("60");
  await page.keyboard.press("j");
  await heading(page, 1).waitFor();
  await pages.shownPicture(page).waitFor();
  await pages.eventually(async () => assert.equal(await slider.inputValue(), "60"));
});

test("a click on a button leaves the space key to the answer", async ({ page }) => {
  await openSample(page);
  await page.goto(`${site.url}#/explore?row=0`);
  await heading(page, 0).waitFor();
  await page.getByRole("searchbox", { name: "Keywords" }).focus();
  await pages.opened(page).getByRole("button", { name: "Next" }).click();
  await heading(page, 1).waitFor();
  await page.keyboard.press(" ");
  await pages.opened(page).getByText(`Answer: ${questions[1].answer}`).waitFor();
  await pages.opened(page).getByRole("button", { name: "Quiz mode" }).click();
  await pages.opened(page).getByRole("button", { name: "Next" }).click();
  await heading(page, 2).waitFor();
  for (const [at, tool] of [/^Invert/, /^Larger/, /^Window and level/].entries()) {
    await page.keyboard.press(questions[2 + at].answer.toLowerCase());
    await pages.opened(page).getByText("Your pick is correct.").waitFor();
    await pages.opened(page).getByRole("button", { name: tool }).click();
    await page.keyboard.press(" ");
    await heading(page, 3 + at).waitFor();
  }
});

test("quiz mode shows what else is known of a question with its answer only", async ({ page }) => {
  await page.setViewportSize({ width: 1900, height: 1000 });
  await openSample(page);
  await page.goto(`${site.url}#/explore?row=0`);
  const { modality } = questions[0];
  const metadata = pages.opened(page).locator(".metadata");
  await metadata.getByText(modality, { exact: true }).waitFor();
  await pages.opened(page).getByRole("button", { name: "Quiz mode" }).click();
  await pages.opened(page).getByText("the other columns are shown with the answer").waitFor();
  await pages.eventually(async () => {
    assert.equal(await metadata.count(), 0);
    assert.ok(!(await pages.textOf(pages.grid(page))).includes(modality));
  });
  await page.keyboard.press(" ");
  await metadata.getByText(modality, { exact: true }).waitFor();
  await page.keyboard.press("j");
  await heading(page, 1).waitFor();
  await pages.eventually(async () => assert.equal(await metadata.count(), 0));
});
