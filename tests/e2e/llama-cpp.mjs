// Starts llama.cpp's own server with a tiny model of random weights, see tests/llama_cpp: what it says is gibberish, how
// it takes requests and images, loads, goes away and comes back is real.
//
//   const server = await startLlamaCpp({ slots: 2, sees: true });
//   …`${server.url}/v1`…
//   await server.kill(); await server.start();
//   await server.stop();

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { freePort } from "./free-port.mjs";

const project = fileURLToPath(new URL("../../", import.meta.url));
const folder = `${project}target/llama-cpp`;
const python = `${folder}/bin/python`;

/** Milliseconds; a second on two idle cores. */
const STARTS_WITHIN = 120_000;

/** Starts a server on a free port of 127.0.0.1; what it prints goes to target/llama-cpp/log-PORT.txt. */
export async function startLlamaCpp({ slots, sees }) {
  assert.ok(existsSync(python), "llama.cpp is not installed; `make llama-cpp` installs it below target/ and needs Python 3.11");
  execFileSync(python, [`${project}tests/llama_cpp/models.py`, `${folder}/models`]);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const models = [`${folder}/models/tiny.gguf`, ...(sees ? [`${folder}/models/projector.gguf`] : [])];
  const options = [`${project}tests/llama_cpp/serve.py`, port, slots, ...models];
  const log = await open(`${folder}/log-${port}.txt`, "w");
  let server;
  const killed = () => server?.kill("SIGKILL");
  process.once("exit", killed);

  /** Starts the process; it says "loading" for a while. */
  function begin() {
    server = spawn(python, options, { stdio: ["ignore", log.fd, log.fd] });
  }

  async function start() {
    begin();
    const deadline = Date.now() + STARTS_WITHIN;
    while (Date.now() < deadline && server.exitCode === null) {
      const response = await fetch(`${url}/health`).catch(() => undefined);
      if (response?.ok) return;
      await sleep(100);
    }
    const words = (await readFile(`${folder}/log-${port}.txt`, "utf8")).slice(-2000);
    assert.fail(`llama.cpp's server is not there. Its last words:\n${words}`);
  }

  /** Ends the process at once, as a crash does. */
  async function kill() {
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  }

  async function stop() {
    if (server.exitCode === null && server.signalCode === null) await kill();
    process.off("exit", killed);
    await log.close();
  }

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, begin, start, kill, stop };
}
