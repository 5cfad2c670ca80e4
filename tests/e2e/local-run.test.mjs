// Runs of models in the browser, on the run page: from the choice of a model to the score of its predictions.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before } from "node:test";

import { projectFile, screenshot, test } from "./harness.mjs";
import { COMMIT, startHub } from "./hub.mjs";
import { serveModels, TINY_MODELS, withOtherScript } from "./local-models.mjs";
import * as pages from "./pages.mjs";
import { allowServer, field, run, storedRun, takeAway, untilComplete, untilCounted } from "./runs.mjs";
import { openSample } from "./sample.mjs";
import { parseTable } from "./tsv.mjs";

const AXE = readFileSync(projectFile("node_modules/axe-core/axe.min.js"), "utf8");
const WITH_GPU = { gpu: "software" };

let served;

before(async () => {
  served = await serveModels();
});

after(() => served?.close());

const model = (page) => page.getByRole("region", { name: "Model", exact: true });
const told = async (page) => (await pages.textOf(model(page))).replaceAll("\u202f", " ");

/** Opens the sample and the form of a model in the browser. */
async function openForm(page) {
  await openSample(page);
  await pages.untilRead(page);
  await pages.goTo(page, "run");
  await page.getByRole("radio", { name: "A model in this browser" }).check();
}

/** Chooses a folder of the site. */
async function chooseFolder(page, name, { device = "wasm", precision = "fp32" } = {}) {
  await field(page, "Which model").selectOption("folder");
  await field(page, "Folder of this site").fill(name);
  await field(page, "Device").selectOption(device);
  await field(page, "Precision").selectOption(precision);
}

/** Has answers take half a second each, so that a run goes on while the page is looked at, however fast the machine. */
const slowly = (script) =>
  script.replace("reply({ id, ok: await handle(data) });", `const ok = await handle(data);
    if (data.op === "answer") await new Promise((answer) => setTimeout(answer, 500));
    reply({ id, ok });`);

async function sample(page, size) {
  await page.getByRole("checkbox", { name: /sample/ }).check();
  await field(page, "Size").fill(String(size));
}

const start = (page) => page.getByRole("button", { name: /^Run \d+ questions?$/ }).click();

test("a model of a folder of the site answers the whole sample and is scored; nothing leaves the page", async ({ page }) => {
  await openForm(page);
  await chooseFolder(page, "tiny-vlm");
  await page.getByText("Nothing leaves this computer.").waitFor();
  await start(page);
  await untilComplete(page);
  await untilCounted(page, /Answered 35 Failed 0 Left 0/);
  await run(page).getByText("Answers", { exact: true }).click();
  await run(page).getByRole("listitem").filter({ hasText: /A \d/ }).first().waitFor();
  await screenshot(page, "local-run-complete");

  const predictions = await takeAway(page, run(page), "tsv", "local-run");
  assert.equal(predictions.name, "tiny-vlm_SAMPLE_VAL.tsv");
  const rows = parseTable(readFileSync(predictions.path, "utf8"));
  assert.equal(rows.length, 35);
  for (const row of rows) {
    const letters = JSON.parse(row.letter_probabilities);
    const sum = Object.values(letters).reduce((sum, probability) => sum + probability, 0);
    assert.ok(Math.abs(sum - 1) < 1e-4, `${sum}`);
    assert.ok(Number(row.choice_mass) > 0);
    assert.match(row.prediction, /\S/);
  }
  const manifest = JSON.parse(readFileSync((await takeAway(page, run(page), "Manifest (what made it)", "local-run")).path, "utf8"));
  const { local } = manifest.model;
  assert.deepEqual([local.device, local.precision, local.mode], ["wasm", "fp32", "text"]);
  assert.match(local.loaded[0].library, /^@huggingface\/transformers \d/);
  assert.equal(local.loaded[0].family, "smolvlm");
  assert.equal(manifest.counts.answered, 35);

  await run(page).getByRole("button", { name: "Open in Score" }).click();
  await pages.accuracy(page).waitFor();
});

test("letters are scored directly, a run that was stopped goes on after a reload, and its file passes the check", async ({ page }) => {
  await openForm(page);
  await chooseFolder(page, "tiny-vlm", { precision: "q4" });
  await field(page, "What counts as the answer").selectOption("letters");
  await withOtherScript(served, "worker.js", slowly, async () => {
    await start(page);
    await pages.eventually(async () => assert.match(await pages.textOf(run(page)), /Answered [1-9]/));
    await run(page).getByRole("button", { name: "Stop" }).click();
  });
  await page.reload();
  await openSample(page);
  await pages.goTo(page, "run");
  await storedRun(page).getByRole("button", { name: "Continue run" }).click();
  await untilComplete(page);
  await untilCounted(page, /Answered 35 Failed 0 Left 0/);
  const { path } = await takeAway(page, run(page), "Transcripts (jsonl)", "local-letters");
  const answers = readFileSync(path, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line).outcome.answered);
  assert.equal(answers.length, 35);
  for (const { text, letters } of answers) {
    const [best] = letters.log_probabilities.toSorted(([, one], [, other]) => other - one)[0];
    assert.equal(text, best);
  }
  // What it writes may name an option that a question does not have; its best letter is always one of them.
  await run(page).getByRole("button", { name: "Check it" }).click();
  await page.getByText("Ready", { exact: true }).first().waitFor();
});

test("two questions tell how long the run takes", async ({ page }) => {
  await openForm(page);
  await chooseFolder(page, "tiny-vlm");
  await page.getByRole("button", { name: "Measure two questions" }).click();
  await page.getByText("All questions (35)").waitFor({ timeout: 150_000 });
  await pages.eventually(async () => assert.match(await told(page), /Loading \d.*First question \d.*Second question \d/));
});

test("a folder of the disk is handed over; without it a run cannot go on, with it it does", async ({ page }) => {
  await openForm(page);
  await field(page, "Which model").selectOption("dropped");
  await field(page, "Device").selectOption("wasm");
  await field(page, "Precision").selectOption("fp32");
  const handOver = async () => {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Choose folder" }).click(),
    ]);
    await chooser.setFiles(`${TINY_MODELS}/tiny-vlm`);
    await page.getByText("Folder: tiny-vlm").waitFor();
  };
  await handOver();
  page.on("dialog", (dialog) => dialog.accept());
  await withOtherScript(served, "worker.js", slowly, async () => {
    await start(page);
    await pages.eventually(async () => assert.match(await pages.textOf(run(page)), /Answered [1-9]/));
    await page.reload();
  });
  await openSample(page);
  await pages.goTo(page, "run");
  await storedRun(page).getByRole("button", { name: "Continue run" }).click();
  await run(page).getByText("The folder was handed over to this page before").first().waitFor();
  await page.getByRole("radio", { name: "A model in this browser" }).check();
  await field(page, "Which model").selectOption("dropped");
  await handOver();
  await run(page).getByRole("button", { name: "Continue", exact: true }).click();
  await untilComplete(page);
  await untilCounted(page, /Answered 35 Failed 0 Left 0/);
});

test("a model of a hub is kept, works without the hub, and is deleted", async ({ page, problems }) => {
  const hub = await startHub({ "someone/tiny-vlm": `${TINY_MODELS}/tiny-vlm` });
  try {
    await openForm(page);
    await field(page, "Which model").selectOption("hub");
    await field(page, "Name at the hub").fill("someone/tiny-vlm");
    await field(page, "Mirror").fill(hub.url);
    await field(page, "Device").selectOption("wasm");
    await field(page, "Precision").selectOption("fp32");
    await page.getByText("no question and no image is sent anywhere").first().waitFor();
    await page.getByRole("button", { name: "Measure two questions" }).click();
    await page.getByText("All questions (35)").waitFor({ timeout: 150_000 });
    const kept = page.getByRole("region", { name: "Models kept in this browser" });
    await kept.getByText(/\d kB/).waitFor();
    const asked = hub.requests.length;
    assert.ok(asked > 0);
    await start(page);
    await untilComplete(page);
    const manifest = JSON.parse(readFileSync((await takeAway(page, run(page), "Manifest (what made it)", "local-hub")).path, "utf8"));
    assert.equal(manifest.model.local.loaded[0].commit, COMMIT);
    assert.equal(hub.requests.length, asked);
    await kept.getByRole("button", { name: /^Delete / }).click();
    await kept.waitFor({ state: "detached" });
    hub.status = 401;
    await page.getByRole("button", { name: "Measure two questions" }).click();
    await page.getByText("only to those who have signed in").waitFor();
  } finally {
    await hub.close();
  }
  allowServer(problems, hub.url);
});

test("what is wrong with a model is told with a way on, in both languages", async ({ page, problems }) => {
  await openForm(page);
  await chooseFolder(page, "../sample");
  await page.getByText("This is no name of a folder.").waitFor();
  await chooseFolder(page, "tiny-clip", { precision: "q4" });
  await page.getByRole("button", { name: "Measure two questions" }).click();
  await page.getByText(/Files of the model are missing\. \(.*onnx\/model_q4\.onnx/).waitFor();
  await chooseFolder(page, "tiny-vlm", { device: "webgpu" });
  await page.getByRole("button", { name: "Measure two questions" }).click();
  await page.getByText("gives no GPU to this page").first().waitFor();
  await page.getByRole("button", { name: "Check this GPU" }).click();
  await page.getByText("gives no GPU to this page").nth(1).waitFor();
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByText("但没有向本页面提供 GPU").first().waitFor();
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  assert.deepEqual(serious.map(({ id, nodes }) => [id, nodes[0].html]), []);
  const missing = problems.filter((problem) => problem.includes("404"));
  assert.ok(missing.length > 0 && missing.every((problem) => problem.includes("tiny-clip")));
  allowServer(problems, "tiny-clip");
});

test("a model that finds no room in the browser works all the same, and the page says so", async ({ page, problems }) => {
  const hub = await startHub({ "someone/tiny-vlm": `${TINY_MODELS}/tiny-vlm` });
  try {
    await openForm(page);
    const session = await page.context().newCDPSession(page);
    await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 50_000 });
    await field(page, "Which model").selectOption("hub");
    await field(page, "Name at the hub").fill("someone/tiny-vlm");
    await field(page, "Mirror").fill(hub.url);
    await field(page, "Device").selectOption("wasm");
    await field(page, "Precision").selectOption("fp32");
    await page.getByRole("button", { name: "Measure two questions" }).click();
    await page.getByText("All questions (35)").waitFor({ timeout: 150_000 });
    await page.getByText("could not be kept for the next time").waitFor();
  } finally {
    await hub.close();
  }
  allowServer(problems, hub.url);
});

test("a browser without WebGPU is told so, and the processor is recommended", async ({ page }) => {
  const withoutGpu = (script) => `Object.defineProperty(navigator, "gpu", { value: undefined });\n${script}`;
  await withOtherScript(served, "gpu.js", withoutGpu, async () => {
    await openForm(page);
    await page.getByText("This browser has no WebGPU.").waitFor();
    const recommended = field(page, "Device").locator("option").first();
    await pages.eventually(async () => assert.equal(await recommended.innerText(), "Recommended: Processor (WebAssembly)"));
    await chooseFolder(page, "tiny-vlm", { device: "webgpu" });
    await page.getByRole("button", { name: "Measure two questions" }).click();
    await page.getByText("This browser has no WebGPU.").nth(1).waitFor();
  });
});

test("a GPU that computes right is told so", async ({ page }) => {
  await openForm(page);
  await page.getByText("Does not compute with 16 bits.").waitFor();
  await page.getByRole("button", { name: "Check this GPU" }).click();
  await page.getByText("This GPU computes right").waitFor({ timeout: 150_000 });
  await model(page).getByText("Probability of each letter: processor, then GPU").first().click();
  await model(page).getByRole("rowheader", { name: "red, second model" }).waitFor();
  await pages.eventually(async () => assert.equal(await model(page).getByRole("rowheader").count(), 10));
  await screenshot(page, "local-gpu-checked");
}, WITH_GPU);

test("a GPU that computes wrong is named as such", async ({ page }) => {
  const distort = (script) =>
    script.replace("reply({ id, ok: await handle(data) });", `const ok = await handle(data);
    if (data.op === "answer" && model.loaded.device === "webgpu") ok.logprobs = ok.logprobs.map((one) => one - 0.01);
    reply({ id, ok });`);
  await withOtherScript(served, "worker.js", distort, async () => {
    await openForm(page);
    await page.getByRole("button", { name: "Check this GPU" }).click();
    await page.getByText("its answers must not be trusted").waitFor({ timeout: 150_000 });
  });
}, WITH_GPU);

test("a run that loses its GPU goes on with a fresh one and loses no answer", async ({ page }) => {
  // Once only: the cache remembers it beyond the worker that has lost its device.
  const loseOnce = (script) => `${script}
let asked = 0;
scope.addEventListener("message", async ({ data }) => {
  if (data.op !== "answer" || ++asked !== 2 || (await caches.has("lost-once"))) return;
  await caches.open("lost-once");
  device.destroy();
});
`;
  await withOtherScript(served, "worker.js", loseOnce, async () => {
    await openForm(page);
    await sample(page, 4);
    await chooseFolder(page, "tiny-vlm", { device: "webgpu" });
    await start(page);
    await untilComplete(page);
    await untilCounted(page, /Answered 4 Failed 0 Left 0/);
    assert.ok(await page.evaluate(() => caches.has("lost-once")), "no device was lost");
  });
  const { path } = await takeAway(page, run(page), "Transcripts (jsonl)", "local-lost");
  const indices = readFileSync(path, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line).index);
  assert.equal(new Set(indices).size, 4);
}, WITH_GPU);

test("the licences of what runs models come with the site", async () => {
  const path = `${served.folder}/local-model/vendor/LICENSES.txt`;
  assert.ok(existsSync(path));
  const text = readFileSync(path, "utf8");
  for (const name of ["@huggingface/transformers", "onnxruntime-web", "Apache License", "MIT License"]) {
    assert.ok(text.includes(name), name);
  }
});
