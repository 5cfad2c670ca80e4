// The leaderboard: its table, its file to take away, own rows, and the comparison.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { generatedPath } from "./generated.mjs";
import { projectFile, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { openSample, predictions } from "./sample.mjs";
import { count, groups, score } from "./score.mjs";

const data = JSON.parse(readFileSync(projectFile("public/board/leaderboard.json"), "utf8"));
const newer = JSON.parse(readFileSync(projectFile("public/board/newer.json"), "utf8"));
const model = (name) => data.models.find((model) => model.name === name);

const OWN = "madeup-vlm-7b_SAMPLE_VAL.xlsx";
const OWN_ID = `own:r2024:${OWN}`;
const PHONE = { viewport: { width: 390, height: 844 } };

const table = (page) => page.getByRole("table", { name: /^Leaderboard/ });
const names = (page) => table(page).locator("tbody th button").allInnerTexts();
const head = (page, name) => table(page).getByRole("columnheader", { name, exact: true });
const rowOf = (page, name) => table(page).getByRole("row").filter({ has: page.getByRole("button", { name, exact: true }) });
const view = (page, name) => page.getByRole("group", { name: "What the board shows" }).getByRole("button", { name });
/** The address once what is under way is written, which is a task later. */
const hash = (page) =>
  page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(decodeURIComponent(location.hash)), 20)));

/** Goes to an address of the board and waits for its table, or for what `ready` finds. */
async function openBoard(page, query = "", ready = table) {
  await page.evaluate((address) => location.assign(address), `#/board${query}`);
  await ready(page).waitFor();
}

/** Takes a file away by its button; gives its name and bytes. */
async function download(page, button) {
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("main").getByRole("button", { name: button, exact: true }).click(),
  ]);
  const name = saved.suggestedFilename();
  const path = generatedPath(`downloads/${name}`);
  await saved.saveAs(path);
  return { name, bytes: readFileSync(path) };
}

/** The records of an RFC 4180 text. */
function parseCsv(text) {
  assert.ok(text.endsWith("\r\n"), "the last line ends too");
  const records = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/g)) {
    records.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") records.push([]);
  }
  return records.slice(0, -1);
}

test("all 51 rows are listed, the best on TEST first, each with its figures", async ({ page }) => {
  await pages.openSite(page, "#/board");
  await table(page).waitFor();
  await pages.eventually(async () => assert.equal((await names(page)).length, 51));
  const listed = await names(page);
  assert.deepEqual(listed, data.models.map(({ name, test }) => ({ name, test })).sort((a, b) => b.test - a.test).map(({ name }) => name));
  for (const name of ["GPT-4o", "MedDr", "Random"]) {
    const cells = await rowOf(page, name).getByRole("cell").allInnerTexts();
    const { test, val, all } = model(name);
    assert.deepEqual(cells.slice(1, 4), [test, val, all].map((figure) => figure.toFixed(2)), name);
  }
  await page.getByRole("main").getByText(/older revision of the files/).waitFor();
});

test("heads sort by mouse and keys, and say how; ties share their rank", async ({ page }) => {
  await pages.openSite(page, "#/board");
  await table(page).waitFor();
  const val = table(page).getByRole("columnheader").filter({ hasText: /^VAL Accuracy/ });
  const sorted = () => val.getAttribute("aria-sort");
  assert.equal(await sorted(), "none");
  await val.getByRole("button").click();
  await pages.eventually(async () => assert.equal(await sorted(), "descending"));
  const placeOf = async (name) => pages.plain(await rowOf(page, name).getByRole("rowheader").innerText());
  await pages.eventually(async () => {
    assert.match(await placeOf("XComposer2"), /^17= tied with another model XComposer2$/);
    assert.match(await placeOf("LLAVA-V1.5-7B-xtuner"), /^17= /);
    assert.match(await placeOf("LLAVA-V1.5-7B"), /^20 /);
  });
  await val.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await pages.eventually(async () => assert.equal(await sorted(), "ascending"));
  await pages.eventually(async () => assert.equal((await names(page))[0], "MedVInT"));
  await pages.eventually(async () => assert.match(await hash(page), /sort=val&dir=asc/));
});

test("search and family narrow the rows, and the address brings them back", async ({ page }) => {
  await pages.openSite(page, "#/board");
  await table(page).waitFor();
  await page.keyboard.press("/");
  await page.locator("input:focus").waitFor();
  await page.keyboard.type("qwen");
  const expected = data.models
    .filter(({ name, series, vision_encoder, llm }) =>
      [name, series, vision_encoder, llm].some((text) => text?.toLowerCase().includes("qwen")))
    .sort((a, b) => b.test - a.test)
    .map(({ name }) => name);
  assert.ok(expected.length < 10);
  await pages.eventually(async () => assert.deepEqual(await names(page), expected));
  await page.getByRole("combobox", { name: "Family" }).selectOption("proprietary");
  await pages.eventually(async () => assert.deepEqual(await names(page), ["Qwen-VL-Max"]));
  await view(page, "Tasks").click();
  await page.getByRole("button", { name: "Qwen-VL-Max", exact: true }).click();
  // It is written once the row is shown.
  await page.waitForFunction(() => location.hash.includes("open="));
  const address = await page.evaluate(() => location.href);
  const other = await page.context().newPage();
  await other.goto(address);
  await other.getByRole("heading", { level: 2, name: "Qwen-VL-Max" }).waitFor();
  await pages.eventually(async () => assert.deepEqual(await names(other), ["Qwen-VL-Max"]));
  assert.equal(await other.getByRole("searchbox").inputValue(), "qwen");
  assert.equal(await view(other, "Tasks").getAttribute("aria-pressed"), "true");
  await other.getByRole("searchbox").fill("no such model");
  await other.getByRole("button", { name: "Show all models" }).click();
  await pages.eventually(async () => assert.equal((await names(other)).length, 51));
});

for (const [name, fields] of [["tasks", "tasks"], ["departments", "departments"], ["granularity", "granularity"]]) {
  test(`the CSV of ${name} holds every figure of the data`, async ({ page }) => {
    await pages.openSite(page, `#/board?view=${name}`);
    await table(page).waitFor();
    const { name: saved, bytes } = await download(page, "CSV");
    assert.equal(saved, `gmai-mmbench_board_${name}.csv`);
    const [header, ...records] = parseCsv(bytes.toString("utf8"));
    assert.equal(records.length, 51);
    for (const record of records) {
      const row = Object.fromEntries(header.map((title, at) => [title.replace(/ .*/, ""), record[at]]));
      const expected = model(row.model);
      for (const [at, [abbreviation]] of data[fields].entries()) {
        assert.equal(Number(row[abbreviation]), expected[fields][at], `${row.model} ${abbreviation}`);
      }
    }
    assert.deepEqual(records.map((record) => record[1]), await names(page));
  });
}

test("newer results stand apart, each with source and protocol", async ({ page }) => {
  await pages.openSite(page, "#/board?view=newer");
  await table(page).waitFor();
  await pages.eventually(async () => assert.equal((await names(page)).length, newer.results.length));
  const first = table(page).locator("tbody tr").first();
  await first.getByRole("link", { name: /GMAI-VL/ }).waitFor();
  const best = Math.max(...newer.results.map(({ score }) => score ?? 0));
  assert.equal(await first.getByRole("cell").nth(1).innerText(), best.toFixed(2));
  await page.getByText(/Do not rank them against the board/).waitFor();
});

test("the own score stands in the table with the right figures, and is kept only when asked", async ({ page }) => {
  await openSample(page);
  await openBoard(page, "?view=departments");
  const judged = score(predictions, "r2024");
  const own = rowOf(page, OWN);
  const hits = count(judged, ({ hit }) => hit);
  await pages.eventually(async () => {
    const shown = await pages.textOf(own.getByRole("rowheader"));
    assert.ok(shown.includes("yours 35 other questions, so no rank · 2024 rules"), shown);
  });
  await table(page).getByRole("columnheader", { name: "Yours" }).waitFor();
  const cells = (await own.getByRole("cell").allInnerTexts()).map(pages.plain);
  assert.ok(cells[1].startsWith(`${pages.percent(hits, 35)} `), cells[1]);
  for (const [name, { hits, n }] of groups(judged, "department")) {
    const at = data.departments.findIndex(([, department]) => department === name);
    if (name === "") continue;
    assert.ok(at >= 0, name);
    assert.equal(cells[at + 3], ((100 * hits) / n).toFixed(pages.decimals(n)), name);
  }
  const stored = () => page.evaluate(() => localStorage.getItem("gmai-scope.board"));
  assert.equal(await stored(), null);
  await own.getByRole("button").click();
  await page.getByRole("button", { name: "Keep this row on this computer" }).click();
  await page.getByRole("button", { name: "Remove the kept row" }).waitFor();
  await pages.eventually(async () => assert.equal(JSON.parse((await stored()) || "[]")[0]?.overall.hits, hits));
  await page.reload();
  await rowOf(page, OWN).getByText(/kept/).waitFor();
  await page.getByRole("button", { name: "Remove the kept row" }).click();
  await rowOf(page, OWN).waitFor({ state: "detached" });
  await pages.eventually(async () => assert.equal(await stored(), ""));
});

test("an own score of a whole split says which place its figure would have", async ({ page }) => {
  const whole = { hits: 2000, n: 4550 };
  const counts = (length) => Array.from({ length }, () => ({ hits: 0, n: 0 }));
  const kept = { name: "whole.xlsx", rules: "r2024", overall: whole, tasks: counts(18), departments: counts(18), granularity: counts(4) };
  kept.tasks[2] = { hits: 50, n: 100 };
  await pages.openSite(page);
  await page.evaluate((kept) => localStorage.setItem("gmai-scope.board", JSON.stringify([kept])), kept);
  await page.reload();
  const shown = async () => pages.plain(await rowOf(page, "whole.xlsx").getByRole("rowheader").innerText());
  const better = (figure, own) => data.models.filter((model) => model.name !== "Random" && figure(model) > own).length;
  await openBoard(page);
  // Among the figures of VAL, whatever the table is sorted by.
  const place = better(({ val }) => val, (100 * whole.hits) / whole.n) + 1;
  await pages.eventually(async () => {
    assert.ok((await shown()).startsWith(`≈${place} the place this figure would have `), await shown());
  });
  await openBoard(page, "?view=tasks&sort=B");
  const ofTask = better(({ tasks }) => tasks[2], 50) + 1;
  await pages.eventually(async () => assert.ok((await shown()).startsWith(`≈${ofTask} `), await shown()));
});

test("an own score of other questions has no place, and says so", async ({ page }) => {
  await openSample(page);
  for (const address of ["", "?view=tasks&sort=B"]) {
    await openBoard(page, address);
    await rowOf(page, OWN).getByTitle(/has no rank among them/).waitFor();
    await pages.eventually(async () => {
      const shown = await pages.textOf(rowOf(page, OWN).getByRole("rowheader"));
      assert.match(shown, /^– .*35 other questions, so no rank/);
      assert.ok(!(await pages.textOf(table(page))).includes("≈"));
    });
  }
});

test("where nothing is chosen, the top five and the own score are suggested", async ({ page }) => {
  await openSample(page);
  const chart = (page) => page.getByRole("button", { name: "Compare the top five and yours" });
  await openBoard(page, "?view=compare", chart);
  await chart(page).click();
  await page.getByRole("img", { name: "Accuracy by clinical VQA task" }).waitFor();
  await view(page, "Compare (6)").waitFor();
  await page.getByRole("button", { name: `Remove ${OWN} from the comparison` }).waitFor();
});

test("kept rows that cannot be read are told of and can be removed", async ({ page }) => {
  await pages.openSite(page);
  await page.evaluate(() => localStorage.setItem("gmai-scope.board", "[{]"));
  await page.reload();
  await openBoard(page);
  await pages.alerts(page).getByText(/kept rows of an earlier visit/).waitFor();
  await page.getByRole("button", { name: "Remove what is stored" }).click();
  await pages.alerts(page).waitFor({ state: "detached" });
});

test("rows are compared: six at most, as a chart and as a table", async ({ page }) => {
  await openSample(page);
  await openBoard(page);
  for (const name of ["GPT-4o", "MedDr", "GPT-4V", "Gemini 1.5", "MiniCPM-V2", OWN]) {
    await table(page).getByRole("checkbox", { name: `Compare ${name}` }).check();
  }
  const seventh = table(page).getByRole("checkbox", { name: "Compare Gemini 1.0" });
  await pages.eventually(async () => assert.ok(await seventh.isDisabled()));
  await view(page, "Compare (6)").click();
  const chart = page.getByRole("img", { name: "Accuracy by clinical VQA task" });
  await chart.waitFor();
  const marks = async () => chart.locator("path").count();
  const judged = groups(score(predictions, "r2024"), "clinical VQA task");
  await pages.eventually(async () => assert.equal(await marks(), 6 + 5 * 18 + judged.size));
  assert.match(await chart.locator("desc").textContent(), /GPT-4o/);
  await page.getByText("The figures as a table").click();
  const rows = await pages.eventually(async () => {
    const rows = await pages.tableRows(page.getByRole("table"));
    assert.equal(rows.size, 18);
    return rows;
  });
  const bone = rows.get("Bone");
  const { hits, n } = judged.get("Bone");
  assert.match(bone[0], new RegExp(`^${((100 * hits) / n).toFixed(2)} \\[[\\d.]+, [\\d.]+\\] n = ${n}$`));
  assert.match(bone[1], new RegExp(`^${model("GPT-4o").tasks[2].toFixed(2)} \\[53\\.\\d+, 60\\.\\d+\\]$`));
  assert.equal(bone.at(-1), model("Random").tasks[2].toFixed(2));
  await page.getByRole("button", { name: "Departments" }).last().click();
  await page.getByRole("img", { name: "Accuracy by department" }).waitFor();
  await page.getByRole("button", { name: "Remove MedDr from the comparison" }).click();
  await pages.eventually(async () => assert.equal((await hash(page)).includes("m=MedDr"), false));
});

test("the chart is taken away as SVG and PNG in the colours of the theme", async ({ page }) => {
  await openSample(page);
  const chart = (page) => page.getByRole("img", { name: "Accuracy by perceptual granularity" });
  await openBoard(page, `?view=compare&by=granularity&m=GPT-4o&m=${encodeURIComponent(OWN_ID)}`, chart);
  // The own score may come a moment later.
  await pages.eventually(async () => assert.equal(await chart(page).locator("path").count(), 2 + 2 * 4));
  const svg = await download(page, "SVG");
  assert.equal(svg.name, "gmai-mmbench_compare_granularity.svg");
  const text = svg.bytes.toString("utf8");
  const parsed = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const colours = [...root.querySelectorAll("[fill], [stroke]")].flatMap((element) => [element.getAttribute("fill"), element.getAttribute("stroke")]);
    return { name: root.localName, title: root.querySelector("title").textContent, marks: root.querySelectorAll("path").length, colours };
  }, text);
  assert.equal(parsed.name, "svg");
  assert.equal(parsed.title, "Accuracy by perceptual granularity");
  assert.equal(parsed.marks, 2 + 2 * 4);
  assert.ok(parsed.colours.filter((colour) => colour !== null).every((colour) => /^#[0-9a-f]{3,6}$/.test(colour)), `${parsed.colours}`);
  const png = await download(page, "PNG");
  assert.equal(png.name, "gmai-mmbench_compare_granularity.png");
  const pixels = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const colours = new Set(new Uint32Array(data.buffer));
    return { width: bitmap.width, colours: colours.size };
  }, png.bytes.toString("base64"));
  assert.equal(pixels.width, 2000);
  assert.ok(pixels.colours > 20, `${pixels.colours} colours`);
});

test("a board that cannot be fetched is told of and asked for again", async ({ page, problems }) => {
  let fails = true;
  await page.route("**/board/leaderboard.json", (route) => (fails ? route.fulfill({ status: 404 }) : route.continue()));
  await pages.openSite(page, "#/board");
  await pages.alerts(page).getByText(/could not be fetched: 404/).waitFor();
  problems.length = 0;
  fails = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await table(page).waitFor();
});

test("a broken data file is told of with its place", async ({ page }) => {
  await page.route("**/board/newer.json", (route) => route.fulfill({ body: "{\n  nothing", contentType: "application/json" }));
  await pages.openSite(page, "#/board");
  await pages.alerts(page).getByText(/cannot be read: line 2, column 3/).waitFor();
});

test("the board works on a phone, and in Chinese", async ({ page }) => {
  await openSample(page);
  for (const address of ["", "?view=tasks&open=MedDr", "?view=newer", "?view=compare&m=GPT-4o&m=MedDr"]) {
    await page.goto(`${site.url}#/board${address}`);
    const main = page.getByRole("main");
    if (address.includes("open=")) {
      // The open row covers the rest.
      await main.getByRole("heading", { level: 2, name: "MedDr" }).waitFor();
    } else {
      await main.getByRole("heading", { level: 1, name: "排行榜" }).waitFor();
      await page.getByText(/获取|准确率|结果|数值/).filter({ visible: true }).first().waitFor();
    }
    const boxes = page.locator("html, body, main");
    await pages.eventually(async () => {
      const widths = await boxes.evaluateAll((elements) => elements.map(({ scrollWidth }) => scrollWidth));
      assert.ok(Math.max(...widths) <= 390, `${address}: ${widths}`);
    });
  }
}, { ...PHONE, locale: "zh-CN" });

test("the head of the many columns is low on a phone", async ({ page }) => {
  await pages.openSite(page, "#/board?view=tasks");
  await table(page).waitFor();
  await pages.eventually(async () => {
    const { height } = await table(page).getByRole("columnheader").last().boundingBox();
    assert.ok(height <= 64, `${height} px`);
  });
  await head(page, "B Bone").waitFor();
}, PHONE);

test("the table keeps its head and names in view while it is scrolled", async ({ page }) => {
  await pages.openSite(page, "#/board?view=departments");
  await table(page).waitFor();
  await pages.eventually(async () => {
    await page.locator(".board").evaluate((frame) => frame.scrollTo(400, 700));
    const frame = await page.locator(".board").boundingBox();
    const name = await rowOf(page, "Monkey").getByRole("rowheader").boundingBox();
    const top = await head(page, "Model").boundingBox();
    assert.ok(name.x >= frame.x && name.x < frame.x + 60, JSON.stringify({ frame, name }));
    assert.ok(Math.abs(top.y - frame.y) <= 1, JSON.stringify({ frame, top }));
  });
});
