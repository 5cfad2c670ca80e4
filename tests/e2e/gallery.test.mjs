// The gallery: small pictures of the questions, moved through in two dimensions, with words for what is broken.

import assert from "node:assert/strict";

import { BROKEN, small } from "./broken-pictures.mjs";
import { generate } from "./generated.mjs";
import { site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { noise } from "./png.mjs";
import { openSample } from "./sample.mjs";
import { writeRecords } from "./tsv.mjs";

const tile = (page, at) => page.locator(`#tile-${at}`);

/** The position of the tile that the keys point at. */
const pointedAt = async (page) =>
  Number((await pages.grid(page).getAttribute("aria-activedescendant"))?.replace("tile-", ""));

async function openGallery(page) {
  await page.goto(`${site.url}#/explore?list=gallery`);
  await tile(page, 0).waitFor();
}

async function openDataset(page, name, pictures) {
  const rows = pictures.map((image, index) => [index, image, `What is ${index}?`, "spleen", "aorta", "A"]);
  const path = await generate(`gallery/${name}`, writeRecords([["index", "image", "question", "A", "B", "answer"], ...rows]));
  await pages.openSite(page);
  await pages.dropDataset(page, [path]);
  await openGallery(page);
}

test("questions of the sample have their pictures, and a click opens one", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1600 });
  await openSample(page);
  await openGallery(page);
  for (const at of [0, 5, 12]) {
    const image = tile(page, at).locator("img");
    await image.waitFor();
    await image.evaluate((shown) => shown.decode());
    const size = await image.evaluate((shown) => [shown.naturalWidth, shown.naturalHeight]);
    assert.ok(Math.max(...size) <= 320 && Math.min(...size) > 20, `${at}: ${size}`);
  }
  await tile(page, 5).click();
  await pages.opened(page).getByRole("heading", { name: "Index 5 " }).waitFor();
  await pages.eventually(async () => assert.equal(await tile(page, 5).getAttribute("aria-selected"), "true"));
});

test("keys move through the gallery in two dimensions, and Enter opens", async ({ page }) => {
  await openSample(page);
  await openGallery(page);
  // Images come once the list has been measured.
  await tile(page, 0).locator("img").waitFor();
  const columns = Number(await pages.grid(page).getAttribute("aria-colcount"));
  assert.ok(columns >= 2);
  await pages.grid(page).focus();
  const moves = [
    ["Home", 0],
    ["ArrowRight", 1],
    ["ArrowDown", 1 + columns],
    ["ArrowLeft", columns],
    ["ArrowUp", 0],
    ["End", 34],
    ["ArrowLeft", 33],
  ];
  for (const [key, at] of moves) {
    await page.keyboard.press(key);
    await pages.eventually(async () => assert.equal(await pointedAt(page), at, key));
  }
  await tile(page, 33).waitFor();
  await page.keyboard.press("Enter");
  await pages.opened(page).getByRole("heading", { name: "Index 33 " }).waitFor();
});

test("a tile whose picture is broken says what is wrong with it, and the others are there", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1600 });
  await openDataset(page, "broken.tsv", [small, ...BROKEN.map(({ image }) => image), small]);
  for (const [at, { tile: expected }] of BROKEN.entries()) {
    await tile(page, at + 1).getByText(expected).waitFor();
    assert.equal(await tile(page, at + 1).locator("img").count(), 0);
  }
  for (const at of [0, BROKEN.length + 1]) await tile(page, at).locator("img").waitFor();
});

test("only tiles near the window are there, and their pictures are given back", async ({ page }) => {
  await page.addInitScript(() => {
    window.addresses = new Set();
    const [create, revoke] = [URL.createObjectURL, URL.revokeObjectURL];
    URL.createObjectURL = (blob) => {
      const address = create.call(URL, blob);
      window.addresses.add(address);
      return address;
    };
    URL.revokeObjectURL = (address) => {
      window.addresses.delete(address);
      revoke.call(URL, address);
    };
  });
  const pictures = Array.from({ length: 30 }, (_, seed) => noise(seed, 48).toString("base64"));
  await openDataset(page, "many.tsv", Array.from({ length: 1500 }, (_, at) => pictures[at % 30]));
  await tile(page, 0).hover();
  for (let step = 0; step < 40; step += 1) await page.mouse.wheel(0, 1500);
  // Where the list is being laid out, it goes back to the selected row.
  await pages.eventually(async () => {
    await page.mouse.wheel(0, 1e7);
    assert.ok(await tile(page, 1499).isVisible());
  });
  await tile(page, 1499).locator("img").waitFor();
  await pages.eventually(async () => {
    const tiles = await page.locator(".tile").count();
    assert.ok(tiles < 120, `${tiles} tiles`);
    const addresses = await page.evaluate(() => window.addresses.size);
    // One more may be that of the open question's picture.
    assert.ok(addresses <= tiles + 1, `${addresses} addresses of ${tiles} tiles`);
  });
});
