// Where the key of a run does not go: nothing that the page keeps, shows, says or writes holds it, whatever a server does.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before } from "node:test";

import { writeQuestions } from "./asked.mjs";
import { dropFiles, test } from "./harness.mjs";
import { startModels } from "./models.mjs";
import * as pages from "./pages.mjs";
import { allowServer, chooseModel, field, kept, run, storedRun, takeAway, untilComplete } from "./runs.mjs";

const QUESTIONS = 12;
/** No provider's form, and what JSON may escape is in it. */
const KEY = "Zq7/w9+Recognisable_Key=41";
const FILES = ["xlsx", "tsv", "json", "Manifest (what made it)", "Transcripts (jsonl)", "Journal (to continue elsewhere)"];

let asked;
let models;

before(async () => {
  asked = await writeQuestions("KEYS_VAL", QUESTIONS);
  models = await startModels({ key: KEY, answers: asked.answers });
});

after(() => models?.stop());

/** All forms in which the key might be written down. */
const FORMS = [
  KEY,
  encodeURIComponent(KEY),
  KEY.replaceAll("/", "\\/"),
  KEY.replaceAll("=", "&#x3D;"),
  Buffer.from(KEY).toString("base64"),
  Buffer.from(`Bearer ${KEY}`).toString("base64"),
];

function assertAbsent(text, where) {
  for (const form of FORMS) assert.ok(!text.includes(form), `the key is in ${where}`);
}

/** What the browser says of itself, page and worker, while a test runs. */
function listen(page) {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error.stack)));
  page.on("framenavigated", (frame) => said.push(frame.url()));
  page.on("request", (request) => said.push(request.url()));
  return said;
}

async function openRun(page, origin) {
  await pages.openSite(page);
  await pages.dropDataset(page, [asked.path]);
  await pages.loadedFile(page, /^KEYS_VAL\s*12/).waitFor();
  await chooseModel(page, origin, KEY);
}

const begin = (page) => page.getByRole("button", { name: `Run ${QUESTIONS} questions` }).click();

/** Everything that is visible or in the markup, fields aside, which hold what was typed. */
async function assertShowsNone(page) {
  assertAbsent(await page.locator("body").innerText(), "the page's text");
  assertAbsent(await page.content(), "the markup");
}

/** A file as text: a spreadsheet's parts are unpacked. */
function textOf(path) {
  if (!path.endsWith(".xlsx")) return readFileSync(path, "utf8");
  const unpack = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); [print(n, z.read(n).decode()) for n in z.namelist()]";
  return execFileSync("python3", ["-c", unpack, path], { encoding: "utf8" });
}

async function assertFilesHoldNone(page, folder, files) {
  for (const file of files) {
    const { name, path } = await takeAway(page, run(page), file, folder);
    assertAbsent(name, "the name of a file");
    const text = textOf(path);
    assert.match(text, /mock-vision|Question 1/, `${name} is of this run`);
    assertAbsent(text, name);
  }
}

/**
 * A server that tells the key to everybody: in errors that pass, in errors that last, in answers, plain or with the
 * escapes of JSON.
 */
async function startIndiscreet() {
  const tried = new Map();
  const escaped = JSON.stringify(KEY).slice(1, -1).replaceAll("/", "\\/");
  const inCodes = [...KEY].map((character) => `\\u${character.codePointAt(0).toString(16).padStart(4, "0")}`).join("");
  const error = (said) => `{"error":{"message":"You sent Authorization: Bearer ${said} for this","code":"${said}"}}`;
  const answer = (said) =>
    `{"choices":[{"message":{"role":"assistant","content":"A for ${said}"},"finish_reason":"stop"}]}`;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "authorization, content-type");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    const row = Number(/Question (\d+):/.exec(Buffer.concat(chunks).toString())?.[1] ?? 0);
    const attempt = tried.get(row) ?? 0;
    tried.set(row, attempt + 1);
    response.setHeader("content-type", "application/json");
    const said = [KEY, escaped, inCodes][row % 3];
    // Three alike in a row would end the run.
    const kind = row % 4;
    if (kind === 0) return response.writeHead(400).end(error(said));
    if (kind === 1) return response.end(answer(said));
    if (attempt > 0) return response.end(answer("Bone"));
    if (kind === 2) return response.end(`Fatal: ${said} <b>is your key</b>`);
    return response.writeHead(500).end(error(said));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

test("after a run the key is in nothing that the page keeps, shows, says or writes", async ({ page, problems }) => {
  const said = listen(page);
  await openRun(page, models.http);
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("It answered:").waitFor();
  await begin(page);
  await untilComplete(page);
  assert.ok((await models.statistics()).answered >= QUESTIONS, "the key was sent");

  const everything = await kept(page);
  assert.ok(everything.includes("mock-vision"), "the run is journalled");
  assertAbsent(everything, "what the page keeps");
  await assertShowsNone(page);
  await assertFilesHoldNone(page, "keys", FILES);
  await run(page).getByRole("button", { name: "Open in Score" }).click();
  await pages.accuracy(page).waitFor();
  await assertShowsNone(page);
  assertAbsent(await kept(page), "what the page keeps");
  assertAbsent(said.join("\n"), "the console or an address");

  // A reload forgets it.
  await page.reload();
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  await dropFiles(page, [asked.path]);
  await pages.loadedFile(page, /^KEYS_VAL\s*12/).waitFor();
  await pages.goTo(page, "run");
  assert.equal(await field(page, "API key").inputValue(), "");
  allowServer(problems, models.http);
});

test("a key kept for the tab is in the tab's storage alone, and can be taken back", async ({ page, problems }) => {
  await openRun(page, models.http);
  const keep = page.getByLabel("Keep the key for this tab, so that it survives a reload").first();
  await keep.check();
  const stored = () => page.evaluate(() => JSON.stringify(sessionStorage));
  await pages.eventually(async () => assert.ok((await stored()).includes(KEY)));
  await begin(page);
  await untilComplete(page);
  assertAbsent((await kept(page)).replace(await stored(), ""), "more than the tab's storage");
  await assertShowsNone(page);
  await keep.uncheck();
  await pages.eventually(async () => assertAbsent(await stored(), "the tab's storage"));
  allowServer(problems, models.http);
});

test("a server that repeats the key gives it to nobody", async ({ page, problems }) => {
  const server = await startIndiscreet();
  try {
    const said = listen(page);
    await openRun(page, server.origin);
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText(/The server or browser said|It answered/).first().waitFor();
    await assertShowsNone(page);
    await begin(page);
    await pages.eventually(async () => {
      assert.match(await pages.textOf(run(page)), /Answered 9 Failed 3 Left 0/);
    });
    await untilComplete(page);
    for (const more of await page.locator("details").all()) await more.evaluate((details) => (details.open = true));
    await page.locator(".run__failure").getByText("[key]").first().waitFor();
    await assertShowsNone(page);
    assertAbsent(await kept(page), "what the page keeps");
    await assertFilesHoldNone(page, "indiscreet", FILES);
    assertAbsent(said.join("\n"), "the console or an address");
    await pages.eventually(async () => assert.equal(await storedRun(page).count(), 1));
    allowServer(problems, server.origin);
  } finally {
    await server.stop();
  }
});

/** A server that notes the keys it is sent. */
async function startNoter() {
  const keys = [];
  const server = createServer(async (request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "authorization, content-type");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    keys.push(request.headers.authorization);
    response.setHeader("content-type", "application/json");
    response.end('{"choices":[{"message":{"role":"assistant","content":"A"},"finish_reason":"stop"}]}');
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    keys,
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

test("a key goes to the host it was entered for and to no other", async ({ page, problems }) => {
  const [own, other] = [await startNoter(), await startNoter()];
  const testConnection = async ({ keys }) => {
    const before = keys.length;
    await page.getByRole("button", { name: "Test connection" }).click();
    await pages.eventually(async () => assert.ok(keys.length > before));
    // The next test begins once this one has its answer.
    await page.getByText("Testing…").waitFor({ state: "hidden" });
  };
  const address = field(page, "Address");
  const key = field(page, "API key");
  await openRun(page, own.origin);
  await testConnection(own);
  assert.ok(own.keys.every((sent) => sent === `Bearer ${KEY}`), `${own.keys}`);

  await address.fill(`${other.origin}/openai/v1`);
  await pages.eventually(async () => assert.equal(await key.inputValue(), ""));
  await page.getByText(`What was entered here before is for ${new URL(own.origin).host} only.`).waitFor();
  await testConnection(other);
  await begin(page);
  await untilComplete(page);
  assert.ok(other.keys.length > QUESTIONS && other.keys.every((sent) => !sent?.includes(KEY)), `${other.keys}`);

  await address.fill("nowhere");
  await pages.eventually(async () => assert.ok(await key.isDisabled()));
  await page.getByText("Enter the address first").waitFor();
  // Back at its host the key is there, and goes there.
  await address.fill(`${own.origin}/openai/v1`);
  await pages.eventually(async () => assert.equal(await key.inputValue(), KEY));
  const before = own.keys.length;
  await testConnection(own);
  assert.ok(own.keys.slice(before).every((sent) => sent === `Bearer ${KEY}`));
  for (const server of [own, other]) allowServer(problems, server.origin);
  await Promise.all([own.stop(), other.stop()]);
});

test("a key kept for the tab is forgotten with its address", async ({ page }) => {
  await openRun(page, models.http);
  await page.getByLabel("Keep the key for this tab, so that it survives a reload").first().check();
  const stored = () => page.evaluate(() => JSON.stringify(sessionStorage));
  await pages.eventually(async () => assert.ok((await stored()).includes(KEY)));
  // A link that names another server.
  await page.evaluate(() => { location.hash = "#/run?preset=openai"; });
  await pages.eventually(async () => assert.match(await field(page, "Address").inputValue(), /api\.openai\.com/));
  await pages.eventually(async () => assert.equal(await field(page, "API key").inputValue(), ""));
  await pages.eventually(async () => assertAbsent(await stored(), "the tab's storage"));
});
