// The site in a browser that a WebDriver session drives: what is visible is found by selector and text, clicked, filled.

import { pause, WebDriverError } from "./webdriver.mjs";

/** Milliseconds; no test is about time, this only ends one that would wait for ever. */
const GIVES_UP_AFTER = 60_000;

/** The first visible element of a selector that holds a text, white space aside; null where there is none. */
const FIND = `
  const [selector, text] = arguments;
  const plain = (element) => element.innerText.replace(/\\s+/g, " ").trim();
  const fits = (element) => element.checkVisibility() && plain(element).includes(text);
  return [...document.querySelectorAll(selector)].find(fits) ?? null;
`;

/** The visible control that is labelled by this text. */
const FIELD = `
  const [name] = arguments;
  const labels = [...document.querySelectorAll("main label")].filter((label) => label.innerText.trim() === name);
  const controls = [...labels.map((label) => label.control), document.querySelector(\`main [aria-label="\${name}"]\`)];
  return controls.find((control) => control?.checkVisibility()) ?? null;
`;

/** Notes what goes wrong from now on. */
const WATCH = `
  const problems = (window.problems = []);
  addEventListener("error", ({ message }) => problems.push(message));
  addEventListener("unhandledrejection", ({ reason }) => problems.push(String(reason)));
  addEventListener("securitypolicyviolation", ({ blockedURI }) => problems.push("refused by the policy: " + blockedURI));
  for (const kind of ["error", "warn"]) {
    const log = console[kind];
    console[kind] = (...words) => (problems.push(words.join(" ")), log.apply(console, words));
  }
`;

/** An element that was found may be gone, moved or covered when it is clicked, and the page may be loaded anew meanwhile. */
const PASSING = [
  "stale element reference",
  "element click intercepted",
  "element not interactable",
  "no such element",
  "javascript error",
];

export class Page {
  #session;

  constructor(session) {
    this.#session = session;
  }

  /** Opens an address of the site. */
  async open(url) {
    await this.#session.go(url);
    await this.#untilUsable();
  }

  async reload() {
    await this.#session.reload();
    await this.#untilUsable();
  }

  async #untilUsable() {
    await this.#session.execute(WATCH);
    await this.find("main h1");
  }

  /** What has gone wrong since the page was loaded: errors, warnings, breaches of the policy. */
  problems() {
    return this.#session.execute("return window.problems");
  }

  /** Repeats a check until it yields something; `what` names it when it never does. */
  async until(what, check, givesUpAfter = GIVES_UP_AFTER) {
    const deadline = Date.now() + givesUpAfter;
    let cause;
    for (;;) {
      try {
        const found = await check();
        if (found !== null && found !== undefined && found !== false) return found;
      } catch (error) {
        if (!(error instanceof WebDriverError && PASSING.includes(error.code))) throw error;
        cause = error;
      }
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`, { cause });
      await pause(50);
    }
  }

  /** A visible element of `selector` that holds `text`, once there is one. */
  find(selector, text = "", givesUpAfter = GIVES_UP_AFTER) {
    const find = () => this.#session.execute(FIND, selector, text);
    return this.until(`${selector} with “${text}”`, find, givesUpAfter);
  }

  click(selector, text = "") {
    return this.until(`a click on ${selector} with “${text}”`, async () => {
      const element = await this.#session.execute(FIND, selector, text);
      if (element === null) return false;
      await this.#session.click(element);
      return true;
    });
  }

  /** The text of an element, with single spaces for white space. */
  async text(selector, text = "") {
    return this.run((element) => element.innerText.replace(/\s+/g, " ").trim(), await this.find(selector, text));
  }

  /** The field with this label. */
  #field(label) {
    return this.until(`the field ${label}`, () => this.#session.execute(FIELD, label));
  }

  async fill(label, text) {
    const field = await this.#field(label);
    await this.#session.clear(field);
    await this.#session.type(field, text);
  }

  /** Chooses from a list, or ticks a box: what is clicked is found below the label's field. */
  async choose(label, value) {
    const list = await this.#field(label);
    await this.#session.click(await this.run((list, value) => list.querySelector(`option[value="${value}"]`), list, value));
  }

  async tick(label) {
    await this.#session.click(await this.#field(label));
  }

  /** Gives files to the inputs that the page's own buttons open, in the part of the page that a selector names. */
  async giveFiles(selector, paths) {
    const input = await this.until(`an input of files in ${selector}`, () =>
      this.run((selector) => document.querySelector(`${selector} input[type=file]`), selector),
    );
    await this.#session.type(input, paths.join("\n"));
  }

  /** Runs a function in the page. */
  run(body, ...args) {
    return this.#session.execute(`return (${body}).apply(null, arguments)`, ...args);
  }

  /** Goes to a page of the site by its link in the navigation. */
  async goTo(name) {
    await this.click(`nav a[href^="#/${name}"]`);
    await this.find(`nav a[href^="#/${name}"][aria-current="page"]`);
  }

  /** Opens a dataset on the data page, which leads to its first question. */
  async openDataset(paths) {
    await this.giveFiles("main", paths);
    await this.find("article");
  }
}
