//! Kinds of files and of what is in them, with the words for them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::names::named;

/// A format that VLMEvalKit reads predictions from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableFormat {
    Xlsx,
    Csv,
    Tsv,
    Json,
    JsonLines,
}

/// A row of the table of formats.
struct Known {
    extension: &'static str,
    mime: &'static str,
    delimiter: Option<u8>,
}

impl TableFormat {
    /// Every format, in the order in which they are named.
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Tsv, Self::Csv, Self::Json, Self::JsonLines];

    /// All that reading, writing, choosing and naming files of a format need to know of it.
    fn known(self) -> Known {
        let (extension, mime, delimiter) = match self {
            Self::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", None),
            Self::Csv => ("csv", "text/csv", Some(b',')),
            Self::Tsv => ("tsv", "text/tab-separated-values", Some(b'\t')),
            Self::Json => ("json", "application/json", None),
            Self::JsonLines => ("jsonl", "application/jsonl", None),
        };
        Known { extension, mime, delimiter }
    }

    /// The format that an extension stands for, case-sensitive, as in VLMEvalKit.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The format of text whose fields that byte separates; comma-separated text for any other byte.
    pub(super) fn of_delimiter(delimiter: u8) -> Self {
        Self::ALL.into_iter().find(|format| format.delimiter() == Some(delimiter)).unwrap_or(Self::Csv)
    }

    /// The extensions of all formats as a sentence lists them: `xlsx, tsv, csv, json or jsonl`.
    pub fn listed(comma: &str, or: &str) -> String {
        let [others @ .., last] = Self::ALL.map(Self::extension);
        format!("{}{or}{last}", others.join(comma))
    }

    /// The extension, without the dot.
    pub fn extension(self) -> &'static str {
        self.known().extension
    }

    pub fn mime(self) -> &'static str {
        self.known().mime
    }

    /// The byte between fields; `None` where the format is no delimited text.
    pub fn delimiter(self) -> Option<u8> {
        self.known().delimiter
    }

    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines)
    }

    pub(super) fn may_hold(self, content: Content) -> bool {
        match content {
            Content::Xlsx => self == Self::Xlsx,
            // Broken JSON is reported with its place, and a header may start with a bracket.
            Content::Json | Content::Empty => self != Self::Xlsx,
            // The reader finds wrong encodings.
            Content::Text => self.delimiter().is_some(),
            _ => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Nothing but white space.
    Empty,
    Pickle,
    /// A zip container, which by its first bytes is taken for an xlsx workbook.
    Xlsx,
    /// A zip container that is known to hold no workbook.
    Zip,
    Xlsb,
    Ods,
    Docx,
    Pptx,
    /// The container of old Office files, and of encrypted ones.
    Xls,
    Encrypted,
    /// A web page, or XML, as spreadsheet programs and portals export tables.
    Html,
    /// A JSON list or, by its first bytes, an object.
    Json,
    JsonLines,
    /// Anything else; delimited text may start in any way.
    Text,
    Other(FileType),
    Binary,
}

impl Content {
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Pickle => "pickle",
            Self::Xlsx => "xlsx",
            Self::Zip => "zip",
            Self::Xlsb => "xlsb",
            Self::Ods => "ods",
            Self::Docx => "docx",
            Self::Pptx => "pptx",
            Self::Xls => "xls",
            Self::Encrypted => "password",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Text => "text",
            Self::Other(file) => file.name(),
            Self::Binary => "binary data",
        }
    }
}

named! {
    /// A type of file that holds no table.
    pub enum FileType {
        Png = "PNG",
        Jpeg = "JPEG",
        Gif = "GIF",
        Tiff = "TIFF",
        Riff = "RIFF",
        Pdf = "PDF",
        Gzip = "gzip",
        Xz = "xz",
        Zstandard = "Zstandard",
        Bzip2 = "bzip2",
        SevenZip = "7z",
        Rar = "RAR",
        Zip = "zip",
        Parquet = "Parquet",
        Arrow = "Arrow",
        Sqlite = "SQLite",
        Numpy = "NumPy",
    }
}

named! {
    pub enum JsonKind {
        Null = "null",
        Bool = "a truth value",
        Number = "a number",
        Text = "text",
        List = "a list",
        Object = "an object",
    }
}

/// A shape of JSON that is no list of records with index and prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ForeignJson {
    /// `{"prediction": {"0": "A"}}`: pandas' `DataFrame.to_json`, which is `orient="columns"`.
    PandasColumns,
    /// `{"0": {"prediction": "A"}}`: `orient="index"`.
    PandasIndex,
    /// `{"columns": […], "index": […], "data": [[…]]}`: `orient="split"`.
    PandasSplit,
    /// `{"schema": {…}, "data": [{…}]}`: `orient="table"`.
    PandasTable,
    /// `[["A"]]`: `orient="values"`, which has no names of columns.
    PandasValues,
    /// `{"0": "A"}`.
    Answers,
    /// `{"0": {"prediction": "A", "gold": "B"}}`.
    OpenCompass,
    /// Samples of lmms-eval or lm-evaluation-harness: `doc_id` and `filtered_resps`.
    LmmsEval,
    /// The output of a batch of requests to a model server: `custom_id` and `response`.
    Batch,
    /// `{"data": [{"index": 0, "prediction": "A"}]}`.
    Wrapped,
}

impl fmt::Display for ForeignJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PandasColumns => "what pandas' to_json writes (orient=\"columns\")",
            Self::PandasIndex => "what pandas' to_json writes with orient=\"index\"",
            Self::PandasSplit => "what pandas' to_json writes with orient=\"split\"",
            Self::PandasTable => "what pandas' to_json writes with orient=\"table\"",
            Self::PandasValues => "what pandas' to_json writes with orient=\"values\", without names of columns",
            Self::Answers => "an object of indices and answers",
            Self::OpenCompass => "what OpenCompass writes",
            Self::LmmsEval => "samples of lmms-eval",
            Self::Batch => "the output of a batch of requests to a model server",
            Self::Wrapped => "such a list within an object",
        })
    }
}
