// What holds for every page: language, theme, keys, addresses, and windows of every size.

import assert from "node:assert/strict";

import { generate } from "./generated.mjs";
import { dropFiles, projectFile, site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { openSample, openScore } from "./sample.mjs";

const PAGES = ["data", "explore", "score"];
const PHONE = { viewport: { width: 390, height: 844 } };

/** Goes to a page by its keys; on a busy machine they may be too far apart to belong together. */
const goByKeys = (page, keys, shown) =>
  pages.eventually(async () => {
    await page.keyboard.type(keys);
    await shown.waitFor({ timeout: 10_000 }).catch(({ message }) => assert.fail(message));
  });

const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

test("the language switch changes every page and is kept", async ({ page }) => {
  const headings = { data: ["Data", "数据"], explore: ["Explore", "浏览"], score: ["Score", "评分"] };
  const labels = {
    data: [["Close dataset", "关闭数据集"], ["Read to the end", "已全部读取"], ["Memory in use", "占用内存"]],
    explore: [["Show answer", "显示答案"], ["Table", "表格"], ["Export", "导出"]],
    score: [["Rule set", "规则版本"], ["Department", "科室"], ["All questions", "全部题目"], ["Single letter", "单个字母"]],
  };
  await openSample(page);
  await pages.goTo(page, "explore");
  await pages.gridLine(page, 0).click();
  for (const [at, language] of ["en", "zh-CN"].entries()) {
    await page.locator(`html[lang="${language}"]`).waitFor();
    for (const name of PAGES) {
      await pages.goTo(page, name);
      await page.getByRole("heading", { level: 1, name: headings[name][at], exact: true }).waitFor();
      for (const label of labels[name]) {
        await page.getByRole("main").getByText(label[at], { exact: true }).filter({ visible: true }).first().waitFor();
        const other = page.getByRole("main").getByText(label[1 - at], { exact: true });
        await pages.eventually(async () => assert.equal(await other.count(), 0, label[1 - at]));
      }
    }
    if (language === "en") await page.getByRole("button", { name: "中文" }).click();
  }
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "评分" }).waitFor();
});

test("a language whose texts cannot be fetched leaves the page as it is, and comes when it is asked for again", async ({ page, problems }) => {
  let fails = true;
  await page.route("**/locales/zh-*.txt", (route) => (fails ? route.fulfill({ status: 404 }) : route.continue()));
  await pages.openSite(page);
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByText(/The texts in 中文 could not be fetched \(404/).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  fails = false;
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("heading", { level: 1, name: "数据" }).waitFor();
  problems.length = 0;
});

test("the theme switch goes from light to dark", async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const brightness = async () => (await background()).match(/\d+/g).reduce((sum, part) => sum + Number(part), 0);
  await pages.openSite(page);
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await page.getByRole("button", { name: "Theme: light" }).waitFor();
  await pages.eventually(async () => assert.ok((await brightness()) > 600, await background()));
  await page.getByRole("button", { name: "Theme: light" }).click();
  await page.getByRole("button", { name: "Theme: dark" }).waitFor();
  await pages.eventually(async () => assert.ok((await brightness()) < 150, await background()));
});

test("questions can be looked through by keys alone", async ({ page }) => {
  const index = (index) => pages.opened(page).getByRole("heading", { name: `Index ${index} ` });
  const openIndex = (at) => index(at).waitFor();
  const heading = (name) => page.getByRole("heading", { level: 1, name });
  await openSample(page);
  await goByKeys(page, "gd", heading("Data"));
  await goByKeys(page, "ge", index(0));
  await page.keyboard.press("j");
  await openIndex(1);
  await page.keyboard.press("k");
  await openIndex(0);
  assert.equal(await page.getByText("Answer: D").count(), 0);
  await page.keyboard.press(" ");
  await page.getByText("Answer: D").waitFor();
  await page.keyboard.press(" ");
  await page.getByText("Answer: D").waitFor({ state: "detached" });
  await page.keyboard.press("/");
  await page.locator("input[type=search]:focus").waitFor();
  await page.keyboard.press("Escape");
  await goByKeys(page, "gs", heading("Score"));
  await goByKeys(page, "gd", heading("Data"));
});

test("the list of keys opens by a key, closes by Esc and gives the focus back", async ({ page }) => {
  await pages.openSite(page);
  const choose = page.getByRole("button", { name: "Choose files" });
  await choose.focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.getByText("go to Explore").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await pages.eventually(async () => assert.ok(await isFocused(choose)));
});

test("the tab key reaches the buttons that open files, and Enter presses them", async ({ page }) => {
  // The dialog of this function cannot be driven; without it the page falls back to the one that can.
  await page.addInitScript(() => delete window.showOpenFilePicker);
  // The browser takes a moment to hand dialogs over; one that opens before is lost.
  const chooser = page.waitForEvent("filechooser");
  await pages.openSite(page);
  const choose = page.getByRole("main").getByRole("button", { name: "Choose files" });
  const names = [];
  while (!(await isFocused(choose))) {
    await page.keyboard.press("Tab");
    names.push(await page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.textContent));
    assert.ok(names.length < 30, `not reached: ${names}`);
  }
  assert.ok(names.includes("Open files"), `${names}`);
  await page.keyboard.press("Enter");
  await (await chooser).setFiles("public/sample/SAMPLE_VAL.tsv");
  await pages.opened(page).waitFor();
});

test("an address leads to its row, and the back button to where one was", async ({ page }) => {
  await openSample(page);
  await page.goto(`${site.url}#/explore?row=12`);
  await pages.opened(page).getByRole("heading", { name: "Index 12 · row 13" }).waitFor();
  await pages.goTo(page, "score");
  await page.goBack();
  await pages.opened(page).getByRole("heading", { name: "Index 12 · row 13" }).waitFor();
  await page.goBack();
  await pages.opened(page).getByRole("heading", { name: "Index 0 · row 1" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Data" }).waitFor();
});

test("what of a link is not understood is told, and the rest of it applied", async ({ page }) => {
  const links = {
    explore: "list=wall&row=-1&options=abc&node=organ/x",
    run: "preset=nobody&sample=many&part=3",
    score: "rules=r1999&outcome=odd",
    check: "finding=odd&file=x",
    board: "view=odd&dir=up",
    help: "topic=odd",
  };
  await pages.openSite(page);
  const note = pages.notices(page).getByText(/in a form that is not understood/);
  for (const [name, query] of Object.entries(links)) {
    await page.evaluate((hash) => { location.hash = hash; }, `#/${name}?${query}`);
    for (const pair of query.split("&")) await note.filter({ hasText: pair }).waitFor();
    await pages.eventually(async () => assert.equal(await note.count(), 1));
  }
  await page.evaluate(() => { location.hash = "#/help?topic=scoring"; });
  await note.waitFor({ state: "detached" });
  await page.evaluate(() => { location.hash = "#/explore?node=department/Ophthalmology&sort=odd"; });
  await note.waitFor();
  await page.getByRole("group", { name: "Filters in force" }).getByText("Ophthalmology").waitFor();
});

test("a phone shows every page without scrolling sideways, the navigation at the bottom", async ({ page }) => {
  await openSample(page);
  for (const address of ["#/data", "#/explore", "#/explore?row=0", "#/score", "#/score?at=0"]) {
    await page.goto(site.url + address);
    await page.getByRole("main").getByRole("heading").first().waitFor();
    // What sticks out of the page itself; a list may scroll within its own frame.
    const boxes = page.locator("html, body, main");
    await pages.eventually(async () => {
      const widths = await boxes.evaluateAll((elements) => elements.map(({ scrollWidth }) => scrollWidth));
      assert.ok(Math.max(...widths) <= 390, `${address}: ${widths}`);
      const bar = await page.getByRole("navigation").boundingBox();
      assert.ok(bar.y > 700 && Math.abs(bar.y + bar.height - 844) <= 1, `${address}: ${JSON.stringify(bar)}`);
    });
  }
}, PHONE);

test("a list of 25,831 rows ends with the right row", async ({ page }) => {
  const rows = 25_831;
  const text = "Which of these findings is seen in this part of the picture? ".repeat(6);
  const line = (row) => `${row}\t${row}. ${text}\tfirst\tsecond\tA\n`;
  const lines = Array.from({ length: rows }, (_, row) => line(row));
  const file = await generate("long.tsv", `index\tquestion\tA\tB\tanswer\n${lines.join("")}`);
  await pages.openSite(page);
  await pages.dropDataset(page, [file]);
  await pages.untilRead(page);
  await pages.goTo(page, "explore");
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), rows));
  await pages.gridLine(page, 0).hover();
  // Where the list is being laid out, it goes back to the selected row.
  await pages.eventually(async () => {
    await page.mouse.wheel(0, 1e7);
    assert.ok(await pages.gridLine(page, rows - 1).getByText(`${rows - 1}. Which of`).isVisible());
  });
  await pages.gridLine(page, rows - 1).click();
  await pages.opened(page).getByRole("heading", { name: /^Index 25830 · row 25\s831$/ }).waitFor();
  await pages.grid(page).press("Home");
  await pages.opened(page).getByRole("heading", { name: "Index 0 · row 1" }).waitFor();
});

test("a page that does not exist is told of", async ({ page }) => {
  await pages.openSite(page, "#/nonsense");
  await pages.notices(page).getByText("There is no page “nonsense”.").waitFor();
  await page.getByRole("heading", { level: 1, name: "Data" }).waitFor();
});

test("a letter long after g goes nowhere", async ({ page }) => {
  await page.clock.install();
  await pages.openSite(page);
  await page.keyboard.press("g");
  await page.clock.fastForward(2000);
  await page.keyboard.press("b");
  await goByKeys(page, "gh", page.getByRole("heading", { level: 1, name: "Help" }));
  await page.waitForFunction(() => location.hash.startsWith("#/help"));
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Data" }).waitFor();
});

test("notices go by themselves, faults after longer, and those that are pointed at stay", async ({ page }) => {
  await page.clock.install();
  await openSample(page);
  await pages.goTo(page, "explore");
  const notice = (text) => pages.notices(page).getByText(text);
  await dropFiles(page, [await generate("notices/one_SAMPLE_VAL.tsv", "index\tprediction\n0\tA\n")]);
  // One file was opened now, whatever was opened before.
  await notice("one_SAMPLE_VAL.tsv is a prediction file.").waitFor();
  await dropFiles(page, [projectFile("public/icons/icon-192.png")]);
  await notice(/^Not opened: icon-192\.png/).waitFor();
  await page.clock.fastForward(7_000);
  await notice("is a prediction file.").waitFor({ state: "detached" });
  await notice(/^Not opened/).hover();
  await page.clock.fastForward(60_000);
  assert.equal(await notice(/^Not opened/).count(), 1);
  await page.mouse.move(400, 300);
  await page.clock.fastForward(60_000);
  await notice(/^Not opened/).waitFor({ state: "detached" });
});

test("a notice moves nothing and covers nothing", async ({ page }) => {
  await openSample(page);
  await pages.goTo(page, "explore");
  const box = (locator) => locator.boundingBox();
  const [before, lastLink] = [await box(page.getByRole("main")), await box(page.getByRole("navigation").getByRole("link").last())];
  await dropFiles(page, [projectFile("public/icons/icon-192.png")]);
  const notice = pages.notices(page).locator(".notice").last();
  await notice.getByText(/^Not opened/).waitFor();
  await pages.eventually(async () => {
    assert.deepEqual(await box(page.getByRole("main")), before);
    const { x, y, width } = await box(notice);
    assert.ok(x + width <= before.x && y >= lastLink.y + lastLink.height, JSON.stringify({ x, y, width, before, lastLink }));
  });
});

test("of several prediction files the notice says so", async ({ page }) => {
  await openSample(page);
  const tables = ["one", "two"].map((name) => generate(`notices/${name}_SAMPLE_VAL.tsv`, "index\tprediction\n0\tA\n"));
  await dropFiles(page, await Promise.all(tables));
  await pages.notices(page).getByText("2 prediction files opened.").waitFor();
  await pages.notices(page).getByRole("link", { name: "Score them" }).waitFor();
});

test("a notice on a phone covers nothing", async ({ page }) => {
  await openSample(page);
  await pages.goTo(page, "explore");
  await dropFiles(page, [projectFile("public/icons/icon-192.png")]);
  const notice = pages.notices(page).locator(".notice").first();
  await notice.waitFor();
  await pages.eventually(async () => {
    const [over, main, navigation] = await Promise.all(
      [notice, page.getByRole("main"), page.getByRole("navigation")].map((element) => element.boundingBox()),
    );
    assert.ok(over.y >= main.y + main.height && over.y + over.height <= navigation.y, JSON.stringify({ over, main }));
  });
}, PHONE);

test("where a press takes its button away, the focus stays near", async ({ page }) => {
  const focused = () => page.evaluate(() => document.activeElement.tagName);
  await openSample(page);
  await pages.goTo(page, "explore");
  await dropFiles(page, [projectFile("public/icons/icon-192.png")]);
  await pages.notices(page).getByRole("button", { name: "Dismiss" }).last().click();
  await pages.eventually(async () => assert.notEqual(await focused(), "BODY"));

  await page.getByText("Examples", { exact: true }).click();
  await page.locator(".menu__entry").first().click();
  await pages.eventually(async () => {
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Examples");
  });
  const chips = page.getByRole("group", { name: "Filters in force" });
  await chips.getByRole("button", { name: /^Remove/ }).first().click();
  await pages.eventually(async () => assert.notEqual(await focused(), "BODY"));
});

test("the back button undoes on the score page what was done there, before it leaves it", async ({ page }) => {
  await openScore(page);
  const pressed = (name) => pages.filters(page).getByRole("button", { name, pressed: true });
  await pages.goToTab(page, "Answers");
  await pages.filters(page).getByRole("button", { name: /^Incorrect/ }).click();
  await pressed(/Incorrect/).waitFor();
  await pages.gridLine(page, 0).click();
  await pages.opened(page).waitFor();
  await page.waitForFunction(() => location.hash.includes("at="));
  await page.goBack();
  await pages.opened(page).waitFor({ state: "detached" });
  await pressed(/Incorrect/).waitFor();
  await page.goBack();
  await pressed(/All/).waitFor();
  await page.goBack();
  await page.getByRole("tab", { name: "Overview", selected: true }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Explore" }).waitFor({ state: "attached" });
});
