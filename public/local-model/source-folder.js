// @ts-check
// A model in a folder of the site's own host: from the network, or as it was kept where that fails.

import { Failure } from "./failure.js";
import { Keep } from "./keep.js";
import { relay } from "./relay.js";

/** @import { Progress } from "./progress.js" */
/** @import { Source } from "./source.js" */

/** What lies beside this script is kept by the service worker. */
const SITES_OWN = new URL("./", import.meta.url).href;

/** @implements {Source} */
export class Folder {
  commit = "";
  /** @type {Failure | undefined} */
  failure;

  #url;
  #progress;
  #signal;
  /** @type {Keep | undefined} */
  #keep;
  /** @type {Set<string>} addresses */
  #absent = new Set();

  /** @param {string} url @param {Progress} progress @param {AbortSignal} signal */
  constructor(url, progress, signal) {
    if (new URL(url).origin !== location.origin) throw new Failure("bad-layout", `${url} is not of this site's host`);
    this.#url = url;
    this.#progress = progress;
    this.#signal = signal;
    if (!url.startsWith(SITES_OWN)) this.#keep = new Keep(new URL(url).pathname);
  }

  /** @param {string} path */
  async size(path) {
    const response = await this.#fetch(path, "HEAD");
    await response?.body?.cancel();
    return response && sizeOf(response);
  }

  /** @param {string} path */
  async open(path) {
    const response = await this.#fetch(path, "GET");
    if (response === undefined) return undefined;
    const address = this.#address(path);
    const kept = await this.#keep?.find(address);
    const keeper = kept && isSame(kept, response) ? undefined : this.#keep?.write(address, response.headers);
    const explain = (/** @type {unknown} */ error) => (this.failure ??= this.#unreachable(error));
    return relay(response, (bytes) => this.#progress.add(path, bytes), explain, keeper);
  }

  async finish() {
    for (const address of this.#absent) this.#keep?.writeAbsent(address);
    await this.#keep?.settle();
    return this.#keep?.complete ?? true;
  }

  /** @param {string} path */
  #address(path) {
    return new URL(path, this.#url).href;
  }

  /** @param {string} path @param {"GET" | "HEAD"} method */
  async #fetch(path, method) {
    const address = this.#address(path);
    let response;
    try {
      response = await this.#fetchOnline(address, method);
    } catch (error) {
      const kept = this.#signal.aborted ? undefined : await this.#keep?.find(address);
      if (kept === undefined) throw this.#unreachable(error);
      return kept.ok ? kept : undefined;
    }
    if (!isMissing(response)) return response;
    await response.body?.cancel();
    this.#absent.add(address);
    return undefined;
  }

  /** @param {string} address @param {"GET" | "HEAD"} method @returns {Promise<Response>} */
  async #fetchOnline(address, method) {
    /** @type {RequestInit} */
    const options = { method, cache: "no-cache", signal: this.#signal };
    const response = await fetch(address, options).catch((error) => {
      // The service worker knows the site's own files, but answers only GET.
      if (method === "GET" || this.#keep !== undefined || this.#signal.aborted) throw error;
      return fetch(address, { ...options, method: "GET" });
    });
    if (response.status >= 500) throw new Error(`${response.status} ${address}`);
    return response;
  }

  /** @param {unknown} error */
  #unreachable(error) {
    if (this.#signal.aborted) return new Failure("cancelled", "loading was stopped");
    return new Failure("offline", `${this.#url} cannot be reached and is not kept (${error})`);
  }
}

/** Hosts may answer with their start page what they do not have. @param {Response} response */
function isMissing(response) {
  return !response.ok || (response.headers.get("Content-Type") ?? "").startsWith("text/html");
}

/** @param {Response} response */
function sizeOf({ headers }) {
  // What travels compressed tells the size of that.
  return headers.has("Content-Encoding") ? 0 : Number(headers.get("Content-Length") ?? 0);
}

/** Whether a file is the one that was kept, as far as the host tells. @param {Response} kept @param {Response} now */
function isSame(kept, now) {
  const [size, ...marks] = ["Content-Length", "ETag", "Last-Modified"].map((name) => {
    const [before, after] = [kept.headers.get(name), now.headers.get(name)];
    return before === after && after !== null;
  });
  return size && marks.some(Boolean);
}
