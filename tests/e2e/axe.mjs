// What axe-core finds in a page.

import { readFileSync } from "node:fs";

import { projectFile } from "./harness.mjs";

const AXE = readFileSync(projectFile("node_modules/axe-core/axe.min.js"), "utf8");

/** The serious and critical violations of a page, or of a frame, as it stands, each with where it is. */
export async function violations(page) {
  // The page's policy forbids foreign scripts in its markup, not what the tests evaluate.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
    const found = await window.axe.run(document, { resultTypes: ["violations"] });
    return found.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        // A grid that has the focus scrolls the region within it as its keys move.
        nodes
          .filter(({ target: [selector] }) => !isScrolledByGrid(id, selector))
          .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
      );
    function isScrolledByGrid(id, selector) {
      const region = document.querySelector(selector);
      return id === "scrollable-region-focusable" && region.parentElement.matches('[role="grid"][tabindex="0"]');
    }
  });
}
