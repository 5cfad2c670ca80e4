// Models of a hub: fetched once, kept in the browser, and what is said when the hub does not serve.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before } from "node:test";

import { COMMIT, startHub } from "./hub.mjs";
import { site, test } from "./harness.mjs";
import { TINY_MODELS, got, openBlank, question, startWorker } from "./local-models.mjs";

const ID = "someone/tiny-vlm";

let hub;

before(async () => {
  hub = await startHub({ [ID]: join(TINY_MODELS, "tiny-vlm") });
});

afterEach(() => {
  Object.assign(hub, { status: 0, breaksOff: "", requests: [] });
});

after(() => hub?.close());

const source = (changes = {}) => ({ kind: "hub", id: ID, revision: "main", host: hub.url, ...changes });

/** Loads a model with a worker of its own. */
async function load(page, from = source()) {
  const worker = await startWorker(page);
  const reply = await worker.ask("load", { source: from, device: "wasm", dtype: "" });
  return { worker, ...reply };
}

/** Takes what is expected of a hub of another origin out of the problems. */
function forgive(problems, ...patterns) {
  const isExpected = (problem) => [/^left the site: /, ...patterns].some((pattern) => pattern.test(problem));
  const others = problems.filter((problem) => !isExpected(problem) || !problem.includes(new URL(hub.url).host));
  problems.splice(0, problems.length, ...others);
}

const keptFiles = (page) =>
  page.evaluate(async () => {
    const files = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) files.push(`${name} ${new URL(url).pathname}`);
    }
    return files;
  });

test("a model is fetched once and then needs no hub", async ({ page, problems }) => {
  await openBlank(page);
  const first = await load(page);
  const { commit, notKept } = got(first);
  assert.deepEqual([commit, notKept], [COMMIT, false]);
  assert.equal(got(await first.worker.ask("answer", question("green"))).text.trim(), "B");
  const { loaded, total } = first.progress.at(-1);
  assert.equal(loaded, total);
  const firstRequests = hub.requests.splice(0);
  assert.ok(firstRequests.length < 25, firstRequests.join("\n"));
  // All files are of the commit that the first was of.
  const weights = firstRequests.filter((request) => request.endsWith(".onnx"));
  const ofCommit = weights.filter((request) => request.includes(`/resolve/${COMMIT}/`));
  assert.ok(weights.length >= 3 && weights.length === ofCommit.length, weights.join("\n"));
  const files = await keptFiles(page);
  const cache = `gmai-scope-model-${new URL(hub.url).host}/${ID}@main`;
  assert.ok(files.includes(`${cache} /${ID}/resolve/main/onnx/embed_tokens.onnx`), files.join("\n"));

  const second = await load(page);
  assert.equal(got(second).commit, COMMIT);
  assert.equal(second.progress.at(-1).loaded, loaded);
  assert.equal(got(await second.worker.ask("answer", question("red"))).text.trim(), "A");
  assert.deepEqual(hub.requests, []);
  assert.deepEqual(await keptFiles(page), files);
  // What a worker asks other origins for is seen, so that other tests can be sure that it asks for nothing.
  assert.ok(problems.some((problem) => problem.startsWith(`left the site: ${hub.url}`)));
  forgive(problems, /404/);
});

test("a file that broke off is not kept, the others are not fetched again", async ({ page, problems }) => {
  await openBlank(page);
  hub.breaksOff = "onnx/decoder_model_merged.onnx";
  assert.equal((await load(page)).failed.code, "network");
  assert.ok(!(await keptFiles(page)).some((file) => file.endsWith("decoder_model_merged.onnx")));
  hub.breaksOff = "";
  hub.requests.length = 0;
  got(await load(page));
  assert.ok(hub.requests.some((request) => request.endsWith("decoder_model_merged.onnx")));
  assert.ok(!hub.requests.some((request) => request.endsWith("/config.json")));
  forgive(problems, /404/, /ERR_/);
});

test("a hub that refuses, is not there, or lacks the model is told apart", async ({ page, problems }) => {
  await openBlank(page);
  for (const [status, code] of [[401, "gated"], [403, "gated"], [429, "network"], [500, "network"]]) {
    hub.status = status;
    assert.equal((await load(page)).failed.code, code);
  }
  hub.status = 0;
  const { failed } = await load(page, source({ id: "someone/else" }));
  assert.deepEqual([failed.code, failed.files.length], ["file-missing", 4]);
  // Port 9 discards what it gets, where it is there at all.
  assert.equal((await load(page, source({ host: "http://127.0.0.1:9/" }))).failed.code, "network");
  assert.ok(!(await keptFiles(page)).length);
  problems.length = 0;
});

test("without a network a model that is kept loads, and another says why not", async ({ page, context, problems }) => {
  await openBlank(page);
  got(await load(page));
  const [kept, other] = [await startWorker(page), await startWorker(page)];
  await context.route(`${hub.url}/**`, (route) => route.abort());
  const how = { device: "wasm", dtype: "" };
  got(await kept.ask("load", { source: source(), ...how }));
  await context.setOffline(true);
  const { failed } = await other.ask("load", { source: source({ revision: "other" }), ...how });
  assert.equal(failed.code, "offline");
  problems.length = 0;
});

test("a disk that is full keeps nobody from using the model", async ({ page, problems }) => {
  await openBlank(page);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(site.url);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 50_000 });
  const { worker, ...reply } = await load(page);
  assert.equal(got(reply).notKept, true);
  assert.equal(got(await worker.ask("answer", question("white"))).text.trim(), "D");
  forgive(problems, /404/);
});
