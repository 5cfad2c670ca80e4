//! Right, wrong or not inferable, as sign and word.

use leptos::prelude::*;

use crate::state::preferences::tr;
use protocol::ScoredRowSummary;

/// The letter of a row where no option can be inferred.
pub const NOT_INFERABLE: char = 'Z';

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The letter is the answer.
    Right,
    /// The letter is another option.
    Wrong,
    /// There is no letter.
    NotInferable,
}

impl Outcome {
    /// The outcome of a row.
    pub fn of(row: &ScoredRowSummary) -> Self {
        Self::from_letter(row.letter, row.hit)
    }

    /// The outcome of an extracted letter that is, or is not, the answer.
    pub fn from_letter(letter: char, hit: bool) -> Self {
        if hit {
            Self::Right
        } else if letter == NOT_INFERABLE {
            Self::NotInferable
        } else {
            Self::Wrong
        }
    }
}

/// The sign, with the word for those who cannot see it or wish to read it.
#[component]
pub fn Verdict(
    /// What became of the row.
    outcome: Outcome,
    /// Whether the word is written beside the sign.
    worded: bool,
) -> impl IntoView {
    let (sign, class, word) = match outcome {
        Outcome::Right => ("●", "verdict verdict--right", tr(|m| m.score.right)),
        Outcome::Wrong => ("✕", "verdict verdict--wrong", tr(|m| m.score.wrong)),
        Outcome::NotInferable => ("◌", "verdict verdict--missing", tr(|m| m.score.not_inferable)),
    };
    view! {
        <span class=class title=word>
            <span class="verdict__sign" aria-hidden="true">{sign}</span>
            <span class=if worded { "verdict__word" } else { "unseen" }>{word}</span>
        </span>
    }
}
