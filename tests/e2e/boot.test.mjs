import assert from "node:assert/strict";

import { site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";

test("the page boots below a sub-path and under its own Content-Security-Policy", async ({ page }) => {
  await page.addInitScript(() => addEventListener("TrunkApplicationStarted", () => (window.started = true)));
  await page.goto(site.url);
  await page.waitForFunction(() => window.started);
  assert.match(await page.title(), /GMAI Scope/);
});

test("the page allows no inline script", async ({ page, problems }) => {
  await page.goto(site.url);
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ranInline = true";
    document.head.append(script);
    return window.ranInline === true;
  });
  assert.equal(ran, false);
  await pages.eventually(() => assert.match(problems.join("\n"), /Content Security Policy/));
  problems.length = 0;
});

test("the page names a worker that starts", async ({ page }) => {
  await page.goto(site.url);
  const name = await page.locator("html").getAttribute("data-worker");
  assert.match(name, /^\.\/worker-[0-9a-f]{16}_loader\.js$/);
  const outcome = await page.evaluate(
    (name) =>
      new Promise((resolve) => {
        const worker = new Worker(name, { type: "module" });
        worker.onmessage = () => resolve("it spoke");
        worker.onerror = (event) => resolve(event.message);
      }),
    name,
  );
  assert.equal(outcome, "it spoke");
});

test("a page that cannot fetch its texts says so in words", async ({ page, problems }) => {
  await page.route("**/locales/*.txt", (route) => route.fulfill({ status: 404 }));
  await page.goto(site.url);
  await page.getByRole("alertdialog", { name: "GMAI Scope cannot start" }).getByText(/404 .*locales\/en-/).waitFor();
  problems.length = 0;
});
