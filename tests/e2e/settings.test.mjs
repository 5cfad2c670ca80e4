// The settings page: what is kept in the browser, and forgetting it.

import assert from "node:assert/strict";

import { dropFiles, projectFile, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { allowServer, chooseModel, field, kept as everythingKept } from "./runs.mjs";
import { DATASET, openSample, PREDICTIONS } from "./sample.mjs";

const kept = (page) => page.getByRole("region", { name: "Kept in this browser" });

/** What the browser itself says is kept. */
const stored = (page) =>
  page.evaluate(async () => {
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      files,
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    };
  });

test("everything is forgotten, and the page goes on", async ({ page, context }) => {
  await pages.openSite(page);
  await dropFiles(page, [projectFile("public/sample/SAMPLE_VAL.tsv")]);
  await pages.opened(page).waitFor();
  await pages.untilRead(page);
  await page.getByRole("region", { name: "Recently opened" }).waitFor();
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await page.evaluate(async () => {
    await (await caches.open("gmai-scope-models-test")).put("model", new Response("weights"));
    const folder = await navigator.storage.getDirectory();
    await folder.getDirectoryHandle("gmai-scope-test", { create: true });
    sessionStorage.setItem("gmai-scope.test", "1");
    // What another page of the same host keeps is not ours.
    localStorage.setItem("another-project", "stays");
  });
  await page.evaluate(() => navigator.serviceWorker.ready);
  // A tab that has the database of runs open keeps nobody from deleting it.
  const other = await context.newPage();
  await pages.openSite(other, "#/run");
  await other.getByText("None yet.").waitFor();
  // In the background a page draws about once a second, and every click waits for it.
  await page.bringToFront();

  await page.getByRole("link", { name: "Settings" }).click();
  const names = ["gmai-scope-recent", "gmai-scope-runs", "gmai-scope-models-test", "gmai-scope-test", "gmai-scope.theme"];
  for (const name of [...names, site.url]) {
    await kept(page).getByText(name, { exact: true }).waitFor();
  }
  assert.equal(await kept(page).getByText("another-project").count(), 0);
  await page.getByRole("button", { name: "Forget everything" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Forget everything" }).click();
  await page.getByRole("button", { name: "Delete all" }).click();
  await page.getByText("Everything is deleted.").waitFor();
  const deleted = page.getByRole("region", { name: "Deleted" });
  for (const name of names) await deleted.getByText(name, { exact: true }).waitFor();
  await deleted.getByText("runs with their answers").waitFor();
  await kept(page).getByText("Nothing is kept.").waitFor();
  const empty = { databases: [], caches: [], files: [], local: ["another-project"], session: [], workers: 0 };
  await pages.eventually(async () => {
    assert.deepEqual(await stored(page), empty);
    assert.equal(await pages.loadedFile(page, "SAMPLE_VAL").count(), 0);
    assert.equal(await page.locator("html").getAttribute("data-theme"), "system");
  });
  // The other tab is loaded anew as well.
  await other.bringToFront();
  // What is asked while it is loaded fails.
  await pages.eventually(async () => assert.deepEqual(await stored(other).catch(() => undefined), empty));
  const loadedBy = () => other.evaluate(() => performance.getEntriesByType("navigation")[0].type).catch(() => undefined);
  await pages.eventually(async () => assert.equal(await loadedBy(), "reload"));
  await page.bringToFront();

  await pages.goTo(page, "data");
  assert.equal(await page.getByRole("region", { name: "Recently opened" }).count(), 0);
  await pages.dropDataset(page, [projectFile("public/sample/SAMPLE_VAL.tsv")]);
  await pages.untilRead(page);
}, { serviceWorkers: "allow" });

test("nothing that was deleted comes back: keys, kept rows, datasets, files to check", async ({ page, problems }) => {
  const KEY = "a-key-that-is-typed";
  const ORIGIN = "http://127.0.0.1:9";
  await openSample(page);
  await chooseModel(page, ORIGIN, KEY);
  await page.getByLabel("Keep the key for this tab, so that it survives a reload").first().check();
  await pages.goTo(page, "board");
  const own = page.getByRole("row").filter({ hasText: "madeup-vlm-7b" });
  await own.getByRole("button").click();
  await page.getByRole("button", { name: "Keep this row on this computer" }).click();
  await pages.goTo(page, "check");
  await dropFiles(page, [projectFile(PREDICTIONS)]);
  await page.getByRole("article").or(page.locator(".verdict-panel")).first().waitFor();

  await page.getByRole("link", { name: "Settings" }).click();
  await kept(page).getByText("gmai-scope.board", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Forget everything" }).click();
  await page.getByRole("button", { name: "Delete all" }).click();
  await page.getByText("Everything is deleted.").waitFor();
  const deleted = page.getByRole("region", { name: "Deleted" });
  for (const name of ["gmai-scope.board", "gmai-scope-run-key", "gmai-scope-recent"]) {
    await deleted.getByText(name, { exact: true }).waitFor();
  }

  await pages.goTo(page, "check");
  assert.equal(await page.locator(".verdict-panel").count(), 0);
  await pages.goTo(page, "data");
  await pages.dropDataset(page, [DATASET, PREDICTIONS]);
  await chooseModel(page, ORIGIN, "");
  assert.equal(await field(page, "API key").inputValue(), "");
  await field(page, "Model name").fill("another");
  const everything = await everythingKept(page);
  assert.ok(!everything.includes(KEY), "the key is back");
  await pages.goTo(page, "board");
  await own.waitFor();
  assert.equal(await own.getByText(/kept/).count(), 0);
  assert.equal(await page.evaluate(() => localStorage.getItem("gmai-scope.board")), null);
  // It is told once.
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Forget everything" }).waitFor();
  assert.equal(await deleted.count(), 0);
  allowServer(problems, ORIGIN);
});

test("preferences take effect at once and are kept", async ({ page }) => {
  await pages.openSite(page, "#/settings");
  await page.getByRole("combobox", { name: "Theme" }).selectOption("Dark");
  await page.locator("html[data-theme=dark]").waitFor();
  await page.getByRole("combobox", { name: "Default rule set" }).selectOption("r2024");
  await page.getByRole("combobox", { name: "Language" }).selectOption("中文");
  await page.getByRole("heading", { level: 1, name: "设置" }).waitFor();
  await page.getByRole("combobox", { name: "语言" }).selectOption("English");
  await page.reload();
  await pages.openSite(page);
  await page.getByRole("button", { name: "Try the sample" }).click();
  await pages.opened(page).waitFor();
  const rules = page.getByRole("combobox", { name: "Rule set" });
  await pages.eventually(async () => assert.equal(await rules.inputValue(), "r2024"));
  await pages.eventually(async () => assert.equal(await page.title(), "Explore · SAMPLE_VAL · GMAI Scope"));
});
