//! Texts: the table that cells share, and those within a cell.

use std::io::BufRead;
use std::rc::Rc;

use quick_xml::events::Event;

use super::xml::Xml;
use super::{TableError, conform};
use crate::limits::{Limit, TEXT_COST};
use crate::pause::Pause;

/// Strings between two pauses.
const AT_A_TIME: u32 = 20_000;

/// Reads the shared strings in order.
pub(super) async fn read_table<R: BufRead>(part: Xml<R>, pause: &dyn Pause) -> Result<Vec<Rc<str>>, TableError> {
    let mut table = Table { part, strings: Vec::new(), buffer: Vec::new(), text: String::new() };
    while table.advance()? {
        pause.pause().await;
    }
    Ok(table.strings)
}

/// The shared strings so far.
struct Table<R> {
    part: Xml<R>,
    strings: Vec<Rc<str>>,
    buffer: Vec<u8>,
    text: String,
}

impl<R: BufRead> Table<R> {
    /// Reads on; whether there may be more.
    ///
    /// openpyxl removes `x005F_`, wherever it stands, and decodes no `_x000D_`-style escape (`openpyxl.reader.strings`).
    fn advance(&mut self) -> Result<bool, TableError> {
        for _ in 0..AT_A_TIME {
            match self.part.next(&mut self.buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "si" => {
                    self.part.require_spreadsheet(element.name())?;
                    self.text.clear();
                    read_item(&mut self.part, &mut self.buffer, &mut self.text)?;
                    if self.text.contains("x005F_") {
                        self.text = self.text.replace("x005F_", "");
                    }
                    self.part.take(self.text.len() as u64 + TEXT_COST)?;
                    self.strings.push(Rc::from(self.text.as_str()));
                }
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
        Ok(true)
    }
}

/// Reads the rest of an opened `si` or `is`: its plain text and its formatted runs, without phonetic hints
/// (`openpyxl.cell.text.Text`).
pub(super) fn read_item<R: BufRead>(
    part: &mut Xml<R>,
    buffer: &mut Vec<u8>,
    text: &mut String,
) -> Result<(), TableError> {
    let own = part.depth();
    let mut runs = String::new();
    let mut run = None;
    loop {
        match part.next(buffer)? {
            Event::Start(element) => {
                let element = element.into_owned();
                match (element.local_name().as_ref(), &mut run) {
                    ("r", None) => run = Some(String::new()),
                    // Of several texts the last one counts.
                    ("t", Some(run)) => replace_text(part, buffer, run)?,
                    ("t", None) => replace_text(part, buffer, text)?,
                    ("rPr", Some(_)) => conform::check(part, &element, "@InlineFont")?,
                    ("rPh", None) => conform::check(part, &element, "@PhoneticText")?,
                    ("phoneticPr", None) => conform::check(part, &element, "@PhoneticProperties")?,
                    _ => part.skip(buffer)?,
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

fn replace_text<R: BufRead>(part: &mut Xml<R>, buffer: &mut Vec<u8>, text: &mut String) -> Result<(), TableError> {
    text.clear();
    part.text(buffer, text)
}
