// What assistive technology is told, and whether text can be read.

import assert from "node:assert/strict";

import { site, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { openSample } from "./sample.mjs";

const ADDRESSES = ["#/data", "#/explore?row=0", "#/score?at=0"];

/** Roles of what can be operated; each needs a name. */
const OPERATED = new Set([
  "button", "link", "textbox", "radio", "checkbox", "combobox", "listbox", "slider", "grid", "searchbox", "progressbar",
]);

/** Least ratio for text of normal size, WCAG 2.2 success criterion 1.4.3. */
const LEAST_CONTRAST = 4.5;

async function openAt(page, address) {
  await page.goto(site.url + address);
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  if (address !== "#/data") await pages.opened(page).getByRole("img").waitFor();
}

/** The nodes of the browser's accessibility tree. */
async function accessibilityTree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => ({ role: node.role?.value, name: node.name?.value?.trim() ?? "" }));
}

for (const locale of ["en-US", "zh-CN"]) {
  test(`everything that can be operated has a name [${locale}]`, async ({ page }) => {
    await openSample(page);
    for (const address of ADDRESSES) {
      await openAt(page, address);
      await pages.eventually(async () => {
        const operated = (await accessibilityTree(page)).filter(({ role }) => OPERATED.has(role));
        assert.ok(operated.length > 8, `${address}: ${operated.length} found`);
        assert.deepEqual(operated.filter(({ name }) => name === ""), [], address);
      });
    }
  }, { locale });
}

test("every page has one main heading, and pictures say whose they are", async ({ page }) => {
  await openSample(page);
  for (const address of ADDRESSES) {
    await openAt(page, address);
    await pages.eventually(async () => {
      assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, address);
      assert.equal(await page.getByRole("main").count(), 1, address);
    });
  }
  await page.getByRole("img", { name: "Medical image of question 0" }).waitFor();
});

/** Each visible text with the contrast of its colour against what lies behind it. */
function contrasts() {
  const parse = (color) => {
    const [red, green, blue, alpha = 1] = color.match(/[\d.]+/g).map(Number);
    return { channels: [red, green, blue], alpha };
  };
  const over = (front, back) => front.channels.map((value, at) => value * front.alpha + back[at] * (1 - front.alpha));
  const luminance = (channels) => {
    const linear = channels.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const backgroundOf = (element) => {
    const color = parse(getComputedStyle(element).backgroundColor);
    if (color.alpha === 1 || element === document.documentElement) return color.channels;
    return over(color, backgroundOf(element.parentElement));
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (text === "" || !element.checkVisibility({ visibilityProperty: true })) continue;
    const back = backgroundOf(element);
    const front = over(parse(getComputedStyle(element).color), back);
    const [dark, light] = [luminance(front), luminance(back)].sort((a, b) => a - b);
    found.push({ text: text.slice(0, 40), contrast: (light + 0.05) / (dark + 0.05) });
  }
  return found;
}

for (const colorScheme of ["light", "dark"]) {
  test(`every text can be read in the ${colorScheme} theme`, async ({ page }) => {
    await openSample(page);
    for (const address of ADDRESSES) {
      await openAt(page, address);
      await pages.eventually(async () => {
        const found = await page.evaluate(contrasts);
        assert.ok(found.length > 30, `${address}: ${found.length} texts`);
        assert.deepEqual(found.filter(({ contrast }) => contrast < LEAST_CONTRAST), [], address);
      });
    }
  }, { colorScheme });
}
