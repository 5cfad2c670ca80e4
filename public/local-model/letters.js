// @ts-check
// How probable each letter is by a model's logits for the next token.

/**
 * The tokens that are a letter, alone or after a space. Small ones are not taken: "a" is an article.
 * @param {any} tokenizer @param {string[]} letters
 * @returns {number[][]}
 */
export function tokensOf(tokenizer, letters) {
  return letters.map((letter) => {
    /** @type {number[][]} */
    const spellings = [letter, ` ${letter}`].map((text) => tokenizer.encode(text, { add_special_tokens: false }));
    return [...new Set(spellings.filter((tokens) => tokens.length === 1).flat())];
  });
}

/**
 * Log-probabilities over the letters alone, and how much probability they had among all tokens.
 * @param {ArrayLike<number>} logits @param {number[][]} tokens of each letter
 */
export function scoreLetters(logits, tokens) {
  const ofLetters = tokens.map((tokens) => logSumExp(tokens.map((token) => logits[token])));
  const letters = logSumExp(ofLetters);
  return { logprobs: ofLetters.map((score) => score - letters), mass: Math.exp(letters - logSumExp(logits)) };
}

/** The logarithm of the sum of exponentials, without overflow. @param {ArrayLike<number>} values */
export function logSumExp(values) {
  let greatest = -Infinity;
  for (let index = 0; index < values.length; index += 1) greatest = Math.max(greatest, values[index]);
  if (greatest === -Infinity) return greatest;
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += Math.exp(values[index] - greatest);
  return greatest + Math.log(sum);
}

/** The letter with the greatest score, the first of equals. @param {string[]} letters @param {number[]} scores */
export function mostProbable(letters, scores) {
  return letters[scores.indexOf(Math.max(...scores))] ?? "";
}
