//! Which reader a prediction file needs: by its extension, as VLMEvalKit goes, with the content in agreement.

use serde::{Deserialize, Serialize};

use super::TableError;
use crate::hexadecimal::first_bytes;

/// A format that VLMEvalKit reads predictions from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableFormat {
    /// Office Open XML spreadsheet.
    Xlsx,
    /// Comma-separated text.
    Csv,
    /// Tab-separated text.
    Tsv,
    /// A JSON list of objects.
    Json,
    /// A JSON object a line.
    JsonLines,
}

impl TableFormat {
    /// The format that an extension stands for, case-sensitive, as in VLMEvalKit.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "xlsx" => Self::Xlsx,
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "json" => Self::Json,
            "jsonl" => Self::JsonLines,
            _ => return None,
        })
    }

    /// Its extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }
}

/// What the content looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing but white space.
    Empty,
    /// A Python pickle of any protocol.
    Pickle,
    /// A zip container, which xlsx is.
    Zip,
    /// The container of old Office files, and of encrypted ones.
    Xls,
    /// A web page, or XML, as spreadsheet programs and portals export tables.
    Html,
    /// A list or an object.
    Json,
    /// Anything else; delimited text may start in any way.
    Text,
    /// A file that holds no table, by its format: `PNG`.
    Foreign(&'static str),
    /// Neither text nor any of the above.
    Binary,
}

/// How files begin that hold no table.
const FOREIGN: [(&[u8], &str); 17] = [
    (b"\x89PNG\r\n\x1A\n", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"RIFF", "RIFF"),
    (b"%PDF-", "PDF"),
    (b"\x1F\x8B", "gzip"),
    (b"\xFD7zXZ\0", "xz"),
    (b"\x28\xB5\x2F\xFD", "Zstandard"),
    (b"BZh", "bzip2"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
    (b"Rar!\x1A\x07", "RAR"),
    (b"PAR1", "Parquet"),
    (b"ARROW1", "Arrow"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x93NUMPY", "NumPy"),
];

/// Bytes that are looked at.
const HEAD: usize = 4096;

/// Decides how to read a file; the extension is what follows the last dot, case-sensitive.
///
/// # Errors
/// [`TableError::Pickle`], [`TableError::UnknownExtension`], [`TableError::ExtensionMismatch`], or
/// [`TableError::Foreign`] and [`TableError::UnknownFormat`] for content that is no table at all.
pub fn detect(name: &str, bytes: &[u8]) -> Result<TableFormat, TableError> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let content = content_of(bytes);
    if extension == "pkl" || content == Content::Pickle {
        return Err(TableError::Pickle);
    }
    if let Content::Foreign(content) = content {
        return Err(TableError::Foreign { content: content.to_owned() });
    }
    let Some(format) = TableFormat::of_extension(extension) else {
        return Err(match content {
            Content::Zip if extension == "zip" => TableError::Foreign { content: "zip".to_owned() },
            _ => TableError::UnknownExtension { extension: extension.to_owned() },
        });
    };
    if agrees(format, content) {
        return Ok(format);
    }
    match content {
        Content::Binary => Err(TableError::UnknownFormat { start: first_bytes(bytes) }),
        content => Err(mismatch(extension, content.name())),
    }
}

pub(super) fn mismatch(extension: &str, content: &str) -> TableError {
    TableError::ExtensionMismatch { extension: extension.to_owned(), content: content.to_owned() }
}

fn agrees(format: TableFormat, content: Content) -> bool {
    match format {
        TableFormat::Xlsx => content == Content::Zip,
        // A header may start with a bracket; the reader tells text in a wrong encoding from text.
        TableFormat::Csv | TableFormat::Tsv => matches!(content, Content::Text | Content::Json | Content::Empty),
        // Broken JSON is reported with its place.
        TableFormat::Json | TableFormat::JsonLines => matches!(content, Content::Json | Content::Empty),
    }
}

impl Content {
    /// A word for it, as messages have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Pickle => "pickle",
            Self::Zip => "xlsx",
            Self::Xls => "xls",
            Self::Html => "html",
            Self::Json => "json",
            Self::Text => "text",
            Self::Foreign(content) => content,
            Self::Binary => "binary data",
        }
    }
}

/// What the content looks like, by its first bytes.
pub fn content_of(bytes: &[u8]) -> Content {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    match head {
        [0x80, 2..=5, ..] => return Content::Pickle,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Content::Zip,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Content::Xls,
        // A mark of UTF-16: text in an encoding that the reader refuses by name.
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Content::Text,
        _ => {}
    }
    // A name of columns may begin in the same way, but not hold a character that is in no text.
    if let Some((_, name)) = FOREIGN.iter().find(|(start, _)| head.starts_with(start))
        && std::str::from_utf8(bytes).map_or(true, |text| text.contains('\0'))
    {
        return Content::Foreign(name);
    }
    if is_old_pickle(head) {
        return Content::Pickle;
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let is_html = matches!(text, [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..]);
    if text.is_empty() {
        Content::Empty
    } else if is_html {
        Content::Html
    } else if is_json_start(text) {
        Content::Json
    } else if is_binary(head) {
        Content::Binary
    } else {
        Content::Text
    }
}

/// Whether a pickle of protocol 0 or 1 starts there: a memorised list, dictionary or tuple, or an object built by a
/// function that is named by module and name on lines of their own.
fn is_old_pickle(head: &[u8]) -> bool {
    let is_memo = |rest: &[u8]| match rest {
        [b'q', _, b'(' | b'X' | b'U', ..] => true,
        [b'p', digits @ ..] => {
            let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
            length > 0 && digits.get(length) == Some(&b'\n')
        }
        _ => false,
    };
    match head {
        [b']' | b'}' | b')', rest @ ..] if matches!(rest, [b'q', ..]) => is_memo(rest),
        [b'(', b'l' | b'd' | b't', rest @ ..] => is_memo(rest),
        [b'c', rest @ ..] | [b'(', b'c', rest @ ..] => {
            let mut lines = rest.splitn(3, |byte| *byte == b'\n');
            let is_name = |line: Option<&[u8]>| {
                line.is_some_and(|line| {
                    !line.is_empty()
                        && line.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
                })
            };
            is_name(lines.next())
                && is_name(lines.next())
                && lines
                    .next()
                    .is_some_and(|rest| is_memo(rest) || matches!(rest, [b'(' | b')', ..] | [b'q', 0..=8, ..]))
        }
        _ => false,
    }
}

/// Whether a list or an object starts there, with something in it that JSON allows.
fn is_json_start(text: &[u8]) -> bool {
    let Some((bracket, rest)) = text.split_first() else {
        return false;
    };
    let next = rest.trim_ascii_start().first();
    match bracket {
        b'{' => matches!(next, None | Some(b'"' | b'}')),
        b'[' => matches!(
            next,
            None | Some(b'{' | b'[' | b']' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n' | b'N' | b'I')
        ),
        _ => false,
    }
}

/// Text in any encoding has hardly any control characters; but pandas passes over zeros, which a computer that fails
/// leaves in a file.
pub fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let zeros = memchr::memchr_iter(0, head).count();
    let controls = head.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31)).count();
    controls * 12 > head.len() - zeros || (zeros > 0 && zeros == head.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZIP: &[u8] = b"PK\x03\x04\x14\0";
    const XLS: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    const CSV: &[u8] = b"\"index\",\"prediction\"\n";

    #[test]
    fn extension_and_content_agree() {
        let cases: [(&str, &[u8], TableFormat); 9] = [
            ("a/m_GMAI-MMBench_VAL.xlsx", ZIP, TableFormat::Xlsx),
            ("m.csv", CSV, TableFormat::Csv),
            ("m.csv", b"", TableFormat::Csv),
            ("m.tsv", b"index\tprediction\n", TableFormat::Tsv),
            ("m.csv", b"[x],y\n", TableFormat::Csv),
            ("m.csv", b"\xFF\xFEi\0n\0", TableFormat::Csv),
            ("m.json", b" [{\"index\": 1", TableFormat::Json),
            ("m.json", b"[]", TableFormat::Json),
            ("m.jsonl", b"{\"index\": 1}\n", TableFormat::JsonLines),
        ];
        for (name, bytes, format) in cases {
            assert_eq!(detect(name, bytes), Ok(format), "{name}");
        }
    }

    #[test]
    fn content_of_another_format_is_named() {
        let cases: [(&str, &[u8], &str); 12] = [
            ("m.csv", b"\n<div><table>", "html"),
            ("m.tsv", b"<?xml version=\"1.0\"?><Workbook>", "html"),
            ("m.csv", b"<!-- page -->", "html"),
            ("m.xlsx", XLS, "xls"),
            ("m.xlsx", CSV, "text"),
            ("m.xlsx", b"<!DOCTYPE html><table>", "html"),
            ("m.xlsx", b"[{\"index\": 1}]", "json"),
            ("m.csv", ZIP, "xlsx"),
            ("m.tsv", XLS, "xls"),
            ("m.json", CSV, "text"),
            ("m.json", ZIP, "xlsx"),
            ("m.xlsx", b"", "nothing"),
        ];
        for (name, bytes, content) in cases {
            match detect(name, bytes) {
                Err(TableError::ExtensionMismatch { content: found, .. }) => assert_eq!(found, content, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }

    #[test]
    fn pickles_and_unknown_files_are_refused() {
        assert_eq!(detect("m.pkl", CSV), Err(TableError::Pickle));
        let pickles: [&[u8]; 5] = [
            b"\x80\x04\x95",
            b"(lp0\n(dp1\nVindex\np2\nI0\n",
            b"]q\x00(}q\x01(X\x05\x00\x00\x00index",
            b"ccopy_reg\n_reconstructor\np0\n(cpandas.core.frame\nDataFrame\n",
            b"cpandas.core.frame\nDataFrame\nq\x00",
        ];
        for pickle in pickles {
            assert_eq!(detect("m.csv", pickle), Err(TableError::Pickle));
        }
        assert_eq!(detect("m.csv", b"case\nprediction\nq1\n"), Ok(TableFormat::Csv));
        for (name, extension) in [("m.CSV", "CSV"), ("m.parquet", "parquet"), ("m", ""), ("m.csv.gz", "gz")] {
            let error = TableError::UnknownExtension { extension: extension.to_owned() };
            assert_eq!(detect(name, CSV), Err(error));
        }
        let error = TableError::UnknownFormat { start: "00 01 02 03".to_owned() };
        assert_eq!(detect("m.csv", &[0, 1, 2, 3]), Err(error));
    }
}
