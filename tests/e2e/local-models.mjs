// Models in the browser: a site with tiny models beside it, and how to talk to the worker that runs them.
//
//   const served = await serveModels();
//   await openBlank(page);
//   const worker = await startWorker(page);
//   await worker.ask("load", { source: folder("tiny-vlm"), device: "wasm", dtype: "" });
//   const { text } = got(await worker.ask("answer", question("red")));
//   await served.close();

import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

import { serveFolder } from "../../.make/static-server.mjs";
import { generatedPath } from "./generated.mjs";
import { projectFile, site } from "./harness.mjs";

export const TINY_MODELS = projectFile("target/tiny-models");

/** What tiny-vlm answers to each picture. */
export const COLOURS = { red: "A", green: "B", blue: "C", white: "D", black: "E" };
export const LETTERS = Object.values(COLOURS);

/** Serves a copy of the site with `models/` beside its files, as the site of the harness until it is closed. */
export async function serveModels() {
  assert.ok(existsSync(TINY_MODELS), "`make tiny-models` makes the models");
  const folder = generatedPath("site");
  rmSync(folder, { recursive: true, force: true });
  cpSync(site.folder, folder, { recursive: true });
  cpSync(TINY_MODELS, `${folder}/models`, { recursive: true });
  const server = await serveFolder(folder, { prefix: "/some/sub/path/" });
  const usual = site.url;
  site.url = server.url;
  const close = async () => {
    site.url = usual;
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, close };
}

/** Lets a script of the served `local-model/` be another one for the time of `body`. */
export async function withOtherScript(served, name, change, body) {
  const path = `${served.folder}/local-model/${name}`;
  const script = readFileSync(path, "utf8");
  const changed = change(script);
  assert.notEqual(changed, script, `${name} has changed: the test must change with it`);
  writeFileSync(path, changed);
  try {
    await body();
  } finally {
    writeFileSync(path, script);
  }
}

/** A model in a folder of the site. */
export const folder = (name) => ({ kind: "folder", url: `${site.url}models/${name}/` });

/** The question that goes with pictures of the site, by their colours. */
export function question(...colours) {
  return {
    pictures: colours.map((colour) => `${site.url}local-model/check/${colour}.png`),
    system: null,
    prompt: "Which colour? A. red B. green C. blue D. white E. black",
    letters: LETTERS,
    options: Object.keys(COLOURS),
    maxTokens: 8,
    mode: "text",
    wholePictures: false,
  };
}

/** Opens in the place of the app a page that is empty but for the app's policy. */
export async function openBlank(page) {
  const markup = readFileSync(`${site.folder}/index.html`, "utf8");
  const [policy] = /<meta http-equiv="Content-Security-Policy"[^>]*>/.exec(markup);
  const icon = '<link rel="icon" href="icons/icon.svg">';
  const body = `<!doctype html><html lang="en"><head>${policy}${icon}<title>Models</title></head></html>`;
  await page.route(site.url, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(site.url);
}

/**
 * Starts the worker, or one that stands before it, from the page. `ask` resolves to `{ ok }` or `{ failed }` with the
 * list of `progress`; in its arguments pictures are addresses, and files are `{ path, address }`.
 */
export async function startWorker(page, script = "local-model/worker.js") {
  const handle = await page.evaluateHandle(async (address) => {
    const worker = new Worker(address, { type: "module" });
    const events = [];
    const waiting = new Map();
    const ready = new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message ?? "the worker did not start"));
      worker.onmessage = ({ data }) => {
        if (data.event === "ready") resolve();
        else if (data.event !== undefined) events.push(data);
        else if (data.progress !== undefined) waiting.get(data.id).progress.push(data.progress);
        else waiting.get(data.id).resolve(data);
      };
    });
    await ready;
    return { worker, events, waiting };
  }, site.url + script);
  return {
    ask: (op, args = {}) => handle.evaluate(askInPage, { op, args }),
    /** Resolves once the worker was asked that often. */
    asked: (times) => page.waitForFunction(([{ waiting }, times]) => waiting.size >= times, [handle, times]),
    /** Resolves once the worker has told of that event. */
    heard: (name) => page.waitForFunction(([{ events }, name]) => events.some(({ event }) => event === name), [handle, name]),
    events: () => handle.evaluate(({ events }) => events),
    terminate: () => handle.evaluate(({ worker }) => worker.terminate()),
  };
}

async function askInPage({ worker, waiting }, { op, args }) {
  const blobOf = async (address) => (await fetch(address)).blob();
  if (args.pictures !== undefined) args.pictures = await Promise.all(args.pictures.map(blobOf));
  if (args.source?.files !== undefined) {
    const files = args.source.files.map(async ({ path, address }) => ({ path, file: await blobOf(address) }));
    args.source.files = await Promise.all(files);
  }
  const id = waiting.size + 1;
  const progress = [];
  const reply = await new Promise((resolve) => {
    waiting.set(id, { resolve, progress });
    worker.postMessage({ id, op, args });
  });
  return { ok: reply.ok, failed: reply.failed, progress };
}

/** What was asked for, where it came. */
export function got({ ok, failed }) {
  assert.equal(failed, undefined);
  return ok;
}
