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
import { once } from "node:events";
import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { firstLine, startServer } from "./process.mjs";

const program = fileURLToPath(new URL("../../target/release/mock-server", import.meta.url));

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
