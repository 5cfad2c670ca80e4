// @ts-check
// Models that compare texts with a picture, as CLIP: the option that fits best is the answer.

import { Failure, checkNumbers } from "./failure.js";
import { logSumExp, mostProbable } from "./letters.js";
import { decodePictures } from "./picture.js";

/** @import { Answer, AnswerArgs } from "./protocol.d.ts" */
/** @import { Model } from "./load.js" */

/** @param {Model} model @param {AnswerArgs} args @returns {Promise<Omit<Answer, "took">>} */
export async function compare({ library, network, processor, tokenizer, loaded }, { pictures, letters, options }) {
  if (pictures.length === 0) throw new Failure("bad-image", "a model that compares needs a picture");
  if (options.length === 0) throw new Failure("runtime", "a model that compares needs options");
  const decoded = await decodePictures(library, pictures);
  // SigLIP was taught with texts of full length.
  const text = tokenizer(options, { padding: loaded.modelType === "siglip" ? "max_length" : true, truncation: true });
  const { pixel_values } = await processor(decoded);
  const { logits_per_image } = await network({ ...text, pixel_values });
  /** @type {number[][]} */
  const perPicture = logits_per_image.tolist();
  // Of several pictures the mean, so that none counts more than another.
  const logits = options.map((_, index) => perPicture.reduce((sum, row) => sum + row[index], 0) / perPicture.length);
  checkNumbers(logits);
  const all = logSumExp(logits);
  const logprobs = logits.map((logit) => logit - all);
  const inputTokens = text.input_ids.dims.at(-1);
  return { text: mostProbable(letters, logprobs), finish: "score", inputTokens, outputTokens: 0, logprobs, mass: 1 };
}
