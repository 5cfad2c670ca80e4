// Starts LiteLLM's proxy: a server of models that nobody of this project wrote. Its models answer without anyone behind
// them, see tests/litellm/config.yaml; it has CORS preflights and a check of keys of its own.
//
//   const litellm = await startLitellm();
//   …litellm.url + "/v1/chat/completions"…, the key is litellm.key
//   await litellm.stop();

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, open, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { freePort } from "./free-port.mjs";

const project = fileURLToPath(new URL("../../", import.meta.url));
const folder = `${project}target/litellm`;
const program = `${folder}/bin/litellm`;

/** Milliseconds. Loading its Python takes ten seconds on two idle cores. */
const STARTS_WITHIN = 120_000;

/** So that nothing leaves the machine, whatever a release of LiteLLM would ask for at its start. */
const NOBODY = "http://127.0.0.1:9";
const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: folder,
  LITELLM_LOCAL_MODEL_COST_MAP: "True",
  HTTP_PROXY: NOBODY,
  HTTPS_PROXY: NOBODY,
  NO_PROXY: "127.0.0.1",
};

/** Starts the proxy on a free port of 127.0.0.1; what it prints goes to target/litellm/log.txt. */
export async function startLitellm() {
  assert.ok(existsSync(program), "LiteLLM is not installed; `make litellm` installs it below target/ and needs Python 3.11");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = await openLog();
  const options = ["--config", "tests/litellm/config.yaml", "--host", "127.0.0.1", "--port", port, "--telemetry", "False"];
  const proxy = spawn(program, options, { cwd: project, env: ENVIRONMENT, stdio: ["ignore", log.fd, log.fd] });
  const ended = once(proxy, "exit");
  const killed = () => proxy.kill();
  process.once("exit", killed);

  async function stop() {
    proxy.kill();
    await ended;
    process.off("exit", killed);
    await log.close();
  }

  try {
    await ready(url, proxy);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, key: "sk-test-key", stop };
}

async function ready(url, proxy) {
  const deadline = Date.now() + STARTS_WITHIN;
  while (Date.now() < deadline && proxy.exitCode === null) {
    const response = await fetch(`${url}/health/liveliness`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(200);
  }
  const words = (await readFile(`${folder}/log.txt`, "utf8")).slice(-2000);
  const end = proxy.exitCode === null ? `was not there after ${STARTS_WITHIN} ms` : "ended at once";
  assert.fail(`LiteLLM ${end}. Its last words:\n${words}`);
}

async function openLog() {
  await mkdir(folder, { recursive: true });
  return open(`${folder}/log.txt`, "w");
}
