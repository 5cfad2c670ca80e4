// Tab-separated text as pandas writes and reads it, written anew so that the product is not its own judge.

/** A quoted or a plain field, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/gy;

/** The records of a text, each an array of fields. */
export function parseRecords(text) {
  const records = [];
  let record = [];
  for (const [, quoted, plain, end] of text.matchAll(FIELD)) {
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\t") continue;
    records.push(record);
    record = [];
    if (end === "") break;
  }
  const last = records.at(-1);
  return last.length === 1 && last[0] === "" ? records.slice(0, -1) : records;
}

/** The rows of a text with a header, each an object. */
export function parseTable(text) {
  const [header, ...records] = parseRecords(text);
  return records.map((record) => Object.fromEntries(header.map((name, at) => [name, record[at]])));
}

/** Rows as text, every field quoted. */
export function writeRecords(records, delimiter = "\t") {
  const quote = (field) => `"${String(field).replaceAll('"', '""')}"`;
  return records.map((record) => `${record.map(quote).join(delimiter)}\n`).join("");
}
