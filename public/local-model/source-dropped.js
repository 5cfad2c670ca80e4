// @ts-check
// A model's files as the user dropped them.

import { Failure } from "./failure.js";
import { relay } from "./relay.js";

/** @import { Progress } from "./progress.js" */
/** @import { Source } from "./source.js" */

/** @implements {Source} */
export class Dropped {
  commit = "";
  /** @type {Failure | undefined} */
  failure;

  #files;
  #progress;

  /** @param {{ path: string, file: Blob }[]} files @param {Progress} progress */
  constructor(files, progress) {
    const named = files.map(({ path, file }) => ({ path: path.replaceAll("\\", "/").replace(/^(\.?\/)+/, ""), file }));
    const root = rootOf(named.map(({ path }) => path));
    const within = named.filter(({ path }) => path.startsWith(root));
    this.#files = new Map(within.map(({ path, file }) => [path.slice(root.length), file]));
    this.#progress = progress;
  }

  /** @param {string} path */
  async size(path) {
    return this.#files.get(path)?.size;
  }

  /** @param {string} path */
  async open(path) {
    const file = this.#files.get(path);
    if (file === undefined) return undefined;
    // A file may go while it is read.
    const explain = (/** @type {unknown} */ error) =>
      (this.failure ??= new Failure("file-missing", `${path} cannot be read (${error})`, [path]));
    return relay(new Response(file), (bytes) => this.#progress.add(path, bytes), explain);
  }

  async finish() {
    return true;
  }
}

/** The folder of the uppermost config.json; where there is none, the one around all. @param {string[]} paths */
function rootOf(paths) {
  const folderOf = (/** @type {string} */ path) => path.slice(0, path.lastIndexOf("/") + 1);
  const depth = (/** @type {string} */ path) => path.split("/").length;
  const configs = paths.filter((path) => path.split("/").at(-1) === "config.json").sort((a, b) => depth(a) - depth(b));
  if (configs.length > 0) return folderOf(configs[0]);
  let root = folderOf(paths[0] ?? "");
  while (!paths.every((path) => path.startsWith(root))) root = folderOf(root.slice(0, -1));
  return root;
}
