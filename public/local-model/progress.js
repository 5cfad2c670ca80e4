// @ts-check
// How much of a model's files has arrived.

/** @import { Progress as ProgressMessage } from "./protocol.d.ts" */

/** Milliseconds between two messages. */
const INTERVAL = 100;

export class Progress {
  /** @type {Map<string, { loaded: number, total: number }>} */
  #files = new Map();
  #areAllExpected = false;
  #toldAt = 0;
  #tell;

  /** @param {(progress: ProgressMessage) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /** Says that a file will come. @param {string} file @param {number} total bytes, 0 where unknown */
  expect(file, total) {
    if (!this.#files.has(file)) this.#files.set(file, { loaded: 0, total });
  }

  /** Says that nothing more will come that is worth counting. */
  expectNoMore() {
    this.#areAllExpected = true;
  }

  /** @param {string} file @param {number} bytes that came after those before */
  add(file, bytes) {
    const state = this.#files.get(file) ?? { loaded: 0, total: 0 };
    state.loaded += bytes;
    // What nobody expected is small.
    if (!this.#files.has(file)) this.#files.set(file, { ...state, total: bytes });
    const now = performance.now();
    if (now - this.#toldAt < INTERVAL) return;
    this.#toldAt = now;
    this.#send(file);
  }

  /** Tells where it stands whenever that was told last. */
  finish() {
    const last = [...this.#files.keys()].at(-1);
    if (last !== undefined) this.#send(last);
  }

  /** @param {string} file */
  #send(file) {
    const files = [...this.#files.values()];
    const loaded = files.reduce((sum, file) => sum + file.loaded, 0);
    // Sizes may be told of compressed files, so that more arrives than was expected.
    const total = files.reduce((sum, file) => sum + Math.max(file.total, file.loaded), 0);
    const isKnown = this.#areAllExpected && files.every(({ total }) => total > 0);
    this.#tell({ loaded, total: isKnown ? total : 0, file });
  }
}
