// The harness of LiteLLM's proxy: it answers in all dialects, lets pages in, and keeps strangers out.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startLitellm } from "./litellm.mjs";

const ORIGIN = "http://127.0.0.1:8080";
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const TEXT = "Question: What does the picture show?\nOptions:\nA. Lung\nB. Liver\n";

/** Of each dialect: the path, the header of the key, a request, and the answer in a response. */
const DIALECTS = {
  "OpenAI chat completions": {
    path: "/v1/chat/completions",
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    body: {
      model: "mock-vision",
      messages: [
        {
          role: "user",
          content: [
            { type: "image_url", image_url: { url: `data:image/png;base64,${PNG}` } },
            { type: "text", text: TEXT },
          ],
        },
      ],
    },
    answer: (response) => response.choices[0].message.content,
  },
  "OpenAI Responses": {
    path: "/v1/responses",
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    body: {
      model: "mock-vision",
      input: [
        {
          role: "user",
          content: [
            { type: "input_image", image_url: `data:image/png;base64,${PNG}` },
            { type: "input_text", text: TEXT },
          ],
        },
      ],
    },
    answer: (response) => response.output[0].content[0].text,
  },
  "Anthropic Messages": {
    path: "/v1/messages",
    headers: (key) => ({
      "x-api-key": key,
      "anthropic-version": "2023-06-01",
      "anthropic-dangerous-direct-browser-access": "true",
    }),
    body: {
      model: "mock-vision",
      max_tokens: 2048,
      messages: [
        {
          role: "user",
          content: [
            { type: "image", source: { type: "base64", media_type: "image/png", data: PNG } },
            { type: "text", text: TEXT },
          ],
        },
      ],
    },
    answer: (response) => response.content[0].text,
  },
  "Gemini generateContent": {
    path: "/v1beta/models/mock-vision:generateContent",
    headers: (key) => ({ "x-goog-api-key": key }),
    body: { contents: [{ role: "user", parts: [{ inlineData: { mimeType: "image/png", data: PNG } }, { text: TEXT }] }] },
    answer: (response) => response.candidates[0].content.parts[0].text,
  },
};

let litellm;

before(async () => {
  litellm = await startLitellm();
});

after(() => litellm?.stop());

function post({ path, headers, body }, key) {
  const all = { "content-type": "application/json", origin: ORIGIN, ...headers(key) };
  return fetch(litellm.url + path, { method: "POST", headers: all, body: JSON.stringify(body) });
}

for (const [name, dialect] of Object.entries(DIALECTS)) {
  test(`LiteLLM answers a page in the words of ${name}`, async () => {
    const response = await post(dialect, litellm.key);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    assert.equal(dialect.answer(await response.json()), "B");
  });

  test(`LiteLLM's preflight lets in the headers of ${name}`, async () => {
    const wanted = ["content-type", ...Object.keys(dialect.headers(""))].sort().join(",");
    const response = await fetch(litellm.url + dialect.path, {
      method: "OPTIONS",
      headers: { origin: ORIGIN, "access-control-request-method": "POST", "access-control-request-headers": wanted },
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    assert.equal(response.headers.get("access-control-allow-headers"), wanted);
  });

  test(`LiteLLM refuses a wrong key in the words of ${name}`, async () => {
    const response = await post(dialect, "sk-another-key");
    assert.ok(response.status >= 400 && response.status < 500, `${response.status}`);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
  });
}
