//! From the bytes of a file to its table, noting every way in which the file is not what VLMEvalKit reads.

use std::borrow::Cow;

use super::encoding::{self, Encoding};
use super::notebook::Notebook;
use super::{FindingKind, Note, text, workbook};
use crate::foreign::{Foreign, may_be_foreign};
use crate::hexadecimal::first_bytes;
use crate::pause::Pause;
use crate::table::delimited::Text;
use crate::table::xlsx::{self, Sheet};
use crate::table::{Content, Frame, RawCell, TableError, TableFormat, Value, content_of, json};

/// What a file holds.
#[derive(Default)]
pub struct Source {
    /// Its table, where it could be read.
    pub table: Option<Table>,
    /// In what it departs from what VLMEvalKit reads.
    pub departures: Departures,
}

/// In what a file departs from what VLMEvalKit reads, as far as the table could be read nevertheless.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Departures {
    /// The format of the content, where it is read.
    pub format: Option<TableFormat>,
    /// The extension says another format.
    pub extension: bool,
    /// The text begins with a byte order mark, of UTF-8 or of UTF-16.
    pub byte_order_mark: bool,
    /// The text is UTF-16.
    pub utf16: bool,
    /// What separates fields in place of what the extension says.
    pub delimiter: Option<char>,
    /// Rows above the header.
    pub rows_above: usize,
    /// Number and name of the sheet with the predictions, where it is not the first one.
    pub sheet: Option<(usize, String)>,
}

/// A prediction table as pandas types it, and its cells as the file has them.
pub struct Table {
    /// The table.
    pub frame: Frame,
    /// Names of the columns that VLMEvalKit sees, where it reads another sheet.
    pub seen_names: Option<Vec<String>>,
    /// The format of the content.
    pub format: TableFormat,
    /// The sheet that the table is on, in a workbook.
    pub sheet: Option<String>,
    pub(super) cells: Cells,
}

/// The cells behind a table.
pub(super) enum Cells {
    /// A sheet and the row of its header.
    Sheet(Sheet, usize),
    /// Delimited text.
    Text(Box<Text>),
    /// JSON, whose values have types of their own.
    Records,
}

impl Table {
    /// The values of each column as the file has them, not as pandas types them.
    pub fn values(&self) -> Vec<Vec<Value>> {
        match &self.cells {
            // A sheet's cells stand row by row: column by column they would be gone through once for each.
            Cells::Sheet(sheet, header) => sheet.values(*header),
            Cells::Text(_) | Cells::Records => {
                let values = |column| self.raw(column).into_iter().map(|cell| cell.value).collect();
                (0..self.frame.columns.len()).map(values).collect()
            }
        }
    }

    /// The cells of a column as the file has them.
    pub fn raw(&self, column: usize) -> Vec<RawCell> {
        match &self.cells {
            Cells::Sheet(sheet, header) => sheet.raw(*header, column),
            Cells::Text(text) => text.raw(column),
            Cells::Records => self
                .frame
                .columns
                .get(column)
                .map_or(Vec::new(), |column| column.values.iter().map(RawCell::of).collect()),
        }
    }
}

/// Opens a file.
pub(super) async fn open(name: &str, bytes: &[u8], notebook: &mut Notebook, pause: &dyn Pause) -> Source {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let expected = TableFormat::of_extension(extension);
    let content = content_of(bytes);
    if extension == "pkl" || content == Content::Pickle {
        notebook.file(FindingKind::UnsupportedFormat, ["pickle".to_owned()]);
        notebook.fail(TableError::Pickle);
        return Source::default();
    }
    let mut opening = Opening { extension, expected, notebook, departures: Departures::default() };
    let table = match content {
        Content::Empty => {
            opening.notebook.unreadable(TableError::EmptyFile);
            None
        }
        Content::Foreign(content) => {
            opening.notebook.unreadable(TableError::Foreign { content: content.to_owned() });
            None
        }
        Content::Zip => opening.zip(bytes, pause).await,
        Content::Xls => opening.old_office(bytes),
        _ => opening.text(bytes, pause).await,
    };
    Source { table, departures: opening.departures }
}

/// A file that is being opened.
struct Opening<'n> {
    extension: &'n str,
    expected: Option<TableFormat>,
    notebook: &'n mut Notebook,
    departures: Departures,
}

impl Opening<'_> {
    async fn zip(&mut self, bytes: &[u8], pause: &dyn Pause) -> Option<Table> {
        let read = match xlsx::other_content(bytes, pause).await {
            Ok(Some(_)) if self.extension == "zip" => {
                self.notebook.unreadable(TableError::Foreign { content: "zip".to_owned() });
                return None;
            }
            Ok(Some(content)) => {
                self.mismatch(content);
                return None;
            }
            Ok(None) => workbook::open(bytes, self.notebook, &mut self.departures, pause).await,
            Err(error) => Err(error),
        };
        match read {
            Ok(table) => {
                self.content_is(TableFormat::Xlsx, "xlsx");
                Some(table)
            }
            Err(error) => {
                if self.expected != Some(TableFormat::Xlsx) {
                    self.mismatch("zip");
                }
                self.notebook.unreadable(error);
                None
            }
        }
    }

    /// An `.xls` workbook, or the container that a password makes of an xlsx workbook.
    fn old_office(&mut self, bytes: &[u8]) -> Option<Table> {
        const STREAM: &str = "EncryptedPackage";
        let stream: Vec<u8> = STREAM.encode_utf16().flat_map(u16::to_le_bytes).collect();
        if memchr::memmem::find(bytes, &stream).is_some() {
            // The reason that counts comes first.
            self.notebook.unreadable(TableError::Encrypted);
            self.mismatch("password");
        } else {
            self.mismatch("xls");
        }
        None
    }

    async fn text(&mut self, bytes: &[u8], pause: &dyn Pause) -> Option<Table> {
        let decoded = match encoding::detect(bytes, pause).await {
            Encoding::Utf8 { has_mark } => {
                self.departures.byte_order_mark = has_mark;
                Cow::Borrowed(bytes)
            }
            Encoding::Utf16 { text, has_mark, name } => {
                self.notebook.file(FindingKind::EncodingNotUtf8, [name.to_owned()]);
                self.departures.byte_order_mark = has_mark;
                self.departures.utf16 = true;
                Cow::Owned(text.into_bytes())
            }
            Encoding::Other { name, byte } => {
                let line = memchr::memchr_iter(b'\n', bytes.get(..byte).unwrap_or_default()).count() + 1;
                self.notebook.file(FindingKind::EncodingNotUtf8, [name.to_owned()]);
                self.notebook.detail(FindingKind::EncodingNotUtf8, &byte.to_string());
                self.notebook.detail(FindingKind::EncodingNotUtf8, &line.to_string());
                return None;
            }
            Encoding::Binary => {
                let error = TableError::UnknownFormat { start: first_bytes(bytes) };
                self.notebook.unreadable(error);
                return None;
            }
        };
        match content_of(&decoded) {
            Content::Html => {
                self.mismatch("html");
                None
            }
            Content::Empty => {
                self.notebook.unreadable(TableError::EmptyFile);
                None
            }
            Content::Json => match self.json(&decoded, pause).await {
                Some(table) => Some(table),
                None => self.delimited(&decoded, pause).await,
            },
            _ => self.delimited(&decoded, pause).await,
        }
    }

    /// Reads JSON; `None` for delimited text whose header starts with a bracket.
    async fn json(&mut self, bytes: &[u8], pause: &dyn Pause) -> Option<Table> {
        let body = bytes.strip_prefix(encoding::UTF8_MARK).unwrap_or(bytes);
        let is_list = body.trim_ascii_start().starts_with(b"[");
        let first = if is_list { TableFormat::Json } else { TableFormat::JsonLines };
        let read = match first {
            TableFormat::Json => json::read_paused(body, pause).await,
            _ => json::read_lines_paused(body, pause).await,
        };
        let is_expected = matches!(self.expected, Some(TableFormat::Json | TableFormat::JsonLines));
        // One object in a .json file is no list of records, although a line of it would be one.
        let is_one = first == TableFormat::JsonLines && self.expected == Some(TableFormat::Json);
        if may_be_foreign(&read, body) {
            match Foreign::of(body, pause).await {
                Ok(Some(foreign)) => return self.foreign(foreign, pause).await,
                Ok(None) => {}
                Err(error) => {
                    self.notebook.unreadable(error);
                    return None;
                }
            }
        }
        match read {
            Ok(frame) if !is_one || frame.row_count() > 1 => {
                if self.departures.byte_order_mark && !self.departures.utf16 {
                    self.notebook.note(Note::Utf8Bom);
                    if is_expected {
                        self.notebook.unreadable(TableError::JsonByteOrderMark);
                    }
                }
                self.content_is(first, first.extension());
                if is_expected {
                    self.notebook.note(Note::JsonNotNative);
                }
                Some(Table { frame, seen_names: None, format: first, sheet: None, cells: Cells::Records })
            }
            read if is_expected => {
                // A .json file that is no list has failed as lines only, or is one object.
                let as_list = match (self.expected, first) {
                    (Some(TableFormat::Json), TableFormat::JsonLines) => json::read_paused(body, pause).await.err(),
                    _ => None,
                };
                if let Some(error) = as_list.or(read.err()) {
                    self.notebook.unreadable(error);
                }
                None
            }
            _ => None,
        }
    }

    /// Reads the answers of JSON that another program has written, where nothing must be guessed for that.
    async fn foreign(&mut self, Foreign { shape, records }: Foreign, pause: &dyn Pause) -> Option<Table> {
        self.notebook.file(FindingKind::ForeignJson, [shape.to_string()]);
        self.notebook.fail(TableError::ForeignJson { shape });
        let read = json::read_paused(&records?, pause).await;
        let frame = read.map_err(|error| self.notebook.unreadable(error)).ok()?;
        let format = TableFormat::Json;
        self.content_is(self.expected.filter(|expected| *expected == TableFormat::JsonLines).unwrap_or(format), "json");
        self.departures.format = Some(format);
        Some(Table { frame, seen_names: None, format, sheet: None, cells: Cells::Records })
    }

    async fn delimited(&mut self, bytes: &[u8], pause: &dyn Pause) -> Option<Table> {
        if self.notebook.has(FindingKind::FileUnreadable) || self.notebook.has(FindingKind::ForeignJson) {
            return None;
        }
        if matches!(self.expected, Some(TableFormat::Json | TableFormat::JsonLines)) {
            if !text::is_table(bytes) {
                let error = match self.expected {
                    Some(TableFormat::Json) => json::read_paused(bytes, pause).await,
                    _ => json::read_lines_paused(bytes, pause).await,
                };
                if let Err(error) = error {
                    self.notebook.unreadable(error);
                }
                return None;
            }
            self.mismatch("text");
        }
        let expected = match self.expected {
            Some(TableFormat::Csv) => Some(b','),
            Some(TableFormat::Tsv) => Some(b'\t'),
            Some(TableFormat::Json | TableFormat::JsonLines) => None,
            Some(TableFormat::Xlsx) | None => {
                self.mismatch("text");
                None
            }
        };
        if self.departures.byte_order_mark && !self.departures.utf16 {
            self.notebook.note(Note::Utf8Bom);
        }
        text::open(bytes, expected, self.notebook, &mut self.departures, pause).await
    }

    /// Notes where the content is of another format than the extension says.
    fn content_is(&mut self, format: TableFormat, content: &str) {
        self.departures.format = Some(format);
        if self.expected != Some(format) {
            self.mismatch(content);
        }
    }

    /// Notes that the extension says something else than the content, or nothing to VLMEvalKit.
    fn mismatch(&mut self, content: &str) {
        self.departures.extension = true;
        let extension = self.extension.to_owned();
        if self.expected.is_none() {
            self.notebook.file(FindingKind::UnsupportedFormat, [extension.clone()]);
            self.notebook.fail(TableError::UnknownExtension { extension });
        } else {
            self.notebook.file(FindingKind::ExtensionMismatch, [content.to_owned()]);
            let content = content.to_owned();
            self.notebook.fail(TableError::ExtensionMismatch { extension, content });
        }
    }
}
