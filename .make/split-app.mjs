// Adds to the built site the code of the pages, which .make/split/wasm-bindgen split from the program, and joins what loads it
// to the program's bindings.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { buildSync } from "esbuild";

import { hashOf, integrityOf } from "./hashes.mjs";

const PARTS = "target/split";
const LINKS = "__wasm_split.js";

/** What the program itself says that it uses, and its parts do not: the features that Rust compiles with, and those of .cargo/config.toml. */
const FEATURES = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext", "simd"];

/** Nearly as index.html has it for the program itself: what parts import stays as it is, so that flattening gains little. */
const OPTIONS = ["--low-memory-unused", "-Oz", "-Oz", "--reorder-functions-by-name", "--strip-debug", "--strip-producers"];

/** Compiling while it arrives needs the right MIME type, which not every host sends. */
const INSTANTIATE = `
async function instantiate(fetched, imports) {
  const response = await fetched;
  if (!response.ok) throw new Error(\`\${response.status} \${response.url}\`);
  return response.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
`;

/** Replaces all that fits; throws where nothing does, because the tool writes something else then. */
function replaceAll(text, pattern, replacement) {
  const replaced = text.replaceAll(pattern, replacement);
  if (replaced === text) throw new Error(`${LINKS} has another form than expected: no ${pattern}`);
  return replaced;
}

/** Adds a part under a name that changes with its content; returns the expression that fetches it. */
function addPart(folder, name) {
  const optimised = join(PARTS, `${name}.optimised`);
  execFileSync("wasm-opt", [...FEATURES.map((name) => `--enable-${name}`), ...OPTIONS, join(PARTS, `${name}.wasm`), "-o", optimised]);
  const bytes = readFileSync(optimised);
  const file = `part-${name.replace(/^(split|chunk)_/, "")}-${hashOf(bytes)}.wasm`;
  writeFileSync(join(folder, file), bytes);
  return `fetch(new URL("./${file}", import.meta.url), { integrity: "${integrityOf(bytes)}" })`;
}

/** What fetches the parts on use, with their hashes. */
function linksTo(folder, bindings) {
  let links = readFileSync(join(PARTS, LINKS), "utf8");
  links = replaceAll(links, '"./app.js"', `"./${bindings}"`);
  links = replaceAll(links, "WebAssembly.instantiateStreaming(", "instantiate(");
  links = replaceAll(links, /fetch\(new URL\("\.\/(\w+)\.wasm", import\.meta\.url\)\)/g, (_, name) => addPart(folder, name));
  return links + INSTANTIATE;
}

/** Adds the parts, if the program was split; returns the page with the program's names, which change with every part. */
export function addParts(folder, page) {
  const bindings = readdirSync(folder).find((name) => /^app-[0-9a-f]+\.js$/.test(name));
  if (bindings === undefined) throw new Error("the site must have the bindings of the app");
  const path = join(folder, bindings);
  if (!readFileSync(path, "utf8").includes(LINKS)) return page;
  writeFileSync(join(folder, LINKS), linksTo(folder, bindings));
  const [joined] = buildSync({ entryPoints: [path], bundle: true, format: "esm", write: false, logLevel: "error" }).outputFiles;
  rmSync(join(folder, LINKS));
  rmSync(path);
  const old = bindings.replace(/\.js$/, "");
  const wasm = readFileSync(join(folder, `${old}_bg.wasm`));
  const name = `app-${hashOf(joined.contents, wasm)}`;
  // The bindings name the program's file where none is given, which the start script does.
  writeFileSync(join(folder, `${name}.js`), joined.text.replaceAll(old, name));
  renameSync(join(folder, `${old}_bg.wasm`), join(folder, `${name}_bg.wasm`));
  return page.replaceAll(old, name);
}
