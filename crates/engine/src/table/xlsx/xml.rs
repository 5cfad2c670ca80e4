//! A streaming reader of a part's XML that refuses what Python's parser, expat, refuses.

use std::borrow::Cow;
use std::io::BufRead;
use std::rc::Rc;

use quick_xml::NsReader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};

use super::input::{Decoded, Meter, Metered};
use super::{TableError, damaged};
use crate::limits::{Limit, Spot, shown};
use crate::table::escape::is_xml_character;

/// The namespace of everything that openpyxl looks for in a sheet and in the shared strings.
pub(super) const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

pub(super) struct Xml<'p, R> {
    reader: NsReader<Decoded<Metered<'p, R>>>,
    depth: u32,
    has_begun: bool,
    has_root: bool,
    path: String,
    meter: Rc<Meter<'p>>,
}

impl<'p, R: BufRead> Xml<'p, R> {
    pub(super) fn new(source: R, path: &str, meter: Rc<Meter<'p>>) -> Self {
        let mut reader = NsReader::from_reader(Decoded::new(Metered::new(source, Rc::clone(&meter))));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = true;
        Self { reader, depth: 0, has_begun: false, has_root: false, path: path.to_owned(), meter }
    }

    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Pauses where enough was read since the last pause; to be called in every loop over events. (As a part of
    /// [`Xml::next`] it would double the time of that.)
    pub(super) async fn breathe(&self) {
        self.meter.breathe().await;
    }

    /// The next event; `buffer` is emptied first.
    pub(super) fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, TableError> {
        buffer.clear();
        self.reader.get_mut().source_mut().begin_event();
        let event = match self.reader.read_event_into(buffer) {
            Ok(event) => event,
            Err(error) => return Err(self.reader.get_ref().source().error(&error, || self.spot())),
        };
        self.count(1)?;
        check_characters(&event)?;
        match &event {
            Event::Start(element) => {
                if self.depth == 0 && self.has_root {
                    return Err(damaged("there is something after its end"));
                }
                self.depth += 1;
                self.check(Limit::XmlDepth, self.depth.into())?;
                self.check(Limit::TagBytes, element.len() as u64)?;
                self.check_names(element)?;
                self.has_root = true;
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(damaged("it ends within an element")),
            Event::Eof if !self.has_root => return Err(damaged("there is no XML in it")),
            Event::Text(text) if self.depth == 0 && !text.trim().is_empty() => {
                return Err(damaged("there is text around its XML"));
            }
            Event::Text(text) if text.contains("]]>") => return Err(damaged("]]> stands in its text")),
            Event::GeneralRef(reference) => {
                resolved(reference)?;
            }
            Event::Decl(_) if self.has_begun => return Err(damaged("something precedes its XML declaration")),
            Event::Decl(declaration) => self.check_encoding(declaration)?,
            _ => {}
        }
        self.has_begun = true;
        Ok(event)
    }

    /// The namespace of an element that was just opened; blank where it has none.
    pub(super) fn namespace(&self, name: QName<'_>) -> &str {
        bound(&self.reader.resolver().resolve_element(name).0)
    }

    /// Checks that an element which openpyxl looks for by its full name is in the namespace of spreadsheets.
    pub(super) fn require_spreadsheet(&self, name: QName<'_>) -> Result<(), TableError> {
        match self.namespace(name) {
            SPREADSHEET => Ok(()),
            namespace => Err(TableError::ForeignNamespace { part: String::new(), namespace: shown(namespace) }),
        }
    }

    /// The namespace of an attribute of the element that was just opened; blank where it has none.
    pub(super) fn attribute_namespace(&self, name: QName<'_>) -> &str {
        bound(&self.reader.resolver().resolve_attribute(name).0)
    }

    /// Reads the rest of the element that was just opened, adding its own text (not that of elements in it) to `text`.
    pub(super) async fn text(&mut self, buffer: &mut Vec<u8>, text: &mut String) -> Result<(), TableError> {
        let own = self.depth;
        loop {
            self.breathe().await;
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
                Event::GeneralRef(reference) => text.push(resolved(&reference)?),
                _ => {}
            }
            self.check(Limit::CellBytes, text.len() as u64)?;
        }
    }

    pub(super) fn check(&self, limit: Limit, found: u64) -> Result<(), TableError> {
        if found > limit.most() { Err(limit.exceeded(found, self.spot())) } else { Ok(()) }
    }

    pub(super) fn take(&self, bytes: u64) -> Result<(), TableError> {
        self.meter.take(bytes, || self.spot())
    }

    /// Counts work that takes as long as that many tags.
    pub(super) fn count(&self, tags: u64) -> Result<(), TableError> {
        self.meter.count_xml(tags, || self.spot())
    }

    pub(super) fn count_text(&self, bytes: usize) -> Result<(), TableError> {
        self.meter.count_text(bytes, || self.spot())
    }

    fn spot(&self) -> Spot {
        Spot::Part { path: self.path.clone(), byte: self.reader.buffer_position() }
    }

    pub(super) async fn skip(&mut self, buffer: &mut Vec<u8>) -> Result<(), TableError> {
        self.close(self.depth.saturating_sub(1), buffer).await
    }

    /// Reads on until only that many elements are open.
    pub(super) async fn close(&mut self, depth: u32, buffer: &mut Vec<u8>) -> Result<(), TableError> {
        while self.depth > depth {
            self.breathe().await;
            self.next(buffer)?;
        }
        Ok(())
    }

    pub(super) async fn finish(&mut self) -> Result<(), TableError> {
        let mut buffer = Vec::new();
        while !matches!(self.next(&mut buffer)?, Event::Eof) {
            self.breathe().await;
        }
        Ok(())
    }

    fn check_encoding(&self, declaration: &BytesDecl<'_>) -> Result<(), TableError> {
        let Some(Ok(name)) = declaration.encoding() else { return Ok(()) };
        if name.to_ascii_lowercase().starts_with("utf-16") == self.reader.get_ref().is_utf16() {
            return Ok(());
        }
        Err(damaged(format!("it declares the encoding {name} and is in another one")))
    }

    /// Checks that the names of an opened element begin as names do, have known prefixes and are no two alike, and counts
    /// its attributes.
    fn check_names(&self, element: &BytesStart<'_>) -> Result<(), TableError> {
        let resolver = self.reader.resolver();
        let is_name = |name: &str| name.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | ':'));
        let unknown = |name: &str| Err(damaged(format!("{name} has a prefix that is nowhere declared")));
        if !is_name(element.name().as_ref()) {
            return Err(damaged(format!("{:?} is no name of an element", element.name().as_ref())));
        }
        let has_prefix = |name: &str| name.contains(':');
        if has_prefix(element.name().as_ref())
            && matches!(resolver.resolve_element(element.name()).0, ResolveResult::Unknown(_))
        {
            return unknown(element.name().as_ref());
        }
        let mut attributes = 0;
        for attribute in element.attributes() {
            let attribute = attribute.map_err(damaged)?;
            let name = attribute.key.as_ref();
            if !is_name(name) || attribute.value.contains('<') {
                return Err(damaged(format!("attribute {name:?} is not well-formed")));
            }
            if attribute.value.contains('&') {
                unescaped(&attribute.value)?;
            }
            if has_prefix(name) && matches!(resolver.resolve_attribute(attribute.key).0, ResolveResult::Unknown(_)) {
                return unknown(name);
            }
            attributes += 1;
        }
        self.count(attributes)
    }
}

fn bound<'n>(namespace: &ResolveResult<'n>) -> &'n str {
    match namespace {
        ResolveResult::Bound(Namespace(namespace)) => namespace,
        ResolveResult::Unbound | ResolveResult::Unknown(_) => "",
    }
}

/// Resolves `&amp;` and `&#10;`; entities of a document type are refused, as they can grow without bound.
fn resolved(reference: &BytesRef<'_>) -> Result<char, TableError> {
    let name: &str = reference;
    match reference.resolve_char_ref().map_err(damaged)? {
        Some(character) if is_xml_character(character) => Ok(character),
        Some(character) => Err(not_allowed(character)),
        // Those that are predefined stand for one character each.
        None => resolve_predefined_entity(name)
            .and_then(|entity| entity.chars().next())
            .ok_or_else(|| damaged(format!("unknown entity &{name};"))),
    }
}

/// An attribute's value, with references resolved and line ends made blanks, as XML has it.
pub(super) fn unescaped(value: &str) -> Result<Cow<'_, str>, TableError> {
    let value = unescape(value).map_err(damaged)?;
    check_characters(&value)?;
    Ok(value)
}

fn check_characters(text: &str) -> Result<(), TableError> {
    let has_control = text.bytes().fold(false, |seen, byte| seen | (byte < 0x20 && !matches!(byte, 9 | 10 | 13)));
    // Of the other characters two are not allowed; their UTF-8 begins with EF BF.
    let has_last =
        memchr::memchr(0xEF, text.as_bytes()).is_some() && memchr::memmem::find(text.as_bytes(), b"\xEF\xBF").is_some();
    let is_suspect = has_control || has_last;
    match is_suspect.then(|| text.chars().find(|character| !is_xml_character(*character))).flatten() {
        Some(character) => Err(not_allowed(character)),
        None => Ok(()),
    }
}

fn not_allowed(character: char) -> TableError {
    damaged(format!("it holds the character U+{:04X}, which XML does not allow", u32::from(character)))
}

pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, TableError> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(damaged)?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(unescaped(&attribute.value)?.into_owned()));
        }
    }
    Ok(None)
}
