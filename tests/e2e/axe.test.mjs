// Every page in its states, as axe-core judges it: nothing serious, nothing critical.

import assert from "node:assert/strict";

import { violations } from "./axe.mjs";
import { dropFiles, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { openSample } from "./sample.mjs";

const OWN_ID = "own:r2024:madeup-vlm-7b_SAMPLE_VAL.xlsx";
const PHONE = { width: 390, height: 844 };

/** Goes to an address within the site, and waits for what shows that it is there. */
async function goTo(page, address, selector) {
  await page.evaluate((address) => location.assign(address), address);
  const [name] = address.split("?");
  await page.locator(`:is(nav, header) a[href^="${name}"][aria-current="page"]`).waitFor({ state: "attached" });
  await page.locator(selector).first().waitFor({ state: "attached" });
}

const EMPTY = [
  ["data, empty", "#/data", "h1"],
  ["explore, the published tree", "#/explore", ".tree__line"],
  ["score, empty", "#/score", "h1"],
  ["check, empty", "#/check", "h1"],
  ["board, overview", "#/board", "main tbody tr"],
  ["help", "#/help", "main ol"],
  ["help, a table", "#/help?topic=scoring", "main table"],
  ["help, keys", "#/help?topic=keys", "main kbd"],
  ["settings", "#/settings", "main button"],
  ["board, compare", "#/board?view=compare&m=GPT-4o&m=MedDr", "main svg path"],
];

const WITH_SAMPLE = [
  ["data, loaded", "#/data", "ol.files"],
  ["explore, table", "#/explore", '[role="row"][aria-rowindex="2"]'],
  ["explore, gallery", "#/explore?list=gallery", "#tile-0 img"],
  ["explore, keyword fault", `#/explore?q=${encodeURIComponent('disc "optic')}`, ".keywords__mark"],
  ["explore, question open", "#/explore?row=0", "article img"],
  ["explore, question of several pictures", "#/explore?row=34", ".strip"],
  ["explore, nothing found", "#/explore?q=nosuchword", ".none-found"],
  ["score", "#/score", ".headline__accuracy"],
  ["score, row open", "#/score?at=0", "article img"],
  ["board, own row compared", `#/board?view=compare&m=GPT-4o&m=${encodeURIComponent(OWN_ID)}`, "main svg path"],
];

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

const APPEARANCES = [
  { colorScheme: "light", locale: "en-US" },
  { colorScheme: "dark", locale: "en-US" },
  { colorScheme: "light", locale: "zh-CN" },
];

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
