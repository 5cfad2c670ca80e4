// Starts the Chromium of the end-to-end tests and the benchmarks.

import assert from "node:assert/strict";

import { chromium } from "playwright-core";

/** They keep Chromium from looking for a GPU, a large /dev/shm, and its maker's servers. */
const FLAGS = [
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the Chrome or Chromium that CHROME names; the caller closes it. */
export function launch() {
  const executablePath = process.env.CHROME;
  assert.ok(executablePath, "CHROME must name a Chrome or Chromium; `.make/with-browser` sees to that");
  return chromium.launch({ executablePath, chromiumSandbox: false, args: FLAGS });
}
