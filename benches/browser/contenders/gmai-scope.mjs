/** Our own index, by the worker of the built site as the page drives it: questions kept, pictures left in the file. */
export async function run(file) {
  const began = performance.now();
  const worker = await startWorker();
  const dataset = await index(worker, file);
  worker.terminate();
  const memory = (dataset.memory_bytes / 2 ** 20).toFixed(0);
  return {
    rows: dataset.rows,
    seconds: (performance.now() - began) / 1000,
    note: `the built site's worker, started anew; its memory ${memory} MiB`,
  };
}

async function startWorker() {
  const page = await (await fetch("/dist/index.html")).text();
  const name = /data-worker="\.\/([^"]+)"/.exec(page)[1];
  const worker = new Worker(new URL(`/dist/${name}`, self.location.origin), { type: "module" });
  await new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data: { message } }) => new Reader(message).number() === MESSAGE.ready && resolve();
  });
  return worker;
}

function index(worker, file) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data: { message } }) => {
      if (isRefusal(message)) reject(new Error("the worker refuses, as another version does"));
      const dataset = datasetOf(message);
      if (dataset?.phase === PHASE.complete) resolve(dataset);
      if (dataset?.phase === PHASE.failed) reject(new Error("the file could not be read"));
    };
    // Version 4, call 1, the first of the requests: open, without remembering.
    const call = Uint8Array.of(4, 1, 0, 0).buffer;
    worker.postMessage({ message: call, files: [file] }, [call]);
  });
}

// Messages are in postcard's format (https://postcard.jamesmunns.com): numbers as varints, enums by their number.
const MESSAGE = { ready: 0, reply: 1, event: 2 };
const EVENT = { dataset: 0 };
const PHASE = { complete: 1, failed: 3 };

function isRefusal(message) {
  const reader = new Reader(message);
  if (reader.number() !== MESSAGE.reply) return false;
  reader.number();
  return reader.number() === 1;
}

/** What an event about the dataset begins with: `DatasetState` in `crates/protocol/src/dataset.rs`; of other messages nothing. */
function datasetOf(message) {
  const reader = new Reader(message);
  if (reader.number() !== MESSAGE.event || reader.number() !== EVENT.dataset || reader.number() === 0) return undefined;
  // The dataset's number and name, its parts, those that lack, its columns.
  reader.number();
  reader.text();
  reader.list(() => [reader.text(), reader.number()]);
  reader.list(() => reader.text());
  reader.list(() => reader.text());
  const phase = reader.number();
  if (phase === PHASE.failed) return { phase };
  // Whether it was restored, and the host, of files none.
  reader.skip(2);
  const rows = reader.number();
  // Bytes done and in all, bytes a second, and the seconds left, where they are known.
  reader.number();
  reader.number();
  reader.skip(8);
  if (reader.number() === 1) reader.skip(8);
  return { phase, rows, memory_bytes: reader.number() };
}

class Reader {
  #bytes;
  #at = 0;

  constructor(buffer) {
    this.#bytes = new Uint8Array(buffer);
  }

  skip(count) {
    this.#at += count;
  }

  number() {
    let number = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.#at++];
      number += (byte % 128) * factor;
      if (byte < 128) return number;
    }
  }

  text() {
    this.skip(this.number());
  }

  list(read) {
    for (let left = this.number(); left > 0; left -= 1) read();
  }
}
