// Runs against llama.cpp's own server: with images on fewer slots than are asked for, killed and started again in the
// middle, and with a model that takes no images.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { test } from "./harness.mjs";
import { startLlamaCpp } from "./llama-cpp.mjs";
import * as pages from "./pages.mjs";
import { allowServer, field, run, takeAway, untilComplete, untilCounted } from "./runs.mjs";
import { openSample, questions } from "./sample.mjs";

async function openRun(page, server) {
  await openSample(page);
  await pages.goTo(page, "run");
  await field(page, "Server or provider").selectOption("llama-cpp");
  await field(page, "Address").fill(`${server.url}/v1`);
  await field(page, "Model name").fill("tiny");
  await page.getByText("Prompt, sampling, speed and limits").click();
  await field(page, "Questions at a time").fill("64");
  await field(page, "Most tokens of an answer").fill("24");
}

const begin = (page) => page.getByRole("button", { name: `Run ${questions.length} questions` }).click();
const answered = async (page) => Number(/Answered (\d+)/.exec(await pages.textOf(run(page)))?.[1]);

test("a server that is killed and started again costs no question", async ({ page, problems }) => {
  const server = await startLlamaCpp({ slots: 2, sees: true });
  try {
    await openRun(page, server);
    await begin(page);
    await pages.eventually(async () => assert.ok((await answered(page)) >= 5));
    await server.kill();
    await run(page).getByText(/Waiting for the server, .* left/).waitFor();
    await run(page).getByText("The server cannot be reached.").waitFor();
    // It refuses questions while it loads its model.
    server.begin();
    await untilComplete(page);
    await untilCounted(page, new RegExp(` Answered ${questions.length} Failed 0 `));
    // Its model never ends by itself.
    await untilCounted(page, new RegExp(` Answers cut at the token limit ${questions.length} `));
    const manifest = JSON.parse(readFileSync((await takeAway(page, run(page), "Manifest (what made it)", "llama-cpp")).path, "utf8"));
    assert.equal(manifest.counts.cut, questions.length);
    allowServer(problems, server.url);
  } finally {
    await server.stop();
  }
});

test("a model that takes no images ends the run at once", async ({ page, problems }) => {
  const server = await startLlamaCpp({ slots: 2, sees: false });
  try {
    await openRun(page, server);
    await begin(page);
    await run(page).getByText("The model takes no images.").first().waitFor();
    await untilCounted(page, new RegExp(` Answered 0 Failed 0 Left ${questions.length} `));
    allowServer(problems, server.url);
  } finally {
    await server.stop();
  }
});
