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
  ["needs-f16", /does not support (fp|float)16|requires f16|shader-f16/i],
];

/** @type {[Code, RegExp][]} */
const SIGNS_WHILE_LOADING = [
  // The library or its WebAssembly; the model's own files are ours to fetch.
  ["offline", /dynamically imported module|module script failed|failed to fetch|networkerror/i],
  ["unsupported-model", /unsupported|not supported|not implemented|unknown (image_processor|feature_extractor)_type/i],
  ["bad-layout", /JSON|protobuf|parsing failed|invalid (model|dtype)|external data/i],
  ["bad-layout", /missing the following inputs|No `image_processor_type`|unable to determine|undefined/i],
];

/** ONNX Runtime throws the addresses of its own exceptions, as 19451592, which say nothing. */
const ADDRESS = /^\d+$/;

/** @param {string} message */
const spelled = (message) =>
  ADDRESS.test(message) ? `ONNX Runtime ended without saying why (${message}); often memory has run out` : message;

/**
 * Fails where numbers are none, as after an overflow of 16 bits: the greatest of them would be a letter all the same.
 * @param {ArrayLike<number>} numbers
 */
export function checkNumbers(numbers) {
  for (let index = 0; index < numbers.length; index += 1) {
    if (Number.isNaN(numbers[index])) throw new Failure("overflow", "the model's scores are no numbers");
  }
}

/**
 * Makes a failure of whatever was thrown.
 * @param {unknown} error @param {{ loading?: boolean }} [when]
 */
export function failureOf(error, { loading = false } = {}) {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const signs = loading ? [...SIGNS, ...SIGNS_WHILE_LOADING] : SIGNS;
  const [code] = signs.find(([, pattern]) => pattern.test(message)) ?? ["runtime"];
  return new Failure(/** @type {Code} */ (code), spelled(message));
}
