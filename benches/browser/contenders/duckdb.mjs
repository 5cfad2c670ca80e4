import * as duckdb from "@duckdb/duckdb-wasm";

const PACKAGE = new URL("/benches/browser/node_modules/@duckdb/duckdb-wasm/dist/", self.location.origin).href;

/** DuckDB-WASM, one thread, reading the File by handle; starting it is not counted. */
export async function run(file) {
  const worker = new Worker(`${PACKAGE}duckdb-browser-eh.worker.js`);
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(`${PACKAGE}duckdb-eh.wasm`);
  await database.registerFileHandle("data.tsv", file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  const connection = await database.connect();
  const began = performance.now();
  const answer = await connection.query(`
    SELECT count(*)::INTEGER AS rows
    FROM read_csv('data.tsv', delim = '\t', quote = '"', escape = '"', header = true, all_varchar = true,
                  max_line_size = 33554432)
  `);
  const seconds = (performance.now() - began) / 1000;
  return { rows: answer.get(0).rows, seconds, note: "SELECT count(*) FROM read_csv" };
}
