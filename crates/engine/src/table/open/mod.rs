//! Prediction files, opened once for whatever is done with them: scoring, checking, repairing, importing.
//!
//! [`open`] reads leniently. Where the header is not in the first row, fields are separated by something else than the
//! extension says, or the content is of another format, that is an [issue](FormatIssues) and the table behind it is read all
//! the same. [`Opened::into_frame`] is strict: it gives the table that pandas reads, or why VLMEvalKit reads none.

mod encoding;
mod table;
mod text;
mod workbook;

use std::borrow::Cow;

use super::foreign::{self, Foreign};
use super::format::{content_of, detect, extension_of};
use super::xlsx::{self, Package};
use super::{Content, FileType, Frame, TableError, TableFormat, delimited, json};
use crate::hexadecimal::first_bytes;
use crate::limits::{Limit, Spot};
use crate::pause::Pause;
use encoding::Encoding;

pub use table::{BadByte, EncodingIssue, FormatIssues, GROUP_COLUMNS, Table, TextEncoding};

/// A prediction file that has been read as far as it can be.
pub struct Opened<'b> {
    pub table: Option<Table>,
    pub issues: FormatIssues,
    bytes: &'b [u8],
    pub(crate) extension: String,
    /// The format that the extension stands for.
    pub(crate) expected: Option<TableFormat>,
    /// How VLMEvalKit reads the file.
    strict: Result<TableFormat, TableError>,
    /// Whether it reads this very table, or fails for this very reason.
    is_strict: bool,
}

/// Opens a prediction file: its bytes and, for the extension, its name.
pub async fn open<'b>(name: &str, bytes: &'b [u8], pause: &dyn Pause) -> Opened<'b> {
    let extension = extension_of(name).to_owned();
    let mut opened = Opened {
        table: None,
        issues: FormatIssues::default(),
        bytes,
        expected: TableFormat::of_extension(&extension),
        extension,
        strict: detect(name, bytes),
        is_strict: false,
    };
    opened.table = match Limit::FileBytes.check(bytes.len() as u64, Spot::File) {
        Ok(()) => opened.read(pause).await,
        Err(error) => {
            opened.is_strict = true;
            opened.unreadable(error)
        }
    };
    opened
}

impl Opened<'_> {
    pub(crate) fn is_expected_json(&self) -> bool {
        self.expected.is_some_and(TableFormat::is_json)
    }

    /// The table that pandas reads for VLMEvalKit. Where it is not the one that was meant, the file is read again.
    ///
    /// # Errors
    /// Why VLMEvalKit reads none, and [`TableError::TooLarge`].
    pub async fn into_frame(self, pause: &dyn Pause) -> Result<Frame, TableError> {
        if self.is_strict {
            if let Some(error) = self.issues.failure {
                return Err(error);
            }
            if let Some(table) = self.table {
                return Ok(table.frame);
            }
        }
        let format = self.strict?;
        drop(self.table);
        match format.delimiter() {
            Some(delimiter) => {
                let text = delimited::Text::read(self.bytes, delimiter, pause).await?;
                match text.fault() {
                    Some(fault) => Err(fault.into()),
                    None => Ok(text.frame(pause).await),
                }
            }
            None if format == TableFormat::Xlsx => xlsx::read_first(self.bytes, pause).await,
            None => foreign::refuse(read_json(format, self.bytes, pause).await, self.bytes, pause).await,
        }
    }

    fn unreadable(&mut self, error: TableError) -> Option<Table> {
        self.issues.unreadable(error);
        None
    }

    /// Notes what the content is, where the extension says something else or nothing to VLMEvalKit.
    fn mismatch(&mut self, content: Content) {
        self.issues.content = Some(content);
        let extension = self.extension.clone();
        self.issues.fail(match self.expected {
            None => TableError::UnknownExtension { extension },
            Some(_) => TableError::ExtensionMismatch { extension, content },
        });
    }

    async fn read(&mut self, pause: &dyn Pause) -> Option<Table> {
        match content_of(self.bytes) {
            content if self.extension == "pkl" || content == Content::Pickle => {
                self.issues.fail(TableError::Pickle);
                None
            }
            Content::Empty => self.unreadable(TableError::EmptyFile),
            Content::Other(content) => self.unreadable(TableError::Foreign { content }),
            Content::Xlsx => self.container(pause).await,
            Content::Xls => self.old_office(),
            _ => self.text(pause).await,
        }
    }

    async fn container(&mut self, pause: &dyn Pause) -> Option<Table> {
        let is_expected = self.expected == Some(TableFormat::Xlsx);
        let package = Package::open(self.bytes, pause).await;
        match package.as_ref().ok().and_then(Package::other_content) {
            Some(_) if self.extension == "zip" => {
                return self.unreadable(TableError::Foreign { content: FileType::Zip });
            }
            Some(content) => {
                self.mismatch(content);
                self.is_strict = is_expected;
                return None;
            }
            None => {}
        }
        let read = match package {
            Ok(package) => workbook::read(package, &mut self.issues, pause).await,
            Err(error) => Err(error),
        };
        if !is_expected {
            self.mismatch(if read.is_ok() { Content::Xlsx } else { Content::Zip });
        }
        self.is_strict = is_expected && self.issues.is_first_table();
        match read {
            Ok(table) => Some(table),
            Err(error) => self.unreadable(error),
        }
    }

    /// An `.xls` workbook, or the container that a password makes of an xlsx workbook.
    fn old_office(&mut self) -> Option<Table> {
        const STREAM: &str = "EncryptedPackage";
        let stream: Vec<u8> = STREAM.encode_utf16().flat_map(u16::to_le_bytes).collect();
        if memchr::memmem::find(self.bytes, &stream).is_some() {
            // The reason that counts comes first.
            self.issues.unreadable(TableError::Encrypted);
            self.mismatch(Content::Encrypted);
        } else {
            self.mismatch(Content::Xls);
        }
        None
    }

    async fn text(&mut self, pause: &dyn Pause) -> Option<Table> {
        let (text, mark, encoding) = match encoding::detect(self.bytes, pause).await {
            Encoding::Utf8 { has_mark } => (Cow::Borrowed(self.bytes), has_mark, None),
            Encoding::Utf16 { text, has_mark, encoding } => {
                (Cow::Owned(text.into_bytes()), has_mark, Some(EncodingIssue { encoding, byte: None }))
            }
            Encoding::Other { encoding, byte } => {
                let line = memchr::memchr_iter(b'\n', self.bytes.get(..byte).unwrap_or_default()).count() + 1;
                let byte = Some(BadByte { offset: byte as u64, line: line as u64 });
                self.issues.encoding = Some(EncodingIssue { encoding, byte });
                return None;
            }
            Encoding::Binary => return self.unreadable(TableError::UnknownFormat { start: first_bytes(self.bytes) }),
        };
        (self.issues.byte_order_mark, self.issues.encoding) = (mark, encoding);
        match content_of(&text) {
            Content::Html => {
                self.mismatch(Content::Html);
                None
            }
            Content::Empty => self.unreadable(TableError::EmptyFile),
            Content::Json => match self.json(&text, pause).await {
                Some(table) => Some(table),
                None if self.issues.unreadable.is_some() || self.issues.foreign.is_some() => None,
                // Delimited text whose header starts with a bracket.
                None => self.delimited(&text, pause).await,
            },
            _ => self.delimited(&text, pause).await,
        }
    }

    async fn json(&mut self, text: &[u8], pause: &dyn Pause) -> Option<Table> {
        let body = text.strip_prefix(encoding::UTF8_MARK).unwrap_or(text);
        let is_list = body.trim_ascii_start().starts_with(b"[");
        let format = if is_list { TableFormat::Json } else { TableFormat::JsonLines };
        let is_expected = self.is_expected_json();
        let is_plain = is_expected && !self.issues.byte_order_mark && !self.issues.is_utf16();
        let read = read_json(format, body, pause).await;
        let may_be_foreign = foreign::may_be_foreign(&read, body);
        if may_be_foreign {
            match Foreign::of(body, pause).await {
                Ok(None) => {}
                Ok(Some(foreign)) => {
                    self.is_strict = is_plain;
                    return self.foreign(foreign);
                }
                Err(error) => {
                    self.is_strict = is_plain;
                    return self.unreadable(error);
                }
            }
        }
        // One object in a .json file is no list of records, although a line of it would be one.
        let is_one = !is_list && self.expected == Some(TableFormat::Json);
        self.is_strict = is_plain && self.expected == Some(format);
        match read {
            Ok(frame) if !is_one || frame.row_count() > 1 => {
                self.issues.passed_over_mark = self.issues.byte_order_mark && !self.issues.is_utf16();
                if self.issues.passed_over_mark && is_expected {
                    self.issues.unreadable(TableError::JsonByteOrderMark);
                }
                if self.expected != Some(format) {
                    self.mismatch(if is_list { Content::Json } else { Content::JsonLines });
                }
                Some(Table::of_records(frame, format))
            }
            read if is_expected => {
                let as_list = if is_one { json::read_list(body, pause).await.err() } else { None };
                self.is_strict |= is_plain && is_one && may_be_foreign;
                self.unreadable(as_list.or(read.err())?)
            }
            _ => None,
        }
    }

    /// Reads the answers of JSON that another program has written, where nothing must be guessed for that.
    fn foreign(&mut self, Foreign { shape, table }: Foreign) -> Option<Table> {
        self.issues.foreign = Some(shape);
        self.issues.fail(TableError::ForeignJson { shape });
        let frame = match table? {
            Ok(frame) => frame,
            Err(error) => return self.unreadable(error),
        };
        if !self.is_expected_json() {
            self.mismatch(Content::Json);
        }
        Some(Table::of_records(frame, TableFormat::Json))
    }

    async fn delimited(&mut self, bytes: &[u8], pause: &dyn Pause) -> Option<Table> {
        if let Some(format) = self.expected.filter(|format| format.is_json())
            && !text::is_table(bytes, pause).await
        {
            return match read_json(format, bytes, pause).await {
                Ok(_) => None,
                Err(error) => self.unreadable(error),
            };
        }
        let expected = self.expected.and_then(TableFormat::delimiter);
        if expected.is_none() {
            self.mismatch(Content::Text);
        }
        self.issues.passed_over_mark = self.issues.byte_order_mark && !self.issues.is_utf16();
        let read = text::read(bytes, expected, &mut self.issues, pause).await;
        self.is_strict = expected.is_some() && !self.issues.is_utf16() && self.issues.is_first_table();
        read
    }
}

async fn read_json(format: TableFormat, bytes: &[u8], pause: &dyn Pause) -> Result<Frame, TableError> {
    match format {
        TableFormat::JsonLines => json::read_objects(bytes, pause).await,
        _ => json::read_list(bytes, pause).await,
    }
}
