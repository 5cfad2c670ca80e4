// Trunk's post-build hook; makes of what Trunk built a site that can be served anywhere and updated safely:
//   - the worker's files get names that change with their content, so that no page meets a stale worker;
//     the page finds the worker by `<html data-worker="…">`
//   - Trunk's start scripts become files of our own: the page's Content-Security-Policy needs no inline scripts, and
//     hosts that do not know the MIME type of WebAssembly will do
//   - the code of each page, where it was split from the program, is added, see split-app.mjs
//   - the style sheets become one file
//   - what wasm-bindgen wrote and the style sheet are made short
//   - what models in the browser need is added, and the texts of each language in a file of its own
//   - the browser is told the hash of everything that the page loads, and the service worker of every file
//   - in what `trunk serve` serves, the script that reloads the page becomes a file, too, and no service worker keeps
//     what was built before
// Every reference stays relative.

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { transformSync } from "esbuild";

import { hashOf, integrityOf } from "./hashes.mjs";
import { addLanguages, PRELOAD_TEXTS } from "./languages.mjs";
import { addLocalModel } from "./local-model.mjs";
import { listFiles } from "./service-worker.mjs";
import { addParts } from "./split-app.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
const read = (name) => readFileSync(join(folder, name), "utf8");
const write = (name, content) => writeFileSync(join(folder, name), content);
const integrityOfFile = (name) => integrityOf(readFileSync(join(folder, name)));

/** The same in fewer bytes. */
const shortened = (code, loader) => transformSync(code, { minify: true, loader, legalComments: "none" }).code;

/** The script that starts a program: its bindings and its WebAssembly. */
const startScript = (bindings, wasm) => `import init from "./${bindings}";

const response = await fetch(new URL("./${wasm}", import.meta.url), { integrity: "${integrityOfFile(wasm)}" });
if (!response.ok) throw new Error(\`\${response.status} \${response.url}\`);
// Compiling while it arrives needs the right MIME type, which not every host sends.
const compilesOnArrival = response.headers.get("Content-Type") === "application/wasm";
await init({ module_or_path: compilesOnArrival ? response : response.arrayBuffer() });
`;

/** Renames `worker*.{js,wasm}` and returns the new name of the file to start the worker with. */
function hashWorker() {
  const names = ["worker.js", "worker_bg.wasm"];
  const hash = hashOf(...names.map((name) => readFileSync(join(folder, name))), startScript(...names));
  const hashed = (name) => name.replace(/^worker/, `worker-${hash}`);
  for (const name of names) renameSync(join(folder, name), join(folder, hashed(name)));
  rmSync(join(folder, "worker_loader.js"));
  const loader = hashed("worker_loader.js");
  write(loader, startScript(...names.map(hashed)));
  return loader;
}

/** Puts a file in the place of the one inline module script of the page. */
function replaceStartScript(page) {
  const [script, ...others] = page.matchAll(/<script type="module">([^]*?)<\/script>/g);
  if (script === undefined || others.length > 0) throw new Error("the page must have one inline module script");
  const bindings = /(app-[0-9a-f]+)\.js/.exec(script[1]);
  if (bindings === null) throw new Error("the start script must name the app");
  const started = "dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\"));\n";
  const code = PRELOAD_TEXTS + startScript(bindings[0], `${bindings[1]}_bg.wasm`) + started;
  const name = `boot-${hashOf(code)}.js`;
  write(name, code);
  return page.replace(script[0], () => `<script type="module" src="./${name}"></script>`);
}

/**
 * Puts a file in the place of the inline script that reloads the page, which only `trunk serve` adds. Trunk fills in the
 * address when it serves a page; the page itself knows it, too. The service worker answers nothing then.
 */
function replaceReloadScript(page) {
  const [tag, code] = /<script>([^]*?)<\/script>/.exec(page) ?? [];
  if (tag === undefined) return page;
  const filled = code
    .replace("'{{__TRUNK_ADDRESS__}}'", "location.host")
    .replace("'{{__TRUNK_WS_BASE__}}'", 'new URL("./", location.href).pathname');
  if (filled.includes("{{__TRUNK_ADDRESS__}}") || filled.includes("{{__TRUNK_WS_BASE__}}")) {
    throw new Error("the script that reloads the page has another form than expected");
  }
  const name = `reload-${hashOf(filled)}.js`;
  write(name, filled);
  return page.replace(tag, () => `<script src="./${name}"></script>`);
}

/** Joins the page's own style sheets, in their order, in the place of the first. */
function joinStyles(page) {
  const links = [...page.matchAll(/<link\b[^>]*\brel="stylesheet"[^>]*>\n?\s*/g)].map(([tag]) => tag);
  const names = links.map((tag) => /\bhref="\.\/([^"/]+\.css)"/.exec(tag)?.[1]);
  if (names.length === 0 || names.includes(undefined)) throw new Error("every style sheet must be the site's own");
  const styles = names.map(read).join("\n");
  const name = `style-${hashOf(styles)}.css`;
  for (const part of names) rmSync(join(folder, part));
  write(name, shortened(styles, "css"));
  const withFirst = page.replace(links[0], `<link rel="stylesheet" href="./${name}">\n    `);
  return links.slice(1).reduce((text, link) => text.replace(link, ""), withFirst);
}

/** Adds the hashes of the scripts and styles that the page loads; that of WebAssembly stands in its start script. */
function addIntegrity(page) {
  const tags = /<(?:script|link)\b[^>]*\b(?:src|href)="\.\/([^"/]+\.(?:js|css))"/g;
  return page.replace(tags, (tag, name) => `${tag} integrity="${integrityOfFile(name)}"`);
}

let page = addParts(folder, read("index.html"));
for (const bindings of readdirSync(folder).filter((name) => /^(app-[^/]*|worker)\.js$/.test(name))) {
  write(bindings, shortened(read(bindings), "js"));
}
const isServedByTrunk = /<script>/.test(page);
page = replaceStartScript(page);
page = replaceReloadScript(page);
page = joinStyles(page);
page = page.replace(/<html\b/, `<html data-worker="./${hashWorker()}"`);
page = addLanguages(folder, page);
page = addIntegrity(page);
write("index.html", page);
addLocalModel(folder);
if (isServedByTrunk) write("sw.js", 'addEventListener("install", () => skipWaiting());\n');
else listFiles(folder);
