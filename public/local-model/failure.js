// @ts-check
// What can go wrong, each with a code that the app has words for.

/** @import { Code, FailureMessage } from "./protocol.d.ts" */

export class Failure extends Error {
  /** @param {Code} code @param {string} message @param {string[]} [files] those that are missing */
  constructor(code, message, files) {
    super(message);
    this.code = code;
    this.files = files;
  }

  /** @returns {FailureMessage} */
  get asMessage() {
    const { code, message, files } = this;
    return files === undefined ? { code, message } : { code, message, files };
  }
}

/**
 * The libraries throw plain errors, so that only their words tell what happened.
 * @type {[Code, RegExp][]}
 */
const SIGNS = [
  ["out-of-memory", /out of memory|bad_alloc|(buffer )?allocation failed|\bOOM\b|memory access out of bounds/i],
  ["out-of-memory", /array buffer allocation|createBuffer|exceeds the max/i],
  ["device-lost", /device (is|was) lost|mapAsync|destroyed|buffer_manager|external Instance reference/i],
  ["needs-f16", /does not support fp16/i],
];

/** @type {[Code, RegExp][]} */
const SIGNS_WHILE_LOADING = [
  // The library or its WebAssembly; the model's own files are ours to fetch.
  ["offline", /dynamically imported module|module script failed|failed to fetch|networkerror/i],
  ["unsupported-model", /unsupported|not supported|not implemented|unknown (image_processor|feature_extractor)_type/i],
  ["bad-layout", /JSON|protobuf|parsing failed|invalid (model|dtype)|external data/i],
  ["bad-layout", /missing the following inputs|No `image_processor_type`|unable to determine|undefined/i],
];

/**
 * Makes a failure of whatever was thrown.
 * @param {unknown} error @param {{ loading?: boolean }} [when]
 */
export function failureOf(error, { loading = false } = {}) {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const signs = loading ? [...SIGNS, ...SIGNS_WHILE_LOADING] : SIGNS;
  const [code] = signs.find(([, pattern]) => pattern.test(message)) ?? ["runtime"];
  return new Failure(/** @type {Code} */ (code), message);
}
