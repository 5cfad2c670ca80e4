// Draws the images of the first screen's cards from a built site and its sample: small ones, in both themes.
// usage: .make/with-browser node .make/first-screen.mjs SITE

import { mkdirSync, writeFileSync } from "node:fs";

import { launch } from "../tests/e2e/browser.mjs";
import { serveFolder } from "./static-server.mjs";

const FOLDER = "public/first-screen";
const PAGES = {
  explore: ["#/explore?row=17", "article img"],
  score: ["#/score", "main h1"],
  check: ["#/check", "main h1"],
  run: ["#/run", "main h1"],
};

/** Makes a WebP of a PNG, at the size of a card on a dense screen. Runs in the page. */
async function shrink(png) {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]), { resizeWidth: 480, resizeHeight: 270, resizeQuality: "high" });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [480, 270];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.7).split(",")[1];
}

const server = await serveFolder(process.argv[2], { prefix: "/" });
const browser = await launch({ gpu: "none" });
mkdirSync(FOLDER, { recursive: true });
for (const colorScheme of ["light", "dark"]) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 810 }, colorScheme, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole("button", { name: "Try the sample" }).click();
  await page.locator("article img").waitFor();
  // Notices of opened files go after some seconds.
  await page.locator(".notice").first().waitFor({ state: "detached" });
  for (const [name, [hash, there]] of Object.entries(PAGES)) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await page.locator(there).first().waitFor();
    if (name === "check") await page.locator(".open-files__file a").click();
    await page.waitForTimeout(1500);
    const png = (await page.screenshot()).toString("base64");
    writeFileSync(`${FOLDER}/${name}-${colorScheme}.webp`, Buffer.from(await page.evaluate(shrink, png), "base64"));
  }
  await context.close();
}
await browser.close();
await server.close();
