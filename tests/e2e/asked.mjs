// A dataset like VAL with small pictures, and a model whose answer to each of its questions is known beforehand.

import { generate } from "./generated.mjs";
import { noise } from "./png.mjs";
import { parseTable, writeRecords } from "./tsv.mjs";

const LETTERS = ["A", "B", "C", "D"];

const COLUMNS = [
  "index", "image", "question", ...LETTERS, "answer", "category", "clinical VQA task", "department",
  "perceptual granularity", "modality", "original task",
];

/** What spreadsheets, JSON and tab-separated text are apt to change, each in an answer that is still inferred. */
const MANNERS = [
  (letter) => letter,
  (letter, text) => `${letter}. ${text}`,
  (letter) => `The answer is ${letter}.\n\nIt "fits" best;\tnothing else <does> & 心脏 🫀.`,
  (letter) => `(${letter})`,
  (letter) => `The answer is ${letter}.\nSigns: 007, 1e5, \\n, O'Brien, a\u00a0b`,
];

function makeRow(row) {
  const option = (letter) => `Finding ${letter.charCodeAt(0) + row} of "kind" ${letter.toLowerCase()}`;
  // As in VAL, some rows refer to the picture of another.
  const image = row % 10 === 9 ? String(row - 1) : noise(row + 1, 8).toString("base64");
  return {
    index: row,
    image,
    question: `Question ${row}: which finding does this picture show?`,
    ...Object.fromEntries(LETTERS.map((letter) => [letter, option(letter)])),
    answer: LETTERS[(row * 7) % 4],
    category: `Category ${row % 9}`,
    "clinical VQA task": ["Disease Diagnosis", "Severity Grading", "Organ Recognition - Abdomen"][row % 3],
    department: ["Ophthalmology", "Cardiology", ""][row % 3],
    "perceptual granularity": ["Image Level", "Box Level"][row % 2],
    modality: ["CT", "MRI", "X-ray"][row % 3],
    "original task": `Task ${row % 9}`,
  };
}

/** VLMEvalKit's prompt of a row. */
function prompt(row) {
  const options = LETTERS.map((letter) => `${letter}. ${row[letter]}\n`).join("");
  return `Question: ${row.question}\nOptions:\n${options}Please select the correct answer from the options above. \n`;
}

/** The row that a prompt belongs to. */
export const rowOf = (prompt) => Number(/^Question: Question (\d+):/.exec(prompt)[1]);

/**
 * Writes the dataset; returns its path, what the model says to each prompt, as the mock server wants it, and the
 * expected prediction of each index.
 */
export async function writeQuestions(name, count) {
  const rows = Array.from({ length: count }, (_, row) => makeRow(row));
  const records = rows.map((row) => COLUMNS.map((column) => row[column]));
  const path = await generate(`${name}.tsv`, writeRecords([COLUMNS, ...records]));
  const says = (row) => {
    const letter = LETTERS[(row.index * 3) % 4];
    return MANNERS[row.index % MANNERS.length](letter, row[letter]);
  };
  const answers = Object.fromEntries(rows.map((row) => [prompt(row), says(row)]));
  const predictions = Object.fromEntries(rows.map((row) => [String(row.index), says(row)]));
  return { path, answers, predictions };
}

/** The predictions of a file of tab-separated text by index. */
export const predictionsOf = (text) =>
  Object.fromEntries(parseTable(text).map(({ index, prediction }) => [index, prediction]));
