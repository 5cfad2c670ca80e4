// @ts-check
// A model of a hub, as Hugging Face or a mirror of it: what is kept needs no network any more.

import { Failure } from "./failure.js";
import { Keep } from "./keep.js";
import { relay } from "./relay.js";

/** @import { Progress } from "./progress.js" */
/** @import { Source } from "./source.js" */

const DEFAULT_HOST = "https://huggingface.co/";
const COMMIT = "X-Repo-Commit";
const CONFIG = "config.json";

/** @implements {Source} */
export class Hub {
  commit = "";
  /** @type {Failure | undefined} */
  failure;

  #model;
  #revision;
  #host;
  #progress;
  #signal;
  #keep;
  /** @type {Set<string>} addresses */
  #absent = new Set();

  /**
   * @param {{ id: string, revision: string, host: string }} model
   * @param {Progress} progress @param {AbortSignal} signal
   */
  constructor({ id, revision, host }, progress, signal) {
    this.#model = id.split("/").map(encodeURIComponent).join("/");
    this.#revision = revision || "main";
    this.#host = new URL(host === "" ? DEFAULT_HOST : host.replace(/\/*$/, "/"));
    this.#progress = progress;
    this.#signal = signal;
    const hostName = `${this.#host.host}${this.#host.pathname}`.replace(/\/$/, "");
    this.#keep = new Keep(`${hostName}/${id}@${this.#revision}`);
  }

  /** @param {string} path */
  async size(path) {
    const kept = await this.#keep.find(this.#address(path));
    if (kept !== undefined) return kept.ok ? Number(kept.headers.get("Content-Length") ?? 0) : undefined;
    // Of one byte hubs tell the size of the whole file as it is before it is compressed.
    const response = await this.#fetch(path, { headers: { Range: "bytes=0-0" }, cache: "no-store" });
    await response?.body?.cancel();
    if (response === undefined) return undefined;
    const [, total = 0] = /\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "") ?? [];
    return response.status === 206 ? Number(total) : Number(response.headers.get("Content-Length") ?? 0);
  }

  /** @param {string} path */
  async open(path) {
    const address = this.#address(path);
    const kept = await this.#keep.find(address);
    const response = kept ?? (await this.#fetch(path, {}));
    if (response === undefined || !response.ok) return undefined;
    if (path === CONFIG) this.commit = response.headers.get(COMMIT) ?? "";
    const keeper = kept === undefined ? this.#keep.write(address, response.headers) : undefined;
    const explain = (/** @type {unknown} */ error) => (this.failure ??= this.#unreachable(error));
    return relay(response, (bytes) => this.#progress.add(path, bytes), explain, keeper);
  }

  async finish() {
    for (const address of this.#absent) this.#keep.writeAbsent(address);
    await this.#keep.settle();
    return this.#keep.complete;
  }

  /** Where a file of the revision lies, and by what it is kept. @param {string} path @param {string} [revision] */
  #address(path, revision = this.#revision) {
    return new URL(`${this.#model}/resolve/${encodeURIComponent(revision)}/${path}`, this.#host).href;
  }

  /** @param {string} path @param {RequestInit} options */
  async #fetch(path, options) {
    // A branch may move on between two files: all are to be of the commit that the first was of.
    const address = this.#address(path, this.commit || this.#revision);
    let response;
    try {
      response = await fetch(address, {
        ...options,
        signal: this.#signal,
        credentials: "omit",
        referrerPolicy: "no-referrer",
      });
    } catch (error) {
      throw this.#unreachable(error);
    }
    const { status } = response;
    if (response.ok || status === 416) return response;
    await response.body?.cancel();
    if (status === 401 || status === 403) {
      throw new Failure("gated", `${this.#host.host} answers ${status}: it wants an account, or has no such model`);
    }
    if (status !== 404) throw new Failure("network", `${this.#host.host} answers ${status}`);
    this.#absent.add(this.#address(path));
    return undefined;
  }

  /** @param {unknown} error */
  #unreachable(error) {
    if (this.#signal.aborted) return new Failure("cancelled", "loading was stopped");
    if (!navigator.onLine) return new Failure("offline", "there is no network, and the model is not kept");
    return new Failure("network", `${this.#host.host} cannot be reached (${error})`);
  }
}
