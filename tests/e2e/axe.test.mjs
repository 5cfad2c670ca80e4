// Every page in its states, as axe-core judges it: nothing serious, nothing critical.

import assert from "node:assert/strict";

import { violations } from "./axe.mjs";
import { APPEARANCES, COMPARED, EMPTY, goTo, PHONE, WITH_SAMPLE } from "./every-page.mjs";
import { dropFiles, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { openSample } from "./sample.mjs";

/** Collects what is wrong with each state, so that one run tells of all. */
class Findings {
  found = [];

  async add(page, name) {
    for (const violation of await violations(page)) this.found.push(`${name}: ${violation}`);
  }

  assertNone() {
    assert.deepEqual(this.found, []);
  }
}

async function visit(page, findings, states) {
  for (const [name, address, selector] of states) {
    await goTo(page, address, selector);
    await findings.add(page, name);
  }
}

for (const { colorScheme, locale } of APPEARANCES) {
  const appearance = `[${colorScheme}, ${locale}]`;

  test(`pages without files ${appearance}`, async ({ page }) => {
    const findings = new Findings();
    await pages.openSite(page);
    await visit(page, findings, EMPTY);
    findings.assertNone();
  }, { colorScheme, locale });

  test(`pages with the sample ${appearance}`, async ({ page }) => {
    const findings = new Findings();
    await openSample(page);
    await visit(page, findings, WITH_SAMPLE);
    await goTo(page, "#/explore", '[role="row"][aria-rowindex="2"]');
    await page.locator(".export-menu summary").click();
    await page.locator(".export-menu__list button").first().click();
    await page.locator(".export-menu .button--primary").waitFor();
    await findings.add(page, "explore, export menu");
    await page.keyboard.press("Escape");
    await page.setViewportSize(PHONE);
    await visit(page, findings, WITH_SAMPLE.map(([name, ...where]) => [`${name}, 390 px`, ...where]));
    findings.assertNone();
  }, { colorScheme, locale });

  test(`three files compared ${appearance}`, async ({ page }) => {
    const findings = new Findings();
    await openSample(page);
    await dropFiles(page, ["public/sample/madeup-vlm-2b_SAMPLE_VAL.tsv", "tests/e2e/data/madeup-vlm-7b_SAMPLE_VAL.tsv"]);
    await visit(page, findings, COMPARED);
    for (const more of await page.locator("main details > summary").all()) await more.click();
    await findings.add(page, "compare, everything open");
    await page.setViewportSize(PHONE);
    await findings.add(page, "compare, everything open, 390 px");
    findings.assertNone();
  }, { colorScheme, locale });

  test(`the check page with findings, repairs and the package ${appearance}`, async ({ page }) => {
    const findings = new Findings();
    await pages.openSite(page, "#/check");
    await dropFiles(page, ["tests/malformed/duplicate_conflict.xlsx"]);
    await page.locator(".finding").first().waitFor();
    await findings.add(page, "findings");
    await page.reload();
    await pages.openSite(page, "#/check");
    await dropFiles(page, ["tests/malformed/dataset_test.tsv"]);
    await pages.loadedFile(page, /dataset_test/).waitFor();
    await goTo(page, "#/check", "h1");
    await dropFiles(page, ["tests/malformed/answer_leak_test.xlsx"]);
    await page.locator("#package-team").waitFor();
    await findings.add(page, "package");
    await page.locator("#package-team").focus();
    await page.keyboard.press("Enter");
    await findings.add(page, "package, told what lacks");
    await page.setViewportSize(PHONE);
    await findings.add(page, "package, 390 px");
    findings.assertNone();
  }, { colorScheme, locale });
}

test("axe finds what is wrong", async ({ page }) => {
  await page.goto(site.url);
  await page.locator("h1").waitFor();
  await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
  const [found] = await violations(page);
  assert.match(found, /^button-name/);
});
