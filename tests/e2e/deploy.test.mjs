// The site on hosts that know nothing of it: any folder, any MIME type for WebAssembly, no rules for addresses.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { serveFolder } from "../../.make/static-server.mjs";
import { dropFiles, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { DATASET } from "./sample.mjs";

const PREFIX = "/some/sub/path/";
const markup = () => readFileSync(join(site.folder, "index.html"), "utf8");

/** The page's tags of a name, each with its attributes. */
function tags(name) {
  return [...markup().matchAll(new RegExp(`<${name}\\b[^>]*>`, "g"))].map(([tag]) => ({
    tag,
    attributes: Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  }));
}

const integrityOf = (name) =>
  `sha384-${createHash("sha384").update(readFileSync(join(site.folder, name))).digest("base64")}`;

/** Runs `body` while the site is served by another server, as the site of the harness. */
async function servedAs(options, body) {
  const server = await serveFolder(site.folder, { prefix: PREFIX, ...options });
  const usual = site.url;
  site.url = server.url;
  try {
    await body();
  } finally {
    site.url = usual;
    await server.close();
  }
}

for (const type of ["application/octet-stream", "text/plain"]) {
  test(`page and worker start where WebAssembly is served as ${type}`, async ({ page }) => {
    await servedAs({ types: { ".wasm": type } }, async () => {
      await pages.openSite(page);
      await dropFiles(page, [DATASET]);
      await pages.opened(page).waitFor();
    });
  });
}

test("deep links work without a rule of the server", async ({ page }) => {
  await pages.openSite(page, "#/board?view=tasks");
  await page.reload();
  await page.locator("main tbody tr").first().waitFor();
});

test("the policy of the page allows no script but the site's own", () => {
  const [policy] = tags("meta").filter(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
  const directives = Object.fromEntries(
    policy.attributes.content.split(";").map((directive) => directive.trim().split(/\s+/)).map(([name, ...rest]) => [name, rest]),
  );
  assert.deepEqual(directives["default-src"], ["'none'"]);
  assert.deepEqual(directives["script-src"], ["'self'", "'wasm-unsafe-eval'"]);
  assert.deepEqual(directives["style-src"], ["'self'"]);
  assert.deepEqual(directives["worker-src"], ["'self'"]);
  assert.doesNotMatch(markup(), /<style\b|\sstyle="|\son\w+="|javascript:/);
  for (const { tag, attributes } of tags("script")) assert.ok(attributes.src, tag);
});

test("every address of the page is relative", () => {
  const addresses = [...tags("script"), ...tags("link"), ...tags("html")]
    .flatMap(({ attributes }) => [attributes.src, attributes.href, attributes["data-worker"]])
    .filter((address) => address !== undefined);
  assert.ok(addresses.length > 5);
  assert.deepEqual(addresses.filter((address) => /^(\/|[a-z]+:)/.test(address)), []);
});

test("scripts, style and WebAssembly bear their hashes", () => {
  const loaded = [...tags("script"), ...tags("link")].filter(({ attributes }) =>
    /\.(js|css)$/.test(attributes.src ?? attributes.href),
  );
  assert.equal(loaded.length, 3);
  for (const { attributes } of loaded) {
    assert.equal(attributes.integrity, integrityOf(attributes.src ?? attributes.href));
  }
  const starters = readdirSync(site.folder).filter((name) => /^boot-|_loader\.js$/.test(name));
  assert.equal(starters.length, 2);
  for (const name of starters) {
    const [, wasm, integrity] = /"\.\/([^"]+\.wasm)".*integrity: "([^"]+)"/.exec(readFileSync(join(site.folder, name), "utf8"));
    assert.equal(integrity, integrityOf(wasm));
  }
});

test("WebAssembly that was tampered with does not start", async ({ page, problems }) => {
  await page.route("**/app-*.wasm", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: Buffer.concat([body, Buffer.from([0, 1, 0])]) });
  });
  const refused = page.waitForEvent("console", (message) => /integrity/.test(message.text()));
  await page.goto(site.url);
  await refused;
  assert.equal(await page.getByRole("main").count(), 0);
  problems.length = 0;
});

test("a page whose code does not arrive as it was built says so, and is fetched again", async ({ page, problems }) => {
  // The site that developers build is not split.
  if (!readdirSync(site.folder).some((name) => name.startsWith("part-"))) return;
  let isTampered = true;
  await page.route("**/part-*.wasm", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: isTampered ? Buffer.concat([body, Buffer.from([0, 1, 0])]) : body });
  });
  await pages.openSite(page);
  await pages.goTo(page, "board");
  await page.getByRole("main").getByText(/code of this page could not be fetched/).waitFor();
  problems.length = 0;
  isTampered = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("main tbody tr").first().waitFor();
  // A page has several files, of which one that fails is enough; the browser goes on speaking of the others.
  problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes("/part-")));
});

test("the names of scripts and WebAssembly change with their content", () => {
  const names = readdirSync(site.folder).filter((name) => /\.(js|css|wasm)$/.test(name));
  const fixed = names.filter((name) => !/-[0-9a-f]{12,16}[._]/.test(name));
  assert.deepEqual(fixed.filter((name) => name !== "embed.js"), ["sw.js"]);
});

test("the app can be installed and opens files", async ({ page }) => {
  await page.goto(site.url);
  const session = await page.context().newCDPSession(page);
  const { errors, url } = await session.send("Page.getAppManifest");
  assert.equal(url, `${site.url}manifest.webmanifest`);
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  const manifest = JSON.parse(readFileSync(join(site.folder, "manifest.webmanifest"), "utf8"));
  const endings = manifest.file_handlers.flatMap(({ accept }) => Object.values(accept).flat());
  assert.deepEqual(endings.sort(), [".csv", ".json", ".jsonl", ".tsv", ".xlsx"]);
  for (const { src } of manifest.icons) assert.ok(readFileSync(join(site.folder, src)).length > 0, src);
});

test("files that the system launches the app with are opened", async ({ page }) => {
  await page.addInitScript(() => {
    // What the browser hands over, with a file made here in the place of one of the disk.
    const text = "index\tquestion\tA\tB\tanswer\timage\n0\tWhat is it?\tone\ttwo\tA\t/9j/4AAQ\n";
    const handle = { name: "L_VAL.tsv", getFile: async () => new File([text], "L_VAL.tsv") };
    const launchQueue = { setConsumer: (consume) => setTimeout(() => consume({ files: [handle] })) };
    Object.defineProperty(window, "launchQueue", { value: launchQueue });
  });
  await page.goto(site.url);
  await pages.loadedFile(page, /L_VAL/).waitFor();
});
