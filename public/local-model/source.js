// @ts-check
// Where a model's files come from.

import { Failure } from "./failure.js";
import { Dropped } from "./source-dropped.js";
import { Folder } from "./source-folder.js";
import { Hub } from "./source-hub.js";

/** @import { SourceDescription } from "./protocol.d.ts" */
/** @import { Progress } from "./progress.js" */

/**
 * @typedef {object} Source
 * @property {(path: string) => Promise<number | undefined>} size
 *   The bytes of a file, 0 where that is not known; `undefined` where there is no such file.
 * @property {(path: string) => Promise<Response | undefined>} open
 * @property {() => Promise<boolean>} finish
 *   To be called when the model is loaded: waits until its files are kept, and tells whether they are.
 * @property {string} commit
 * @property {Failure} [failure] why a file could not be read, the first of them
 */

/** @param {SourceDescription} description @param {Progress} progress @param {AbortSignal} signal @returns {Source} */
export function sourceOf(description, progress, signal) {
  switch (description.kind) {
    case "hub":
      return new Hub(description, progress, signal);
    case "folder":
      return new Folder(description.url, progress, signal);
    case "files":
      return new Dropped(description.files, progress);
    default:
      throw new Failure("bad-layout", `no source of models: ${JSON.stringify(description)}`);
  }
}
