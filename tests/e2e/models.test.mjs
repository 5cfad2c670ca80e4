// The mock server as a page sees it: what a real browser lets it read, and how much of it at once.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser.mjs";
import { startModels } from "./models.mjs";

const OPENAI = { authorization: "Bearer test-key" };
const ANTHROPIC = { "x-api-key": "test-key", "anthropic-version": "2023-06-01" };
const FROM_PAGE = { "anthropic-dangerous-direct-browser-access": "true" };
const GEMINI = { "x-goog-api-key": "test-key" };

let browser;
let elsewhere;
let models;
let page;

before(async () => {
  browser = await launch();
  elsewhere = await startModels();
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  page = await context.newPage();
  // Any page of another origin will do.
  await page.goto(`${elsewhere.http}/mock/settings`);
});

test.beforeEach(async () => {
  models = await startModels();
});

test.afterEach(() => models.stop());

after(async () => {
  await browser?.close();
  await elsewhere?.stop();
});

const chat = (text, model = "mock-vision") => ({ model, messages: [{ role: "user", content: text }] });

/** What the page gets: `{ status, retryAfter, text }`, or `undefined` where the browser shows it nothing. */
function ask(path, headers, body, base = models.http) {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
  return page.evaluate(
    async ([url, init]) => {
      const response = await fetch(url, init).catch(() => undefined);
      if (response === undefined) return undefined;
      const text = await response.text().catch(() => undefined);
      return { status: response.status, retryAfter: response.headers.get("retry-after"), text };
    },
    [base + path, init],
  );
}

const askChat = (text, headers = {}) => ask("/openai/v1/chat/completions", { ...OPENAI, ...headers }, chat(text));

test("a page gets answers in every dialect", async () => {
  const responses = [
    await askChat("Which?"),
    await ask("/openai/v1/responses", OPENAI, { model: "mock-vision", input: "Which?" }),
    await ask("/anthropic/v1/messages", { ...ANTHROPIC, ...FROM_PAGE }, { ...chat("Which?"), max_tokens: 16 }),
    await ask("/gemini/v1beta/models/mock-vision:generateContent", GEMINI, { contents: [{ parts: [{ text: "Which?" }] }] }),
  ];
  assert.deepEqual(responses.map((response) => response?.status), [200, 200, 200, 200]);
  const { preflights, answered } = await models.statistics();
  assert.deepEqual({ preflights, answered }, { preflights: 4, answered: 4 });
});

test("a page is kept out where the provider keeps it out", async () => {
  const { statistics } = models;
  assert.equal(await askChat("Which?", { "x-stainless-os": "Linux" }), undefined, "a header that is not documented");
  assert.equal(await ask("/anthropic/v1/messages", ANTHROPIC, chat("Which?")), undefined, "Anthropic wants a header more");
  const headers = { ...GEMINI, "x-stainless-os": "Linux" };
  assert.equal(await ask("/gemini/v1beta/models/mock-vision:generateContent", headers, {}), undefined, "Gemini");
  assert.equal((await statistics()).requests, 0, "the browser asks nothing after such a preflight");
  assert.equal(await ask("/openai/v1/chat/completions", OPENAI, chat("Which?", "gpt-99")), undefined, "OpenAI's 404");
  assert.equal((await ask("/openai/v1/chat/completions", { authorization: "Bearer x" }, {}))?.status, 401);
  await models.set({ cors: false });
  assert.equal(await ask("/openai/v1/responses", OPENAI, {}), undefined, "a server without CORS");
});

test("a page sees each fault as what it is", async () => {
  const seen = async (fault, settings = {}) => {
    await models.set({ faults: { [fault]: 1 }, retryAfterSeconds: 7, slowBodyMs: 50, ...settings });
    return askChat("Which?");
  };
  const limited = await seen("rateLimitSeconds");
  assert.deepEqual([limited.status, limited.retryAfter], [429, "7"]);
  assert.equal((await seen("rateLimitSeconds", { exposeHeaders: false })).retryAfter, null);
  assert.match((await seen("rateLimitHint")).text, /Please try again in 7s/);
  assert.equal((await seen("overloaded")).status, 529);
  assert.equal(await seen("noCors"), undefined);
  assert.equal(await seen("dropBeforeHeaders"), undefined);
  assert.equal((await seen("dropMidBody")).text, undefined);
  const { text: truncated } = await seen("truncatedJson");
  assert.throws(() => JSON.parse(truncated), SyntaxError);
  assert.match((await seen("html")).text, /^<!doctype html>/);
  assert.equal(JSON.parse((await seen("slowBody")).text).choices.length, 1);
});

test("over HTTPS a page keeps 64 questions in flight, over HTTP six", async () => {
  const most = async (base, latencyMs) => {
    await models.forget();
    await models.set({ latencyMs });
    const asked = Array.from({ length: 64 }, (_, number) =>
      ask("/openai/v1/chat/completions", OPENAI, chat(`Question ${number}`), base),
    );
    const responses = await Promise.all(asked);
    assert.ok(responses.every((response) => response?.status === 200));
    const { answered, maxConcurrent } = await models.statistics();
    assert.equal(answered, 64);
    return maxConcurrent;
  };
  assert.equal(await most(models.https, 12_000), 64);
  assert.equal(await most(models.http, 1000), 6);
});
