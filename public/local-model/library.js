// @ts-check
// transformers.js, set up so that it asks us for every file and nobody else.

import { failureOf } from "./failure.js";

/** @import { Source } from "./source.js" */
/** @typedef {typeof import("./vendor/transformers.min.js")} Library */

/** A host that does not exist: where the library believes the model to lie. */
const HOST = "https://model.invalid/";

const VENDOR = new URL("./vendor/", import.meta.url).href;

let attempts = 0;

/**
 * Loads the library, which is large: only who loads a model needs it. Resolves to it and to the name that it is to know
 * the model by, which is new each time, since it remembers what it found by that.
 * @param {Source} source
 */
export async function setUpLibrary(source) {
  const library = await import("./vendor/transformers.min.js");
  const { env } = library;
  const name = `model-${(attempts += 1)}`;
  env.allowLocalModels = false;
  env.allowRemoteModels = true;
  env.remoteHost = HOST;
  env.remotePathTemplate = "{model}/";
  env.useBrowserCache = false;
  // Else WebAssembly's script is started from a blob, which the page's policy forbids.
  env.useWasmCache = false;
  // Failures come back as such.
  env.logLevel = library.LogLevel.NONE;
  env.fetch = async (input, options) => {
    try {
      return await answer(source, pathOf(name, String(input)), new Headers(options?.headers));
    } catch (error) {
      throw (source.failure ??= failureOf(error, { loading: true }));
    }
  };
  const { wasm, webgpu } = env.backends.onnx;
  if (wasm === undefined) throw new Error("the library has no WebAssembly");
  // Smaller, where the browser can suspend WebAssembly.
  const build = "Suspending" in WebAssembly ? "jspi" : "asyncify";
  const runtime = `${VENDOR}ort-wasm-simd-threaded.${build}`;
  wasm.wasmPaths = { mjs: `${runtime}.mjs`, wasm: `${runtime}.wasm` };
  // Memory is shared between threads only where the site's host sends the headers for it.
  wasm.numThreads = globalThis.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency ?? 1) : 1;
  if (webgpu !== undefined) webgpu.powerPreference = "high-performance";
  return { library, name };
}

/** The file that the library means by an address. @param {string} name @param {string} address */
function pathOf(name, address) {
  const prefix = `${HOST}${name}/`;
  return address.startsWith(prefix) ? address.slice(prefix.length) : undefined;
}

/** @param {Source} source @param {string | undefined} path @param {Headers} headers */
async function answer(source, path, headers) {
  const missing = new Response(null, { status: 404 });
  if (path === undefined) return missing;
  if (!headers.has("Range")) return (await source.open(path)) ?? missing;
  // The library wants to know the size only.
  const size = await source.size(path);
  if (size === undefined) return missing;
  return new Response(null, { headers: size > 0 ? { "Content-Length": String(size) } : {} });
}
