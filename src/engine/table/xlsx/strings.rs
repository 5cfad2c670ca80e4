//! Texts: the table that cells share, and those within a cell.

use std::io::BufRead;
use std::rc::Rc;

use quick_xml::events::Event;

use super::TableError;
use super::xml::Xml;

/// Greatest size of all shared strings in memory.
const STRINGS_LIMIT: u64 = 256 << 20;
/// What a string takes beside its text.
const STRING_OVERHEAD: usize = 32;

/// Reads the shared strings in order.
///
/// openpyxl removes `x005F_`, wherever it stands, and decodes no `_x000D_`-style escape (`openpyxl.reader.strings`).
pub(super) fn read_table<R: BufRead>(mut part: Xml<R>) -> Result<Vec<Rc<str>>, TableError> {
    let mut strings = Vec::new();
    let mut buffer = Vec::new();
    let mut text = String::new();
    let mut bytes = 0;
    loop {
        match part.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                text.clear();
                read_item(&mut part, &mut buffer, &mut text)?;
                if text.contains("x005F_") {
                    text = text.replace("x005F_", "");
                }
                bytes += (text.len() + STRING_OVERHEAD) as u64;
                if bytes > STRINGS_LIMIT {
                    let what = "bytes of text".to_owned();
                    return Err(TableError::TooLarge { what, found: bytes, limit: STRINGS_LIMIT });
                }
                strings.push(Rc::from(text.as_str()));
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Reads the rest of an opened `si` or `is`: its plain text and its formatted runs, without phonetic hints.
pub(super) fn read_item<R: BufRead>(
    part: &mut Xml<R>,
    buffer: &mut Vec<u8>,
    text: &mut String,
) -> Result<(), TableError> {
    let mut runs = String::new();
    let mut in_run = false;
    loop {
        match part.next(buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "r" => in_run = true,
                "t" if in_run => part.text(buffer, &mut runs)?,
                "t" => part.text(buffer, text)?,
                _ => part.skip(buffer)?,
            },
            Event::End(_) if in_run => in_run = false,
            Event::End(_) => break,
            _ => {}
        }
    }
    text.push_str(&runs);
    Ok(())
}
