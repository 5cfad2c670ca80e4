// The help page: topics by address, in both languages.

import assert from "node:assert/strict";

import { site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";

const article = (page) => page.getByRole("article");

test("every topic is shown, and only what is asked for is fetched", async ({ page }) => {
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await pages.openSite(page);
  assert.ok(!fetched.some((path) => path.includes("/help/")), `${fetched}`);
  await pages.goTo(page, "help");
  const topics = page.getByRole("navigation", { name: "Topics" }).getByRole("link");
  await topics.first().waitFor();
  assert.equal(await topics.count(), 13);
  for (const topic of await topics.all()) {
    const title = await topic.innerText();
    await topic.click();
    await article(page).getByRole("heading", { level: 2, name: title }).waitFor();
    await article(page).locator(".help__text > *").first().waitFor();
  }
  assert.equal(fetched.filter((path) => path.includes("/help/en/")).length, 13);
});

test("an address leads to a topic in the reader's language, and links lead on", async ({ page }) => {
  await pages.openSite(page, "#/help?topic=scoring");
  await article(page).getByRole("cell", { name: "r2024" }).waitFor();
  await page.getByRole("button", { name: "中文" }).click();
  await article(page).getByRole("heading", { name: "规则版本" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  await page.goto(`${site.url}#/help?topic=faq`);
  await article(page).getByRole("link", { name: "如何评分" }).click();
  await article(page).getByRole("heading", { level: 2, name: "如何评分" }).waitFor();
});

test("the keys are those of the dialog", async ({ page }) => {
  await pages.openSite(page, "#/help?topic=keys");
  const onPage = await article(page).locator("dl").innerText();
  await page.keyboard.press("?");
  await pages.eventually(async () => assert.equal(await page.getByRole("dialog").locator("dl").innerText(), onPage));
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  // On a busy machine the two keys may be too far apart to belong together.
  await pages.eventually(async () => {
    await page.keyboard.type("gd");
    const data = page.getByRole("heading", { level: 1, name: "Data" });
    await data.waitFor({ timeout: 10_000 }).catch(({ message }) => assert.fail(message));
  });
});

test("a text that cannot be fetched is told once and fetched again on request", async ({ page, problems }) => {
  await page.route("**/help/en/files.html", (route) => route.abort());
  await pages.openSite(page, "#/help?topic=files");
  await pages.alerts(page).waitFor();
  await page.unroute("**/help/en/files.html");
  await pages.alerts(page).getByRole("button", { name: "Try again" }).click();
  await article(page).getByRole("heading", { name: "Predictions" }).waitFor();
  assert.ok(problems.splice(0).every((problem) => problem.includes("files.html")));
});
