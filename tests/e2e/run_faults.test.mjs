// Runs of 500 questions against a server that misbehaves in every way it knows, undisturbed and with the page closed
// in the middle: no answer is lost, no question with an answer is asked again, and the file is the same.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, beforeEach } from "node:test";

import { predictionsOf, rowOf, writeQuestions } from "./asked.mjs";
import { dropFiles, projectFile, test } from "./harness.mjs";
import { PASSING_FAULTS, startModels } from "./models.mjs";
import * as pages from "./pages.mjs";
import { allowServer, chooseModel, field, KEY, run, storedRun, takeAway, untilComplete, untilCounted } from "./runs.mjs";

const QUESTIONS = 500;
const AT_A_TIME = 32;
/** Each of these ends a run, since every other question would meet the same. */
const FAULTS_OF_ALL = [
  ["wrongKey", "The key is missing, wrong or expired."],
  ["quotaExceeded", "The money or quota of this key is used up."],
  ["noVision", "The model takes no images."],
];
const JOURNAL = "Journal (to continue elsewhere)";
/** The server's certificate is one that nobody knows; only over HTTPS are more than six questions asked at a time. */
const OPTIONS = { ignoreHTTPSErrors: true };

let asked;
let models;

/** Of every kind one request in twenty; asks to wait are short, since the product keeps to them. */
const eachIn20 = (kinds, settings = {}) => ({
  key: KEY,
  answers: asked.answers,
  faults: Object.fromEntries(kinds.map((kind) => [kind, 0.05])),
  faultsPerQuestion: 3,
  retryAfterSeconds: 0,
  slowBodyMs: 100,
  ...settings,
});

const PASSING = [...PASSING_FAULTS, "unknownModel"];
const passing = () => eachIn20(PASSING);

before(async () => {
  asked = await writeQuestions("FAULTS_VAL", QUESTIONS);
  models = await startModels();
});

beforeEach(() => models.forget());

after(() => models?.stop());

async function openRun(page) {
  await pages.openSite(page);
  await pages.dropDataset(page, [asked.path]);
  await pages.loadedFile(page, /^FAULTS_VAL\s*500/).waitFor();
  await chooseModel(page, models.https);
  await page.getByText("Prompt, sampling, speed and limits").click();
  await field(page, "Questions at a time").fill(String(AT_A_TIME));
}

const begin = (page) => page.getByRole("button", { name: `Run ${QUESTIONS} questions` }).click();
const resume = (page) => run(page).getByRole("button", { name: "Continue", exact: true }).click();

/** The answered count of the run's panel. */
async function answered(page) {
  return Number(/Answered (\d+)/.exec(await pages.textOf(run(page)))?.[1]);
}

/** The records of a journal by index; that of a later line counts. */
function journalled(path) {
  const [, ...lines] = readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  return new Map(lines.map((record) => [record.index, record]));
}

/** How often the server was asked and has answered, by index. */
async function ledger() {
  const { questions } = await models.statistics();
  return new Map(questions.map((question) => [String(rowOf(question.prompt)), question]));
}

/** Every file of the run's panel, read by others and found clean. */
async function checkFiles(page, folder) {
  const files = {};
  for (const kind of ["xlsx", "tsv", "json"]) {
    const { name, path } = await takeAway(page, run(page), kind, folder);
    assert.equal(name, `mock-vision_FAULTS_VAL.${kind}`);
    files[kind] = path;
  }
  return files;
}

/** What pandas and openpyxl read in files of predictions must be this. */
function readByOthers(files, predictions) {
  const script = projectFile("tests/interop/predictions.py");
  const python = projectFile("target/interop-venv/bin/python");
  const said = execFileSync(python, [script, ...files], { input: JSON.stringify(predictions), encoding: "utf8" });
  assert.equal(said.trim(), `${files.length} files, ${Object.keys(predictions).length} predictions each`);
}

test(
  "faults of every kind lose no answer, and none is asked for again",
  async ({ page, problems }) => {
    await openRun(page);
    // What concerns all questions ends the run, says why, and harms nothing.
    for (const [fault, said] of FAULTS_OF_ALL) {
      await models.set(eachIn20([fault], { faults: { [fault]: 0.2 } }));
      if (fault === FAULTS_OF_ALL[0][0]) await begin(page);
      else await resume(page);
      await run(page).getByText(said).first().waitFor();
      await run(page).getByText("Every answer so far is kept.").waitFor();
      assert.match(await pages.textOf(run(page)), / Failed 0 /);
    }
    // What passes is waited for; a refusal is the model's own, and its question fails with this reason.
    await models.set(eachIn20([...PASSING, "refusal"]));
    await resume(page);
    await untilComplete(page);
    const refused = [...(await ledger()).values()].filter(({ faults }) => faults.refusal).length;
    assert.ok(refused > 0, "the server has refused no question");
    await untilCounted(page, new RegExp(`Answered ${QUESTIONS - refused} Failed ${refused} Left 0 `));
    const failures = page.locator(".run__failure");
    await failures.getByText("The provider's policy forbids this question or its answer.").waitFor();
    await pages.eventually(async () => assert.equal(await failures.getByRole("link").count(), Math.min(refused, 30)));

    await models.set(passing());
    await run(page).getByRole("button", { name: "Retry failed" }).click();
    await pages.eventually(async () => assert.equal(await answered(page), QUESTIONS));
    await untilComplete(page);

    const statistics = await models.statistics();
    const kinds = [...PASSING, "refusal", ...FAULTS_OF_ALL.map(([fault]) => fault)];
    assert.deepEqual(Object.keys(statistics.faults).toSorted(), kinds.toSorted(), "every kind has befallen the run");
    const byIndex = await ledger();
    assert.equal(byIndex.size, QUESTIONS);
    for (const [index, { answered }] of byIndex) assert.equal(answered, 1, `question ${index} was answered ${answered} times`);
    assert.ok(statistics.maxConcurrent <= AT_A_TIME, `${statistics.maxConcurrent} at a time`);
    const journal = journalled((await takeAway(page, run(page), JOURNAL, "faults")).path);
    assert.equal(journal.size, QUESTIONS);
    assert.ok([...journal.values()].every(({ outcome }) => "answered" in outcome));

    const files = await checkFiles(page, "faults");
    assert.deepEqual(predictionsOf(readFileSync(files.tsv, "utf8")), asked.predictions);
    readByOthers(Object.values(files), asked.predictions);
    await pages.goTo(page, "check");
    for (const path of Object.values(files)) {
      await dropFiles(page, [path]);
      await page.locator('main a[aria-current="true"]').filter({ hasText: path.split("/").at(-1) }).waitFor();
      const verdict = page.locator(".verdict-panel");
      await verdict.getByText(`${path.split("/").at(-1)} · ${QUESTIONS} rows`).waitFor();
      await pages.eventually(async () => {
        assert.deepEqual(await page.locator(".finding__title").allInnerTexts(), []);
        assert.match(await pages.textOf(verdict), /^\S+ Ready /);
      });
    }
    allowServer(problems, models.https);
  },
  OPTIONS,
);

test(
  "a run whose page is closed goes on where it was and ends in the same file",
  async ({ page, context, problems }) => {
    const tsv = async (page, folder) => readFileSync((await takeAway(page, run(page), "tsv", folder)).path);
    await models.set(passing());
    await openRun(page);
    await begin(page);
    await untilComplete(page);
    const undisturbed = await tsv(page, "undisturbed");
    assert.deepEqual(predictionsOf(undisturbed.toString()), asked.predictions);
    await run(page).getByRole("button", { name: "Close", exact: true }).click();
    await storedRun(page).getByRole("button", { name: "Delete", exact: true }).click();
    await storedRun(page).getByRole("button", { name: "Delete for good" }).click();
    await storedRun(page).waitFor({ state: "detached" });

    await models.forget();
    // Slow enough for the page to be closed before the end.
    await models.set({ ...passing(), latencyMs: 200 });
    await begin(page);
    let opened = page;
    const before = [];
    for (const share of [0.2, 0.6]) {
      await pages.eventually(async () => assert.ok((await answered(opened)) >= share * QUESTIONS));
      await opened.close();
      opened = await context.newPage();
      await openRun(opened);
      const stored = storedRun(opened);
      await stored.getByText(/ of 500 answered/).waitFor();
      const journal = journalled((await takeAway(opened, stored, JOURNAL, "disturbed")).path);
      assert.ok(journal.size >= share * QUESTIONS && journal.size < QUESTIONS, `${journal.size} are journalled`);
      before.push([journal, await ledger()]);
      await stored.getByRole("button", { name: "Continue run" }).click();
      await run(opened).waitFor();
    }
    await untilComplete(opened);

    assert.deepEqual(await tsv(opened, "disturbed"), undisturbed);
    const now = await ledger();
    for (const [journal, then] of before) {
      for (const index of journal.keys()) {
        assert.equal(now.get(index).requests, then.get(index).requests, `question ${index} was answered and asked again`);
      }
    }
    // Only what was in flight when the page was closed may have been answered to nobody.
    const twice = [...now.values()].filter(({ answered }) => answered > 1);
    assert.ok(twice.length <= 2 * AT_A_TIME, `${twice.length} questions were answered again`);
    allowServer(problems, models.https);
  },
  OPTIONS,
);
