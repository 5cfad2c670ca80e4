// Tells the service worker (public/sw.js) which files the site consists of.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";

import { hashOf, integrityOf } from "./hashes.mjs";

/** Folders that are kept as they are used rather than in advance. */
const ON_USE = ["sample/", "local-model/"];

/** The browser asks for it itself, past every cache. */
const SERVICE_WORKER = "sw.js";

const LIST = "const SHELL = { build: \"\", files: {}, onUse: {} };";

function filesOf(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, path, name }) => join(parentPath ?? path, name));
  return paths.map((path) => path.slice(folder.length + 1).replaceAll(sep, "/")).sort();
}

/** Writes into the service worker of a site what the site holds. */
export function listFiles(folder) {
  const names = filesOf(folder).filter((name) => name !== SERVICE_WORKER);
  const integrity = Object.fromEntries(names.map((name) => [name, integrityOf(readFileSync(join(folder, name)))]));
  const within = (prefix) => names.filter((name) => name.startsWith(prefix));
  const summary = (names) => hashOf(JSON.stringify(names.map((name) => [name, integrity[name]])));
  const onUse = ON_USE.filter((prefix) => within(prefix).length > 0);
  const shell = names.filter((name) => !onUse.some((prefix) => name.startsWith(prefix)));
  const list = {
    build: summary(shell),
    files: Object.fromEntries(shell.map((name) => [name, integrity[name]])),
    onUse: Object.fromEntries(onUse.map((prefix) => [prefix, summary(within(prefix))])),
  };
  const path = join(folder, SERVICE_WORKER);
  const script = readFileSync(path, "utf8");
  if (!script.includes(LIST)) throw new Error(`${SERVICE_WORKER} has no place for the list of files`);
  writeFileSync(path, script.replace(LIST, () => `const SHELL = ${JSON.stringify(list, null, 2)};`));
}
