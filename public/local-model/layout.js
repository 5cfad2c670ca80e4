// @ts-check
// Looks through a model's files before they are loaded, so that all that is wrong is told at once.

import { Failure } from "./failure.js";

/** @import { Gpu, LoadArgs } from "./protocol.d.ts" */
/** @import { Library } from "./library.js" */
/** @import { Progress } from "./progress.js" */
/** @import { Source } from "./source.js" */

const CONFIG = "config.json";
const PREPROCESSOR = "preprocessor_config.json";

/** What every model must have. */
const NEEDED = [CONFIG, PREPROCESSOR, "tokenizer.json", "tokenizer_config.json"];

const WEIGHTS = /\.onnx(_data|$)/;

/** Families that compare texts with a picture rather than write any. */
const COMPARES = new Set(["clip", "siglip", "chinese_clip"]);

/**
 * Which kind of model the files make, or what they lack.
 * @param {{ library: Library, name: string }} setUp @param {Source} source @param {Omit<LoadArgs, "source">} how
 * @param {Gpu} gpu @param {Progress} progress hears what will come
 */
export async function checkLayout({ library, name }, source, { device, dtype }, gpu, progress) {
  const missing = await missingOf(source, NEEDED, progress);
  // Without it nothing else can be named.
  if (missing.includes(CONFIG)) throw missingFiles(missing);
  const config = await library.AutoConfig.from_pretrained(name);
  const modelType = config.model_type;
  if (typeof modelType !== "string") throw new Failure("bad-layout", "config.json names no model_type");
  const compares = COMPARES.has(modelType);
  if (!compares && !supports(library.AutoModelForImageTextToText, modelType)) {
    throw new Failure("unsupported-model", `models of type ${modelType} are not supported`);
  }
  /** @type {string[]} */
  const files = await library.ModelRegistry.get_model_files(name, { config, device, dtype: dtype || undefined });
  const weights = files.filter((path) => WEIGHTS.test(path));
  if (device === "webgpu" && !gpu.shaderF16 && weights.some((path) => /_(fp16|q\df16)\.onnx/.test(path))) {
    throw needsF16(gpu);
  }
  const ofProcessor = missing.includes(PREPROCESSOR) ? [] : await filesOfProcessor(library, source);
  missing.push(...(await missingOf(source, [...ofProcessor, ...weights], progress)));
  if (missing.length > 0) throw missingFiles(missing);
  progress.expectNoMore();
  return { config, modelType, compares };
}

/** @param {Gpu} gpu */
export function needsF16({ adapter }) {
  return new Failure("needs-f16", `the GPU (${adapter}) does not compute in half precision`);
}

/** @param {Source} source @param {string[]} paths @param {Progress} progress */
async function missingOf(source, paths, progress) {
  const sizes = await Promise.all(paths.map((path) => source.size(path)));
  paths.forEach((path, index) => {
    const size = sizes[index];
    // Hosts compress text and then do not tell its size, which is small: only weights make the sum unknown.
    if (size !== undefined && (size > 0 || WEIGHTS.test(path))) progress.expect(path, size);
  });
  return paths.filter((_, index) => sizes[index] === undefined);
}

/** @param {string[]} files */
function missingFiles(files) {
  return new Failure("file-missing", `missing: ${files.join(", ")}`, files);
}

/** What some families' picture processors need besides. @param {Library} library @param {Source} source */
async function filesOfProcessor(library, source) {
  const response = await source.open(PREPROCESSOR);
  const { processor_class: name } = await /** @type {Response} */ (response).json();
  const classes = /** @type {Record<string, any>} */ (library);
  const needs = typeof name === "string" ? classes[name] : undefined;
  return [
    ...(needs?.uses_processor_config ? ["processor_config.json"] : []),
    ...(needs?.uses_chat_template_file ? ["chat_template.jinja"] : []),
  ];
}

/** @param {unknown} autoClass @param {string} modelType */
function supports(autoClass, modelType) {
  return /** @type {{ supports(modelType: string): boolean }} */ (autoClass).supports(modelType);
}
