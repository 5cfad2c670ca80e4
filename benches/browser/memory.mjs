// What opening a dataset takes of the memory of all of a browser's processes, in every engine; and what is still read and
// held once it is cancelled.
// usage: .make/with-engines node benches/browser/memory.mjs FILE [ENGINE…]     (SITE names the built site)

import { statSync } from "node:fs";
import { resolve } from "node:path";

import { serveFolder } from "../../.make/static-server.mjs";
import { ENGINE_NAMES, startEngine } from "../../tests/engines/engines.mjs";
import { Page } from "../../tests/engines/page.mjs";
import { bytesRead, memory, watchMemory } from "../../tests/engines/processes.mjs";
import { pause } from "../../tests/engines/webdriver.mjs";

/** Milliseconds; opening ends long before. */
const GIVES_UP_AFTER = 1_800_000;
/** Share of the file that is read when it is cancelled, in percent. */
const CANCELLED_AT = 20;
/** Milliseconds of watching after that. */
const WATCHED = 6_000;

const KINDS = ["browser", "network", "pages", "other", "all"];
const row = (cells) => `| ${cells.join(" | ")} |`;
const inMegabytes = (bytes) => (bytes / 1e6).toFixed(1);
const round = (values) => KINDS.map((kind) => Math.round(values[kind]));

async function withPage(engine, body) {
  const session = await startEngine(engine);
  try {
    const page = new Page(session);
    await page.open(site);
    return await body(page, session);
  } finally {
    await session.quit();
  }
}

/** Opens the file to its end. */
const openWhole = (engine) =>
  withPage(engine, async (page, session) => {
    const before = memory(session.pid);
    const read = bytesRead(session.pid);
    const most = watchMemory(session.pid);
    const began = Date.now();
    await page.openDataset([path]);
    await page.goTo("data");
    await page.find(".progress__phase", "Read to the end", GIVES_UP_AFTER);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    const megabytes = inMegabytes(bytesRead(session.pid) - read);
    return [
      row([engine, session.capabilities.browserVersion, "before", "", ...round(before)]),
      row(["", "", `at most while opening, in which ${megabytes} MB were read`, seconds, ...round(most())]),
    ];
  });

/** Cancels, and watches what goes on. */
const openAndCancel = (engine) =>
  withPage(engine, async (page, session) => {
    await page.openDataset([path]);
    await page.goTo("data");
    const isThere = (share) => document.querySelector(".progress__bar")?.value >= share;
    await page.until("the share to cancel at", () => page.run(isThere, CANCELLED_AT), GIVES_UP_AFTER);
    const before = memory(session.pid);
    await page.click(".progress button", "Cancel");
    await page.find(".progress__phase", "Stopped early");
    const read = bytesRead(session.pid);
    const most = watchMemory(session.pid);
    await pause(WATCHED);
    const megabytes = inMegabytes(bytesRead(session.pid) - read);
    return [
      row(["", "", `when cancelled at ${CANCELLED_AT} %`, "", ...round(before)]),
      row(["", "", `at most in ${WATCHED / 1000} s after that, in which ${megabytes} MB were read`, "", ...round(most())]),
    ];
  });

const [file, ...engines] = process.argv.slice(2);
const path = resolve(file);
const { url: site, close } = await serveFolder(process.env.SITE ?? "dist");
console.log(`${new Date().toISOString().slice(0, 10)}, file of ${(statSync(path).size / 1e9).toFixed(2)} GB, megabytes\n`);
console.log(row(["engine", "version", "", "seconds", ...KINDS]));
console.log("|---|---|---|--:|--:|--:|--:|--:|--:|");
for (const engine of engines.length > 0 ? engines : ENGINE_NAMES) {
  for (const line of [...(await openWhole(engine)), ...(await openAndCancel(engine))]) console.log(line);
}
await close();
