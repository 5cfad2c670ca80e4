// Measures what running a model adds to the server's own time, beside a plain worker that sends the same bodies.
// usage: node overhead.mjs [QUESTIONS [PIXELS OF A SIDE]]     (CHROME names the browser)
//
// The server answers after 50 ms and 64 questions are in flight, with pictures of 2 MB. Requests are made by the browser
// alone; nothing is intercepted. Both contenders are measured in turn, in one browser, against one server.

import { mkdir, open, rename, stat } from "node:fs/promises";
import { cpus, loadavg } from "node:os";

import { launch } from "../../tests/e2e/browser.mjs";
import { serveFolder } from "../../.make/static-server.mjs";
import { startModels } from "../../tests/e2e/models.mjs";
import { noise } from "../../tests/e2e/png.mjs";
import { drop, watchLongTasks } from "./stage.mjs";

const QUESTIONS = Number(process.argv[2] ?? 1000);
const ROUNDS = 3;
const AT_A_TIME = 64;
const LATENCY = 50;
const IDEAL = (1000 * AT_A_TIME) / LATENCY;
/** Pixels of a side: noise of three bytes a pixel, by default 2 MB as a file. */
const SIDE = Number(process.argv[3] ?? 816);
/** So many pictures differ; other rows refer to them. */
const PICTURES = 16;
const KEY = "test-key";
const FOLDER = "target/bench-data";

async function writeDataset() {
  const path = `${FOLDER}/RUN_${QUESTIONS}_${SIDE}_VAL.tsv`;
  if (await stat(path).catch(() => undefined)) return path;
  await mkdir(FOLDER, { recursive: true });
  const file = await open(`${path}.part`, "w");
  await file.write("index\timage\tquestion\tA\tB\tanswer\n");
  for (let row = 0; row < QUESTIONS; row += 1) {
    const image = row < PICTURES ? noise(row + 1, SIDE).toString("base64") : String(row % PICTURES);
    await file.write(`${row}\t${image}\tWhat is shown in row ${row}?\tyes\tno\tA\n`);
  }
  await file.close();
  await rename(`${path}.part`, path);
  return path;
}

/** Sends bodies of that size from a worker that does nothing else; resolves to milliseconds. */
function plainWorker(page, url, body) {
  return page.evaluate(
    async ([url, key, picture, questions, atATime]) => {
      const program = `onmessage = async ({ data: { url, key, picture, questions, atATime } }) => {
        const head = '{"model":"mock-vision","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,';
        const tail = (row) => '"}},{"type":"text","text":"Plain question ' + row + '"}]}]}';
        const bytes = new TextEncoder().encode(picture);
        const headers = { "content-type": "application/json", authorization: "Bearer " + key };
        let next = 0;
        const ask = async () => {
          while (next < questions) {
            const row = next++;
            const body = new Blob([head, bytes, tail(row)]);
            const response = await fetch(url, { method: "POST", headers, body, credentials: "omit" });
            await response.json();
          }
        };
        const began = performance.now();
        await Promise.all(Array.from({ length: atATime }, ask));
        postMessage(performance.now() - began);
      };`;
      const worker = new Worker(URL.createObjectURL(new Blob([program], { type: "text/javascript" })));
      const done = new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
      worker.postMessage({ url, key, picture, questions, atATime });
      return done.finally(() => worker.terminate());
    },
    [url, KEY, body, QUESTIONS, AT_A_TIME],
  );
}

/** A run of the built site: milliseconds from the click to the last answer, longest task, most memory of its worker. */
async function siteRun(browser, site, path, models) {
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
    const longTasks = await watchLongTasks(page);
    await longTasks();
    const began = Date.now();
    await button.click();
    await page.locator("#run-now").getByText("complete", { exact: true }).waitFor({ timeout: 600_000 });
    const milliseconds = Date.now() - began;
    const { answered, maxConcurrent } = await models.statistics();
    if (answered !== QUESTIONS) throw new Error(`${answered} of ${QUESTIONS} questions were answered`);
    const longest = Math.max(0, ...(await longTasks()));
    await page.locator('nav a[href^="#/data"]').first().click();
    const figure = page.getByRole("main").locator("dl > div").filter({ has: page.getByText("Memory in use", { exact: true }) });
    const memory = await figure.locator("dd").innerText();
    return { milliseconds, maxConcurrent, longest, memory };
  } finally {
    await context.close();
  }
}

async function plainRun(browser, models) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const page = await context.newPage();
    await page.goto(`${models.https}/mock/settings`);
    const body = noise(1, SIDE).toString("base64");
    const milliseconds = await plainWorker(page, `${models.https}/openai/v1/chat/completions`, body);
    const { maxConcurrent } = await models.statistics();
    return { milliseconds, maxConcurrent };
  } finally {
    await context.close();
  }
}

function report(name, { milliseconds, maxConcurrent, longest, memory = "" }) {
  const rate = (1000 * QUESTIONS) / milliseconds;
  const share = ((100 * rate) / IDEAL).toFixed(0);
  const task = longest === undefined ? "" : longest.toFixed(0);
  console.log(`| ${name} | ${(milliseconds / 1000).toFixed(1)} | ${rate.toFixed(0)} | ${share} % | ${maxConcurrent} | ${task} | ${memory} |`);
}

const path = await writeDataset();
const models = await startModels({ key: KEY, latencyMs: LATENCY }, { profile: "release" });
const server = await serveFolder("dist");
const browser = await launch();
try {
  console.log(`${QUESTIONS} questions, pictures of ${SIDE} × ${SIDE} pixels, ideal ${IDEAL} a second, ${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}\n`);
  console.log("| contender | seconds | questions a second | of ideal | most in flight | longest task, ms | worker's memory |");
  console.log("|---|--:|--:|--:|--:|--:|--:|");
  for (let round = 0; round < ROUNDS; round += 1) {
    await models.forget();
    report("plain worker", await plainRun(browser, models));
    await models.forget();
    report("gmai-scope", await siteRun(browser, server.url, path, models));
  }
} finally {
  await browser.close();
  await server.close();
  await models.stop();
}
