//! Figures and groupings of the run page.

use crate::format::{NO_VALUE, bytes, integer, percent};
use engine::endpoint::{Address, AddressSpace, Preset};
use engine::local::{CheckAnswer, LetterScores, LocalSource};
use protocol::run::FailedQuestion;

/// Where a preset's server stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// On the user's own machine or cluster.
    Own,
    /// At a provider.
    Provider,
}

/// Where a preset's server stands; one without an address is the user's own.
pub fn group_of(preset: &Preset) -> Group {
    match Address::read(preset.base_url) {
        Ok(address) if address.space() == AddressSpace::Public => Group::Provider,
        Ok(_) | Err(_) => Group::Own,
    }
}

/// Money in the currency of the prices: two decimals, below a hundredth three significant digits.
pub fn money(amount: f64) -> String {
    if !amount.is_finite() || amount < 0.0 {
        return NO_VALUE.to_owned();
    }
    if amount == 0.0 {
        return "0".to_owned();
    }
    if amount < 0.000_001 {
        return "< 0.000001".to_owned();
    }
    if amount < 0.01 {
        let mut decimals = 4;
        let mut digit = amount * 100.0;
        while digit < 1.0 {
            digit *= 10.0;
            decimals += 1;
        }
        return format!("{amount:.decimals$}");
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive; the cast saturates")]
    let cents = (amount * 100.0).round() as u64;
    format!("{}.{:02}", integer(cents / 100), cents % 100)
}

/// How long a request took: below ten seconds with a decimal.
pub fn milliseconds(milliseconds: u64) -> String {
    if milliseconds < 1000 {
        return format!("{milliseconds}\u{202f}ms");
    }
    let tenths = milliseconds / 100;
    if tenths < 100 {
        return format!("{}.{}\u{202f}s", tenths / 10, tenths % 10);
    }
    format!("{}\u{202f}s", integer(milliseconds / 1000))
}

/// A template cut at a character that something is wrong with: before, the character, after.
pub fn template_marked(template: &str, at: usize) -> (&str, &str, &str) {
    let mut places = template.char_indices().map(|(place, _)| place).skip(at);
    let start = places.next().unwrap_or(template.len());
    let end = places.next().unwrap_or(template.len());
    let (before, rest) = template.split_at(start);
    let (marked, after) = rest.split_at(end - start);
    (before, marked, after)
}

/// Failed questions by kind, the kinds in the order of their first question.
pub fn by_kind(rows: Vec<FailedQuestion>) -> Vec<Vec<FailedQuestion>> {
    let mut groups: Vec<Vec<FailedQuestion>> = Vec::new();
    for row in rows {
        let of_kind = |group: &&mut Vec<FailedQuestion>| group.first().is_some_and(|first| first.kind == row.kind);
        match groups.iter_mut().find(of_kind) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

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

/// What processor and GPU say to an image, letter by letter; a dash where a device says nothing.
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
    use engine::endpoint::PRESETS;

    #[test]
    fn own_servers_are_told_from_providers() {
        let own: Vec<&str> =
            PRESETS.iter().filter(|preset| group_of(preset) == Group::Own).map(|preset| preset.id).collect();
        assert_eq!(own, ["vllm", "sglang", "llama-cpp", "ollama", "lm-studio", "litellm", "custom"]);
    }

    #[test]
    fn small_sums_keep_their_digits() {
        let cases = [
            (0.0, "0"),
            (1e-9, "< 0.000001"),
            (0.000_12, "0.000120"),
            (0.001_5, "0.00150"),
            (0.014_9, "0.01"),
            (3.456, "3.46"),
            (1234.5, "1\u{202f}234.50"),
            (f64::NAN, NO_VALUE),
            (-1.0, NO_VALUE),
        ];
        for (amount, printed) in cases {
            assert_eq!(money(amount), printed, "{amount}");
        }
    }

    #[test]
    fn times_have_the_digits_that_matter() {
        assert_eq!(milliseconds(50), "50\u{202f}ms");
        assert_eq!(milliseconds(1234), "1.2\u{202f}s");
        assert_eq!(milliseconds(62_900), "62\u{202f}s");
    }

    #[test]
    fn failures_of_a_kind_stand_together() {
        use engine::endpoint::{EndpointError, EndpointErrorKind};
        let failed = |index: &str, kind: EndpointErrorKind| {
            let failure = engine::run::RunFailure::from(EndpointError::without_reply(kind, ""));
            FailedQuestion { index: index.to_owned(), row: None, kind: failure.name().to_owned(), failure, tries: 1 }
        };
        let (policy, timeout) = (EndpointErrorKind::ContentPolicy, EndpointErrorKind::Timeout);
        let groups = by_kind(vec![failed("1", policy), failed("2", timeout), failed("3", policy)]);
        let indices = |group: &Vec<FailedQuestion>| group.iter().map(|row| row.index.clone()).collect::<String>();
        assert_eq!(groups.iter().map(indices).collect::<Vec<_>>(), ["13", "2"]);
    }

    #[test]
    fn faults_are_marked_by_character() {
        assert_eq!(template_marked("é{x}", 1), ("é", "{", "x}"));
        assert_eq!(template_marked("é", 1), ("é", "", ""));
    }

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
