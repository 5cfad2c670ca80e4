// Exact matching of VLMEvalKit, written anew from its documentation so that the product is not its own judge.
// It knows what the sample needs: text predictions, options that are text, one row an index.

const PUNCTUATION = /[.()[\],:;!*#{}]/g;
const API_FAILURE = "Failed to obtain answer via API";
const REFUSALS = [
  "Sorry, I can't help with images of people yet.",
  "I can't process this file.",
  "I'm sorry, but without the image provided",
  "Cannot determine the answer",
];
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** The rule sets, oldest first. */
export const RULE_SETS = ["r2024", "r2025", "r2026"];

/** The rows in index order, each with its letter, the rule that gave it, and whether it is the answer. */
export function score(rows, rules) {
  const judged = rows.map((row) => {
    const { letter, rule } = extract(row, rules);
    return { ...row, letter, rule, hit: letter === row.answer };
  });
  return judged.sort((a, b) => a.index - b.index);
}

/** Hits and rows for each value of a column, by the value. */
export function groups(judged, column) {
  const counts = new Map();
  for (const { [column]: value, hit } of judged) {
    const { hits, n } = counts.get(value) ?? { hits: 0, n: 0 };
    counts.set(value, { hits: hits + Number(hit), n: n + 1 });
  }
  return counts;
}

/** How many of the rows satisfy a condition. */
export const count = (judged, condition) => judged.filter(condition).length;

function extract(row, rules) {
  // A blank cell is NaN to pandas, whose text is "nan".
  const text = row.prediction === "" ? "nan" : row.prediction;
  const options = LETTERS.filter((letter) => row[letter]).map((letter) => [letter, row[letter]]);
  const byLetter = text.includes(API_FAILURE) ? undefined : letterStage(text, options, rules);
  return byLetter ?? optionTextStage(text, options, rules) ?? { letter: "Z", rule: "nothing" };
}

function letterStage(text, options, rules) {
  if (REFUSALS.some((refusal) => text.includes(refusal))) return { letter: "Z", rule: "refusal" };
  const tokens = text.replace(PUNCTUATION, " ").split(/\s+/).filter(Boolean);
  const found = options.map(([letter]) => letter).filter((letter) => tokens.includes(letter));
  if (found.length === 1) {
    const isNearTheEnd = tokens.indexOf(found[0]) >= tokens.length - 4;
    if (rules === "r2024" || isNearTheEnd) return { letter: found[0], rule: "letter" };
  }
  if (found.length === 0 && tokens.includes("Z")) return { letter: "Z", rule: "letter-z" };
  if (rules !== "r2026") return undefined;
  const letter = /\banswer\s+is\s+\**([A-D])/i.exec(text)?.[1].toUpperCase();
  return options.some(([option]) => option === letter) ? { letter, rule: "answer-is" } : undefined;
}

function optionTextStage(text, options, rules) {
  const lower = text.toLowerCase();
  const length = options.reduce((sum, [, option]) => sum + [...option].length, 0);
  if (rules !== "r2024" && [...lower].length > 2 * length) return undefined;
  const found = options.filter(([, option]) => lower.includes(option.toLowerCase()));
  return found.length === 1 ? { letter: found[0][0], rule: "option-text" } : undefined;
}
