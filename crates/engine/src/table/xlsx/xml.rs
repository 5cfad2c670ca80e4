//! A streaming reader of a part's XML, with typed errors and a check that the part does not end early.

use std::borrow::Cow;
use std::io::BufRead;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::meter::{Exceeded, Meter, Metered};
use super::{TableError, damaged};
use crate::limits::{Limit, Spot};

/// The events of one part; `<a/>` comes as start and end.
pub(super) struct Xml<R> {
    reader: Reader<Metered<R>>,
    depth: u32,
    path: String,
    meter: Rc<Meter>,
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(source: R, path: &str, meter: Rc<Meter>) -> Self {
        let mut reader = Reader::from_reader(Metered::new(source, Rc::clone(&meter)));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, path: path.to_owned(), meter }
    }

    /// The next event; `buffer` is emptied first.
    pub(super) fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, TableError> {
        buffer.clear();
        self.reader.get_mut().begin_event();
        let event = match self.reader.read_event_into(buffer) {
            Ok(event) => event,
            Err(error) => {
                let limit = self.reader.get_ref().fault();
                return Err(limit.map_or_else(
                    || damaged(error.to_string()),
                    |Exceeded(limit, found)| limit.exceeded(found, self.spot()),
                ));
            }
        };
        self.meter.count_event(|| self.spot())?;
        match &event {
            Event::Start(element) => {
                self.depth += 1;
                self.check(Limit::XmlDepth, self.depth.into())?;
                self.check(Limit::TagBytes, element.len() as u64)?;
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(damaged("a part ends within an element")),
            _ => {}
        }
        Ok(event)
    }

    /// Reads the rest of the element that was just opened, adding its own text (not that of elements in it) to `text`.
    pub(super) fn text(&mut self, buffer: &mut Vec<u8>, text: &mut String) -> Result<(), TableError> {
        let own = self.depth;
        loop {
            let event = self.next(buffer)?;
            if self.depth < own {
                return Ok(());
            }
            if self.depth > own {
                continue;
            }
            match event {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => push_reference(&reference, text)?,
                _ => {}
            }
            self.check(Limit::CellBytes, text.len() as u64)?;
        }
    }

    /// Refuses more of something than its limit.
    pub(super) fn check(&self, limit: Limit, found: u64) -> Result<(), TableError> {
        if found > limit.most() { Err(limit.exceeded(found, self.spot())) } else { Ok(()) }
    }

    /// Takes memory for the table.
    pub(super) fn take(&self, bytes: u64) -> Result<(), TableError> {
        self.meter.take(bytes, || self.spot())
    }

    /// Counts the text of a cell.
    pub(super) fn count_text(&self, bytes: usize) -> Result<(), TableError> {
        self.meter.count_text(bytes, || self.spot())
    }

    fn spot(&self) -> Spot {
        Spot::Part { path: self.path.clone(), byte: self.reader.buffer_position() }
    }

    /// Skips the rest of the element that was just opened.
    pub(super) fn skip(&mut self, buffer: &mut Vec<u8>) -> Result<(), TableError> {
        let own = self.depth;
        while self.depth >= own {
            self.next(buffer)?;
        }
        Ok(())
    }
}

/// Resolves `&amp;` and `&#10;`; entities of a document type are refused, as they can grow without bound.
fn push_reference(reference: &BytesRef<'_>, text: &mut String) -> Result<(), TableError> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| damaged(error.to_string()))? {
        text.push(character);
        return Ok(());
    }
    let name: &str = reference;
    let resolved = resolve_predefined_entity(name).ok_or_else(|| damaged(format!("unknown entity &{name};")))?;
    text.push_str(resolved);
    Ok(())
}

/// The value of the attribute with that local name.
pub(super) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Result<Option<Cow<'a, str>>, TableError> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| damaged(error.to_string()))?;
        if attribute.key.local_name().as_ref() == name {
            let value = unescape(&attribute.value).map_err(|error| damaged(error.to_string()))?;
            return Ok(Some(Cow::Owned(value.into_owned())));
        }
    }
    Ok(None)
}
