//! What a run takes: tokens and money, before and while it goes on.

use serde::{Deserialize, Serialize};

use super::{FailureKind, Outcome, Record, RunFailure};
use crate::endpoint::{Answer, Detail, EndpointErrorKind, TokenRule, Usage};

/// What tokens cost, in any currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// A million tokens of questions.
    pub input_per_million: f64,
    /// A million tokens of answers, thinking included.
    pub output_per_million: f64,
}

impl Price {
    /// What so many tokens cost.
    pub fn of(&self, usage: Usage) -> f64 {
        const MILLION: f64 = 1e6;
        (as_float(usage.input) * self.input_per_million + as_float(usage.output) * self.output_per_million) / MILLION
    }
}

impl Price {
    /// What a try costs: by the server's count, else as expected. A try without reply or with an error counts where the
    /// server has probably worked for it; refused requests are free.
    pub fn of_try(&self, outcome: Result<&Answer, &RunFailure>, expected: Usage) -> f64 {
        match outcome {
            Ok(answer) => self.of(answer.usage.unwrap_or(expected)),
            Err(failure) => match (failure.usage(), failure.kind()) {
                (Some(usage), _) => self.of(usage),
                (
                    None,
                    FailureKind::Endpoint(
                        EndpointErrorKind::Timeout
                        | EndpointErrorKind::TruncatedJson
                        | EndpointErrorKind::NoText
                        | EndpointErrorKind::OnlyThought
                        | EndpointErrorKind::CutOff,
                    ),
                ) => self.of(expected),
                (None, _) => 0.0,
            },
        }
    }

    /// What the tries of a journal have cost. Records of earlier versions do not say; they cost what their outcome does.
    /// What was taken over from elsewhere cost nothing here.
    pub fn of_records(&self, records: &[Record], expected: Usage) -> f64 {
        let cost = |record: &Record| match (record.cost, &record.outcome) {
            (Some(cost), _) => cost,
            (None, _) if record.tries == 0 => 0.0,
            (None, Outcome::Answered(answer)) => self.of_try(Ok(answer), expected),
            (None, Outcome::Failed(failure)) => self.of_try(Err(failure), expected),
        };
        records.iter().map(cost).filter(|cost| cost.is_finite()).sum()
    }
}

/// What one question takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QuestionCost {
    /// Tokens of the text, estimated.
    pub text: u64,
    /// Tokens of the pictures.
    pub pictures: u64,
}

/// What a run takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Number of questions.
    pub questions: u64,
    /// Tokens of all texts.
    pub text_tokens: u64,
    /// Tokens of all pictures.
    pub picture_tokens: u64,
    /// Tokens of all answers, as given for one.
    pub output_tokens: u64,
    /// Money.
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

    /// The estimate for so many questions of the same kind, made from this one of fewer.
    #[must_use]
    pub fn extrapolated(&self, questions: u64) -> Self {
        let scale = |tokens: u64| {
            let scaled = u128::from(tokens) * u128::from(questions) / u128::from(self.questions.max(1));
            u64::try_from(scaled).unwrap_or(u64::MAX)
        };
        Self {
            questions,
            text_tokens: scale(self.text_tokens),
            picture_tokens: scale(self.picture_tokens),
            output_tokens: scale(self.output_tokens),
            cost: self.cost * as_float(questions) / as_float(self.questions.max(1)),
        }
    }

    /// Tokens that a question and its answer take on average, for the limit of tokens a minute.
    pub fn tokens_per_question(&self) -> u64 {
        let all = self.text_tokens + self.picture_tokens + self.output_tokens;
        all.div_ceil(self.questions.max(1))
    }

    /// What one question costs at most when its answer takes all that it may.
    pub fn most_per_question(&self, largest: QuestionCost, most_output: u32, price: &Price) -> f64 {
        price.of(Usage { input: largest.text + largest.pictures, output: u64::from(most_output) })
    }
}

/// Tokens of a text, estimated: four characters a token for letters (as OpenAI and Google tell for English), one a
/// character for ideographs and the like, and a few for the frame of the message.
pub fn text_tokens(text: &str) -> u64 {
    const FRAME: u64 = 8;
    /// From here on scripts are dense: CJK, kana, Hangul.
    const DENSE: char = '\u{2E80}';
    let (mut light, mut dense) = (0_u64, 0_u64);
    for character in text.chars() {
        if character < DENSE {
            light += 1;
        } else {
            dense += 1;
        }
    }
    FRAME + dense + light.div_ceil(4)
}

/// Tokens of a picture of that size by a provider's rule.
///
/// Sources: OpenAI's guide to images (tiles, patches), Anthropic's guide to vision (750 pixels a token), Google's guide to
/// tokens (tiles of Gemini 2, 1120 a picture in Gemini 3).
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::EndpointError;

    #[test]
    fn pictures_take_what_the_providers_tell() {
        let tiles = TokenRule::Tiles { base: 85, tile: 170 };
        let patches = TokenRule::Patches { side: 32, most: 1536, percent: 100 };
        let mini = TokenRule::Patches { side: 32, most: 1536, percent: 162 };
        let area = TokenRule::Area { pixels_per_token: 750, side: 1568, most: 1600 };
        let cases = [
            // OpenAI's own examples.
            (tiles, 1024, 1024, 765),
            (tiles, 2048, 4096, 1105),
            (tiles, 100, 100, 255),
            (patches, 1024, 1024, 1024),
            (mini, 1024, 1024, 1659),
            (patches, 9000, 9000, 1536),
            // Anthropic's: 200 × 200 takes about 54, 1092 × 1092 about 1590.
            (area, 200, 200, 54),
            (area, 1092, 1092, 1590),
            (area, 4000, 4000, 1600),
            (TokenRule::GeminiTiles, 384, 384, 258),
            // Google's example of 960 × 540: 2 × 3 tiles of 360 pixels.
            (TokenRule::GeminiTiles, 960, 540, 1548),
            (TokenRule::Fixed { tokens: 1120 }, 1, 1, 1120),
            (tiles, 0, 0, 255),
        ];
        for (rule, width, height, tokens) in cases {
            assert_eq!(picture_tokens(rule, width, height, None), tokens, "{rule:?} {width} × {height}");
        }
        assert_eq!(picture_tokens(tiles, 1024, 1024, Some(Detail::Low)), 85);
    }

    #[test]
    fn texts_are_estimated_by_script() {
        assert_eq!(text_tokens(""), 8);
        assert_eq!(text_tokens("What is this?"), 8 + 4);
        assert_eq!(text_tokens("这是什么？"), 8 + 5);
    }

    #[test]
    fn a_try_costs_what_the_server_counts() {
        let price = Price { input_per_million: 1.0, output_per_million: 1.0 };
        let expected = Usage { input: 600_000, output: 400_000 };
        let answer = |usage| Answer {
            text: "A".to_owned(),
            thinking: None,
            finish: crate::endpoint::Finish::Stop,
            usage,
            model: None,
            letters: None,
        };
        let failed = |kind| Err(RunFailure::from(EndpointError::without_reply(kind, "")));
        let cases = [
            (Ok(answer(Some(Usage { input: 1_000_000, output: 2_000_000 }))), 3.0),
            (Ok(answer(None)), 1.0),
            (failed(EndpointErrorKind::Timeout), 1.0),
            (failed(EndpointErrorKind::RateLimited), 0.0),
        ];
        for (outcome, cost) in cases {
            assert!((price.of_try(outcome.as_ref(), expected) - cost).abs() < 1e-9, "{outcome:?}");
        }
        let counted = EndpointError {
            usage: Some(Usage { input: 1_000_000, output: 1_000_000 }),
            ..EndpointError::without_reply(EndpointErrorKind::CutOff, "")
        };
        assert!((price.of_try(Err(&counted.into()), expected) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn an_estimate_sums_up() {
        let price = Price { input_per_million: 2.5, output_per_million: 10.0 };
        let question = QuestionCost { text: 60, pictures: 765 };
        let estimate = Estimate::of(std::iter::repeat_n(question, 1000), 5, &price);
        assert_eq!((estimate.questions, estimate.picture_tokens, estimate.output_tokens), (1000, 765_000, 5000));
        assert!((estimate.cost - (0.825 * 2.5 + 0.05)).abs() < 1e-9);
        assert_eq!(estimate.tokens_per_question(), 830);
        assert!((estimate.most_per_question(question, 2048, &price) - 0.022_542_5).abs() < 1e-9);
        let few = Estimate::of(std::iter::repeat_n(question, 10), 5, &price).extrapolated(1000);
        assert_eq!((few.picture_tokens, few.output_tokens), (765_000, 5000));
        assert!((few.cost - estimate.cost).abs() < 1e-9);
        assert_eq!(Estimate::of([], 5, &price).tokens_per_question(), 0);
    }
}
