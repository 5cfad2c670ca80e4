// The app in a frame of another site's page: a host page on a second origin, with and without the script.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";

import { serveFolder } from "../../.make/static-server.mjs";
import { violations } from "./axe.mjs";
import { projectFile, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { spoil, storedRun } from "./runs.mjs";
import { DATASET, PREDICTIONS } from "./sample.mjs";

const EVENTS = ["ready", "height", "selection", "score", "findings"];

let folder;
let host;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "gmai-scope-host-"));
  host = await serveFolder(folder);
});

after(async () => {
  await host?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

/** Opens a page of the other origin with this body; its `events` collect what elements dispatch. */
async function openHost(page, body, { head = "", lang = "en" } = {}) {
  const script = `
    window.events = [];
    for (const type of ${JSON.stringify(EVENTS)}) {
      document.addEventListener(type, ({ detail }) => window.events.push({ type, ...detail }), true);
    }`;
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Host</title>
    <link rel="icon" href="data:,">${head}<script>${script}</script></head><body>${body}
    <input type="file" multiple aria-label="Files of the host"></body></html>`;
  const name = `${crypto.randomUUID()}.html`;
  await writeFile(join(folder, name), html);
  await page.goto(host.url + name);
}

const scope = (attributes) =>
  `<script async src="${site.url}embed.js"></script><gmai-scope ${attributes}></gmai-scope>`;

/** Requests of the host page to its own origin are no faults of the app. */
function forgiveHost(problems) {
  const own = problems.filter((problem) => !problem.startsWith(`left the site: ${host.url}`));
  problems.splice(0, problems.length, ...own);
}

/** The tests' wrapper of this file: the host page's own requests do not count. */
function hosted(name, body, options) {
  test(name, async (tools) => {
    await body(tools);
    forgiveHost(tools.problems);
  }, options);
}

const frameOf = (page) => page.frameLocator("iframe");
const eventsOf = (page, type) =>
  page.evaluate((type) => window.events.filter((event) => event.type === type), type);

/** The latest event of a type that `fits`, once there is one. */
async function heard(page, type, fits = () => true) {
  let found;
  await pages.eventually(async () => {
    const events = await eventsOf(page, type);
    found = events.findLast(fits);
    assert.ok(found, `${type}: ${JSON.stringify(events)}`);
  });
  return found;
}

/** Gives files to the host page, which hands them over. */
async function handOver(page, paths) {
  await page.getByLabel("Files of the host").setInputFiles(paths.map(projectFile));
  await page.evaluate(() => document.querySelector("gmai-scope").openFiles(document.querySelector("input").files));
}

/** Lines that the page writes to its console from now on. */
function consoleLines(page) {
  const lines = [];
  page.on("console", (message) => lines.push(message.text()));
  return lines;
}

/** Posts to the frame what an unfriendly page around it could. */
const post = (page, ...messages) =>
  page.evaluate((messages) => {
    for (const message of messages) document.querySelector("iframe").contentWindow.postMessage(message, "*");
  }, messages);

const of = (type, members) => ({ protocol: "gmai-scope/1", type, ...members });

hosted("an element whose view or height is changed goes on hearing its page", async ({ page }) => {
  await openHost(page, scope('view="explore"'));
  await heard(page, "ready");
  await page.evaluate(() => document.querySelector("gmai-scope").setAttribute("view", "score"));
  await handOver(page, [DATASET, PREDICTIONS]);
  assert.equal((await heard(page, "score")).n, 35);
  await page.evaluate(() => document.querySelector("gmai-scope").setAttribute("height", "444"));
  await pages.eventually(async () => assert.equal((await page.locator("iframe").boundingBox()).height, 444));
  await page.evaluate(() => document.querySelector("gmai-scope").setTheme("dark"));
  await frameOf(page).locator('html[data-theme="dark"]').waitFor({ state: "attached" });
});

hosted("the leaderboard embeds with two lines and becomes as high as it is", async ({ page }) => {
  await openHost(page, scope('view="leaderboard" filter="view=tasks&q=qwen"'));
  await heard(page, "ready");
  const frame = frameOf(page);
  await frame.getByRole("table").waitFor();
  assert.equal(await frame.getByRole("searchbox", { name: "Search models" }).inputValue(), "qwen");
  assert.equal(await frame.getByRole("navigation").count(), 0);
  const short = (await heard(page, "height")).height;
  await page.evaluate(() => document.querySelector("gmai-scope").setFilter("view=overview"));
  await pages.eventually(async () => {
    // More than one may be told while rows come.
    const { height } = (await eventsOf(page, "height")).at(-1);
    assert.ok(height > short + 500, `${height}, ${short}`);
    const box = await page.locator("iframe").boundingBox();
    assert.equal(box.height, height);
    const scrolls = await frame.locator("html").evaluate((root) => root.scrollHeight > root.clientHeight + 1);
    assert.equal(scrolls, false);
  });
});

hosted("the frame is sandboxed, lazy and may ask local models", async ({ page }) => {
  await openHost(page, `<div style="height: 9000px"></div>${scope('view="tree"')}`);
  const frame = page.locator("iframe");
  await frame.waitFor({ state: "attached" });
  assert.match(await frame.getAttribute("allow"), /^local-network-access; loopback-network; local-network/);
  assert.doesNotMatch(await frame.getAttribute("sandbox"), /top-navigation|modals|pointer-lock/);
  assert.equal(await frame.getAttribute("title"), "GMAI Scope");
  assert.deepEqual(await eventsOf(page, "ready"), [], "not loaded before it comes near");
  await frame.scrollIntoViewIfNeeded();
  await heard(page, "ready");
  await frameOf(page).getByRole("tree").waitFor();
});

hosted("files handed over are opened, filtered and scored", async ({ page }) => {
  await openHost(page, scope('view="explore"'));
  await heard(page, "ready");
  await handOver(page, [DATASET, PREDICTIONS]);
  await heard(page, "selection", ({ count }) => count === 35);
  const score = await heard(page, "score", ({ truth }) => truth === "dataset");
  assert.equal(score.n, 35);
  assert.equal(score.hits + score.wrong + score.notInferable, 35);
  assert.deepEqual(score.byRuleSet.map(({ rules }) => rules), ["r2024", "r2025", "r2026"]);
  await page.evaluate(() => document.querySelector("gmai-scope").setFilter({ q: "disc" }));
  const selection = await heard(page, "selection", ({ filter, count }) => filter === "q=disc" && count !== null);
  assert.ok(selection.count > 0 && selection.count < 35, `${selection.count}`);
  await pages.eventually(async () => assert.equal(await pages.gridTotal(frameOf(page)), selection.count));
  const told = JSON.stringify(await page.evaluate(() => window.events));
  assert.ok(!told.includes("SAMPLE") && !told.includes("madeup"), "no name of a file is told");
});

hosted("what is exported in the frame becomes a download", async ({ page }) => {
  await openHost(page, scope('view="explore"'));
  await heard(page, "ready");
  await handOver(page, [DATASET]);
  await heard(page, "selection", ({ count }) => count === 35);
  const frame = frameOf(page);
  await frame.locator(".export-menu summary").click();
  await frame.locator(".export-menu__list button").first().click();
  const download = page.waitForEvent("download");
  await frame.locator(".export-menu .button--primary").click();
  assert.match((await download).suggestedFilename(), /\.txt$|\.tsv$/);
});

hosted("a file handed over to the check is checked", async ({ page }) => {
  await openHost(page, scope('view="check"'));
  await heard(page, "ready");
  await handOver(page, ["tests/malformed/duplicate_conflict.xlsx"]);
  const { severity, findings } = await heard(page, "findings");
  assert.equal(severity, "error");
  assert.ok(findings.every(({ kind, count }) => /^[a-z_]+$/.test(kind) && count >= 0), JSON.stringify(findings));
  await frameOf(page).locator(".finding").first().waitFor();
});

hosted("figures of the visitor's own files are told once the visitor agrees", async ({ page }) => {
  await openHost(page, scope('view="score"'));
  await heard(page, "ready");
  const frame = frameOf(page);
  await frame.locator('main input[type="file"]').setInputFiles([DATASET, PREDICTIONS].map(projectFile));
  await frame.locator(".headline__accuracy").waitFor();
  const consent = frame.getByRole("checkbox", { name: /^Let 127\.0\.0\.1:\d+ see counts, scores/ });
  await consent.waitFor();
  // A host that asks for a filter is obeyed and told nothing.
  await page.evaluate(() => document.querySelector("gmai-scope").setFilter({ outcome: "incorrect" }));
  await pages.eventually(async () => assert.match(await frameAddress(page), /outcome=incorrect/));
  assert.deepEqual(await eventsOf(page, "score"), []);
  await consent.check();
  assert.equal((await heard(page, "score")).n, 35);
});

const frameAddress = (page) => page.frames()[1].evaluate(() => location.href);

hosted("what the page around may not say does nothing, with one line each on the console", async ({ page }) => {
  const lines = consoleLines(page);
  await openHost(page, `<iframe title="App" src="${site.url}#/board" width="900" height="600"></iframe>`);
  const frame = frameOf(page);
  await frame.getByRole("table").waitFor();
  const ignored = () => lines.filter((line) => line.startsWith("GMAI Scope ignores")).sort();
  await post(page, of("set-filter", { filter: "q=early" }));
  await post(page, of("hello"));
  const odd = [
    { protocol: "gmai-scope/2", type: "set-filter", filter: "q=other" },
    of("set-filter", { filter: 7 }),
    of("set-filter", { filter: "q=".padEnd(20_000, "x") }),
    of("set-theme", { theme: "pink" }),
    of("open", { files: ["no file"] }),
    of("open", { files: [] }),
    of("enter-key", { key: "k" }),
    of(),
  ];
  await post(page, ...odd, ...odd, "text", null, 7, { protocol: 1 }, { protocol: "other/1" });
  // What follows is done after them.
  await post(page, of("set-theme", { theme: "dark" }));
  await frame.locator('html[data-theme="dark"]').waitFor({ state: "attached" });
  assert.doesNotMatch(await frameAddress(page), /q=/);
  await pages.eventually(() => assert.deepEqual(ignored(), [
    "GMAI Scope ignores a message malformed",
    "GMAI Scope ignores a message of an unknown type",
    "GMAI Scope ignores a message of another version than gmai-scope/1",
    "GMAI Scope ignores a message sent before any hello",
  ]));
});

hosted("other windows and other origins are not heard", async ({ page }) => {
  const lines = consoleLines(page);
  await openHost(page, scope('view="leaderboard"'));
  await heard(page, "ready");
  const app = page.frames()[1];
  // The frame itself, as any other window than the one around it.
  await app.evaluate((message) => window.postMessage(message, "*"), of("set-theme", { theme: "dark" }));
  // The window around it, but as another origin than the one that said hello.
  await app.evaluate((data) => {
    window.dispatchEvent(new MessageEvent("message", { data, origin: "https://evil.example", source: parent }));
    window.dispatchEvent(new MessageEvent("message", { data, origin: "null", source: parent }));
  }, of("set-theme", { theme: "dark" }));
  // To the page around: a message that is not the frame's, and one of the frame under another origin.
  await page.evaluate((data) => {
    const source = document.querySelector("iframe").contentWindow;
    window.postMessage(data, "*");
    dispatchEvent(new MessageEvent("message", { data, origin: "https://evil.example", source }));
    dispatchEvent(new MessageEvent("message", { data, origin: location.origin, source: window }));
  }, of("score", { n: 1 }));
  // What follows is done after them.
  await page.evaluate(() => document.querySelector("gmai-scope").setLanguage("zh"));
  await frameOf(page).locator('html[lang="zh-CN"]').waitFor({ state: "attached" });
  assert.equal(await frameOf(page).locator("html").getAttribute("data-theme"), "light");
  assert.deepEqual(await eventsOf(page, "score"), []);
  await pages.eventually(() => assert.deepEqual(lines.filter((line) => line.includes("ignores")).sort(), [
    "GMAI Scope ignores a message not sent by the page around the frame",
    "GMAI Scope ignores a message sent by a page without an origin",
    "GMAI Scope ignores a message sent from another origin than the hello",
    "gmai-scope ignores a message of another origin than the app's",
  ]));
});

hosted("a plain frame works, fills its height and opens in a tab", async ({ page, context }) => {
  const address = `${site.url}?theme=dark&lang=zh#/board?view=tasks&q=med`;
  await openHost(page, `<iframe title="App" src="${address.replaceAll("&", "&amp;")}" width="900" height="500"></iframe>`);
  const frame = frameOf(page);
  await frame.getByRole("table").waitFor();
  assert.equal(await frame.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await frame.locator("html").getAttribute("lang"), "zh-CN");
  await pages.eventually(async () => {
    const height = await frame.locator(".shell").evaluate((shell) => shell.getBoundingClientRect().height);
    assert.equal(height, 500);
  });
  const opened = context.waitForEvent("page");
  await frame.getByRole("link", { name: "在新标签页中打开" }).click();
  const tab = await opened;
  await tab.getByRole("navigation").waitFor();
  await pages.eventually(() => assert.equal(tab.url(), `${site.url}#/board?view=tasks&q=med`));
});

hosted("the sandboxed frame opens a tab that is no frame and not sandboxed", async ({ page, context }) => {
  await openHost(page, scope('view="tree" filter="view=task"'));
  await heard(page, "ready");
  const opened = context.waitForEvent("page");
  await frameOf(page).getByRole("link", { name: "Open in a tab" }).click();
  const tab = await opened;
  await tab.getByRole("tree").waitFor();
  await pages.eventually(() => assert.equal(tab.url(), `${site.url}#/explore?view=task`));
  await tab.getByRole("navigation").waitFor();
});

hosted("theme and language are those of the page around, and follow it", async ({ page }) => {
  const head = "<style>:root { color-scheme: dark; } :root.day { color-scheme: light; }</style>";
  await openHost(page, scope('view="leaderboard"'), { head, lang: "zh" });
  await heard(page, "ready");
  const root = (theme, lang) => frameOf(page).locator(`html[data-theme="${theme}"][lang="${lang}"]`);
  await root("dark", "zh-CN").waitFor({ state: "attached" });
  await page.evaluate(() => (document.documentElement.className = "day"));
  await root("light", "zh-CN").waitFor({ state: "attached" });
  await page.evaluate(() => (document.documentElement.lang = "en"));
  await root("light", "en").waitFor({ state: "attached" });
  await page.evaluate(() => document.querySelector("gmai-scope").setTheme("dark"));
  await root("dark", "en").waitFor({ state: "attached" });
  const kept = await page.frames()[1].evaluate(() => Object.keys(localStorage));
  assert.deepEqual(kept.filter((key) => /theme|language/.test(key)), [], "the visitor's own choice stays");
});

hosted("a fixed height stays", async ({ page }) => {
  await openHost(page, scope('view="leaderboard" height="420"'));
  await heard(page, "ready");
  await frameOf(page).getByRole("table").waitFor();
  assert.equal((await page.locator("iframe").boundingBox()).height, 420);
  assert.deepEqual(await eventsOf(page, "height"), []);
});

for (const theme of ["light", "dark"]) {
  hosted(`embedded views are accessible [${theme}]`, async ({ page }) => {
    const found = [];
    for (const [view, selector] of [["leaderboard", "table"], ["tree", ".tree__line"], ["score", "h1"], ["check", "h1"]]) {
      await openHost(page, scope(`view="${view}" theme="${theme}"`));
      await heard(page, "ready");
      await frameOf(page).locator(selector).first().waitFor();
      for (const violation of await violations(page.frames()[1])) found.push(`${view}: ${violation}`);
    }
    assert.deepEqual(found, []);
  });
}

hosted("an embedded view fits a phone", async ({ page }) => {
  await openHost(page, scope('view="tree"'), { head: '<meta name="viewport" content="width=device-width">' });
  await heard(page, "ready");
  await frameOf(page).locator(".tree__line").first().waitFor();
  await pages.eventually(async () => {
    const widths = await frameOf(page).locator("html, body, main").evaluateAll((all) => all.map((one) => one.scrollWidth));
    assert.ok(Math.max(...widths) <= 374, `${widths}`);
  });
}, { viewport: { width: 390, height: 844 } });

hosted("inside another site's page nothing kept can be deleted", async ({ page }) => {
  await openHost(page, `<iframe src="${site.url}#/settings" width="900" height="700"></iframe>`);
  const frame = frameOf(page);
  await frame.getByText("Everything can be deleted only in a tab of its own").waitFor();
  assert.equal(await frame.getByRole("button", { name: "Forget everything" }).count(), 0);
  assert.match(await frame.getByRole("main").getByRole("link", { name: "Open in a tab" }).getAttribute("href"), /#\/settings$/);
});

hosted("inside another site's page no run is offered for deletion", async ({ page }) => {
  // The dialog of this function cannot be driven; without it the page falls back to the one that can.
  await page.addInitScript(() => delete window.showOpenFilePicker);
  await pages.openSite(page);
  await pages.dropDataset(page, [DATASET]);
  await pages.goTo(page, "run");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Import a journal", exact: true }).click(),
  ]);
  await chooser.setFiles([projectFile("tests/journals/0.1.0/journal.jsonl")]);
  await storedRun(page).getByRole("button", { name: "Delete", exact: true }).waitFor();
  await spoil(page, "runs", "{", "spoilt");

  await openHost(page, `<iframe src="${site.url}#/run" width="900" height="900"></iframe>`);
  const stored = frameOf(page).locator(".run__stored");
  await stored.getByText("mock-vision").first().waitFor();
  await stored.getByText("The settings of the run spoilt cannot be read").waitFor();
  assert.equal(await stored.getByRole("button", { name: /Delete/ }).count(), 0);
});
