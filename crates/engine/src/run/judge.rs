//! A second model that decides which option an answer means, where the rules find none.
//!
//! As VLMEvalKit's judge mode, but for one thing: where the judge gives no letter three times, VLMEvalKit draws one by
//! chance, so that its scores cannot be reproduced; here the row stays not inferable.

use serde::{Deserialize, Serialize};

use crate::dataset::IndexKey;
use crate::endpoint::{Ask, EndpointError, EndpointErrorKind};
use crate::prompt::PromptParts;
use crate::scoring::{Extraction, NOT_INFERABLE, Rule, RuleSet, Scored, extract};

/// Maximum number of tries about a row; for [`RunLimits::most_tries`](super::RunLimits::most_tries).
pub const JUDGE_TRIES: u32 = 3;

/// Whether a row goes to the judge: no rule has decided. A refusal and a plain Z are decisions.
pub fn needs_judge(extraction: Extraction) -> bool {
    extraction.rule == Rule::Nothing
}

/// The question to the judge: which option does the prediction mean? Chinese where the question has ideographs.
pub fn judge_ask(parts: &PromptParts, prediction: &str) -> Ask {
    let is_chinese = parts.question.chars().any(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character));
    let template = if is_chinese { include_str!("judge.zh.txt") } else { include_str!("judge.en.txt") };
    let options: Vec<String> = parts.options.iter().map(|(letter, text)| format!("{letter}. {text}")).collect();
    let fillings = [&parts.question, &options.join("\n"), prediction];
    let mut pieces = template.trim_end().split("{}");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (filling, piece) in fillings.into_iter().zip(pieces) {
        text.extend([filling, piece]);
    }
    text.push(' ');
    Ask { system: None, text, pictures: Vec::new() }
}

/// The letter in the judge's reply, [`NOT_INFERABLE`] included.
///
/// # Errors
/// [`EndpointErrorKind::NoText`] where there is none, so that the judge is asked again.
pub fn judge_letter(reply: &str, options: &[(char, String)], rules: RuleSet) -> Result<char, EndpointError> {
    let extraction = extract(reply, options, rules);
    if extraction.rule == Rule::Nothing {
        return Err(EndpointError::without_reply(EndpointErrorKind::NoText, reply));
    }
    Ok(extraction.letter)
}

/// A score without and with the judge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub rows: usize,
    /// Correct by the rules alone.
    pub correct: usize,
    /// Correct when the judge's letters count.
    pub correct_with_judge: usize,
    /// Rows that the rules leave open.
    pub open: usize,
    /// Of these, rows for which the judge found an option.
    pub matched: usize,
    /// Of these, rows that the judge, too, calls not inferable.
    pub unmatched: usize,
}

/// Counts the score with the judge's letters; rows without a letter stay not inferable.
pub fn judged(scored: &Scored, letter_of: impl Fn(&IndexKey) -> Option<char>) -> Judged {
    let mut sum = Judged { rows: scored.rows.len(), correct: scored.correct(), ..Judged::default() };
    sum.correct_with_judge = sum.correct;
    for row in scored.rows.iter().filter(|row| needs_judge(row.extraction)) {
        sum.open += 1;
        let Some(letter) = letter_of(&row.index) else { continue };
        if letter == NOT_INFERABLE {
            sum.unmatched += 1;
            continue;
        }
        sum.matched += 1;
        let is_correct = row.answer.as_text() == Some(letter.encode_utf8(&mut [0; 4]));
        // A row without a letter is correct where the answer itself is Z.
        sum.correct_with_judge += usize::from(is_correct);
        sum.correct_with_judge -= usize::from(row.is_correct);
    }
    sum
}
