// Where the files of a model in the browser come from, and what is said when they do not serve. On WebAssembly, since
// that is the quicker one without a GPU.

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";

import { site, test } from "./harness.mjs";
import {
  COLOURS,
  LETTERS,
  TINY_MODELS,
  folder,
  got,
  openBlank,
  question,
  serveModels,
  startWorker,
  withOtherScript,
} from "./local-models.mjs";
import { png } from "./png.mjs";

let served;

before(async () => {
  served = await serveModels();
});

after(() => served?.close());

const ON_WASM = { device: "wasm", dtype: "" };

const load = (worker, source, how = ON_WASM) => worker.ask("load", { source, ...how });

async function openWorker(page) {
  await openBlank(page);
  return startWorker(page);
}

/** A copy of tiny-vlm beside it, with other files. */
function makeVariant(name, change) {
  const path = join(served.folder, "models", name);
  cpSync(join(TINY_MODELS, "tiny-vlm"), path, { recursive: true });
  change(path);
  return folder(name);
}

/** Takes the problems that a test provoked out of the list. */
function forgive(problems, pattern) {
  const others = problems.filter((problem) => !pattern.test(problem));
  problems.splice(0, problems.length, ...others);
}

test("a model in a folder of the site answers what it sees, and nothing leaves the site", async ({ page }) => {
  const worker = await openWorker(page);
  const { ok: loaded, progress } = await load(worker, folder("tiny-vlm"));
  const { library, runtime, took, gpu, ...rest } = loaded;
  assert.deepEqual(rest, {
    kind: "generates",
    modelType: "smolvlm",
    device: "wasm",
    dtype: "fp32",
    commit: "",
    notKept: false,
  });
  assert.equal(library, "@huggingface/transformers 4.3.1");
  assert.match(runtime, /^onnxruntime-web 1\.\d+\.\d+/);
  assert.equal(gpu.reason, "no-adapter");
  assert.ok(took > 0);
  const { loaded: bytes, total } = progress.at(-1);
  assert.equal(bytes, total);
  assert.ok(bytes > 170_000);

  for (const [colour, letter] of Object.entries(COLOURS)) {
    const answer = got(await worker.ask("answer", question(colour)));
    const { finish, inputTokens, outputTokens, logprobs, mass } = answer;
    assert.equal(answer.text.trim(), letter);
    assert.deepEqual([finish, outputTokens], ["stop", 2]);
    assert.ok(inputTokens > 50);
    assert.equal(LETTERS[logprobs.indexOf(Math.max(...logprobs))], letter);
    assert.ok(Math.abs(logprobs.reduce((sum, logprob) => sum + Math.exp(logprob), 0) - 1) < 1e-9);
    assert.ok(mass > 0.5 && mass < 1);
  }
});

test("questions have letters or none, any number of pictures, and a system prompt or none", async ({ page }) => {
  const worker = await openWorker(page);
  got(await load(worker, folder("tiny-vlm")));
  const ask = async (args) => got(await worker.ask("answer", args));

  const scored = await ask({ ...question("blue"), mode: "letters" });
  assert.deepEqual([scored.text, scored.finish, scored.outputTokens], ["C", "score", 1]);
  const unscored = await ask({ ...question("blue"), letters: [], options: [] });
  assert.deepEqual([unscored.text.trim(), unscored.logprobs, unscored.mass], ["C", [], 0]);
  const cut = await ask({ ...question("blue"), maxTokens: 1 });
  assert.deepEqual([cut.finish, cut.outputTokens], ["length", 1]);

  const [one, two, none] = [await ask(question("red")), await ask(question("red", "red")), await ask(question())];
  assert.equal(two.text.trim(), "A");
  assert.ok(two.inputTokens > one.inputTokens && one.inputTokens > none.inputTokens);
  const withSystem = await ask({ ...question("red"), system: "Reply with one letter." });
  assert.equal(withSystem.inputTokens, one.inputTokens + "System: Reply with one letter.\n".length + 1);
});

test("a model that thinks aloud is asked for its letter after its thoughts", async ({ page }) => {
  const source = makeVariant("thinking", (path) => {
    // Its end token is called what ends a thought, and is not the end any more.
    for (const name of readdirSync(path).filter((name) => name.endsWith(".json"))) {
      const text = readFileSync(join(path, name), "utf8").replaceAll("<end_of_utterance>", "</think>");
      writeFileSync(join(path, name), text.replace(/"eos_token_id": \d+/, '"eos_token_id": 266'));
    }
  });
  const worker = await openWorker(page);
  got(await load(worker, source));
  const { finish, outputTokens, logprobs, inputTokens } = got(await worker.ask("answer", question("green")));
  assert.deepEqual([finish, outputTokens], ["length", 8]);
  assert.ok(inputTokens < 100);
  assert.equal(LETTERS[logprobs.indexOf(Math.max(...logprobs))], "B");
});

test("a model that compares says which option fits the picture", async ({ page }) => {
  const worker = await openWorker(page);
  assert.equal(got(await load(worker, folder("tiny-clip"))).kind, "compares");
  for (const [colour, letter] of Object.entries(COLOURS)) {
    const { text, finish, mass, logprobs } = got(await worker.ask("answer", question(colour)));
    assert.deepEqual([text, finish, mass, logprobs.length], [letter, "score", 1, 5]);
  }
  const once = got(await worker.ask("answer", question("red")));
  const twice = got(await worker.ask("answer", question("red", "red")));
  once.logprobs.forEach((logprob, index) => assert.ok(Math.abs(logprob - twice.logprobs[index]) < 1e-6));
});

test("dropped files make a model, with folders around it or without", async ({ page }) => {
  const path = join(TINY_MODELS, "tiny-vlm");
  const names = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(path.length + 1));
  for (const around of ["", "/downloads/tiny-vlm/"]) {
    const files = names.map((name) => ({ path: around + name, address: `${site.url}models/tiny-vlm/${name}` }));
    const worker = await openWorker(page);
    got(await load(worker, { kind: "files", files: [...files, { path: "notes.txt", address: site.url }] }));
    assert.equal(got(await worker.ask("answer", question("white"))).text.trim(), "D");
    await worker.terminate();
  }
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
});

test("a worker of a worker runs a model as well", async ({ page }) => {
  await openBlank(page);
  writeFileSync(join(served.folder, "outer.js"), `
    const inner = new Worker(new URL("local-model/worker.js", import.meta.url), { type: "module" });
    inner.onmessage = ({ data }) => postMessage(data);
    self.onmessage = ({ data }) => inner.postMessage(data);
  `);
  const worker = await startWorker(page, "outer.js");
  got(await load(worker, folder("tiny-vlm")));
  assert.equal(got(await worker.ask("answer", question("black"))).text.trim(), "E");
});

test("a browser that cannot suspend WebAssembly takes the other build", async ({ page }) => {
  await openBlank(page);
  const lacks = 'delete WebAssembly.Suspending; await import("./local-model/worker.js");';
  writeFileSync(join(served.folder, "without-suspending.js"), lacks);
  const requests = [];
  page.on("request", (request) => requests.push(request.url().split("/").at(-1)));
  const worker = await startWorker(page, "without-suspending.js");
  got(await load(worker, folder("tiny-vlm")));
  assert.equal(got(await worker.ask("answer", question("red"))).text.trim(), "A");
  const builds = requests.filter((name) => name.endsWith(".wasm"));
  assert.deepEqual(builds, ["ort-wasm-simd-threaded.asyncify.wasm"]);
});

test("a folder of the site is used without a network once it was loaded", async ({ page, problems }) => {
  const first = await openWorker(page);
  got(await load(first, folder("tiny-vlm")));
  const names = await page.evaluate(() => caches.keys());
  assert.deepEqual(names, ["gmai-scope-model-/some/sub/path/models/tiny-vlm/"]);
  // The library is kept by the service worker, which does not run here.
  await page.route(/\/models\//, (route) => route.abort());
  got(await load(await startWorker(page), folder("tiny-vlm")));
  const { failed } = await load(await startWorker(page), folder("tiny-clip"));
  assert.equal(failed.code, "offline");
  forgive(problems, /ERR_FAILED/);
});

test("all missing files are named at once", async ({ page, problems }) => {
  const worker = await openWorker(page);
  const some = ["tokenizer_config.json", "processor_config.json", "onnx/embed_tokens.onnx"];
  const bare = makeVariant("bare", (path) => some.forEach((name) => rmSync(join(path, name))));
  const { failed } = await load(worker, bare);
  assert.equal(failed.code, "file-missing");
  assert.deepEqual(failed.files, some);
  const other = await load(worker, folder("tiny-vlm"), { device: "wasm", dtype: "q8" });
  const parts = ["embed_tokens", "decoder_model_merged", "vision_encoder"];
  assert.deepEqual(other.failed.files, parts.map((name) => `onnx/${name}_quantized.onnx`));
  const nothing = await load(worker, folder("nothing"));
  const always = ["config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json"];
  assert.deepEqual(nothing.failed.files, always);
  forgive(problems, /404/);
});

test("what cannot be loaded is refused with its reason", async ({ page, problems }) => {
  const change = (name, edit) => (path) => {
    const file = join(path, name);
    writeFileSync(file, edit(readFileSync(file, "utf8")));
  };
  const worker = await openWorker(page);
  const codeOf = async (source, how) => (await load(worker, source, how)).failed?.code;
  const unknown = makeVariant("unknown", change("config.json", (text) => text.replace('"smolvlm"', '"bert"')));
  assert.equal(await codeOf(unknown), "unsupported-model");
  assert.equal(await codeOf(makeVariant("no-json", change("config.json", (text) => text.slice(9)))), "bad-layout");
  const noOnnx = makeVariant("no-onnx", change("onnx/embed_tokens.onnx", () => "not a model"));
  assert.equal(await codeOf(noOnnx), "bad-layout");
  assert.equal(await codeOf(folder("tiny-vlm"), { device: "webgpu", dtype: "" }), "no-adapter");
  assert.equal((await worker.ask("answer", question("red"))).failed.code, "not-loaded");
  const another = await startWorker(page);
  got(await load(another, folder("tiny-vlm")));
  assert.equal((await load(another, folder("tiny-vlm"))).failed.code, "already-loaded");
  forgive(problems, /No available adapters/);
});

test("what is no picture is refused, and the next question is answered", async ({ page }) => {
  writeFileSync(join(served.folder, "huge.png"), png(20_000, 20_000, Buffer.alloc(9)));
  writeFileSync(join(served.folder, "broken.png"), png(20, 20, Buffer.alloc(9)));
  const worker = await openWorker(page);
  got(await load(worker, folder("tiny-vlm")));
  // How large a picture may be is for whoever makes its pixels; what the browser cannot decode is refused here.
  for (const name of ["huge.png", "broken.png", "index.html"]) {
    const { failed } = await worker.ask("answer", { ...question(), pictures: [site.url + name] });
    assert.equal(failed.code, "bad-image");
    assert.match(failed.message, /picture 1/);
  }
  assert.equal(got(await worker.ask("answer", question("red"))).text.trim(), "A");
});

test("a generation and a load can be stopped", async ({ page }) => {
  const endless = makeVariant("endless", (path) => {
    const file = join(path, "generation_config.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(/"eos_token_id": \d+/, '"eos_token_id": 266'));
  });
  const tellOfFirstToken = (script) =>
    script.replace("logits ??= ", 'if (logits === undefined) postMessage({ event: "first-token" });\n      logits ??= ');
  await withOtherScript(served, "generate.js", tellOfFirstToken, async () => {
    const worker = await openWorker(page);
    got(await load(worker, endless));
    const answer = worker.ask("answer", { ...question("red"), maxTokens: 100_000 });
    await worker.heard("first-token");
    got(await worker.ask("stop"));
    const { finish, outputTokens } = got(await answer);
    assert.equal(finish, "cancelled");
    assert.ok(outputTokens > 0 && outputTokens < 100_000);
  });

  await page.route(/onnx$/, () => {});
  const other = await startWorker(page);
  const loading = load(other, folder("tiny-vlm"));
  await page.waitForRequest(/onnx$/);
  got(await other.ask("stop"));
  assert.equal((await loading).failed.code, "cancelled");
});

test("the check of a GPU works without a network once it was used", async ({ page, context, problems }) => {
  await page.goto(site.url);
  const check = { kind: "folder", url: `${site.url}local-model/check/` };
  const run = async () => {
    const worker = await startWorker(page);
    got(await load(worker, check));
    assert.equal(got(await worker.ask("answer", question("blue"))).text.trim(), "C");
    await worker.terminate();
  };
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("sw.js");
    const { serviceWorker } = navigator;
    if (serviceWorker.controller !== null) return;
    await new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
  });
  await run();
  const runtime = "local-model/vendor/ort-wasm-simd-threaded.jspi.wasm";
  await page.waitForFunction(async (runtime) => (await caches.match(runtime)) !== undefined, runtime);
  assert.ok(!(await page.evaluate(() => caches.keys())).some((name) => name.startsWith("gmai-scope-model-")));
  await context.setOffline(true);
  await run();
  // Sizes are asked for in vain, since the service worker answers for files only.
  forgive(problems, /ERR_INTERNET_DISCONNECTED|sw\.js/);
}, { serviceWorkers: "allow" });
