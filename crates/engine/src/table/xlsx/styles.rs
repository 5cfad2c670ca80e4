//! What the cells of a workbook share: texts, and which styles show a number as a date or a duration.

use std::collections::HashMap;
use std::io::BufRead;
use std::rc::Rc;

use quick_xml::events::Event;

use super::conform::{self, Object};
use super::values::{self, python_index};
use super::xml::Xml;
use super::{TableError, refused};
use crate::limits::{Limit, TEXT_COST};
use crate::table::escape::DROPPED;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum NumberKind {
    #[default]
    Number,
    Date,
    Duration,
}

/// Reads the number formats of all cell styles, and checks what refers to what, as `openpyxl.styles.stylesheet` does.
pub(super) async fn read<R: BufRead>(mut part: Xml<'_, R>) -> Result<Vec<NumberKind>, TableError> {
    let mut sheet = Stylesheet::default();
    conform::part(&mut part, "@Stylesheet", &mut |part, object| sheet.take(part, object)).await?;
    sheet.check_named_styles()?;
    let kind = |id: i128| sheet.formats.get(&id).copied().unwrap_or_else(|| builtin_kind(id));
    let kinds = sheet.cell_styles.iter().map(|style| Ok(kind(style.number()?)));
    kinds.collect()
}

#[derive(Default)]
struct Stylesheet {
    formats: HashMap<i128, NumberKind>,
    cell_styles: Vec<CellStyle>,
    /// The styles that named styles refer to.
    base_styles: Vec<CellStyle>,
    /// Where each named style has its properties.
    named: Vec<i128>,
    fonts: usize,
    fills: usize,
    borders: usize,
}

/// The numbers of a cell style: of its font, fill, border and number format.
struct CellStyle([i128; 4]);

impl CellStyle {
    fn of(object: &Object<'_>) -> Self {
        Self(
            ["fontId", "fillId", "borderId", "numFmtId"]
                .map(|name| object.get(name).and_then(values::int).unwrap_or(0)),
        )
    }

    /// The number format; all numbers must fit into 32 bits (`openpyxl.styles.cell_style.StyleArray`).
    fn number(&self) -> Result<i128, TableError> {
        match self.0.iter().find(|number| i32::try_from(**number).is_err()) {
            Some(number) => Err(refused(format!("a cell style refers to {number}"))),
            None => Ok(self.0[3]),
        }
    }
}

impl Stylesheet {
    fn take<R: BufRead>(&mut self, part: &Xml<'_, R>, object: &Object<'_>) -> Result<(), TableError> {
        const STYLE_COST: u64 = size_of::<CellStyle>() as u64;
        match (object.parent, object.class) {
            ("numFmts", "NumberFormat") => {
                let id = object.get("numFmtId").and_then(values::int);
                if let Some((id, code)) = id.zip(object.get("formatCode")) {
                    part.check(Limit::FormatBytes, code.len() as u64)?;
                    part.take(TEXT_COST)?;
                    self.formats.insert(id, kind_of(code));
                }
            }
            ("cellXfs", "CellStyle") => {
                part.take(STYLE_COST)?;
                self.cell_styles.push(CellStyle::of(object));
            }
            ("cellStyleXfs", "CellStyle") => {
                part.take(STYLE_COST)?;
                self.base_styles.push(CellStyle::of(object));
            }
            (_, "_NamedCellStyle") => {
                part.take(size_of::<i128>() as u64)?;
                self.named.extend(object.get("xfId").and_then(values::int));
            }
            ("fonts", _) => self.fonts += 1,
            ("fills", _) => self.fills += 1,
            ("borders", _) => self.borders += 1,
            _ => {}
        }
        Ok(())
    }

    /// Checks that everything is there that named styles refer to.
    fn check_named_styles(&self) -> Result<(), TableError> {
        for id in &self.named {
            let absent = |what: &str| refused(format!("a named style refers to {what}, which is not there"));
            let style = python_index(*id, self.base_styles.len()).and_then(|place| self.base_styles.get(place));
            let CellStyle([font, fill, border, _]) = style.ok_or_else(|| absent(&format!("style {id}")))?;
            let parts = [("font", font, self.fonts), ("fill", fill, self.fills), ("border", border, self.borders)];
            if let Some((name, id, _)) = parts.into_iter().find(|(_, id, count)| python_index(**id, *count).is_none()) {
                return Err(absent(&format!("{name} {id}")));
            }
        }
        Ok(())
    }
}

/// The date formats among those that every workbook has (`openpyxl.styles.numbers.BUILTIN_FORMATS`).
fn builtin_kind(id: i128) -> NumberKind {
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

/// Reads the shared strings in order.
///
/// openpyxl removes `x005F_`, wherever it stands, and decodes no `_x000D_`-style escape (`openpyxl.reader.strings`).
pub(super) async fn read_table<R: BufRead>(mut part: Xml<'_, R>) -> Result<Vec<Rc<str>>, TableError> {
    let (mut strings, mut buffer, mut text) = (Vec::new(), Vec::new(), String::new());
    loop {
        part.breathe().await;
        match part.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                part.require_spreadsheet(element.name())?;
                text.clear();
                read_item(&mut part, &mut buffer, &mut text).await?;
                if text.contains(DROPPED) {
                    text = text.replace(DROPPED, "");
                }
                part.take(text.len() as u64 + TEXT_COST)?;
                strings.push(Rc::from(text.as_str()));
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Reads the rest of an opened `si` or `is`: its plain text and its formatted runs, without phonetic hints
/// (`openpyxl.cell.text.Text`).
pub(super) async fn read_item<R: BufRead>(
    part: &mut Xml<'_, R>,
    buffer: &mut Vec<u8>,
    text: &mut String,
) -> Result<(), TableError> {
    let own = part.depth();
    let mut runs = String::new();
    let mut run = None;
    loop {
        part.breathe().await;
        match part.next(buffer)? {
            Event::Start(element) => {
                let element = element.into_owned();
                match (element.local_name().as_ref(), &mut run) {
                    ("r", None) => run = Some(String::new()),
                    // Of several texts the last one counts.
                    ("t", Some(run)) => replace_text(part, buffer, run).await?,
                    ("t", None) => replace_text(part, buffer, text).await?,
                    ("rPr", Some(_)) => conform::check(part, &element, "@InlineFont").await?,
                    ("rPh", None) => conform::check(part, &element, "@PhoneticText").await?,
                    ("phoneticPr", None) => conform::check(part, &element, "@PhoneticProperties").await?,
                    _ => part.skip(buffer).await?,
                }
            }
            Event::End(_) if part.depth() < own => break,
            Event::End(_) => {
                runs.push_str(&run.take().unwrap_or_default());
                part.check(Limit::CellBytes, runs.len() as u64)?;
            }
            _ => {}
        }
    }
    text.push_str(&runs);
    part.check(Limit::CellBytes, text.len() as u64)
}

async fn replace_text<R: BufRead>(
    part: &mut Xml<'_, R>,
    buffer: &mut Vec<u8>,
    text: &mut String,
) -> Result<(), TableError> {
    text.clear();
    part.text(buffer, text).await
}

#[cfg(test)]
mod tests {
    use super::super::input::Meter;
    use super::super::xml::SPREADSHEET;
    use super::*;
    use crate::limits::{Spot, TABLE_BYTES};
    use crate::pause::{NoPause, block_on};

    #[test]
    fn shared_strings_take_no_more_than_the_table_may() {
        let xml = format!("<sst xmlns=\"{SPREADSHEET}\">{}</sst>", "<si><t>abcd</t></si>".repeat(3));
        let read = |room| {
            let meter = Rc::new(Meter::new(0, &NoPause));
            meter.take(TABLE_BYTES - room, Spot::default)?;
            block_on(read_table(Xml::new(xml.as_bytes(), "xl/sharedStrings.xml", meter)))
        };
        let needed = 3 * (4 + TEXT_COST);
        assert_eq!(read(needed).map(|strings| strings.len()), Ok(3));
        let refused = read(needed - 1);
        assert!(matches!(refused, Err(TableError::TooLarge { what: Limit::TableBytes, .. })), "{refused:?}");
    }
}
