// The few end-to-end tests that together touch everything, for a site that is about to be shipped: half a minute.
// usage: .make/with-browser node tests/e2e/smoke.mjs

import { run } from "node:test";
import { fileURLToPath } from "node:url";

/** The tests by their file, each by its whole name. */
const SMOKE = {
  boot: [
    "the page boots below a sub-path and under its own Content-Security-Policy",
    "the page names a worker that starts",
  ],
  check: ["a bad file is repaired, packed, downloaded, and then clean"],
  // What is shipped differs from what developers build in its names, hashes and sizes.
  deploy: [
    "page and worker start where WebAssembly is served as application/octet-stream",
    "the policy of the page allows no script but the site's own",
    "every address of the page is relative",
    "scripts, style and WebAssembly bear their hashes",
    "WebAssembly that was tampered with does not start",
    "a page whose code does not arrive as it was built says so, and is fetched again",
    "the names of scripts and WebAssembly change with their content",
  ],
  embed: ["files handed over are opened, filtered and scored"],
  explore: ["the paper's example selects its questions, and their accuracy is that of an independent scorer"],
  "first-load": [
    "the first load fetches app and style once, and no worker (data)",
    "the worker starts when files are about to come",
  ],
  "local-run": ["a model of a folder of the site answers the whole sample and is scored; nothing leaves the page"],
  offline: ["after one visit the site works without a network, worker and all"],
  run: ["a run is previewed, asks every question, and is scored; the key stays in memory"],
  sample: [
    "the score is that of an independent scorer under every rule set",
    "two clicks show the sample's first question and its score",
  ],
};

const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const files = Object.keys(SMOKE).map((name) => fileURLToPath(new URL(`${name}.test.mjs`, import.meta.url)));
const names = Object.values(SMOKE).flat();
const missing = new Set(names);

// The others of these files are skipped.
const tests = run({ files, concurrency: 2, testNamePatterns: names.map((name) => new RegExp(`^${escape(name)}$`)) });
tests.on("test:pass", ({ name, skip, details }) => {
  if (skip === undefined && missing.delete(name)) console.log(`✔ ${name} (${Math.round(details.duration_ms)} ms)`);
});
tests.on("test:fail", ({ name, details }) => {
  missing.delete(name);
  console.error(`✖ ${name}\n${details.error.cause?.stack ?? details.error}`);
  process.exitCode = 1;
});
tests.on("end", () => {
  for (const name of missing) console.error(`✖ ${name}\nThere is no such test.`);
  if (missing.size > 0) process.exitCode = 1;
});
tests.resume();
