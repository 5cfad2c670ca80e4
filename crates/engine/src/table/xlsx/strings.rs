//! Texts: the table that cells share, and those within a cell.

use std::io::BufRead;
use std::rc::Rc;

use quick_xml::events::Event;

use super::xml::Xml;
use super::{TableError, conform};
use crate::limits::{Limit, TEXT_COST};
use crate::table::escape::DROPPED;

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
    use super::super::meter::Meter;
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
