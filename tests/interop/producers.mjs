// Writes one table with the libraries that people make spreadsheets with in JavaScript.
// usage: node producers.mjs ROWS.json FOLDER
import { readFile, writeFile } from "node:fs/promises";
import ExcelJS from "exceljs";
import writeExcelFile from "write-excel-file/node";
import XLSX from "xlsx";

const [source, folder] = process.argv.slice(2);
const rows = JSON.parse(await readFile(source, "utf8"));

const book = new ExcelJS.Workbook();
book.addWorksheet("Sheet1").addRows(rows);
await book.xlsx.writeFile(`${folder}/exceljs.xlsx`);

const stream = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: `${folder}/exceljs-stream.xlsx`, useSharedStrings: true });
const sheet = stream.addWorksheet("Sheet1");
for (const row of rows) sheet.addRow(row).commit();
await stream.commit();

const sheetjs = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(sheetjs, XLSX.utils.aoa_to_sheet(rows));
for (const [name, bookSST] of [["sheetjs", false], ["sheetjs-shared", true]]) {
  await writeFile(`${folder}/${name}.xlsx`, XLSX.write(sheetjs, { type: "buffer", bookType: "xlsx", bookSST, compression: true }));
}

const cells = rows.map((row) => row.map((value) => (value === null ? null : { value, type: value.constructor })));
await writeExcelFile(cells).toFile(`${folder}/write-excel-file.xlsx`);
