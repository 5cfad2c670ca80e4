import { inferSchema, initParser } from "udsv";

/** uDSV, incremental, to arrays of strings: each row is counted and forgotten. */
export async function run(file) {
  const began = performance.now();
  let parser;
  let rows = 0;
  const count = () => {
    rows += 1;
  };
  for await (const text of file.stream().pipeThrough(new TextDecoderStream())) {
    parser ??= initParser(inferSchema(text, { col: "\t" }));
    parser.chunk(text, parser.stringArrs, count);
  }
  parser.end();
  return { rows, seconds: (performance.now() - began) / 1000, note: "arrays of strings" };
}
