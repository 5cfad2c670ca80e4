// Every page in its states on a phone: nothing sticks out sideways or is covered.

import assert from "node:assert/strict";

import { EMPTY, goTo, LOCALES, PHONE, WITH_SAMPLE } from "./every-page.mjs";
import { dropFiles, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { DATASET, openSample } from "./sample.mjs";

/** The states that are wider than the window; a list may scroll within its own frame. */
async function tooWide(page, states) {
  const found = [];
  for (const [name, address, selector] of states) {
    await goTo(page, address, selector);
    const boxes = page.locator("html, body, main");
    const measure = () => boxes.evaluateAll((elements) => elements.map(({ scrollWidth }) => scrollWidth));
    let widths = await measure();
    // What is being laid out may be wider for a moment.
    for (let more = 0; more < 20 && Math.max(...widths) > PHONE.width; more += 1) {
      await page.waitForTimeout(200);
      widths = await measure();
    }
    if (Math.max(...widths) > PHONE.width) found.push(`${name}: ${widths}`);
  }
  return found;
}

for (const locale of LOCALES) {
  test(`a phone shows every page without files [${locale}]`, async ({ page }) => {
    await pages.openSite(page);
    assert.deepEqual(await tooWide(page, EMPTY), []);
  }, { viewport: PHONE, locale });

  test(`a phone shows every page with the sample [${locale}]`, async ({ page }) => {
    await openSample(page);
    assert.deepEqual(await tooWide(page, WITH_SAMPLE), []);
  }, { viewport: PHONE, locale });
}

test("a phone's notices cover nothing", async ({ page }) => {
  await openSample(page);
  // What a link asks for and is not understood is told until the notice is dismissed.
  await goTo(page, "#/explore?row=none", ".toolbar--explore");
  await pages.notices(page).locator(".notice--fault").waitFor();
  await pages.eventually(async () => {
    const notice = await pages.notices(page).locator(".notice--fault").boundingBox();
    const main = await page.getByRole("main").boundingBox();
    assert.ok(main.y + main.height <= notice.y, `${main.y} + ${main.height} > ${notice.y}`);
    const bar = await page.getByRole("navigation").boundingBox();
    assert.ok(notice.y + notice.height <= bar.y, `${notice.y} + ${notice.height} > ${bar.y}`);
  });
}, { viewport: PHONE });

test("on a phone a dataset leads to its list, and a link to its question", async ({ page }) => {
  await openSample(page);
  assert.equal(await page.evaluate(() => location.hash), "#/explore");
  assert.equal(await pages.opened(page).count(), 0);
  await page.goto(`${site.url}#/explore?row=4`);
  await page.reload();
  await page.locator(".tree__line").first().waitFor();
  await dropFiles(page, [DATASET]);
  await pages.opened(page).getByRole("heading", { name: "Index 4 " }).waitFor();
}, { viewport: PHONE });

test("on a phone a question has the page to itself, going back closes it, and targets are as high as a fingertip", async ({ page }) => {
  await openSample(page);
  await goTo(page, "#/explore", ".toolbar--explore");
  await page.getByRole("grid").waitFor();
  await pages.eventually(async () => {
    const bars = await page.locator(".toolbar--explore, .accuracies").evaluateAll((elements) =>
      elements.map((element) => element.getBoundingClientRect().height));
    assert.ok(bars.reduce((sum, height) => sum + height, 0) <= 96, `${bars}`);
  });
  await pages.gridLine(page, 3).click();
  await pages.opened(page).waitFor();
  await page.getByRole("grid").waitFor({ state: "hidden" });
  await pages.eventually(async () => {
    const [detail, main] = await Promise.all(
      [page.locator(".split__detail"), page.getByRole("main")].map((element) => element.boundingBox()),
    );
    assert.deepEqual(detail, main);
    assert.equal(main.y, 0);
  });
  const buttons = pages.opened(page).getByRole("button").filter({ visible: true });
  await pages.eventually(async () => {
    const low = await buttons.evaluateAll((elements) =>
      elements.filter((element) => element.getBoundingClientRect().height < 44).map(({ outerHTML }) => outerHTML));
    assert.deepEqual(low, []);
  });
  await page.waitForFunction(() => location.hash.includes("row="));
  await page.goBack();
  await pages.opened(page).waitFor({ state: "detached" });
  await page.getByRole("grid").waitFor();
}, { viewport: PHONE });
