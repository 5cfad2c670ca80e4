// The service worker: the site without a network, and one build after another.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { serveFolder } from "../../.make/static-server.mjs";
import { generatedPath } from "./generated.mjs";
import { dropFiles, projectFile, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { DATASET } from "./sample.mjs";

const WITH_SERVICE_WORKER = { serviceWorkers: "allow" };
const ON_USE = ["sample/", "local-model/"];

/** Waits until the site is kept and answers this page. */
const kept = (page) =>
  page.evaluate(async () => {
    const { serviceWorker } = navigator;
    await serviceWorker.ready;
    if (serviceWorker.controller === null) {
      await new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    }
  });

const cacheNames = (page) => page.evaluate(() => caches.keys());

const keptPaths = (page) =>
  page.evaluate(async () => {
    const [name] = (await caches.keys()).filter((name) => name.startsWith("gmai-scope-shell-"));
    const requests = await (await caches.open(name)).keys();
    return requests.map(({ url }) => url);
  });

test("after one visit the site works without a network, worker and all", async ({ page, context, problems }) => {
  await pages.openSite(page);
  await kept(page);
  const files = readdirSync(site.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(site.folder.length + 1))
    .filter((path) => path !== "sw.js" && !ON_USE.some((folder) => path.startsWith(folder)));
  assert.deepEqual((await keptPaths(page)).sort(), files.map((path) => site.url + path).sort());
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  await dropFiles(page, [DATASET]);
  await pages.opened(page).waitFor();
  await page.goto(`${site.url}#/board`);
  await page.locator("main tbody tr").first().waitFor();
  // The browser asks for the service worker itself, in vain.
  assert.deepEqual(problems.filter((problem) => !/sw\.js/.test(problem)), []);
  problems.length = 0;
}, WITH_SERVICE_WORKER);

test("the sample is kept once it was used", async ({ page, context, problems }) => {
  await pages.openSite(page);
  await kept(page);
  await page.getByRole("button", { name: "Try the sample" }).click();
  await pages.opened(page).waitFor();
  // Dataset and predictions are kept a moment after they have come.
  await page.waitForFunction(async () => {
    const kept = (await caches.keys()).map(async (name) => (await caches.open(name)).keys());
    return (await Promise.all(kept)).flat().filter(({ url }) => url.includes("/sample/")).length >= 2;
  });
  await context.setOffline(true);
  await page.goto(`${site.url}#/data`);
  await page.reload();
  await page.getByRole("button", { name: "Try the sample" }).click();
  await pages.opened(page).waitFor();
  problems.length = 0;
}, WITH_SERVICE_WORKER);

/** A second build of the site in a folder: other names for app, worker and WebAssembly, and a mark of its own. */
function makeSecondBuild(folder) {
  const rename = (path) => path.replace(/^(app|boot|worker)-[0-9a-f]{4}/, "$1-2222");
  const names = readdirSync(folder).filter((name) => rename(name) !== name);
  const code = (name) => readFileSync(join(folder, name), "utf8");
  const replaceNames = (text) => names.reduce((text, name) => text.replaceAll(name, rename(name)), text);
  for (const name of names.filter((name) => name.endsWith(".js"))) writeFileSync(join(folder, name), replaceNames(code(name)));
  for (const name of names) renameSync(join(folder, name), join(folder, rename(name)));
  const page = replaceNames(code("index.html")).replace(/ integrity="[^"]*"/g, "");
  writeFileSync(join(folder, "index.html"), page.replace("<html ", '<html data-build="second" '));
  cpSync(projectFile("public/sw.js"), join(folder, "sw.js"));
  const lister = projectFile(".make/service-worker.mjs");
  execFileSync("node", ["--input-type=module", "-e", `(await import(${JSON.stringify(lister)})).listFiles(${JSON.stringify(folder)})`]);
}

const buildOf = (page) => page.locator("html").getAttribute("data-build");
const workerOf = (page) => page.locator("html").getAttribute("data-worker");

/** Has the browser look for a new version, as it does now and then. */
const lookForUpdate = (page) => page.evaluate(async () => (await navigator.serviceWorker.ready).update());

/** Serves a copy of the site for `body`, which can put the second build in its place. */
async function withTwoBuilds(body) {
  const folder = generatedPath("two-builds");
  const copySite = () => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(site.folder, folder, { recursive: true });
  };
  copySite();
  const server = await serveFolder(folder, { prefix: "/some/sub/path/" });
  const usual = site.url;
  site.url = server.url;
  try {
    await body(() => {
      copySite();
      makeSecondBuild(folder);
    });
  } finally {
    site.url = usual;
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const reloadButton = (page) => pages.notices(page).getByRole("button", { name: "Reload" });
const secondBuild = (page) => page.locator('html[data-build="second"]');

test("a version that waits outlives a reload of the only tab", async ({ page }) => {
  await withTwoBuilds(async (replaceSite) => {
    await pages.openSite(page);
    await kept(page);
    replaceSite();
    await lookForUpdate(page);
    await reloadButton(page).waitFor();
    await page.reload();
    await reloadButton(page).waitFor();
    assert.equal(await buildOf(page), null);
    await reloadButton(page).click();
    await secondBuild(page).waitFor({ state: "attached" });
    await pages.eventually(async () => assert.equal((await cacheNames(page)).length, 1));
    await page.reload();
    await secondBuild(page).waitFor({ state: "attached" });
  });
}, WITH_SERVICE_WORKER);

test("a new version waits until it is asked for, and replaces app, worker and WebAssembly together", async ({ page, context, problems }) => {
  await withTwoBuilds(async (replaceSite) => {
    await pages.openSite(page);
    await kept(page);
    const firstWorker = await workerOf(page);
    const [firstCache] = await cacheNames(page);
    const oldTab = await context.newPage();
    await pages.openSite(oldTab);
    // In the background a page draws about once a second, and every click waits for it.
    await page.bringToFront();

    replaceSite();
    await lookForUpdate(page);
    const reload = reloadButton(page);
    await reload.waitFor();

    // Until then everything is of the first build, although the server has only the second.
    await page.reload();
    await reload.waitFor();
    assert.equal(await buildOf(page), null);
    assert.equal(await workerOf(page), firstWorker);

    await reload.click();
    await secondBuild(page).waitFor({ state: "attached" });
    const workerStarts = page.waitForEvent("worker");
    await dropFiles(page, [DATASET]);
    await pages.opened(page).waitFor();
    assert.match((await workerStarts).url(), /worker-2222/);
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    assert.deepEqual(loaded.filter((name) => /\/(app|boot|worker)-(?!2222)/.test(name)), []);
    assert.ok(loaded.some((name) => /app-2222[^/]*\.wasm$/.test(name)));

    // The tab that was open before goes on with its own worker, which the server no longer has.
    const oldWorkerStarts = oldTab.waitForEvent("worker");
    await oldTab.bringToFront();
    await dropFiles(oldTab, [DATASET]);
    await pages.opened(oldTab).waitFor();
    assert.ok((await oldWorkerStarts).url().endsWith(firstWorker.slice(2)));

    await oldTab.close();
    await page.reload();
    await pages.eventually(async () => {
      const names = await cacheNames(page);
      assert.equal(names.length, 1);
      assert.notEqual(names[0], firstCache);
    });
    assert.deepEqual(problems, []);
  });
}, WITH_SERVICE_WORKER);
