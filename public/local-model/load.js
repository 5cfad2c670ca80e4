// @ts-check
// From files to a model that answers.

import { Failure, failureOf } from "./failure.js";
import { probe } from "./gpu.js";
import { checkLayout, needsF16 } from "./layout.js";
import { setUpLibrary } from "./library.js";
import { Progress } from "./progress.js";
import { sourceOf } from "./source.js";

/** @import { Device, Dtype, Gpu, Loaded, LoadArgs, Progress as ProgressMessage } from "./protocol.d.ts" */
/** @import { Library } from "./library.js" */

/**
 * @typedef {object} Model
 * @property {Loaded} loaded
 * @property {Library} library
 * @property {any} network
 * @property {any} processor of pictures
 * @property {any} tokenizer
 */

/**
 * @param {LoadArgs} args @param {(progress: ProgressMessage) => void} tell @param {AbortSignal} signal
 * @returns {Promise<Model>}
 */
export async function load({ source: description, device, dtype }, tell, signal) {
  const start = performance.now();
  const gpu = await probe();
  refuseDevice(device, dtype, gpu);
  const progress = new Progress(tell);
  const source = sourceOf(description, progress, signal);
  try {
    const setUp = await setUpLibrary(source);
    const { library, name } = setUp;
    const { config, modelType, compares } = await checkLayout(setUp, source, { device, dtype }, gpu, progress);
    const processor = /** @type {any} */ (await library.AutoProcessor.from_pretrained(name));
    const tokenizer = processor.tokenizer ?? (await library.AutoTokenizer.from_pretrained(name));
    const autoClass = compares ? library.AutoModel : library.AutoModelForImageTextToText;
    const network = await autoClass.from_pretrained(name, { config, device, ...(dtype && { dtype }) });
    signal.throwIfAborted();
    progress.finish();
    /** @type {Loaded} */
    const loaded = {
      kind: compares ? "compares" : "generates",
      modelType,
      device,
      dtype: dtype || dtypeOf(network),
      library: `@huggingface/transformers ${library.env.version}`,
      runtime: `onnxruntime-web ${library.env.backends.onnx.versions?.web}`,
      commit: source.commit,
      gpu,
      notKept: !(await source.finish()),
      took: performance.now() - start,
    };
    return { loaded, library, network, processor, tokenizer };
  } catch (error) {
    if (signal.aborted) throw new Failure("cancelled", "loading was stopped");
    // What the library makes of a file that could not be read says less than why it could not.
    throw failureOf(source.failure ?? error, { loading: true });
  }
}

/** @param {Device} device @param {Dtype} dtype @param {Gpu} gpu */
function refuseDevice(device, dtype, gpu) {
  if (device !== "webgpu") return;
  if (gpu.reason === "no-webgpu") throw new Failure("no-webgpu", "this browser has no WebGPU");
  if (gpu.reason === "no-adapter") throw new Failure("no-adapter", "the browser offers no GPU");
  if (!gpu.shaderF16 && (dtype === "fp16" || dtype === "q4f16")) throw needsF16(gpu);
}

/** What the model's own default came to. @param {{ sessions: Record<string, any> }} network */
function dtypeOf({ sessions }) {
  const parts = Object.entries(sessions).map(([name, { config }]) => [name, String(config.dtype)]);
  const different = new Set(parts.map(([, dtype]) => dtype));
  return different.size === 1 ? parts[0][1] : parts.map((part) => part.join("=")).join(", ");
}
