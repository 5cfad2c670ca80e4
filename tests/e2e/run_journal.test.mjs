// What is kept of a run: one press too many begins no second run, and what cannot be read is told.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { test } from "./harness.mjs";
import { startModels } from "./models.mjs";
import * as pages from "./pages.mjs";
import { allowServer, chooseModel, field, KEY, run, spoil, storedRun, untilComplete } from "./runs.mjs";
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
  assert.equal(await storedRun(page).count(), 1);
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
