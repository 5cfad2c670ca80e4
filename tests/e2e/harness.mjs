// What every end-to-end test needs: the built site below a sub-path, a Chromium, pages that report what went wrong.
//
//   import { site, test } from "./harness.mjs";
//
//   test("the page boots", async ({ page }) => { await page.goto(site.url); … });
//
// A test fails when its page logs an error or a warning, throws, breaks the Content-Security-Policy, or asks for
// something that is not there or not the site's own.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { after, before, test as nodeTest } from "node:test";
import { fileURLToPath } from "node:url";

import { serveFolder } from "../../.make/static-server.mjs";
import { launch } from "./browser.mjs";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** Milliseconds; no test is about time, this only ends one that would wait for ever. */
const HANGS_AFTER = 600_000;

/** Milliseconds for each step, which a busy machine may take long for. */
const GIVES_UP_AFTER = 60_000;

/** The site under test; its URL ends with a slash. Set before the first test runs. SITE names another folder. */
export const site = { url: "", folder: resolve(project, process.env.SITE ?? "target/site") };

/** What Playwright warns of where the service worker does not run. */
const SERVICE_WORKER_BLOCKED = "Service Worker registration blocked by Playwright";

/** What Chromium says where a busy machine takes seconds to start the page; tests measure no time. */
const USED_LATE = /was preloaded using link preload but not used within a few seconds/;

/** Promises of browsers by what they compute graphics with, each started when the first test needs it. */
const browsers = new Map();
let server;

function browserWith(gpu) {
  if (!browsers.has(gpu)) browsers.set(gpu, launch({ gpu }));
  return browsers.get(gpu);
}

before(async () => {
  server = await serveFolder(site.folder, { prefix: "/some/sub/path/" });
  site.url = server.url;
});

after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  await server?.close();
});

/** The absolute path of a file of this project. */
export const projectFile = (path) => resolve(project, path);

/**
 * Runs `body({ page, context, problems })` with a page in a browser context of its own.
 * `options` go to Playwright's `newContext`; the service worker, past which tests cannot stand in for the server, runs
 * only where a test is about it (`serviceWorkers: "allow"`). With `gpu: "software"` the browser has WebGPU. A test that
 * provokes a problem takes it out of `problems`, a list of texts. `skip` is a reason not to run it.
 */
export function test(name, body, { gpu = "none", skip = false, ...options } = {}) {
  nodeTest(name, { timeout: HANGS_AFTER, skip }, async () => {
    const browser = await browserWith(gpu);
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      serviceWorkers: "block",
      ...options,
    });
    context.setDefaultTimeout(GIVES_UP_AFTER);
    const problems = [];
    context.on("page", (page) => watch(page, problems));
    try {
      const page = await context.newPage();
      await body({ page, context, problems });
      assert.deepEqual(problems, [], "the page reported problems");
    } finally {
      await context.close();
    }
  });
}

function watch(page, problems) {
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error}`));
  page.on("crash", () => problems.push("the page crashed"));
  page.on("console", (message) => {
    const isProblem = ["error", "warning"].includes(message.type());
    if (isProblem && message.text() !== SERVICE_WORKER_BLOCKED && !USED_LATE.test(message.text())) {
      problems.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site.url) && !/^(blob|data):/.test(url)) problems.push(`left the site: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
}

/** Drops files of the disk onto the middle of an element, with the very events of a user's drop. */
export async function dropFiles(page, paths, selector = "body") {
  const target = page.locator(selector).first();
  await target.waitFor();
  const area = await target.boundingBox();
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
  const data = { items: [], files: paths.map((path) => resolve(project, path)), dragOperationsMask: 1 };
  const session = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x, y, data });
  }
  await session.detach();
}

/** Saves a picture of the page as `target/screenshots/NAME.png` and returns its path. */
export async function screenshot(page, name) {
  const folder = resolve(project, "target/screenshots");
  await mkdir(folder, { recursive: true });
  const path = resolve(folder, `${name}.png`);
  await page.screenshot({ path });
  return path;
}
