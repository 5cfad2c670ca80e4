// The way from a dataset of 300 MB to its scores, to a run and back to nothing, in every browser engine alike.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";

import { projectFile, site } from "../e2e/harness.mjs";
import { startModels } from "../e2e/models.mjs";
import { percent, pictureDifference } from "../e2e/pages.mjs";
import { DATASET, HITS, picture, PREDICTIONS, ROWS, writeDataset } from "./dataset.mjs";
import { ENGINE_NAMES, startEngine } from "./engines.mjs";
import { Page } from "./page.mjs";
import { memory, watchMemory } from "./processes.mjs";

const KEY = "secret-key-of-this-test";
/** Questions of the run. */
const ASKED = 4;
/**
 * Megabytes by which the process of the network, and all of a browser's processes together, may grow while the dataset is
 * opened. WebKit's network process holds a slice of 64 MiB, and starting the worker takes up to 200 in its pages. Where the
 * file is one stream, these grow by 134 and 393 on a busy machine.
 */
const MOST_MEGABYTES = { network: 100, all: 350 };

let models;

before(async () => {
  await writeDataset();
  models = await startModels({ key: KEY });
});

after(() => models?.stop());

/** Opens the dataset, and returns by how many megabytes the browser grew, by kind of process. */
async function open(session, page) {
  await page.open(site.url);
  const before = memory(session.pid);
  const most = watchMemory(session.pid);
  await page.openDataset([DATASET]);
  await page.goTo("data");
  await page.find(".progress__phase", "Read to the end");
  const grown = Object.entries(most()).map(([kind, value]) => [kind, Math.round(value - before[kind])]);
  assert.equal(await page.text(".figures__item", "Questions"), `Questions ${ROWS}`);
  return Object.fromEntries(grown);
}

async function exploreAndLook(page) {
  for (const row of [0, ROWS - 1]) {
    await page.fill("Index", String(row));
    await page.click("main button", "Jump");
    await page.find("article :is(h1, h2, h3)", `Index ${row} `);
    const shown = await page.find("article img");
    assert.equal(await page.run(pictureDifference, shown, picture(row)), "the same", `row ${row}`);
  }
}

async function scoreAndCheck(page) {
  await page.giveFiles("header", [PREDICTIONS]);
  await page.goTo("score");
  assert.equal(await page.text(".headline__accuracy"), percent(HITS, ROWS));
  await page.click("main a", "Check it");
  await page.find(".verdict-panel h2", "Ready");
  await page.find(".verdict-panel", `${ROWS} rows · Checked against LARGE_VAL`);
}

async function runSome(page) {
  await page.goTo("run");
  await page.choose("Server or provider", "custom");
  await page.fill("Address", `${models.http}/openai/v1`);
  await page.fill("Model name", "mock-vision");
  await page.fill("API key", KEY);
  await page.tick("Only a sample of these, stratified by clinical VQA task");
  await page.fill("Size", String(ASKED));
  await page.click("button", `Run ${ASKED} questions`);
  await page.find("#run-now", "complete");
  await page.find("#run-now", `Answered ${ASKED} Failed 0 Left 0`);
  await page.click("#run-now button", "Open in Score");
  await page.find(".headline__counts", `of ${ASKED}`);
}

async function comeBack(page) {
  await page.reload();
  await page.goTo("data");
  // These browsers keep no handles of files that come by an input, so that the list asks for them again.
  await page.giveFiles(".recent__entry", [DATASET]);
  await page.find("article");
  await page.goTo("data");
  await page.find(".progress__phase", "Opened from the saved index");
}

/** What the browser keeps of the user's: names of stores that hold records, and of settings. */
const stored = async () => {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const names = Object.keys(localStorage);
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const records = await done(database.transaction(store).objectStore(store).count());
      if (records > 0) names.push(`${name}: ${store}`);
    }
    database.close();
  }
  return names;
};

async function deleteEverything(page) {
  const names = await page.run(stored);
  assert.ok(names.some((name) => name.startsWith("gmai-scope-recent")), names.join());
  assert.ok(names.some((name) => name.startsWith("gmai-scope-runs")), names.join());
  await page.click('a[href="#/settings"]');
  await page.click("main button", "Forget everything");
  await page.click("main button", "Delete all");
  await page.find("body", "Everything is deleted.");
  assert.deepEqual(await page.run(stored), []);
}

for (const engine of ENGINE_NAMES) {
  test(`${engine}: a dataset of 300 MB, its score, a run, and nothing left of it`, { timeout: 600_000 }, async (t) => {
    const session = await startEngine(engine);
    try {
      const page = new Page(session);
      const grown = await open(session, page);
      const told = `${engine} ${session.capabilities.browserVersion} grew while opening: ${JSON.stringify(grown)} MB`;
      t.diagnostic(told);
      for (const [kind, most] of Object.entries(MOST_MEGABYTES)) assert.ok(grown[kind] < most, told);
      await page.goTo("explore");
      await exploreAndLook(page);
      await scoreAndCheck(page);
      await runSome(page);
      assert.deepEqual(await page.problems(), []);
      await comeBack(page);
      assert.deepEqual(await page.problems(), []);
      await deleteEverything(page);
    } catch (error) {
      const path = projectFile(`target/screenshots/engine-${engine}.png`);
      await mkdir(projectFile("target/screenshots"), { recursive: true });
      await session.screenshot(path);
      throw new Error(`${error.message} (${path})`, { cause: error });
    } finally {
      await session.quit();
    }
  });
}
