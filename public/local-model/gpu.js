// @ts-check
// The GPU: what it can do, and a device that computes right.

import { Failure } from "./failure.js";

/** @import { Gpu } from "./protocol.d.ts" */

/** ONNX Runtime's kernels that use subgroups answer wrong, without an error, where these are smaller. */
const SMALLEST_SUBGROUP = 8;

/** Asks the browser what it has. Nothing is loaded for that. @returns {Promise<Gpu>} */
export async function probe() {
  const machine = {
    deviceMemory: /** @type {{ deviceMemory?: number }} */ (navigator).deviceMemory ?? 0,
    cores: navigator.hardwareConcurrency ?? 1,
  };
  // Types say it is always there, browsers do not.
  const gpu = /** @type {GPU | undefined} */ (navigator.gpu);
  const adapter = await gpu?.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);
  if (!adapter) {
    const reason = gpu === undefined ? "no-webgpu" : "no-adapter";
    const nothing = { shaderF16: false, fallback: false, subgroupMinSize: 0, maxBufferSize: 0 };
    return { webgpu: false, reason, ...nothing, maxStorageBufferBindingSize: 0, adapter: "", ...machine };
  }
  const { features, limits, info } = adapter;
  return {
    webgpu: true,
    reason: "",
    shaderF16: features.has("shader-f16"),
    fallback: info.isFallbackAdapter ?? false,
    subgroupMinSize: info.subgroupMinSize ?? 0,
    maxBufferSize: limits.maxBufferSize,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    adapter: [info.vendor, info.architecture, info.description].filter(Boolean).join(" "),
    ...machine,
  };
}

/** Keeps hold of the device that ONNX Runtime asks for, which it does by itself. */
export class DeviceWatch {
  /** @type {GPUDevice | undefined} */
  #device;

  /** Rejects when the device is lost, and never resolves. @type {Promise<never>} */
  lost;

  isLost = false;

  /** What the device has refused to compute: its results are not to be trusted. @type {Failure | undefined} */
  #fault;

  /** @param {(message: string) => void} onLost */
  constructor(onLost) {
    this.lost = new Promise((_, reject) => {
      this.#intercept(({ message, reason }) => {
        this.isLost = true;
        reject(new Failure("device-lost", message || reason));
        onLost(message || reason);
      });
    });
    // Losing the device while nobody waits for an answer is no error of its own.
    this.lost.catch(() => {});
  }

  destroy() {
    this.#device?.destroy();
  }

  /** Forgets what was refused before. */
  begin() {
    this.#fault = undefined;
  }

  /** Fails where the device has refused something since it began; nobody else hears of it. */
  check() {
    if (this.#fault !== undefined) throw this.#fault;
  }

  /** @param {GPUUncapturedErrorEvent} event */
  #refused({ error }) {
    const code = "GPUOutOfMemoryError" in globalThis && error instanceof GPUOutOfMemoryError ? "out-of-memory" : "runtime";
    this.#fault ??= new Failure(code, `the GPU has refused something: ${error.message}`);
  }

  /** @param {(info: GPUDeviceLostInfo) => void} onLost */
  #intercept(onLost) {
    if (!("GPUAdapter" in globalThis)) return;
    const keep = (/** @type {GPUDevice} */ device) => {
      this.#device = device;
      device.lost.then(onLost);
      device.addEventListener("uncapturederror", (event) => this.#refused(event));
    };
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (descriptor = {}) {
      const wanted = [...(descriptor.requiredFeatures ?? [])];
      const requiredFeatures = hasUsableSubgroups(this) ? wanted : wanted.filter((name) => !name.includes("subgroup"));
      const device = await request.call(this, { ...descriptor, requiredFeatures });
      keep(device);
      return device;
    };
  }
}

/** @param {GPUAdapter} adapter */
function hasUsableSubgroups({ info }) {
  return !info.isFallbackAdapter && (info.subgroupMinSize ?? 0) >= SMALLEST_SUBGROUP;
}
