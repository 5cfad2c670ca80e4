// The browser engines that the site is tried in; `.make/with-engines` names their programs.

import assert from "node:assert/strict";

import { startSession } from "./webdriver.mjs";

const program = (name) => {
  const path = process.env[name];
  assert.ok(path, `${name} must name a program; \`.make/with-engines\` sees to that`);
  return path;
};

const ENGINES = {
  chromium: () => ({
    command: program("CHROMEDRIVER"),
    capabilities: {
      "goog:chromeOptions": {
        binary: program("CHROME"),
        args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run"],
      },
    },
  }),
  firefox: () => ({
    command: program("GECKODRIVER"),
    // Several of them run at once.
    options: ["--websocket-port=0"],
    capabilities: { "moz:firefoxOptions": { binary: program("FIREFOX") } },
  }),
  // This driver knows its browser, a window around WebKitGTK.
  webkit: () => ({ command: program("WEBKITDRIVER"), capabilities: {} }),
};

export const ENGINE_NAMES = Object.keys(ENGINES);

/** Starts the browser of an engine; the caller quits it. */
export async function startEngine(name) {
  const session = await startSession(ENGINES[name]());
  await session.resize(1440, 900);
  return session;
}
