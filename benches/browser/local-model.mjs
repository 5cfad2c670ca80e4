// Measures a model in the browser, on WebAssembly and at four bits, by the page's own measure of two questions.
// usage: node local-model.mjs FOLDER [TOKENS]     (a model's folder; CHROME names the browser)
//
// An answer ends after so many tokens, since random weights know no end. Questions are those of the bundled sample.

import { cpus, loadavg } from "node:os";

import { watchProcesses } from "./processes.mjs";
import { onTheSite } from "./stage.mjs";

const FOLDER = process.argv[2];
const TOKENS = process.argv[3] ?? "8";

async function measure(page, whole) {
  page.setDefaultTimeout(1_800_000);
  await page.getByRole("button", { name: "Try the sample" }).click();
  await page.getByRole("banner").getByText("SAMPLE_VAL").first().waitFor();
  await page.locator('nav a[href^="#/run"]').first().click();
  await page.getByRole("radio", { name: "A model in this browser" }).check();
  const field = (label) => page.getByRole("main").getByLabel(label, { exact: true }).first();
  await field("Which model").selectOption("dropped");
  await field("Device").selectOption("wasm");
  await field("Precision").selectOption("q4");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose folder" }).click(),
  ]);
  await chooser.setFiles(FOLDER);
  await page.getByText("Prompt, sampling, speed and limits").click();
  await field("Most tokens of an answer").fill(TOKENS);
  await page.getByRole("checkbox", { name: /as a whole/ }).setChecked(whole);
  const stopWatching = watchProcesses();
  await page.getByRole("button", { name: "Measure two questions" }).click();
  await page.getByText("All questions (35)").waitFor();
  const { megabytes } = stopWatching();
  const figures = await page.getByRole("main").locator("dl.run__figures dd").allInnerTexts();
  console.log(`| ${whole ? "whole" : "in tiles"} | ${figures.slice(0, 3).join(" | ")} | ${megabytes.pages.toFixed(0)} |`);
}

console.log(`${FOLDER}, answers of ${TOKENS} tokens, ${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}\n`);
console.log("| pictures | loading | first question | second question | memory of the page grew at most by, MB |");
console.log("|---|--:|--:|--:|--:|");
// Each in a browser of its own: memory that WebAssembly has taken is never given back.
for (const whole of [true, false]) await onTheSite({}, (page) => measure(page, whole));
