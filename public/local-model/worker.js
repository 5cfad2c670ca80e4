// @ts-check
// Runs a vision-language model: a dedicated module worker that holds one. To be rid of the model terminate the worker;
// nothing else frees its memory. What is said to it and by it stands in `protocol.d.ts`.

import { compare } from "./compare.js";
import { Failure, failureOf } from "./failure.js";
import { generate } from "./generate.js";
import { DeviceWatch, probe } from "./gpu.js";
import { load } from "./load.js";

/** @import { Answer, AnswerArgs, LoadArgs, Progress, Reply, Request } from "./protocol.d.ts" */
/** @import { Model } from "./load.js" */

const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const device = new DeviceWatch((message) => scope.postMessage({ event: "device-lost", message }));

/** @type {Model | undefined} */
let model;

/** While a model is loaded. @type {AbortController | undefined} */
let loading;

/** @type {(Model["library"]["InterruptableStoppingCriteria"])["prototype"] | undefined} */
let interruption;

/** Answers are made one after the other. */
let turn = Promise.resolve();

/** @param {LoadArgs} args @param {(progress: Progress) => void} tell */
async function loadModel(args, tell) {
  if (model !== undefined || loading !== undefined) throw new Failure("already-loaded", "this worker has its model");
  loading = new AbortController();
  try {
    device.begin();
    model = await Promise.race([load(args, tell, loading.signal), device.lost]);
  } finally {
    loading = undefined;
  }
  interruption = new model.library.InterruptableStoppingCriteria();
  if (args.device === "wasm" && model.loaded.kind === "generates") letMessagesThrough(model.network);
  return model.loaded;
}

/**
 * WebAssembly computes token after token without a pause in which "stop" would be heard.
 * @param {{ forward(inputs: unknown): Promise<unknown> }} network
 */
function letMessagesThrough(network) {
  const forward = network.forward.bind(network);
  network.forward = async (inputs) => {
    await new Promise((resolve) => setTimeout(resolve));
    return forward(inputs);
  };
}

/** @param {AnswerArgs} args @returns {Promise<Answer>} */
async function answer(args) {
  if (model === undefined || interruption === undefined) throw new Failure("not-loaded", "there is no model");
  if (device.isLost) return device.lost;
  const start = performance.now();
  device.begin();
  interruption.reset();
  const work = model.loaded.kind === "compares" ? compare(model, args) : generate(model, args, interruption);
  // Without its device a model may never come to an end.
  const answer = await Promise.race([work, device.lost]);
  device.check();
  return { ...answer, took: performance.now() - start };
}

/** @param {AnswerArgs} args */
function answerInTurn(args) {
  const mine = turn.then(() => answer(args));
  turn = mine.then(() => {}, () => {});
  return mine;
}

async function stop() {
  loading?.abort();
  interruption?.interrupt();
  return {};
}

/** @param {Request} request @returns {Promise<unknown>} */
async function handle({ id, op, args }) {
  switch (op) {
    case "probe":
      return probe();
    case "load":
      return loadModel(args, (progress) => reply({ id, progress }));
    case "answer":
      return answerInTurn(args);
    case "stop":
      return stop();
    case "lose-device":
      device.destroy();
      return {};
    default:
      throw new Failure("runtime", `unknown: ${op}`);
  }
}

/** @param {Reply} message */
function reply(message) {
  scope.postMessage(message);
}

scope.addEventListener("message", async (/** @type {MessageEvent<Request>} */ { data }) => {
  const { id } = data;
  try {
    reply({ id, ok: await handle(data) });
  } catch (error) {
    const failure = device.isLost ? await device.lost.catch((lost) => lost) : failureOf(error);
    reply({ id, failed: failure.asMessage });
  }
});

scope.postMessage({ event: "ready" });
