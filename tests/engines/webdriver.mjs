// A client of W3C WebDriver (https://www.w3.org/TR/webdriver2/), which chromedriver, geckodriver and WebKitWebDriver all
// speak: the few commands that these tests need.
//
//   const session = await startSession({ command: "geckodriver", capabilities: {} });
//   await session.go("https://…");
//   const element = await session.execute("return document.querySelector('button')");
//   await session.click(element);
//   await session.quit();

import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";

/** Milliseconds that a driver may take to start. */
const DRIVER_GIVES_UP_AFTER = 30_000;

/** The key of a reference to an element, by the standard. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What a driver answers to a command that failed; `code` is the standard's, such as "stale element reference". */
export class WebDriverError extends Error {
  constructor(code, message) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function send(url, method, body) {
  // geckodriver refuses what a form of another site could send.
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new WebDriverError(value.error, value.message);
  return value;
}

async function untilReady(url) {
  const deadline = Date.now() + DRIVER_GIVES_UP_AFTER;
  for (;;) {
    try {
      await send(`${url}/status`, "GET");
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}

/** Starts a driver, which starts its browser. The driver is told its port by an option that all of them have. */
export async function startSession({ command, options = [], capabilities }) {
  const port = await freePort();
  const driver = spawn(command, [`--port=${port}`, ...options], { stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  try {
    const failed = once(driver, "error").then(([error]) => Promise.reject(error));
    await Promise.race([untilReady(url), failed]);
    const started = await send(`${url}/session`, "POST", { capabilities: { alwaysMatch: capabilities } });
    return new Session(driver, `${url}/session/${started.sessionId}`, started.capabilities);
  } catch (error) {
    driver.kill();
    throw error;
  }
}

class Session {
  #driver;
  #url;

  constructor(driver, url, capabilities) {
    this.#driver = driver;
    this.#url = url;
    this.capabilities = capabilities;
  }

  /** The driver's process, an ancestor of all of the browser's. */
  get pid() {
    return this.#driver.pid;
  }

  #post(path, body = {}) {
    return send(`${this.#url}/${path}`, "POST", body);
  }

  go(url) {
    return this.#post("url", { url });
  }

  reload() {
    return this.#post("refresh");
  }

  resize(width, height) {
    return this.#post("window/rect", { width, height });
  }

  /** Runs the body of a function in the page, with `arguments`; a promise is awaited. */
  execute(script, ...args) {
    return this.#post("execute/sync", { script, args });
  }

  /** Clicks in the middle of an element, as a user does. */
  click(element) {
    return this.#post(`element/${element[ELEMENT]}/click`);
  }

  clear(element) {
    return this.#post(`element/${element[ELEMENT]}/clear`);
  }

  /** Types a text; an input of files is given the files whose paths stand on its lines. */
  type(element, text) {
    return this.#post(`element/${element[ELEMENT]}/value`, { text });
  }

  async screenshot(path) {
    await writeFile(path, Buffer.from(await send(`${this.#url}/screenshot`, "GET"), "base64"));
  }

  /** Ends browser and driver. */
  async quit() {
    try {
      await send(this.#url, "DELETE");
    } finally {
      const ended = once(this.#driver, "exit");
      this.#driver.kill();
      await ended;
    }
  }
}
