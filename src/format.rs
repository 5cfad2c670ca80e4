//! Figures as the page prints them (percent with the digits that their number of questions deserves, decimal byte units,
//! thin separators), and texts cut to a length.

use engine::stats::{percent_decimals, wilson95};

pub use super::i18n::DurationUnits;

/// Stands between groups of three digits: a narrow no-break space.
const SEPARATOR: char = '\u{202f}';

/// What is printed where there is no value.
pub const NO_VALUE: &str = "–";

/// A whole number with thin separators: `25 831`. Numbers of four digits are separated as well.
pub fn integer(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(SEPARATOR);
        }
        text.push(digit);
    }
    text
}

/// `part` of `whole` in percent, `46.35 %` of thousands and `57 %` of a few; a dash where `whole` is 0.
pub fn percent(part: u32, whole: u32) -> String {
    if whole == 0 {
        return NO_VALUE.to_owned();
    }
    format!("{:.*}\u{202f}%", percent_decimals(whole), share(part, whole) * 100.0)
}

/// The 95 % Wilson interval of `part` of `whole`, `41–72 %`; a dash where `whole` is 0.
pub fn interval(part: u32, whole: u32) -> String {
    let Some((low, high)) = wilson95(part, whole) else { return NO_VALUE.to_owned() };
    let decimals = percent_decimals(whole);
    format!("{:.decimals$}–{:.decimals$}\u{202f}%", low * 100.0, high * 100.0)
}

/// `part` of `whole` between 0 and 1; 0 where `whole` is 0.
pub fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    f64::from(part) / f64::from(whole)
}

/// `done` of `total` as a whole percentage, rounded down, so that 100 means finished.
pub fn whole_percent(done: u64, total: u64) -> u64 {
    u64::try_from(u128::from(done) * 100 / u128::from(total.max(1))).map_or(100, |percent| percent.min(100))
}

/// A number of bytes in decimal units with three significant digits, as file hubs print it: `9.34 GB`.
#[expect(clippy::cast_precision_loss, reason = "three digits are printed")]
pub fn bytes(number: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if number < 1000 {
        return format!("{number} B");
    }
    let mut value = number as f64 / 1000.0;
    let mut unit = UNITS[0];
    for larger in &UNITS[1..] {
        // What would be printed as 1000 belongs to the next unit.
        if value < 999.5 {
            break;
        }
        value /= 1000.0;
        unit = larger;
    }
    let decimals = if value < 9.995 { 2 } else { usize::from(value < 99.95) };
    format!("{value:.decimals$} {unit}")
}

/// A speed: `312 MB/s`. Negative and other impossible speeds print as a dash.
pub fn speed(bytes_per_second: f64) -> String {
    if !bytes_per_second.is_finite() || bytes_per_second < 0.0 {
        return NO_VALUE.to_owned();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above; the cast saturates")]
    let whole = bytes_per_second as u64;
    format!("{}/s", bytes(whole))
}

/// A duration in its two largest units, `1 min 20 s`, rounded up to whole seconds.
pub fn duration(seconds: f64, units: DurationUnits) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return NO_VALUE.to_owned();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above; the cast saturates")]
    let whole = seconds.ceil() as u64;
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 {
        format!("{} {} {minutes} {}", integer(hours), units.hours, units.minutes)
    } else if minutes > 0 {
        format!("{minutes} {} {rest} {}", units.minutes, units.seconds)
    } else {
        format!("{rest} {}", units.seconds)
    }
}

/// The names of prediction files, each without what VLMEvalKit adds, or in full where others would look the
/// same.
pub fn short_file_names<'a>(names: &[&'a str], dataset: Option<&str>) -> Vec<&'a str> {
    let short: Vec<&str> = names.iter().map(|name| short_file_name(name, dataset)).collect();
    let is_alone = |name: &str| short.iter().filter(|other| **other == name).count() == 1;
    names.iter().zip(&short).map(|(name, short)| if is_alone(short) { *short } else { *name }).collect()
}

/// A prediction file's name without its extension and, where it ends so, without that of the dataset, which VLMEvalKit
/// puts behind the model's: `qwen2-vl` for `qwen2-vl_GMAI-MMBench_VAL.xlsx`.
fn short_file_name<'a>(name: &'a str, dataset: Option<&str>) -> &'a str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let model = dataset.and_then(|dataset| stem.strip_suffix(dataset)?.strip_suffix('_'));
    model.filter(|model| !model.is_empty()).unwrap_or(stem)
}

/// The first characters of a text that has more than those; `None` of a text that is short enough as it is.
pub fn beginning(text: &str, characters: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(characters)?;
    text.get(..end)
}

/// A character of a text with what stands around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// What stands before it.
    pub before: String,
    /// The character; none behind the last one.
    pub at: Option<char>,
    /// What stands behind it.
    pub behind: String,
}

/// The character at a place, counted from 0, with at most so many characters either side; `…` says that there are more.
pub fn around(text: &str, place: usize, most: usize) -> Around {
    let start = place.saturating_sub(most);
    let mut characters = text.chars().skip(start);
    let before: String = characters.by_ref().take(place - start).collect();
    let at = characters.next();
    let mut behind: String = characters.by_ref().take(most).collect();
    if characters.next().is_some() {
        behind.push('…');
    }
    Around { before: if start > 0 { format!("…{before}") } else { before }, at, behind }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: DurationUnits = DurationUnits { hours: "h", minutes: "min", seconds: "s" };

    #[test]
    fn integers_are_grouped_from_the_right() {
        assert_eq!(integer(0), "0");
        assert_eq!(integer(999), "999");
        assert_eq!(integer(4550), "4\u{202f}550");
        assert_eq!(integer(9_342_117_865), "9\u{202f}342\u{202f}117\u{202f}865");
    }

    #[test]
    fn percent_has_the_digits_that_its_questions_deserve() {
        assert_eq!(percent(2109, 4550), "46.35\u{202f}%");
        assert_eq!(percent(81, 263), "30.8\u{202f}%");
        assert_eq!(percent(20, 35), "57\u{202f}%");
        assert_eq!(percent(0, 0), NO_VALUE);
        assert_eq!(interval(81, 263), "25.5–36.6\u{202f}%");
        assert_eq!(interval(20, 35), "41–72\u{202f}%");
        assert_eq!(interval(0, 0), NO_VALUE);
    }

    #[test]
    fn whole_percent_reaches_100_only_at_the_end() {
        assert_eq!(whole_percent(999_999, 1_000_000), 99);
        assert_eq!(whole_percent(5, 5), 100);
        assert_eq!(whole_percent(0, 0), 0);
        assert_eq!(whole_percent(u64::MAX, u64::MAX), 100);
    }

    #[test]
    fn bytes_change_unit_before_four_digits() {
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.00 kB"),
            (10_056, "10.1 kB"),
            (999_499, "999 kB"),
            (999_999, "1.00 MB"),
            (9_342_117_865, "9.34 GB"),
            (93_400_000_000, "93.4 GB"),
            (u64::MAX, "18446744 TB"),
        ];
        for (number, printed) in cases {
            assert_eq!(bytes(number), printed);
        }
    }

    #[test]
    fn durations_keep_two_units() {
        assert_eq!(duration(0.2, UNITS), "1 s");
        assert_eq!(duration(80.0, UNITS), "1 min 20 s");
        assert_eq!(duration(7500.0, UNITS), "2 h 5 min");
        assert_eq!(duration(f64::NAN, UNITS), NO_VALUE);
    }

    #[test]
    fn impossible_speeds_have_no_value() {
        assert_eq!(speed(312e6), "312 MB/s");
        assert_eq!(speed(f64::INFINITY), NO_VALUE);
    }

    #[test]
    fn files_of_one_stem_do_not_look_the_same() {
        let names = ["a_S.xlsx", "a_S.csv", "b_S.csv", "a.tsv"];
        assert_eq!(short_file_names(&names, Some("S")), ["a_S.xlsx", "a_S.csv", "b", "a.tsv"]);
    }

    #[test]
    fn short_names_are_those_of_models() {
        assert_eq!(short_file_name("qwen2-vl_SAMPLE_VAL.xlsx", Some("SAMPLE_VAL")), "qwen2-vl");
        assert_eq!(short_file_name("qwen2.5_OTHER.xlsx", Some("SAMPLE_VAL")), "qwen2.5_OTHER");
        assert_eq!(short_file_name("_SAMPLE_VAL.xlsx", Some("SAMPLE_VAL")), "_SAMPLE_VAL");
        assert_eq!(short_file_name("predictions", None), "predictions");
    }

    #[test]
    fn a_character_is_shown_among_its_neighbours() {
        let around = |text, place, most| {
            let Around { before, at, behind } = around(text, place, most);
            (before, at, behind)
        };
        let expected = |before: &str, at, behind: &str| (before.to_owned(), at, behind.to_owned());
        assert_eq!(around("眼底\"照相", 2, 9), expected("眼底", Some('"'), "照相"));
        assert_eq!(around("abcdefg", 3, 2), expected("…bc", Some('d'), "ef…"));
        assert_eq!(around("abcdefg", 2, 2), expected("ab", Some('c'), "de…"));
        assert_eq!(around("abcdefg", 4, 2), expected("…cd", Some('e'), "fg"));
        assert_eq!(around("ab", 2, 9), expected("ab", None, ""));
        assert_eq!(around("", 0, 9), expected("", None, ""));
        assert_eq!(around("ab", 99, 9).1, None);
    }

    #[test]
    fn characters_stay_whole_and_short_texts_too() {
        assert_eq!(beginning("眼底照相", 2), Some("眼底"));
        assert_eq!(beginning("眼底照相", 4), None);
        assert_eq!(beginning("", 0), None);
    }
}
