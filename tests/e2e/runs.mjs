// The run page: how tests fill it in, start it, take its files away, and see what it keeps.

import assert from "node:assert/strict";

import { generatedPath } from "./generated.mjs";
import * as pages from "./pages.mjs";

/** The key of the mock servers of these tests; nothing else looks like it. */
export const KEY = "secret-key-of-this-test";

export const field = (page, label) => page.getByRole("main").getByLabel(label, { exact: true }).first();

/** The run that is under way or has just ended. */
export const run = (page) => page.locator("#run-now");

/** A run of the list of those that this browser keeps. */
export const storedRun = (page) => page.locator(".run__stored");

/** Goes to the run page and names a server that speaks OpenAI's dialect. */
export async function chooseModel(page, origin, key = KEY) {
  await pages.goTo(page, "run");
  await field(page, "Server or provider").selectOption("custom");
  await field(page, "Address").fill(`${origin}/openai/v1`);
  await field(page, "Model name").fill("mock-vision");
  await field(page, "API key").fill(key);
}

/** Waits until every question is answered or has failed for good. One request alone may take the 120 s that a run allows. */
export async function untilComplete(page) {
  try {
    await run(page).getByText("complete", { exact: true }).waitFor({ timeout: 240_000 });
  } catch (error) {
    throw new Error(`${error.message}\nThe run's panel: ${await pages.textOf(run(page))}`, { cause: error });
  }
}

/** Waits until the run's panel says so. */
export const untilCounted = (page, says) =>
  pages.eventually(async () => assert.match(await pages.textOf(run(page)), says));

/** Takes requests to that server, and their failures, out of the problems. */
export function allowServer(problems, origin) {
  const others = problems.filter((problem) => !problem.includes(origin));
  problems.splice(0, problems.length, ...others);
}

/** Takes a file of a run away, from its panel or from its entry in the list; returns its name and path. */
export async function takeAway(page, where, button, folder) {
  const menu = where.locator("details.menu");
  const isOpen = await menu.evaluate((menu) => menu.open);
  if (!isOpen) await menu.locator("summary").click();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    menu.getByRole("button", { name: button, exact: true }).click(),
  ]);
  const name = saved.suggestedFilename();
  const path = generatedPath(`${folder}/${name}`);
  await saved.saveAs(path);
  return { name, path };
}

/** Puts a value under a key of a store; without one in place of the first. */
export const spoil = (page, store, value, key) =>
  page.evaluate(
    async ([store, value, key]) => {
      const done = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await done(indexedDB.open("gmai-scope-runs"));
      const records = database.transaction(store, "readwrite").objectStore(store);
      await done(records.put(value, key ?? (await done(records.getAllKeys()))[0]));
      database.close();
    },
    [store, value, key],
  );

/** All that the page keeps anywhere, keys of the records included, as one text. */
export const kept = (page) =>
  page.evaluate(async () => {
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // Bytes are read as text, whatever object holds them.
    const asText = (_, value) => {
      if (value instanceof ArrayBuffer) return new TextDecoder().decode(value);
      if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
      return value;
    };
    const all = [location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    all.push(JSON.stringify(history.state), document.cookie, window.name);
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(records.getAllKeys()), done(records.getAll())]);
        all.push(name, store, JSON.stringify(keys, asText), JSON.stringify(values, asText));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      all.push(name, ...(await cache.keys()).map((request) => request.url));
    }
    return all.join("\n");
  });
