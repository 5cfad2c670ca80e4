//! What a file is, by the extension of its name, as VLMEvalKit goes, and by its first bytes: for all that opens files.

use super::{Content, FileType, TableError, TableFormat};
use crate::hexadecimal::first_bytes;

pub(crate) fn extension_of(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Whether files of that extension, which may be none that VLMEvalKit reads, hold predictions and never a dataset.
pub(crate) fn is_of_predictions(extension: &str) -> bool {
    let is_other_table = TableFormat::of_extension(extension).is_some_and(|format| format != TableFormat::Tsv);
    is_other_table || matches!(extension, "xls" | "pkl")
}

const SIGNATURES: [(&[u8], FileType); 17] = [
    (b"\x89PNG\r\n\x1A\n", FileType::Png),
    (b"\xFF\xD8\xFF", FileType::Jpeg),
    (b"GIF8", FileType::Gif),
    (b"II*\0", FileType::Tiff),
    (b"MM\0*", FileType::Tiff),
    (b"RIFF", FileType::Riff),
    (b"%PDF-", FileType::Pdf),
    (b"\x1F\x8B", FileType::Gzip),
    (b"\xFD7zXZ\0", FileType::Xz),
    (b"\x28\xB5\x2F\xFD", FileType::Zstandard),
    (b"BZh", FileType::Bzip2),
    (b"7z\xBC\xAF\x27\x1C", FileType::SevenZip),
    (b"Rar!\x1A\x07", FileType::Rar),
    (b"PAR1", FileType::Parquet),
    (b"ARROW1", FileType::Arrow),
    (b"SQLite format 3\0", FileType::Sqlite),
    (b"\x93NUMPY", FileType::Numpy),
];

const HEAD: usize = 4096;

/// The format that VLMEvalKit reads a file as.
///
/// # Errors
/// [`TableError::Pickle`], [`TableError::UnknownExtension`], [`TableError::ExtensionMismatch`], or
/// [`TableError::Foreign`] and [`TableError::UnknownFormat`] for content that is no table at all.
pub fn detect(name: &str, bytes: &[u8]) -> Result<TableFormat, TableError> {
    let extension = extension_of(name);
    let content = content_of(bytes);
    if extension == "pkl" || content == Content::Pickle {
        return Err(TableError::Pickle);
    }
    if let Content::Other(content) = content {
        return Err(TableError::Foreign { content });
    }
    let Some(format) = TableFormat::of_extension(extension) else {
        return Err(match content {
            Content::Xlsx if extension == "zip" => TableError::Foreign { content: FileType::Zip },
            _ => TableError::UnknownExtension { extension: extension.to_owned() },
        });
    };
    match content {
        content if format.may_hold(content) => Ok(format),
        Content::Binary => Err(TableError::UnknownFormat { start: first_bytes(bytes) }),
        content => Err(TableError::ExtensionMismatch { extension: extension.to_owned(), content }),
    }
}

/// What the content looks like, by its first bytes.
pub fn content_of(bytes: &[u8]) -> Content {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    match head {
        [0x80, 2..=5, ..] => return Content::Pickle,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Content::Xlsx,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Content::Xls,
        // A mark of UTF-16: text in an encoding that the reader refuses by name.
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Content::Text,
        _ => {}
    }
    // A name of columns may begin in the same way, but not hold a character that is in no text.
    if let Some((_, file)) = SIGNATURES.iter().find(|(start, _)| head.starts_with(start))
        && std::str::from_utf8(bytes).map_or(true, |text| text.contains('\0'))
    {
        return Content::Other(*file);
    }
    if is_old_pickle(head) {
        return Content::Pickle;
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    match text {
        [] => Content::Empty,
        [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] => Content::Html,
        text if is_json_start(text) => Content::Json,
        _ if is_binary(head) => Content::Binary,
        _ => Content::Text,
    }
}

/// Whether a pickle of protocol 0 or 1 starts there: a memorised list, dictionary or tuple, or an object built by a
/// function that is named by module and name on lines of their own.
fn is_old_pickle(head: &[u8]) -> bool {
    match head {
        [b']' | b'}' | b')', rest @ ..] => rest.starts_with(b"q") && is_memo(rest),
        [b'(', b'l' | b'd' | b't', rest @ ..] => is_memo(rest),
        [b'c', rest @ ..] | [b'(', b'c', rest @ ..] => {
            let mut lines = rest.splitn(3, |byte| *byte == b'\n');
            let is_name = |name: &[u8]| {
                !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
            };
            let mut is_next_name = || lines.next().is_some_and(is_name);
            let is_function = is_next_name() && is_next_name();
            let is_call = |rest: &[u8]| is_memo(rest) || matches!(rest, [b'(' | b')', ..] | [b'q', 0..=8, ..]);
            is_function && lines.next().is_some_and(is_call)
        }
        _ => false,
    }
}

fn is_memo(rest: &[u8]) -> bool {
    match rest {
        [b'q', _, b'(' | b'X' | b'U', ..] => true,
        [b'p', digits @ ..] => {
            let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
            length > 0 && digits.get(length) == Some(&b'\n')
        }
        _ => false,
    }
}

/// Whether a list or an object starts there, with something in it that JSON allows.
fn is_json_start(text: &[u8]) -> bool {
    let Some((bracket, rest)) = text.split_first() else { return false };
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

/// Whether bytes are no text: text in any encoding has hardly any control characters. Zeros do not count, as pandas
/// passes over them, and a computer that fails leaves them in a file.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let zeros = memchr::memchr_iter(0, head).count();
    let controls = head.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31)).count();
    controls * 12 > head.len() - zeros || (zeros > 0 && zeros == head.len())
}
