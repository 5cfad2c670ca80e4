// Measures the first visit of the built site, served with Brotli: how long until the page is there, and how many bytes
// travel for that.
// usage: node first-load.mjs     (CHROME names the browser)

import { fileURLToPath } from "node:url";

import { serveFolder } from "../../.make/static-server.mjs";
import { launch } from "../../tests/e2e/browser.mjs";
import { printHead, printTimes } from "./stage.mjs";

const VISITS = 10;

/** One visit by a browser that has nothing of the site yet: milliseconds and bytes. */
async function visit(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await session.send("Network.enable");
    await page.addInitScript(() => {
      window.shown = new Promise((resolve) => {
        const look = () => {
          if (document.querySelector("main h1")?.offsetHeight > 0) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
    });
    await page.goto(url);
    return { milliseconds: await page.evaluate(() => window.shown), bytes };
  } finally {
    await context.close();
  }
}

const server = await serveFolder(fileURLToPath(new URL("../../dist", import.meta.url)), { brotli: true });
const browser = await launch();
try {
  // The server compresses while this one waits.
  await visit(browser, server.url);
  const visits = [];
  for (let count = 0; count < VISITS; count += 1) visits.push(await visit(browser, server.url));
  printHead();
  printTimes("start of the navigation to the page on screen", visits.map(({ milliseconds }) => milliseconds));
  const most = Math.max(...visits.map(({ bytes }) => bytes));
  console.log(`\nBytes that travelled until then, headers included: ${most}`);
} finally {
  await browser.close();
  await server.close();
}
