// The settings page: what is kept in the browser, and forgetting it.

import assert from "node:assert/strict";

import { dropFiles, projectFile, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";

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
  await kept(page).getByText("Nothing is kept.").waitFor();
  const empty = { databases: [], caches: [], files: [], local: ["another-project"], session: [], workers: 0 };
  assert.deepEqual(await stored(page), empty);
  assert.equal(await pages.loadedFile(page, "SAMPLE_VAL").count(), 0);

  await pages.goTo(page, "data");
  assert.equal(await page.getByRole("region", { name: "Recently opened" }).count(), 0);
  await pages.dropDataset(page, [projectFile("public/sample/SAMPLE_VAL.tsv")]);
  await pages.untilRead(page);
}, { serviceWorkers: "allow" });
