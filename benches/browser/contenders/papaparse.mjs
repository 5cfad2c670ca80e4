import Papa from "papaparse";

/** Papa Parse, streaming: each chunk's rows are counted and forgotten. */
export function run(file) {
  const began = performance.now();
  let lines = 0;
  return new Promise((resolve, reject) => {
    Papa.parse(file, {
      delimiter: "\t",
      skipEmptyLines: true,
      chunk: ({ data }) => {
        lines += data.length;
      },
      complete: () => resolve({ rows: lines - 1, seconds: (performance.now() - began) / 1000, note: "chunks of 10 MB" }),
      error: reject,
    });
  });
}
