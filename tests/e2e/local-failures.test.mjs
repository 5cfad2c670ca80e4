// What the libraries that run models throw, and what it becomes; these scripts need no browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure, checkNumbers, failureOf } from "../../public/local-model/failure.js";
import { DeviceWatch } from "../../public/local-model/gpu.js";

const codeOf = (thrown) => failureOf(thrown).code;

test("a GPU without 16 bits is told as such, also where that shows while it computes", () => {
  const words = [
    "Program MatMulNBits requires f16 but the device does not support it.",
    "Program Gather requires f16 but the device does not support it",
    "The device (webgpu) does not support fp16.",
    "'f16' type used without 'shader-f16' feature enabled",
  ];
  for (const message of words) assert.equal(codeOf(new Error(message)), "needs-f16", message);
});

test("a number that ONNX Runtime throws is not all that a person sees", () => {
  for (const thrown of [19451592, "2345", new Error("19451592")]) {
    const { code, message } = failureOf(thrown);
    assert.equal(code, "runtime");
    assert.match(message, /without saying why \(\d+\)/);
  }
  assert.equal(failureOf(new Error("invalid data location: 3")).message, "invalid data location: 3");
});

test("scores that are no numbers are no answer", () => {
  const overflows = (numbers) => assert.throws(() => checkNumbers(numbers), (error) => error.code === "overflow");
  overflows([0.5, NaN]);
  overflows(new Float32Array([NaN]));
  checkNumbers([0.5, -Infinity, Infinity]);
});

test("what the device refuses spoils the answer that it was computed for, and no other", async () => {
  const made = new EventTarget();
  made.lost = new Promise(() => {});
  globalThis.GPUAdapter = class {
    info = { subgroupMinSize: 32 };
    async requestDevice() {
      return made;
    }
  };
  const watch = new DeviceWatch(() => {});
  await new globalThis.GPUAdapter().requestDevice();
  watch.begin();
  watch.check();
  const event = new Event("uncapturederror");
  event.error = { message: "Binding size is too small" };
  made.dispatchEvent(event);
  assert.throws(() => watch.check(), (error) => error instanceof Failure && /Binding size/.test(error.message));
  watch.begin();
  watch.check();
});
