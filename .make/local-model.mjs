// Adds to the built site what models in the browser need beside our own scripts: the library and its WebAssembly, under
// `local-model/vendor/`, and two tiny models with pictures to check a GPU with, under `local-model/check*/`.

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../", import.meta.url));
const MODULES = join(project, "node_modules");
const TINY_MODELS = join(project, "target/tiny-models");

const VENDORED = [
  "@huggingface/transformers/dist/transformers.min.js",
  // Two builds of one runtime: the first for browsers that can suspend WebAssembly, the second for all others.
  ...["jspi", "asyncify"].flatMap((build) =>
    ["mjs", "wasm"].map((ending) => `onnxruntime-web/dist/ort-wasm-simd-threaded.${build}.${ending}`),
  ),
];

/** Tiny models and pictures, and where in `local-model/` they go: one knows colours, one has the operators of real models. */
const CHECK = [
  ["tiny-vlm", "check"],
  ["pictures", "check"],
  ["ops-vlm", "check-ops"],
];

/** What those files are made of; ONNX Runtime's packages come without the text of their licence. */
const ONNX_RUNTIME = join(project, ".make/licences/onnxruntime.txt");
const LICENSED = [
  { name: "@huggingface/transformers" },
  { name: "@huggingface/jinja" },
  { name: "@huggingface/tokenizers" },
  { name: "onnxruntime-web", text: ONNX_RUNTIME },
  { name: "onnxruntime-common", text: ONNX_RUNTIME },
];

function existing(path, remedy) {
  if (!existsSync(path)) throw new Error(`${path} is missing: ${remedy}`);
  return path;
}

const ofPackage = (path) => existing(join(MODULES, path), "`make node-tools` installs it");
const ofTinyModels = (path) => existing(join(TINY_MODELS, path), "`make tiny-models` makes it");

function licences() {
  const texts = LICENSED.map(({ name, text }) => {
    const { version, license } = JSON.parse(readFileSync(ofPackage(`${name}/package.json`), "utf8"));
    const path = text === undefined ? ofPackage(`${name}/LICENSE`) : existing(text, "it belongs to the repository");
    const heading = `${name} ${version} (${license})`;
    return `${heading}\n${"=".repeat(heading.length)}\n\n${readFileSync(path, "utf8").trim()}\n`;
  });
  const commit = readFileSync(ofPackage("onnxruntime-web/__commit.txt"), "utf8").trim();
  const notices = `https://github.com/microsoft/onnxruntime/blob/${commit}/ThirdPartyNotices.txt`;
  return `${texts.join("\n\n")}\n\nWhat ONNX Runtime itself is made of: ${notices}\n`;
}

/** Completes `local-model/` in the folder of a site. */
export function addLocalModel(folder) {
  const vendor = join(folder, "local-model/vendor");
  mkdirSync(vendor, { recursive: true });
  for (const path of VENDORED) cpSync(ofPackage(path), join(vendor, basename(path)));
  writeFileSync(join(vendor, "LICENSES.txt"), licences());
  for (const [part, place] of CHECK) cpSync(ofTinyModels(part), join(folder, "local-model", place), { recursive: true });
}
