//! Tokens and money that a run takes.

use serde::{Deserialize, Serialize};

use super::failure::{FailureKind, RunFailure};
use crate::answer::{Answer, Usage};
use crate::endpoint::{Detail, EndpointErrorKind, TokenRule};

/// What tokens cost, in any currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Price of a million tokens of questions.
    pub input_per_million: f64,
    /// Price of a million tokens of answers, thinking included.
    pub output_per_million: f64,
}

impl Price {
    pub fn of(&self, usage: Usage) -> f64 {
        const MILLION: f64 = 1e6;
        (as_float(usage.input) * self.input_per_million + as_float(usage.output) * self.output_per_million) / MILLION
    }

    /// What a try costs: by the server's count, else as expected. A try without reply or with an error counts where the
    /// server has probably worked for it; refused requests are free.
    pub fn of_try(&self, outcome: Result<&Answer, &RunFailure>, expected: Usage) -> f64 {
        use EndpointErrorKind::{CutOff, NoText, OnlyThought, ReplyTooLarge, Timeout, TruncatedJson};
        match outcome {
            Ok(answer) => self.of(answer.usage.unwrap_or(expected)),
            Err(failure) => {
                let is_expected = matches!(
                    failure.kind(),
                    FailureKind::Endpoint(Timeout | TruncatedJson | ReplyTooLarge | NoText | OnlyThought | CutOff)
                );
                failure.usage().or(is_expected.then_some(expected)).map_or(0.0, |usage| self.of(usage))
            }
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QuestionCost {
    pub text: u64,
    pub pictures: u64,
}

/// What a run takes before it has begun.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub questions: u64,
    pub text_tokens: u64,
    pub picture_tokens: u64,
    pub output_tokens: u64,
    pub cost: f64,
}

impl Estimate {
    /// Sums up questions, of which each is answered with `output_per_question` tokens.
    pub fn of(questions: impl IntoIterator<Item = QuestionCost>, output_per_question: u64, price: &Price) -> Self {
        let mut sum = Self::default();
        for question in questions {
            sum.questions += 1;
            sum.text_tokens += question.text;
            sum.picture_tokens += question.pictures;
            sum.output_tokens += output_per_question;
        }
        sum.cost = price.of(Usage { input: sum.text_tokens + sum.picture_tokens, output: sum.output_tokens });
        sum
    }

    /// Average tokens of a question and its answer, for the limit of tokens per minute.
    pub fn tokens_per_question(&self) -> u64 {
        let all = self.text_tokens + self.picture_tokens + self.output_tokens;
        all.div_ceil(self.questions.max(1))
    }

    /// What one question costs at most.
    pub fn most_per_question(&self, largest: QuestionCost, most_output: u32, price: &Price) -> f64 {
        price.of(Usage { input: largest.text + largest.pictures, output: u64::from(most_output) })
    }
}

/// Estimated tokens of a text: one for four letters (as OpenAI and Google document for English), one for each ideograph
/// and the like, and a few for the frame of the message.
pub fn text_tokens(text: &str) -> u64 {
    const FRAME: u64 = 8;
    /// From here on scripts are dense: CJK, kana, Hangul.
    const DENSE: char = '\u{2E80}';
    let dense = text.chars().filter(|character| *character >= DENSE).count() as u64;
    let light = text.chars().count() as u64 - dense;
    FRAME + dense + light.div_ceil(4)
}

/// Tokens of an image of that size by a provider's rule.
///
/// Sources: OpenAI's guide to images (tiles, patches), Anthropic's guide to vision (750 pixels a token), Google's guide to
/// tokens (tiles of Gemini 2, 1120 an image in Gemini 3).
pub fn picture_tokens(rule: TokenRule, width: u32, height: u32, detail: Option<Detail>) -> u64 {
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    match rule {
        TokenRule::Fixed { tokens } => tokens,
        TokenRule::Tiles { base, .. } if detail == Some(Detail::Low) => base,
        TokenRule::Tiles { base, tile } => {
            let to_square = (2048.0 / width.max(height)).min(1.0);
            let to_side = (768.0 / (width.min(height) * to_square)).min(1.0);
            let scale = to_square * to_side;
            base + tile * whole((width * scale / 512.0).ceil() * (height * scale / 512.0).ceil())
        }
        TokenRule::Patches { side, most, percent } => {
            let side = f64::from(side.max(1));
            let patches = whole((width / side).ceil() * (height / side).ceil());
            (patches.min(most) * percent).div_ceil(100)
        }
        TokenRule::Area { pixels_per_token, side, most } => {
            let scale = (f64::from(side) / width.max(height)).min(1.0);
            let pixels = width * scale * height * scale;
            whole((pixels / as_float(pixels_per_token.max(1))).ceil()).min(most)
        }
        TokenRule::GeminiTiles => {
            const TOKENS: u64 = 258;
            if width.max(height) <= 384.0 {
                return TOKENS;
            }
            let tile = (width.min(height) / 1.5).floor().clamp(256.0, 768.0);
            TOKENS * whole((width / tile).ceil() * (height / tile).ceil())
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "tokens are far below 2^52")]
fn as_float(tokens: u64) -> f64 {
    tokens as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive whole number")]
fn whole(number: f64) -> u64 {
    number as u64
}
