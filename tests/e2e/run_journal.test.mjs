// What is kept of a run: one press too many begins no second run, what cannot be read is told, and what was spent counts
// after a reload.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";

import { test } from "./harness.mjs";
import { startModels } from "./models.mjs";
import * as pages from "./pages.mjs";
import { allowServer, chooseModel, field, KEY, run, spoil, storedRun, takeAway, untilComplete } from "./runs.mjs";
import { openSample } from "./sample.mjs";

let models;

before(async () => {
  models = await startModels({ key: KEY });
});

after(() => models?.stop());

test("a second press begins no second run, and records that cannot be read are told", async ({ page, problems }) => {
  await openSample(page);
  await chooseModel(page, models.http, KEY);
  await page.getByRole("checkbox", { name: /sample/ }).check();
  await field(page, "Size").fill("8");
  await page.getByRole("button", { name: /^Run \d+ questions?$/ }).evaluate((button) => {
    button.click();
    button.click();
  });
  await untilComplete(page);
  await run(page).getByRole("button", { name: "Close", exact: true }).click();
  await pages.eventually(async () => assert.equal(await storedRun(page).count(), 1));
  assert.equal((await models.statistics()).requests, 8);

  await spoil(page, "records", '{"index":"0","tri');
  await spoil(page, "runs", '{"run":{"version":99}}', "of-a-later-version");
  await spoil(page, "runs", "{", "spoilt");
  await page.reload();
  await openSample(page);
  await chooseModel(page, models.http, KEY);
  await storedRun(page).getByText("1 of 8 records of this run cannot be read; the first is record 1.").waitFor();
  await storedRun(page).getByText("The journal is of version 99; this page knows versions up to 1.").waitFor();
  await storedRun(page).getByText("The settings of the run spoilt cannot be read").waitFor();

  await models.forget();
  await storedRun(page).getByRole("button", { name: "Continue run" }).click();
  await untilComplete(page);
  await run(page).getByText("1 of 8 records of this run cannot be read").waitFor();
  assert.equal((await models.statistics()).answered, 1);
  allowServer(problems, models.http);
});

/** What the run on show has spent. */
async function spent(page) {
  const [, money] = /Spent ([\d. ]+)/.exec(await pages.textOf(run(page)));
  return money;
}

test("after a reload a run has spent what it had before, on tries without an answer as well", async ({ page, problems }) => {
  // Half of the questions are first answered later than a question may take.
  await models.set({ key: KEY, faults: { slowBody: 0.5 }, faultsPerQuestion: 1, slowBodyMs: 20_000 });
  try {
    await openSample(page);
    await chooseModel(page, models.http, KEY);
    await page.getByText("Prompt, sampling, speed and limits").click();
    await field(page, "Seconds to wait for an answer").fill("3");
    await page.getByText("Prices and budget").first().click();
    await field(page, "Price of a million tokens in").fill("10000");
    await field(page, "Price of a million tokens out").fill("10000");
    await page.getByRole("button", { name: "Run 35 questions" }).click();
    await run(page).getByText("Tries that failed, by kind").waitFor();
    await pages.eventually(async () => assert.match(await pages.textOf(run(page)), /Answered [1-9]/));
    await run(page).getByRole("button", { name: "Stop", exact: true }).click();
    await run(page).getByText("Stopped", { exact: true }).waitFor();
    const paid = await spent(page);
    const { path } = await takeAway(page, run(page), "Journal (to continue elsewhere)", "spent");
    const [, ...records] = readFileSync(path, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.ok(records.some(({ again, cost }) => again && cost > 0), "no try without an answer has cost anything");
    assert.equal(Number(paid.replaceAll(" ", "")).toFixed(2), records.reduce((sum, { cost }) => sum + cost, 0).toFixed(2));

    // What is refused costs nothing.
    await page.reload();
    await openSample(page);
    await chooseModel(page, models.http, "another-key");
    await storedRun(page).getByRole("button", { name: "Continue run" }).click();
    await run(page).getByText("Ended by an error", { exact: true }).waitFor();
    await pages.eventually(async () => assert.equal(await spent(page), paid));
  } finally {
    await models.set({ key: KEY });
  }
  allowServer(problems, models.http);
});
