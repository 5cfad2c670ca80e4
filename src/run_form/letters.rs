//! Figures about models in the browser: probabilities of letters, bytes, where files come from.

use crate::format::{NO_VALUE, bytes, percent};
use engine::local::{CheckAnswer, LetterScores, LocalSource};

/// Probabilities are printed by hundredths of a percent.
const WHOLE: u32 = 10_000;

/// A share between 0 and 1 in percent; a dash for what is no share.
pub fn share_percent(share: f64) -> String {
    if !(0.0..=1.000_001).contains(&share) {
        return NO_VALUE.to_owned();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1")]
    let part = (share * f64::from(WHOLE)).round() as u32;
    percent(part, WHOLE)
}

/// The probabilities of letters as a line: `A 87.50 % · B 12.50 %`.
pub fn letter_line(scores: &LetterScores) -> String {
    let letters: Vec<String> = scores
        .probabilities()
        .map(|(letter, share)| [&*letter.to_string(), &*share_percent(share)].join(" "))
        .collect();
    letters.join(" · ")
}

/// What processor and GPU say to a picture, letter by letter; a dash where a device says nothing.
pub fn compared(answer: &CheckAnswer) -> Vec<(char, String, String)> {
    let of = |scores: &LetterScores, letter: char| {
        let found = scores.probabilities().find(|(known, _)| *known == letter);
        found.map_or_else(|| NO_VALUE.to_owned(), |(_, share)| share_percent(share))
    };
    let letters = answer.processor.log_probabilities.iter().map(|(letter, _)| *letter);
    letters.map(|letter| (letter, of(&answer.processor, letter), of(&answer.gpu, letter))).collect()
}

/// A number of bytes as browsers count them.
pub fn size(number: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    bytes(number as u64)
}

/// The host that a model's files are fetched from; `None` where they are not fetched from elsewhere.
pub fn files_host(source: &LocalSource) -> Option<&str> {
    match source {
        LocalSource::Hub { host, .. } if host.is_empty() => Some("huggingface.co"),
        LocalSource::Hub { host, .. } => {
            let rest = host.split_once("://").map_or(host.as_str(), |(_, rest)| rest);
            rest.split('/').next()
        }
        LocalSource::Folder { .. } | LocalSource::Dropped { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(shares: &[(char, f64)]) -> LetterScores {
        let logarithms = shares.iter().map(|(letter, share)| (*letter, share.ln())).collect();
        LetterScores { log_probabilities: logarithms, choice_mass: 1.0 }
    }

    #[test]
    fn letters_are_printed_in_percent() {
        let line = letter_line(&scores(&[('A', 0.875), ('B', 0.125)]));
        assert_eq!(line, "A 87.50\u{202f}% · B 12.50\u{202f}%");
        assert_eq!(share_percent(f64::NAN), NO_VALUE);
        assert_eq!(share_percent(-0.1), NO_VALUE);
    }

    #[test]
    fn devices_stand_side_by_side_even_where_one_says_nothing() {
        let none = scores(&[]);
        let answer =
            CheckAnswer { picture: "red".to_owned(), right: None, processor: scores(&[('A', 1.0)]), gpu: none };
        assert_eq!(compared(&answer), [('A', "100.00\u{202f}%".to_owned(), NO_VALUE.to_owned())]);
    }

    #[test]
    fn the_host_of_files_is_that_of_the_mirror() {
        let hub =
            |host: &str| LocalSource::Hub { id: "a/b".to_owned(), revision: String::new(), host: host.to_owned() };
        assert_eq!(files_host(&hub("")), Some("huggingface.co"));
        assert_eq!(files_host(&hub("https://mirror.example:8080/hf/")), Some("mirror.example:8080"));
        assert_eq!(files_host(&LocalSource::Folder { name: "x".to_owned() }), None);
    }
}
