// Starts the Chromium of the end-to-end tests and the benchmarks.

import assert from "node:assert/strict";

import { chromium } from "playwright-core";

/** They keep Chromium from looking for a large /dev/shm and its maker's servers. */
const FLAGS = [
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser would load two pages for the suggestions of its address bar whenever a window opens: a quarter of all the work. */
const ADDRESS_BAR = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

/** What Playwright 1.65 switches off itself; of several `--disable-features` only the last one counts. */
const PLAYWRIGHTS = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/**
 * What the browser computes graphics with. Without a GPU it has `navigator.gpu`, but no adapter; in software it has one
 * that computes as a GPU does, slowly.
 */
const GPUS = {
  none: ["--disable-gpu"],
  software: ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--ignore-gpu-blocklist"],
};

/** Starts the Chrome or Chromium that CHROME names; the caller closes it. */
export function launch({ gpu = "none" } = {}) {
  const executablePath = process.env.CHROME;
  assert.ok(executablePath, "CHROME must name a Chrome or Chromium; `.make/with-browser` sees to that");
  const without = `--disable-features=${[...PLAYWRIGHTS, ...ADDRESS_BAR].join()}`;
  return chromium.launch({ executablePath, chromiumSandbox: false, args: [...FLAGS, without, ...GPUS[gpu]] });
}
