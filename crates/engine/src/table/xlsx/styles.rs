//! Which cell styles show a number as a date or a duration.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::Event;

use super::TableError;
use super::xml::{Xml, attribute};
use crate::limits::{Limit, TEXT_COST};

/// How openpyxl takes a number of some style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum NumberKind {
    /// A plain number.
    #[default]
    Number,
    /// A day and a time of day.
    Date,
    /// A length of time.
    Duration,
}

/// The workbook's cell styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    kinds: Vec<NumberKind>,
}

impl Styles {
    /// What a number of that style is.
    pub(super) fn kind(&self, style: usize) -> NumberKind {
        self.kinds.get(style).copied().unwrap_or_default()
    }
}

/// Reads the number formats of all cell styles.
pub(super) fn read<R: BufRead>(mut part: Xml<R>) -> Result<Styles, TableError> {
    let mut formats: HashMap<u32, NumberKind> = HashMap::new();
    let mut style_formats = Vec::new();
    let mut in_cell_styles = false;
    let mut buffer = Vec::new();
    loop {
        match part.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId")?.and_then(|id| id.parse().ok());
                    let code = attribute(&element, "formatCode")?;
                    if let (Some(id), Some(code)) = (id, code) {
                        part.check(Limit::FormatBytes, code.len() as u64)?;
                        part.take(TEXT_COST)?;
                        formats.insert(id, kind_of(&code));
                    }
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let id = attribute(&element, "numFmtId")?.and_then(|id| id.parse::<u32>().ok());
                    part.take(size_of::<u64>() as u64)?;
                    style_formats.push(id.unwrap_or(0));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
            Event::Eof => break,
            _ => {}
        }
    }
    let kinds =
        style_formats.into_iter().map(|id| formats.get(&id).copied().unwrap_or_else(|| builtin_kind(id))).collect();
    Ok(Styles { kinds })
}

/// The date formats among those that every workbook has (`openpyxl.styles.numbers.BUILTIN_FORMATS`).
fn builtin_kind(id: u32) -> NumberKind {
    match id {
        46 => NumberKind::Duration,
        14..=22 | 45 | 47 => NumberKind::Date,
        _ => NumberKind::Number,
    }
}

/// What a format code shows (`openpyxl.styles.numbers.is_date_format` and `is_timedelta_format`).
fn kind_of(code: &str) -> NumberKind {
    let first = code.split(';').next().unwrap_or_default();
    if !has_date_letter(&without_literals(first)) {
        NumberKind::Number
    } else if ["[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]"].iter().any(|unit| first.to_ascii_lowercase().contains(unit))
    {
        NumberKind::Duration
    } else {
        NumberKind::Date
    }
}

/// Drops what stands in quotes, and in brackets unless it is a unit of time.
fn without_literals(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(['"', '[']) {
        let (before, literal) = rest.split_at(start);
        kept.push_str(before);
        let closing = if literal.starts_with('"') { '"' } else { ']' };
        let Some(length) = literal.get(1..).and_then(|inner| inner.find(closing)) else {
            // No end: the character stands for itself.
            kept.push_str(&literal[..1]);
            rest = &literal[1..];
            continue;
        };
        let (inside, after) = (&literal[1..=length], &literal[length + 2..]);
        if closing == ']' && is_time_unit(inside) {
            kept.push_str(&literal[..length + 2]);
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

fn is_time_unit(text: &str) -> bool {
    matches!(text, "h" | "hh" | "m" | "mm" | "s" | "ss")
}

/// Whether a letter of a date stands there that is not made literal by `_` or `\`.
fn has_date_letter(code: &str) -> bool {
    let mut before = ' ';
    for letter in code.chars() {
        if matches!(letter.to_ascii_lowercase(), 'd' | 'm' | 'h' | 'y' | 's') && !matches!(before, '_' | '\\') {
            return true;
        }
        before = letter;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_are_dates_durations_or_numbers() {
        let cases = [
            ("General", NumberKind::Number),
            ("0.00", NumberKind::Number),
            ("yyyy-mm-dd h:mm:ss", NumberKind::Date),
            ("[hh]:mm:ss", NumberKind::Duration),
            ("[$-409]d-mmm", NumberKind::Date),
            ("[$EUR ]#,##0.00_-", NumberKind::Number),
            ("[Red]0.0", NumberKind::Number),
            ("0 \"days\"", NumberKind::Number),
            ("0\\d", NumberKind::Number),
            ("0;yyyy", NumberKind::Number),
            ("\"open", NumberKind::Number),
            ("[mm]:ss", NumberKind::Duration),
        ];
        for (code, kind) in cases {
            assert_eq!(kind_of(code), kind, "{code}");
        }
    }
}
