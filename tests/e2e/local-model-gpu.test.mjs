// Models on WebGPU, in software: they answer as on WebAssembly. Compiling takes its time, so models are loaded seldom.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { test } from "./harness.mjs";
import { COLOURS, folder, got, openBlank, question, serveModels, startWorker } from "./local-models.mjs";

const WITH_GPU = { gpu: "software" };

let served;

before(async () => {
  served = await serveModels();
});

after(() => served?.close());

async function load(page, model, device, dtype) {
  const worker = await startWorker(page);
  assert.equal(got(await worker.ask("load", { source: folder(model), device, dtype })).device, device);
  return worker;
}

/** The answers of one device to questions about pictures. */
async function answers(page, model, device, dtype, colours) {
  const worker = await load(page, model, device, dtype);
  const found = [];
  for (const colour of colours) found.push(got(await worker.ask("answer", question(colour))));
  await worker.terminate();
  return found;
}

/** Asks both devices, and compares the probabilities of the letters. */
async function compareDevices(page, { model, dtype, colours, tolerance }) {
  const onWasm = await answers(page, model, "wasm", dtype, colours);
  const onGpu = await answers(page, model, "webgpu", dtype, colours);
  const differences = onWasm.flatMap(({ logprobs, mass }, index) => [
    Math.abs(mass - onGpu[index].mass),
    ...logprobs.map((logprob, letter) => Math.abs(logprob - onGpu[index].logprobs[letter])),
  ]);
  assert.ok(Math.max(...differences) < tolerance, `${model} ${dtype} differs by ${Math.max(...differences)}`);
  assert.deepEqual(onGpu.map(({ text }) => text), onWasm.map(({ text }) => text));
  return onGpu;
}

test("WebGPU sees what WebAssembly sees, in full precision", async ({ page }) => {
  await openBlank(page);
  const colours = Object.keys(COLOURS);
  const found = await compareDevices(page, { model: "tiny-vlm", dtype: "fp32", colours, tolerance: 1e-4 });
  assert.deepEqual(found.map(({ text }) => text.trim()), Object.values(COLOURS));
}, WITH_GPU);

test("WebGPU sees what WebAssembly sees, in four bits", async ({ page }) => {
  await openBlank(page);
  const colours = ["red", "white"];
  const found = await compareDevices(page, { model: "tiny-vlm", dtype: "q4", colours, tolerance: 1e-3 });
  assert.deepEqual(found.map(({ text }) => text.trim()), ["A", "D"]);
}, WITH_GPU);

test("the operators of real models compute alike", async ({ page }) => {
  await openBlank(page);
  await compareDevices(page, { model: "ops-vlm", dtype: "", colours: ["red", "blue"], tolerance: 1e-3 });
}, WITH_GPU);

test("half precision is refused by a GPU that has none, before anything is loaded", async ({ page }) => {
  await openBlank(page);
  const worker = await startWorker(page);
  const { ok: gpu } = await worker.ask("probe");
  assert.deepEqual([gpu.webgpu, gpu.reason, gpu.shaderF16, gpu.fallback], [true, "", false, true]);
  assert.ok(gpu.maxBufferSize > 0 && gpu.maxStorageBufferBindingSize > 0 && gpu.adapter.length > 0);
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  for (const dtype of ["fp16", "q4f16"]) {
    const { failed } = await worker.ask("load", { source: folder("tiny-vlm"), device: "webgpu", dtype });
    assert.equal(failed.code, "needs-f16");
  }
  assert.deepEqual(requests, []);
}, WITH_GPU);

test("a device that is lost is told, and a fresh worker answers", async ({ page, problems }) => {
  await openBlank(page);
  const worker = await load(page, "tiny-vlm", "webgpu", "fp32");
  const unfinished = worker.ask("answer", question("red"));
  await worker.asked(2);
  got(await worker.ask("lose-device"));
  assert.equal((await unfinished).failed.code, "device-lost");
  assert.equal((await worker.ask("answer", question("red"))).failed.code, "device-lost");
  assert.deepEqual((await worker.events()).map(({ event }) => event), ["device-lost"]);
  await worker.terminate();

  const [{ text }] = await answers(page, "tiny-vlm", "webgpu", "fp32", ["green"]);
  assert.equal(text.trim(), "B");
  problems.splice(0, problems.length, ...problems.filter((problem) => !/device|destroyed|lost/i.test(problem)));
}, WITH_GPU);
