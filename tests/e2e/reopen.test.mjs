// After a reload every empty page offers to open again what was open.

import { test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { PREDICTIONS } from "./sample.mjs";

test("after a reload the sample and its predictions are opened again from any empty page", async ({ page }) => {
  for (const name of ["data", "explore", "check"]) {
    await pages.openSite(page);
    if (name === "data") await page.getByRole("button", { name: "Try the sample" }).click();
    else await page.getByRole("button", { name: /^Reopen/ }).click();
    await pages.loadedFile(page, /SAMPLE_VAL\.xlsx\s*[\d.]+\s*%/).waitFor();
    await pages.goTo(page, name);
    await page.reload();
    const again = page.getByRole("main").getByRole("button", {
      name: "Reopen the sample and madeup-vlm-7b_SAMPLE_VAL.xlsx",
    });
    await again.click();
    await pages.loadedFile(page, /SAMPLE_VAL\.xlsx\s*[\d.]+\s*%/).waitFor();
    await pages.loadedFile(page, /^SAMPLE_VAL\s*35/).waitFor();
  }
});

test("what was closed is not offered", async ({ page }) => {
  await pages.openSite(page);
  await page.getByRole("button", { name: "Try the sample" }).click();
  await pages.opened(page).waitFor();
  await page.getByRole("button", { name: "Close dataset" }).click();
  await page.getByRole("button", { name: `Close ${PREDICTIONS.split("/").pop()}` }).click();
  await pages.loadedFile(page, /SAMPLE_VAL/).first().waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("button", { name: "Choose files" }).first().waitFor();
  await page.getByRole("button", { name: /^Reopen/ }).waitFor({ state: "detached" });
});

test("the first screen leads to four jobs, each with an image of it", async ({ page }) => {
  await pages.openSite(page);
  const jobs = page.getByRole("list", { name: "What you can do" }).getByRole("link");
  for (const [at, name] of [/^Explore/, /^Score/, /^Check and submit/, /^Run/].entries()) {
    await jobs.nth(at).filter({ hasText: name }).waitFor();
    const image = jobs.nth(at).locator("img").first();
    await image.scrollIntoViewIfNeeded();
    await image.evaluate((image) => image.decode());
  }
  await jobs.first().click();
  await page.getByRole("heading", { level: 1, name: "Explore" }).waitFor();
});
