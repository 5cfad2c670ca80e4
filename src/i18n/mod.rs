//! The texts of the page, which stand in `locales/`, and what chooses among them.

mod failures;
pub mod filter_words;
mod language;
pub mod words;

#[cfg(feature = "web")]
pub mod fetched;
#[cfg(test)]
mod tests;

/// The structs that `build.rs` makes of `locales/en.json`.
mod generated {
    use super::language::Entry;
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

pub use failures::{Explained, dataset_fault, explain};
pub use generated::{
    AddressWords, BoardWords, CompareWords, CrashWords as CrashTexts, Messages, SettingsWords,
    ShellDurationWords as DurationUnits,
};
pub use language::{Language, Locale};
pub use words::rules::{column_title, outcome_name, rule_about, rule_name};

/// A message with its `{name}` places filled; `{name|row|rows}` becomes the first form where the value is 1, else the
/// second. What is filled in is not searched for places again.
pub fn fill(message: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(message.len() + 16);
    let mut rest = message;
    while let Some((before, opened)) = rest.split_once('{') {
        text.push_str(before);
        let known = opened.split_once('}').and_then(|(place, after)| Some((fill_place(place, values)?, after)));
        if let Some((value, after)) = known {
            text.push_str(value);
            rest = after;
        } else {
            text.push('{');
            rest = opened;
        }
    }
    text.push_str(rest);
    text
}

/// What a place becomes; `None` where it is none.
fn fill_place<'t>(place: &'t str, values: &[(&str, &'t str)]) -> Option<&'t str> {
    let (name, forms) = place.split_once('|').map_or((place, None), |(name, forms)| (name, Some(forms)));
    let value = values.iter().find(|(known, _)| *known == name)?.1;
    let Some(forms) = forms else { return Some(value) };
    let (one, many) = forms.split_once('|')?;
    Some(if value == "1" { one } else { many })
}

/// The form of a message for a number: Chinese gives both forms the same words.
pub fn count(number: u32, one: &'static str, many: &'static str) -> &'static str {
    if number == 1 { one } else { many }
}
