// Measures what running a model adds to the server's own time, beside a plain worker that sends the same bodies in several
// ways (plain-sender.js), and what each process takes for it.
// usage: node overhead.mjs [QUESTIONS [PIXELS OF A SIDE]]     (CHROME names the browser)
//
// The server answers after 50 ms and 64 questions are in flight, with pictures of 2 MB. Requests are made by the browser
// alone; nothing is intercepted. All contenders are measured in turn, in one browser, against one server.

import { mkdir, open, readFile, stat, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";

import { launch } from "../../tests/e2e/browser.mjs";
import { serveFolder } from "../../.make/static-server.mjs";
import { startModels } from "../../tests/e2e/models.mjs";
import { noise } from "../../tests/e2e/png.mjs";
import { watchProcesses } from "./processes.mjs";
import { drop, longestTasks } from "./stage.mjs";

const QUESTIONS = Number(process.argv[2] ?? 300);
const ROUNDS = 3;
const AT_A_TIME = 64;
const LATENCY = 50;
const IDEAL = (1000 * AT_A_TIME) / LATENCY;
/** Pixels of a side: noise of three bytes a pixel, by default 2 MB as a file. */
const SIDE = Number(process.argv[3] ?? 816);
const KEY = "test-key";
const FOLDER = "target/bench-data";
const PLAIN_SENDER = await readFile(new URL("plain-sender.js", import.meta.url), "utf8");
/** The ways of the plain sender. */
const WAYS = [
  "pictures of the file, unread",
  "pictures of the file, read first",
  "pictures as read",
];

/** The dataset, written unless it is there: its path, and where in it the pictures stand. Every row has its own. */
async function dataset() {
  const path = `${FOLDER}/RUN_${QUESTIONS}_${SIDE}_VAL.tsv`;
  // Written last: the file is whole once they are there.
  const rangesPath = `${path}.json`;
  if (!(await stat(rangesPath).catch(() => undefined))) {
    await mkdir(FOLDER, { recursive: true });
    const file = await open(path, "w");
    const ranges = [];
    let end = 0;
    const write = async (text) => (end += (await file.write(text)).bytesWritten);
    await write("index\timage\tquestion\tA\tB\tanswer\n");
    for (let row = 0; row < QUESTIONS; row += 1) {
      await write(`${row}\t`);
      ranges.push([end, await write(noise(row + 1, SIDE).toString("base64"))]);
      await write(`\tWhat is shown in row ${row}?\tyes\tno\tA\n`);
    }
    await file.close();
    await writeFile(rangesPath, JSON.stringify(ranges));
  }
  return { path, ranges: JSON.parse(await readFile(rangesPath, "utf8")) };
}

/** Sends as many questions from a worker that does nothing else. */
async function plainRun(browser, models, way, { path, ranges }) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const page = await context.newPage();
    await page.goto(`${models.https}/mock/settings`);
    await page.setContent('<input type="file">');
    await page.locator("input").setInputFiles(path);
    const url = `${models.https}/openai/v1/chat/completions`;
    const work = { url, key: KEY, questions: QUESTIONS, atATime: AT_A_TIME, way, ranges };
    const stopWatching = watchProcesses();
    const milliseconds = await page.evaluate(
      async ([program, work]) => {
        const worker = new Worker(URL.createObjectURL(new Blob([program], { type: "text/javascript" })));
        const done = new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => ("error" in data ? reject(new Error(data.error)) : resolve(data.milliseconds));
          worker.onerror = ({ message }) => reject(new Error(message));
        });
        worker.postMessage({ ...work, file: document.querySelector("input").files[0] });
        return done.finally(() => worker.terminate());
      },
      [PLAIN_SENDER, work],
    );
    return { watched: { milliseconds, taken: stopWatching() }, ...(await models.statistics()) };
  } finally {
    await context.close();
  }
}

/** A run of the built site, from the click to the last answer; `watch(page, run)` does the run. */
async function siteRun(browser, site, path, models, watch) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, serviceWorkers: "block", locale: "en-US" });
  try {
    const page = await context.newPage();
    await page.goto(site);
    await page.getByRole("button", { name: "Try the sample" }).waitFor();
    await drop(page, path);
    const button = page.getByRole("button", { name: /^Run [\d,. ]+ questions$/ });
    await page.getByRole("banner").getByText(/RUN_/).waitFor();
    await page.locator('nav a[href^="#/run"]').first().click();
    const field = (label) => page.getByRole("main").getByLabel(label, { exact: true }).first();
    await field("Server or provider").selectOption("custom");
    await field("Address").fill(`${models.https}/openai/v1`);
    await field("Model name").fill("mock-vision");
    await field("API key").fill(KEY);
    await page.getByText("Prompt, sampling, speed and limits").click();
    await field("Questions at a time").fill(String(AT_A_TIME));
    await button.waitFor();
    const watched = await watch(page, async () => {
      await button.click();
      await page.locator("#run-now").getByText("complete", { exact: true }).waitFor({ timeout: 600_000 });
    });
    const { answered, maxConcurrent } = await models.statistics();
    if (answered !== QUESTIONS) throw new Error(`${answered} of ${QUESTIONS} questions were answered`);
    await page.locator('nav a[href^="#/data"]').first().click();
    const figure = page.getByRole("main").locator("dl > div").filter({ has: page.getByText("Memory in use", { exact: true }) });
    return { watched, maxConcurrent, memory: await figure.locator("dd").innerText() };
  } finally {
    await context.close();
  }
}

/** By kind of process: milliseconds of processor time a question, and megabytes at most. */
function parts(taken) {
  const each = Object.entries(taken.seconds).map(([name, seconds]) => `${name} ${((1000 * seconds) / QUESTIONS).toFixed(1)}`);
  const most = Object.entries(taken.megabytes).map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)}`);
  return `${each.join(", ")} | ${most.join(", ")}`;
}

function report(name, { milliseconds, taken }, maxConcurrent, memory = "") {
  const rate = (1000 * QUESTIONS) / milliseconds;
  const share = ((100 * rate) / IDEAL).toFixed(0);
  console.log(`| ${name} | ${rate.toFixed(0)} | ${share} % | ${maxConcurrent} | ${parts(taken)} | ${memory} |`);
}

async function timed(_, run) {
  const stopWatching = watchProcesses();
  const began = performance.now();
  await run();
  return { milliseconds: performance.now() - began, taken: stopWatching() };
}

const { path, ranges } = await dataset();
const models = await startModels({ key: KEY, latencyMs: LATENCY }, { profile: "release" });
const server = await serveFolder("dist");
const browser = await launch();
try {
  console.log(`${QUESTIONS} questions, pictures of ${SIDE} × ${SIDE} pixels, ideal ${IDEAL} a second, ${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}\n`);
  console.log("| contender | questions a second | of ideal | most in flight | processor time a question, ms | memory grew at most by, MB | worker's memory |");
  console.log("|---|--:|--:|--:|---|---|--:|");
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of WAYS) {
      await models.forget();
      const { watched, maxConcurrent } = await plainRun(browser, models, way, { path, ranges });
      report(way, watched, maxConcurrent);
    }
    await models.forget();
    const { watched, maxConcurrent, memory } = await siteRun(browser, server.url, path, models, timed);
    report("gmai-scope", watched, maxConcurrent, memory);
  }
  await models.forget();
  const traced = await siteRun(browser, server.url, path, models, (page, run) => longestTasks(browser, page, run));
  const described = traced.watched.map(({ all, computing }) => `${all.toFixed(0)} ms (${computing.toFixed(0)} on a processor)`);
  console.log(`\nLongest tasks of the page's thread in one more run, which was traced: ${described.join(", ")}`);
} finally {
  await browser.close();
  await server.close();
  await models.stop();
}
