// What the browser fetches when the page is opened, and when it fetches the rest.

import assert from "node:assert/strict";

import { dropFiles, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { DATASET } from "./sample.mjs";

const FIRST_LOAD = [
  "",
  /^boot-[0-9a-f]{16}\.js$/,
  /^app-[0-9a-f]+\.js$/,
  /^app-[0-9a-f]+_bg\.wasm$/,
  /^locales\/en-[0-9a-f]{16}\.txt$/,
  /^style-[0-9a-f]{16}\.css$/,
  "icons/icon.svg",
  "manifest.webmanifest",
];

/** The images of the first screen, which come after all else. */
const CARDS = ["explore", "score", "check", "run"].map((name) => `first-screen/${name}-light.webp`);

/** The code of pages, where the site was split. */
const PART = /^part-[a-z0-9]+-[0-9a-f]{16}\.wasm$/;

/** Collects the paths that the page asks the site for; what leaves the site fails the test by itself. */
function requestsOf(page) {
  const paths = [];
  page.on("request", (request) => paths.push(request.url().slice(site.url.length)));
  return paths;
}

const isWorkers = (path) => path.startsWith("worker-");
const fits = (pattern, path) => (typeof pattern === "string" ? pattern === path : pattern.test(path));

for (const [name, hash, more] of [["data", "", CARDS], ["explore", "#/explore", [PART, "tree/lexical-tree.json"]]]) {
  test(`the first load fetches app and style once, and no worker (${name})`, async ({ page }) => {
    const paths = requestsOf(page);
    await pages.openSite(page, hash);
    for (const path of more.filter((pattern) => pattern !== PART)) {
      await pages.eventually(() => assert.ok(paths.includes(path), `${path} was not fetched`));
    }
    await page.waitForLoadState("networkidle");
    const isExpected = (path) => [...FIRST_LOAD, ...more].some((pattern) => fits(pattern, path));
    assert.deepEqual(paths.filter((path) => !isExpected(path)), []);
    assert.equal(new Set(paths).size, paths.length, `fetched twice: ${paths}`);
    assert.equal(page.workers().length, 0);
    const blocking = await page.evaluate(() =>
      performance.getEntriesByType("resource")
        .filter(({ renderBlockingStatus }) => renderBlockingStatus === "blocking")
        .map(({ name }) => new URL(name).origin),
    );
    assert.deepEqual([...new Set(blocking)], [new URL(site.url).origin]);
  });
}

test("the published tree and the leaderboard need no worker", async ({ page }) => {
  const paths = requestsOf(page);
  await pages.openSite(page, "#/explore");
  await page.locator(".tree__line").first().waitFor();
  await page.goto(`${site.url}#/board`);
  await page.locator("main tbody tr").first().waitFor();
  assert.deepEqual(paths.filter(isWorkers), []);
  assert.equal(page.workers().length, 0);
});

test("a tree that cannot be fetched is told of, and is there when asked for again", async ({ page, problems }) => {
  let fails = true;
  await page.route("**/tree/lexical-tree.json", (route) => (fails ? route.fulfill({ status: 404 }) : route.continue()));
  await pages.openSite(page, "#/explore");
  await pages.alerts(page).getByText(/lexical tree could not be fetched \(404/).waitFor();
  problems.length = 0;
  fails = false;
  await pages.goTo(page, "board");
  await pages.goTo(page, "explore");
  await page.locator(".tree__line").first().waitFor();
  assert.equal(await pages.alerts(page).count(), 0);
});

test("a dataset does not wait for the published tree, which comes too late to be shown", async ({ page }) => {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route("**/tree/lexical-tree.json", async (route) => {
    await released;
    await route.continue();
  });
  await pages.openSite(page, "#/explore");
  await dropFiles(page, [DATASET]);
  const line = page.locator(".tree__line").first();
  await pages.loadedFile(page, /^SAMPLE_VAL\s*35/).waitFor();
  await pages.eventually(async () => assert.match(await pages.textOf(line), /\d/));
  const shown = await pages.textOf(page.locator(".tree"));
  await Promise.all([page.waitForResponse(/lexical-tree/).then((response) => response.finished()), release()]);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(await pages.textOf(page.locator(".tree")), shown);
});

test("the worker starts when files are about to come", async ({ page }) => {
  const paths = requestsOf(page);
  await pages.openSite(page);
  assert.deepEqual(paths.filter(isWorkers), []);
  const worker = page.waitForEvent("worker");
  await page.getByRole("button", { name: "Open files" }).hover();
  assert.match((await worker).url(), /worker-[0-9a-f]{16}_loader\.js$/);
  await page.getByRole("button", { name: "Open files" }).focus();
  assert.equal(page.workers().length, 1);
});
