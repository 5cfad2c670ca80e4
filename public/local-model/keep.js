// @ts-check
// Keeps a model's files in the browser, in a cache of its own that the app can list and delete by its name.

const PREFIX = "gmai-scope-model-";

export class Keep {
  /** Whether everything that was to be kept is. */
  complete = true;

  /** @type {Promise<void>[]} */
  #pending = [];
  #name;
  /** Pages that are not served securely have none. */
  #caches = /** @type {CacheStorage | undefined} */ (globalThis.caches);

  /** @param {string} name of the model */
  constructor(name) {
    this.#name = PREFIX + name;
  }

  /**
   * What is kept for an address: a file, or the answer 404 where there was none.
   * @param {string} address
   */
  async find(address) {
    // Looking does not make the cache.
    return this.#caches?.match(address, { cacheName: this.#name }).catch(() => undefined);
  }

  /**
   * Begins to keep a file. What is written counts once it is closed; until then a file of before stays.
   * @param {string} address @param {Headers} headers
   * @returns {WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>}
   */
  write(address, headers) {
    const kept = new Headers(headers);
    // What comes out of the network is no longer compressed.
    if (kept.has("Content-Encoding")) for (const name of ["Content-Encoding", "Content-Length"]) kept.delete(name);
    /** @type {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
    const { readable, writable } = new TransformStream();
    const response = new Response(readable, { headers: kept });
    this.#track(this.#put(address, response).catch((error) => {
      // Whoever writes must learn that nobody reads any more.
      readable.cancel(error).catch(() => {});
      throw error;
    }));
    const writer = writable.getWriter();
    writer.closed.catch(() => {});
    return writer;
  }

  /** Remembers that there is no such file. @param {string} address */
  writeAbsent(address) {
    this.#track(this.#put(address, new Response(null, { status: 404 })));
  }

  /** Waits until all that was begun has ended. */
  async settle() {
    await Promise.all(this.#pending);
  }

  /** @param {string} address @param {Response} response */
  async #put(address, response) {
    if (this.#caches === undefined) throw new Error("this browser keeps no files for this page");
    await (await this.#caches.open(this.#name)).put(address, response);
  }

  /** A full disk keeps nobody from using the model. @param {Promise<void>} work */
  #track(work) {
    this.#pending.push(work.catch(() => void (this.complete = false)));
  }
}
