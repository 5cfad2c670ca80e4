//! How probable the option letters were, by the log-probabilities of an answer's tokens.

use serde_json::Value;

use super::dialects;
use super::response::first_json;
use super::{Dialect, HttpResponse, stream};
use crate::answer::LetterScores;

/// What precedes the answer in the tokens of models that think.
const END_OF_THOUGHTS: &str = "</think>";

/// Stands for the logarithm of 0, which JSON cannot hold; OpenAI writes the same for what is not among the most probable.
const NEVER: f64 = -9999.0;

/// Log-probabilities above 0 are rounding up to here, and no log-probabilities beyond.
const ROUNDING: f64 = 1e-3;

/// How probable a question's letters were where the model chose one; `None` where the reply does not say.
///
/// The first token behind any thoughts that is one of the letters, apart from white space and punctuation, is the choice:
/// `B`, ` B`, `(B`. Of the tokens that the server lists as most probable there, those that are letters count; several
/// of one letter (`B` and ` B`) are added. Their probabilities are divided by their sum, which is the
/// [`choice_mass`](LetterScores::choice_mass); a letter that is not listed has probability 0. What is no number or greater
/// than 0 is left out, as a server may send anything.
pub fn letter_scores(dialect: Dialect, reply: &HttpResponse, letters: &[char]) -> Option<LetterScores> {
    let body = String::from_utf8_lossy(&reply.body);
    let json = first_json(&body).ok().or_else(|| stream::join(dialect, &body).ok())?;
    let tokens = dialects::tokens(dialect, &json);
    let is_end = |token: &Value| token["token"].as_str().is_some_and(|text| text.contains(END_OF_THOUGHTS));
    let start = tokens.iter().rposition(is_end).map_or(0, |end| end + 1);
    let choice = tokens[start..].iter().find(|token| letter_of(token, letters).is_some())?;
    let listed = choice["top_logprobs"].as_array().map_or(&[][..], Vec::as_slice);
    // Where an answer is drawn at random, its token may be none of the most probable.
    let own = std::iter::once(choice).filter(|_| listed.iter().all(|other| other["token"] != choice["token"]));
    let mut sums = vec![0.0; letters.len()];
    for token in listed.iter().chain(own) {
        let place = letter_of(token, letters).and_then(|letter| letters.iter().position(|other| *other == letter));
        if let Some((sum, probability)) = place.and_then(|place| sums.get_mut(place)).zip(probability(token)) {
            *sum += probability;
        }
    }
    let choice_mass: f64 = sums.iter().sum();
    let logarithm = |sum: f64| if sum > 0.0 { (sum / choice_mass).ln().max(NEVER) } else { NEVER };
    let log_probabilities = letters.iter().copied().zip(sums.iter().copied().map(logarithm)).collect();
    (choice_mass > 0.0).then(|| LetterScores { log_probabilities, choice_mass: choice_mass.min(1.0) })
}

/// The letter that a token is. Some servers show the space before a word as `▁` or `Ġ`.
fn letter_of(token: &Value, letters: &[char]) -> Option<char> {
    let around = |character: char| !character.is_alphanumeric() || character == 'Ġ';
    let mut text = token["token"].as_str()?.trim_matches(around).chars();
    text.next().filter(|letter| text.next().is_none() && letters.contains(letter))
}

fn probability(token: &Value) -> Option<f64> {
    let logarithm = token["logprob"].as_f64().filter(|logarithm| *logarithm <= ROUNDING)?;
    Some(logarithm.min(0.0).exp())
}
