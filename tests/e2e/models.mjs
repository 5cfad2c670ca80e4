// Starts the mock server (tests/mock_server) and tells it what to do.
//
//   const models = await startModels({ latencyMs: 50 });
//   …models.http + "/openai/v1"…, "/anthropic/v1", "/gemini/v1beta"; the key is "test-key", the model "mock-vision"
//   await models.set({ faults: { serverError: 0.05 } });    // what is not named goes back to its default
//   const { answered, questions } = await models.statistics();
//   await models.stop();
//
// All settings are in tests/mock_server/src/settings.rs, all faults in fault.rs, all statistics in ledger.rs. A page
// needs `models.https` to have more than six requests in flight, and a context with `ignoreHTTPSErrors: true`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const target = fileURLToPath(new URL("../../target/", import.meta.url));

/** Every kind of fault that a retry can mend. */
export const PASSING_FAULTS = [
  "rateLimitSeconds",
  "rateLimitDate",
  "rateLimitHint",
  "rateLimitBare",
  "serverError",
  "unavailable",
  "overloaded",
  "slowBody",
  "dropBeforeHeaders",
  "dropMidBody",
  "truncatedJson",
  "html",
  "noCors",
  "wrongContentType",
  "emptyAnswer",
  "duplicateBody",
];

/** Starts a server of its own on free ports of 127.0.0.1. A benchmark takes the `profile` "release". */
export async function startModels(settings = {}, { profile = "debug" } = {}) {
  const path = `${target}${profile}/mock-server`;
  assert.ok(existsSync(path), `${path} is not there; \`make e2e\` and \`make bench\` build theirs`);
  const program = spawn(path, [JSON.stringify(settings)], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(program, "exit");
  const [line] = await Promise.race([once(createInterface(program.stdout), "line"), ended]);
  assert.equal(program.exitCode, null, "the mock server ended at once");
  const { http, https } = JSON.parse(line);

  async function control(method, name, body) {
    const response = await fetch(`${http}/mock/${name}`, { method, body: body && JSON.stringify(body) });
    const text = await response.text();
    assert.ok(response.ok, `${method} /mock/${name}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  return {
    http,
    https,
    /** Sets everything anew; what is not named goes back to its default. */
    set: (settings) => control("PUT", "settings", settings),
    statistics: () => control("GET", "statistics"),
    /** Statistics start anew, and so do the faults of each question. */
    forget: () => control("DELETE", "statistics"),
    /** `{ path, headers, body }` of the last request for an answer, or null. */
    lastRequest: () => control("GET", "last-request"),
    /** The server ends when its standard input does, so also when this process dies. */
    async stop() {
      program.stdin.end();
      await ended;
    },
  };
}
