// The run page against a server of models: a run from the first click to its score, and where the key does not go.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";

import { dropFiles, projectFile, test } from "./harness.mjs";
import { startModels } from "./models.mjs";
import * as pages from "./pages.mjs";
import { allowServer, chooseModel, field, kept, KEY, run, storedRun, takeAway, untilComplete, untilCounted } from "./runs.mjs";
import { DATASET, openSample } from "./sample.mjs";
import { parseTable } from "./tsv.mjs";

const AXE = readFileSync(projectFile("node_modules/axe-core/axe.min.js"), "utf8");

let models;

before(async () => {
  models = await startModels({ key: KEY });
});

after(() => models?.stop());

/** Opens the sample and the run page, and names the mock server's model. */
async function openRun(page, key) {
  await openSample(page);
  await chooseModel(page, models.http, key);
}

async function seriousViolations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

test("a run is previewed, asks every question, and is scored; the key stays in memory", async ({ page, problems }) => {
  await openRun(page, KEY);
  await page.getByText(`will be sent to ${new URL(models.http).host}`).waitFor();
  await page.locator(".run__preview pre").filter({ hasText: "Please select the correct answer" }).waitFor();
  assert.deepEqual(await seriousViolations(page), []);

  await page.getByRole("button", { name: "Run 35 questions" }).click();
  await untilComplete(page);
  await untilCounted(page, /Answered 35 Failed 0 Left 0 Accuracy [\d.]+/);
  // This browser promises nothing to a site that is not used much.
  await run(page).getByText("The browser has not promised to keep this run").waitFor();
  const [journal] = await Promise.all([
    page.waitForEvent("download"),
    run(page).getByRole("button", { name: /^Save the journal/ }).click(),
  ]);
  assert.match(journal.suggestedFilename(), /\.jsonl$/);
  await run(page).getByRole("heading", { name: "Run of mock-vision", exact: true }).waitFor();
  await run(page).getByLabel("Budget", { exact: true }).waitFor();
  assert.deepEqual(await seriousViolations(page), []);

  const everything = await kept(page);
  assert.ok(everything.includes("mock-vision"), "the run is journalled");
  assert.ok(!everything.includes(KEY), "the key is kept somewhere");

  await run(page).getByRole("button", { name: "Open in Score" }).click();
  await pages.accuracy(page).waitFor();
  allowServer(problems, models.http);
});

test("probabilities that a server gives are in the predictions", async ({ page, problems }) => {
  await openRun(page, KEY);
  await page.getByText("Prompt, sampling, speed and limits").click();
  await page.getByRole("checkbox", { name: "Ask for the probabilities of the letters" }).check();
  await page.getByRole("button", { name: "Run 35 questions" }).click();
  await untilComplete(page);
  const { path } = await takeAway(page, run(page), "tsv", "logprobs");
  const rows = parseTable(readFileSync(path, "utf8"));
  assert.equal(rows.length, 35);
  for (const row of rows) {
    const letters = Object.entries(JSON.parse(row.letter_probabilities));
    const [[best]] = letters.toSorted(([, one], [, other]) => other - one);
    assert.equal(best, row.prediction);
    // The mock server gives 60 % to its choice, 30 % to the other letters and the rest to a word.
    assert.ok(Math.abs(letters.reduce((sum, [, share]) => sum + share, 0) - 1) < 1e-5, row.letter_probabilities);
    assert.ok(Math.abs(Number(row.choice_mass) - 0.9) < 1e-6, row.choice_mass);
  }
  allowServer(problems, models.http);
});

test("a run that is stopped, or ends by an error, says so", async ({ page, problems }) => {
  const ends = (words) => run(page).getByText(words, { exact: true }).waitFor();
  await models.set({ key: KEY, latencyMs: 4000 });
  try {
    await openRun(page, "another key");
    await page.getByRole("button", { name: "Run 35 questions" }).click();
    await ends("Ended by an error");
    await run(page).getByRole("button", { name: "Close" }).click();
    await field(page, "API key").fill(KEY);
    await page.getByRole("button", { name: "Run 35 questions" }).click();
    await run(page).getByRole("button", { name: "Stop" }).click();
    await ends("Stopped");
  } finally {
    await models.set({ key: KEY });
  }
  allowServer(problems, models.http);
});

test("a run that is stopped and continued at once counts no failed try and asks no answered question again", async ({ page, problems }) => {
  await models.forget();
  await models.set({ key: KEY, latencyMs: 5000 });
  try {
    await openRun(page, KEY);
    await page.getByRole("button", { name: "Run 35 questions" }).click();
    // Others have just been asked.
    await untilCounted(page, /Answered ([1-9]|1\d) /);
    const press = (name) => run(page).getByRole("button", { name, exact: true });
    await press("Pause").click();
    await press("Continue").waitFor();
    const both = await Promise.all(["Stop", "Continue"].map((name) => press(name).elementHandle()));
    await page.evaluate((buttons) => buttons.forEach((button) => button.click()), both);
    await models.set({ key: KEY });
    await untilComplete(page);
    await untilCounted(page, /Answered 35 Failed 0 Left 0/);
    assert.equal(await run(page).getByText("Tries that failed").count(), 0);
    const { path } = await takeAway(page, run(page), "Journal (to continue elsewhere)", "stopped");
    const [, ...records] = readFileSync(path, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(records.map(({ tries }) => tries), Array(35).fill(1));
    const { questions } = await models.statistics();
    assert.deepEqual(questions.map(({ answered }) => answered), Array(35).fill(1));
    assert.ok(questions.some(({ requests }) => requests > 1), "no request was under way");
  } finally {
    await models.set({ key: KEY });
  }
  allowServer(problems, models.http);
});

test("a temperature that the model refuses is left out, which page and manifest say", async ({ page, problems }) => {
  await openRun(page, KEY);
  await field(page, "Model name").fill("mock-fixed");
  await page.getByText("Connection details").first().click();
  await field(page, "Name of the token limit").selectOption("max_completion_tokens");
  await page.getByRole("button", { name: "Run 35 questions" }).click();
  await untilComplete(page);
  await run(page).getByText("The server refuses the temperature: it is left out.").waitFor();
  await untilCounted(page, /Answered 35 Failed 0 Left 0/);
  const { path } = await takeAway(page, run(page), "Manifest (what made it)", "concession");
  assert.deepEqual(JSON.parse(readFileSync(path, "utf8")).concessions, ["without-temperature"]);
  allowServer(problems, models.http);
});

test("a run whose dataset is closed goes on once it is open again", async ({ page, problems }) => {
  await models.set({ key: KEY, latencyMs: 3000 });
  try {
    await openRun(page, KEY);
    await page.getByRole("button", { name: "Run 35 questions" }).click();
    await untilCounted(page, /Answered 1\d /);
    await page.getByRole("button", { name: "Close dataset" }).click();
    const resume = run(page).getByRole("button", { name: "Continue", exact: true });
    await resume.waitFor();
    await models.set({ key: KEY });
    await dropFiles(page, [DATASET]);
    await pages.loadedFile(page, /^SAMPLE_VAL\s*35/).waitFor();
    await pages.goTo(page, "data");
    await page.getByText("Opened from the saved index").waitFor();
    await pages.goTo(page, "run");
    await resume.click();
    await untilComplete(page);
    await untilCounted(page, /Answered 35 Failed 0 Left 0/);
    allowServer(problems, models.http);
  } finally {
    await models.set({ key: KEY });
  }
});

test("a sample begins no larger than the dataset", async ({ page }) => {
  await openRun(page, KEY);
  await page.getByLabel(/^Only a sample of these/).check();
  await pages.eventually(async () => assert.equal(await field(page, "Size").inputValue(), "35"));
});

test("a wrong key is told in words and harms nothing", async ({ page, problems }) => {
  await openRun(page, "another-key");
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("The key is missing, wrong or expired.").waitFor();
  assert.deepEqual(await seriousViolations(page), []);
  const { requests } = await models.statistics();
  await page.getByRole("button", { name: "Run 35 questions" }).click();
  await run(page).getByText("Every answer so far is kept.").waitFor();
  assert.equal((await models.statistics()).requests, requests + 1, "one question was asked");
  await run(page).getByRole("button", { name: "Close", exact: true }).click();
  // The list says why it has ended, after a reload too.
  await storedRun(page).getByText("The key is missing, wrong or expired.").waitFor();
  await page.reload();
  await openRun(page, "another-key");
  await storedRun(page).getByText("The key is missing, wrong or expired.").waitFor();
  // With the right key the same run goes on.
  await field(page, "API key").fill(KEY);
  await storedRun(page).getByRole("button", { name: "Continue run" }).click();
  await untilComplete(page);
  await untilCounted(page, /Answered 35 Failed 0/);
  allowServer(problems, models.http);
});

test("a test that takes long is cancelled, and the next one is made", async ({ page, problems }) => {
  await models.set({ key: KEY, latencyMs: 60_000 });
  try {
    await openRun(page, KEY);
    const button = page.getByRole("button", { name: "Test connection" });
    await button.click();
    await page.getByText("Testing…").waitFor();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByText("Testing…").waitFor({ state: "hidden" });
    await pages.eventually(async () => assert.equal(await button.isEnabled(), true));
    assert.equal(await page.getByText("The server did not answer in time.").count(), 0);
    await models.set({ key: KEY });
    await button.click();
    await page.getByText("The model answers, but does not say that the square is red").waitFor();
  } finally {
    await models.set({ key: KEY });
  }
  allowServer(problems, models.http);
});

test("a key is for one host, and what is missing gets the focus", async ({ page }) => {
  await openRun(page, KEY);
  await field(page, "Address").fill("http://127.0.0.1:9/v1");
  await pages.eventually(async () => assert.equal(await field(page, "API key").inputValue(), ""));
  await field(page, "Model name").fill("");
  const button = page.getByRole("button", { name: "Run 35 questions" });
  await button.click();
  await page.getByText("This is needed.").waitFor();
  const id = await field(page, "Model name").getAttribute("id");
  await pages.eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), id));
});

test("a template's fault is shown at its character", async ({ page }) => {
  await openRun(page, KEY);
  await page.getByText("Prompt, sampling, speed and limits").click();
  await page.getByLabel("A text of my own").check();
  await field(page, "Text").fill("{question} {nothing}");
  const mark = page.locator(".run__mark");
  await mark.waitFor();
  assert.equal(await mark.innerText(), "{");
  await field(page, "Text").fill("Question: {question}");
  await page.locator(".run__preview pre").filter({ hasText: /^Question: / }).waitFor();
});

test(
  "without a dataset the page says what to do, in Chinese on a phone as well",
  async ({ page }) => {
    await pages.openSite(page, "#/run");
    await page.getByText("请先打开数据集").waitFor();
    assert.deepEqual(await seriousViolations(page), []);
    await pages.eventually(async () => assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390));
  },
  { viewport: { width: 390, height: 844 }, locale: "zh-CN" },
);

test("the models that a server lists are offered in the field", async ({ page, problems }) => {
  await openRun(page, KEY);
  await page.getByRole("button", { name: "List the server's models" }).first().click();
  await page.getByText(/^\d+ models? listed/).first().waitFor();
  const names = await field(page, "Model name").evaluate((field) => [...field.list.options].map(({ value }) => value));
  assert.ok(names.includes("mock-vision"), `${names}`);
  allowServer(problems, models.http);
});
