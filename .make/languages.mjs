// Adds to the built site the texts of each language in a file of its own, as the page reads them (src/i18n/language.rs).

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { hashOf } from "./hashes.mjs";

const LOCALES = new URL("../locales/", import.meta.url);

/** Texts by their keys in the order of the alphabet, as `build.rs` numbers them, one a line. */
const lines = (node) => (typeof node === "string" ? node : Object.keys(node).sort().map((key) => lines(node[key])).join("\n"));

/** Writes the files and into the page where they lie; the names change with the texts. */
export function addLanguages(folder, page) {
  mkdirSync(join(folder, "locales"), { recursive: true });
  const attributes = readdirSync(LOCALES).filter((file) => file.endsWith(".json")).sort().map((file) => {
    const name = file.replace(/\.json$/, "");
    const texts = lines(JSON.parse(readFileSync(new URL(file, LOCALES), "utf8")));
    const path = `locales/${name}-${hashOf(texts)}.txt`;
    writeFileSync(join(folder, path), texts);
    return ` data-texts-${name}="./${path}"`;
  });
  return page.replace(/<html\b/, `$&${attributes.join("")}`);
}

/**
 * Has the texts fetched beside the program, which says itself which language it wants (src/shell/preferences.rs): where
 * this is another one, it fetches that.
 */
export const PRELOAD_TEXTS = `const root = document.documentElement;
let tag = new URLSearchParams(location.search).get("lang");
try {
  tag ??= localStorage.getItem("gmai-scope.language");
} catch {
  // A frame may have no storage.
}
const textsIn = (tag) => root.getAttribute(\`data-texts-\${tag.toLowerCase().split("-")[0]}\`);
const href = textsIn(tag ?? navigator.language ?? "") ?? textsIn("en");
const crossOrigin = "anonymous";
document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin, href }));
`;
