// What every measurement of the built site needs: a page, files dropped on it, times by the page's own clock.

import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { serveFolder } from "../../.make/static-server.mjs";
import { launch } from "../../tests/e2e/browser.mjs";

const project = resolve(fileURLToPath(new URL("../../", import.meta.url)));

/** Runs `measure(page)` on the built site; `conditions` are functions that run in the page, for `timeUntil`. */
export async function onTheSite(conditions, measure) {
  const server = await serveFolder(resolve(project, process.env.SITE ?? "dist"));
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
    const entries = Object.entries(conditions).map(([name, condition]) => `${JSON.stringify(name)}: ${condition}`);
    await page.addInitScript(`window.conditions = { ${entries.join(", ")} };`);
    await page.goto(server.url);
    await page.getByRole("button", { name: "Try the sample" }).waitFor();
    await measure(page);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Drops a file on the page. */
export async function drop(page, path) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [resolve(path)], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 700, y: 400, data });
  }
  await session.detach();
}

/** Milliseconds from the next event of that type to the first frame in which the condition holds: `await finished(…)`. */
export function timeUntil(page, type, condition) {
  return page.evaluateHandle(
    ([type, condition]) => ({
      result: new Promise((resolve) => {
        const begin = () => {
          const began = performance.now();
          const look = () => {
            if (window.conditions[condition]()) resolve(performance.now() - began);
            else requestAnimationFrame(look);
          };
          look();
        };
        window.addEventListener(type, begin, { capture: true, once: true });
      }),
    }),
    [type, condition],
  );
}

/** The time that `timeUntil` takes. */
export const finished = (timer) => timer.evaluate((timer) => timer.result);

/** Milliseconds of every frame while an element's scroll position goes from top to bottom in so many steps. */
export function frameTimes(page, selector, steps) {
  return page.evaluate(
    async ([selector, steps]) => {
      const list = document.querySelector(selector);
      const times = [];
      let last = await new Promise(requestAnimationFrame);
      for (let step = 0; step < steps; step += 1) {
        list.scrollTop += list.scrollHeight / steps;
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
      }
      return times;
    },
    [selector, steps],
  );
}

/** Begins the table of results. */
export function printHead() {
  console.log("| what | times | median ms | p95 ms | worst ms |");
  console.log("|---|--:|--:|--:|--:|");
}

/** Prints a line of it. */
export function printTimes(name, values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
  console.log(`| ${name} | ${values.length} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`);
}

/**
 * Milliseconds from the next event of that type to the last change that it makes to what is below the selector, which
 * counts as the last once nothing has changed for half a second: `await finished(…)`.
 */
export function timeUntilSettled(page, type, selector) {
  return page.evaluateHandle(
    ([type, selector]) => ({
      result: new Promise((resolve) => {
        const begin = () => {
          const began = performance.now();
          let last = began;
          const observer = new MutationObserver(() => (last = performance.now()));
          observer.observe(document.querySelector(selector), {
            subtree: true, childList: true, characterData: true, attributes: true,
          });
          const look = () => {
            if (performance.now() - Math.max(last, began) < 500) return setTimeout(look, 50);
            observer.disconnect();
            resolve(last - began);
          };
          look();
        };
        window.addEventListener(type, begin, { capture: true, once: true });
      }),
    }),
    [type, selector],
  );
}

/** Begins to collect the tasks of over 50 ms on the page's thread; the function returned gives their milliseconds. */
export async function watchLongTasks(page) {
  await page.evaluate(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      window.longTasks.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => window.longTasks.splice(0));
}

/**
 * The five longest tasks of the page's thread, or of those with another name, while `work` is done: milliseconds in all, and
 * those in which the thread had a processor. Where many processes share few processors, a task mostly waits for one.
 */
export async function longestTasks(browser, page, work, name = "CrRendererMain") {
  await browser.startTracing(page, { categories: ["-*", "toplevel"] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const thread = ({ pid, tid }) => `${pid}/${tid}`;
  const isNamed = (event) => event.name === "thread_name" && event.args.name === name;
  const threads = new Set(traceEvents.filter(isNamed).map(thread));
  const isTask = (event) => event.ph === "X" && event.name === "ThreadControllerImpl::RunTask" && threads.has(thread(event));
  const tasks = traceEvents.filter(isTask).map(({ dur, tdur }) => ({ all: dur / 1000, computing: tdur / 1000 }));
  if (tasks.length === 0) throw new Error(`the trace has no task of ${name}`);
  return tasks.toSorted((one, other) => other.all - one.all).slice(0, 5);
}
