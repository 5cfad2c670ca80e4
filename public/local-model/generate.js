// @ts-check
// Models that write text.

import { checkNumbers } from "./failure.js";
import { mostProbable, scoreLetters, tokensOf } from "./letters.js";
import { decodePictures } from "./picture.js";

/** @import { Answer, AnswerArgs } from "./protocol.d.ts" */
/** @import { Model } from "./load.js" */

/** @typedef {{ input_ids: { dims: number[] } }} Inputs */
/** @typedef {{ interrupted: boolean, reset(): void }} Interruption */

/** Families whose processor takes the pictures before the text, and those that take sound as third. */
const PICTURES_FIRST = new Set([
  "florence2",
  "lfm2_vl",
  "lighton_ocr",
  "llava",
  "llava_onevision",
  "llava_qwen2",
  "mistral3",
  "paligemma",
  "pixtral",
]);
const WITH_SOUND = new Set(["gemma3n", "gemma4"]);

/** Where the thoughts of models that reason aloud end. */
const END_OF_THOUGHT = /<\/(think|thinking|thought)>|<\|end_of_thought\|>|◁\/think▷/;

/** Continues a text so that the next token is a letter. */
const ASK_FOR_LETTER = "\nThe answer is";

/**
 * @param {Model} model @param {AnswerArgs} args @param {Interruption} interruption
 * @returns {Promise<Omit<Answer, "took">>}
 */
export async function generate(model, args, interruption) {
  const { letters, maxTokens, mode } = args;
  const pictures = await decodePictures(model.library, args.pictures);
  const prompt = promptOf(model, args);
  const tokens = tokensOf(model.tokenizer, letters);
  const score = (/** @type {Float32Array} */ logits) =>
    letters.length === 0 ? { logprobs: [], mass: 0 } : scoreLetters(logits, tokens);

  const view = args.wholePictures ? { do_image_splitting: false } : {};
  const inputs = await inputsOf(model, prompt, pictures, view);
  const written = await run(model, inputs, mode === "letters" ? 1 : maxTokens, interruption);
  const counts = { inputTokens: written.inputTokens, outputTokens: written.tokens.length };
  if (mode === "letters") {
    const scores = score(written.logits);
    return { text: mostProbable(letters, scores.logprobs), finish: "score", ...counts, ...scores };
  }

  const decode = (/** @type {boolean} */ skip_special_tokens) =>
    written.body.length === 0 ? "" : model.tokenizer.decode(written.body, { skip_special_tokens });
  const finish = interruption.interrupted ? "cancelled" : written.isEnded ? "stop" : "length";
  let { logits } = written;
  const whole = decode(false);
  if (letters.length > 0 && finish !== "cancelled" && END_OF_THOUGHT.test(whole)) {
    // The first token was a thought: the letters are read after the text.
    const after = await inputsOf(model, prompt + whole + ASK_FOR_LETTER, pictures, view);
    ({ logits } = await run(model, after, 1, interruption));
  }
  return { text: decode(true), finish, ...counts, ...score(logits) };
}

/** The question in the words of the model's chat template. @param {Model} model @param {AnswerArgs} args */
function promptOf({ processor, tokenizer }, { pictures, system, prompt }) {
  const text = (/** @type {string} */ text) => ({ type: "text", text });
  const messages = [
    ...(system === null ? [] : [{ role: "system", content: [text(system)] }]),
    { role: "user", content: [...pictures.map(() => ({ type: "image" })), text(prompt)] },
  ];
  const template = processor.chat_template ?? tokenizer.chat_template;
  if (!template) return [system, prompt].filter(Boolean).join("\n");
  const options = { chat_template: processor.chat_template ?? undefined, add_generation_prompt: true, tokenize: false };
  return /** @type {string} */ (tokenizer.apply_chat_template(messages, options));
}

/**
 * @param {Model} model @param {string} text @param {any[]} pictures
 * @param {{ do_image_splitting?: boolean }} view how the processor cuts pictures, where that is not its own choice
 * @returns {Promise<Inputs>}
 */
async function inputsOf({ processor, tokenizer, loaded: { modelType } }, text, pictures, view) {
  // Most templates begin with the token that a tokenizer would otherwise add.
  const begins = Boolean(tokenizer.bos_token) && text.startsWith(tokenizer.bos_token);
  const special = { add_special_tokens: !begins };
  if (pictures.length === 0) return tokenizer(text, special);
  const options = { ...special, ...view };
  if (PICTURES_FIRST.has(modelType)) return processor(pictures, text, options);
  return WITH_SOUND.has(modelType) ? processor(text, pictures, null, options) : processor(text, pictures, options);
}

/** @param {Model} model @param {Inputs} inputs @param {number} maxTokens @param {Interruption} interruption */
async function run({ library, network }, inputs, maxTokens, interruption) {
  /** @type {Float32Array | undefined} */
  let logits;
  class FirstLogits extends library.LogitsProcessor {
    /** @param {bigint[][]} _ids @param {any} scores */
    _call(_ids, scores) {
      checkNumbers(scores.data);
      logits ??= Float32Array.from(scores.data);
      return scores;
    }
  }
  const processors = new library.LogitsProcessorList();
  processors.push(new FirstLogits());
  const sequence = await network.generate({
    ...inputs,
    max_new_tokens: maxTokens,
    do_sample: false,
    logits_processor: processors,
    stopping_criteria: interruption,
  });
  const inputTokens = /** @type {number} */ (inputs.input_ids.dims.at(-1));
  // Models that read the question with an encoder of its own do not repeat it.
  const start = network.config.is_encoder_decoder ? 0 : inputTokens;
  /** @type {number[]} */
  const tokens = sequence.tolist()[0].slice(start).map(Number);
  const ends = [network.generation_config?.eos_token_id ?? network.config.eos_token_id].flat();
  const isEnded = ends.includes(tokens.at(-1));
  const body = isEnded ? tokens.slice(0, -1) : tokens;
  return { logits: logits ?? new Float32Array(), inputTokens, tokens, body, isEnded };
}
