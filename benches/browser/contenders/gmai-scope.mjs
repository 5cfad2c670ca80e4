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
    worker.onmessage = ({ data: { message } }) => "Ready" in message && resolve();
  });
  return worker;
}

function index(worker, file) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data: { message } }) => {
      const dataset = message.Event?.Dataset;
      if (dataset?.phase === "Complete") resolve(dataset);
      if (dataset?.phase.Failed !== undefined) reject(new Error(JSON.stringify(dataset.phase.Failed)));
    };
    worker.postMessage({ message: { version: 1, id: 1, request: { Open: { remember: false } } }, files: [file] });
  });
}
