// Trunk's post-build hook; makes of what Trunk built a site that can be served anywhere and updated safely:
//   - the worker's files get names that change with their content, so that no page meets a stale worker;
//     the page finds the worker by `<html data-worker="…">`
//   - Trunk's inline start script becomes a file, so that the page's Content-Security-Policy needs no inline scripts
//   - the style sheets become one file
// Every reference stays relative.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.TRUNK_STAGING_DIR;
const read = (name) => readFileSync(join(folder, name), "utf8");
const write = (name, content) => writeFileSync(join(folder, name), content);

function hashOf(...contents) {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 16);
}

/** Renames `worker*.{js,wasm}` and returns the new name of the file to start the worker with. */
function hashWorker() {
  const names = readdirSync(folder).filter((name) => /^worker(_bg|_loader)?\.(js|wasm)$/.test(name)).sort();
  for (const needed of ["worker.js", "worker_bg.wasm", "worker_loader.js"]) {
    if (!names.includes(needed)) throw new Error(`Trunk built no ${needed}`);
  }
  const hash = hashOf(...names.map((name) => readFileSync(join(folder, name))));
  const hashed = (name) => name.replace(/^worker/, `worker-${hash}`);
  for (const name of names.filter((name) => name.endsWith(".js"))) {
    write(name, names.reduce((code, other) => code.replaceAll(other, hashed(other)), read(name)));
  }
  for (const name of names) renameSync(join(folder, name), join(folder, hashed(name)));
  return hashed("worker_loader.js");
}

/** Moves the one inline module script of the page into a file. */
function moveStartScript(page) {
  const inline = /<script type="module">([^]*?)<\/script>/g;
  const [script, ...others] = page.matchAll(inline);
  if (script === undefined || others.length > 0) throw new Error("the page must have one inline module script");
  const code = `${script[1].trim()}\n`;
  const name = `boot-${hashOf(code)}.js`;
  write(name, code);
  return page.replace(script[0], () => `<script type="module" src="./${name}"></script>`);
}

/** Joins the page's own style sheets, in their order, in the place of the first. */
function joinStyles(page) {
  const links = [...page.matchAll(/<link\b[^>]*\brel="stylesheet"[^>]*>/g)].map(([tag]) => tag);
  const names = links.map((tag) => /\bhref="\.\/([^"/]+\.css)"/.exec(tag)?.[1]);
  if (names.length === 0 || names.includes(undefined)) throw new Error("every style sheet must be the site's own");
  const styles = names.map(read).join("\n");
  const name = `style-${hashOf(styles)}.css`;
  for (const part of names) rmSync(join(folder, part));
  write(name, styles);
  const withFirst = page.replace(links[0], `<link rel="stylesheet" href="./${name}">`);
  return links.slice(1).reduce((text, link) => text.replace(link, ""), withFirst);
}

let page = read("index.html");
page = moveStartScript(page);
page = joinStyles(page);
page = page.replace(/<html\b/, `<html data-worker="./${hashWorker()}"`);
write("index.html", page);
