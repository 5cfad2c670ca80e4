//! What is wrong with a file of predictions.

use engine::limits::{Limit, Spot};
use engine::table::{Content, ForeignJson, JsonKind, TableError};

use super::super::fill;
use super::super::generated::{FailuresFoundWords, FailuresJsonWords, FailuresLimitsWords, Messages};
use super::dataset::delimited;
use crate::format::integer;

/// A fault of a table as a sentence.
pub(super) fn what(messages: &Messages, fault: &TableError) -> String {
    let words = messages.failures.table;
    match fault {
        TableError::Pickle => words.pickle.to_owned(),
        TableError::EmptyFile => words.empty_file.to_owned(),
        TableError::Encrypted => words.encrypted.to_owned(),
        TableError::ColumnNames { names } => fill(words.column_names, &[("names", names)]),
        TableError::UnknownFormat { start } => fill(words.unknown_format, &[("start", start)]),
        TableError::ExtensionMismatch { extension, content } => {
            fill(words.extension_mismatch, &[("extension", extension), ("content", content_name(messages, *content))])
        }
        TableError::UnknownExtension { extension } => fill(words.unknown_extension, &[("extension", extension)]),
        TableError::Foreign { content } => fill(words.foreign, &[("content", content.name())]),
        TableError::DamagedSpreadsheet { place, detail } => {
            fill(words.damaged_spreadsheet, &[("place", &place.to_string()), ("detail", detail)])
        }
        TableError::RefusedSpreadsheet { place, detail } => {
            fill(words.refused_spreadsheet, &[("place", &place.to_string()), ("detail", detail)])
        }
        TableError::ForeignNamespace { part, namespace } => {
            fill(words.foreign_namespace, &[("part", part), ("namespace", namespace)])
        }
        TableError::UnsupportedCompression { part, method } => {
            fill(words.unsupported_compression, &[("part", part), ("method", method)])
        }
        TableError::FarCell { cell, found, limit } => {
            fill(words.far_cell, &[("cell", cell), ("found", &integer(*found)), ("limit", &integer(*limit))])
        }
        TableError::UnwritableSpreadsheet { detail } => fill(words.unwritable_spreadsheet, &[("detail", detail)]),
        TableError::NoSheet => words.no_sheet.to_owned(),
        TableError::JsonByteOrderMark => words.json_byte_order_mark.to_owned(),
        TableError::BrokenJson { line, column, detail } => {
            fill(words.broken_json, &[("line", &integer(*line)), ("column", &integer(*column)), ("detail", detail)])
        }
        TableError::ForeignJson { shape } => {
            fill(words.foreign_json, &[("shape", shape_name(messages.failures.json, *shape))])
        }
        TableError::NotRecords { found, is_record } => {
            let place = if *is_record { words.not_a_record } else { "" };
            fill(words.not_records, &[("found", kind_name(messages.failures.found, *found)), ("place", place)])
        }
        // The positions are in this one file; the dataset's file names do not apply.
        TableError::Delimited(fault) => delimited(messages, fault, &[messages.failures.place.this_file.to_owned()]),
        TableError::TooLarge { what, found, limit, spot } => {
            too_large(messages.failures.limits, *what, *found, *limit, spot)
        }
    }
}

fn shape_name(words: FailuresJsonWords, shape: ForeignJson) -> &'static str {
    match shape {
        ForeignJson::PandasColumns => words.pandas_columns,
        ForeignJson::PandasIndex => words.pandas_index,
        ForeignJson::PandasSplit => words.pandas_split,
        ForeignJson::PandasTable => words.pandas_table,
        ForeignJson::PandasValues => words.pandas_values,
        ForeignJson::Answers => words.answers,
        ForeignJson::OpenCompass => words.open_compass,
        ForeignJson::LmmsEval => words.lmms_eval,
        ForeignJson::Batch => words.batch,
        ForeignJson::Wrapped => words.wrapped,
    }
}

/// What a file holds; formats have one name in all languages.
fn content_name(messages: &Messages, content: Content) -> &'static str {
    let words = messages.failures.found;
    match content {
        Content::Empty => words.nothing,
        Content::Text => words.text,
        Content::Binary => words.binary,
        format => format.name(),
    }
}

fn kind_name(words: FailuresFoundWords, kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Bool => words.truth_value,
        JsonKind::Number => words.number,
        JsonKind::Text => words.text,
        JsonKind::List => words.list,
        JsonKind::Object => words.object,
    }
}

/// That a file exceeds a limit, by how much and where.
fn too_large(words: FailuresLimitsWords, what: Limit, found: u64, limit: u64, spot: &Spot) -> String {
    let place = match spot {
        Spot::File => String::new(),
        Spot::Record(record) => fill(words.up_to_record, &[("n", &integer(*record))]),
        Spot::Part { path, byte } => fill(words.up_to_byte, &[("byte", &integer(*byte)), ("path", path)]),
    };
    let counted = words.counted;
    let counted = match what {
        Limit::FileBytes => counted.file_bytes,
        Limit::TableBytes => counted.table_bytes,
        Limit::TextBytes => counted.text_bytes,
        Limit::CellBytes => counted.cell_bytes,
        Limit::HeaderBytes => counted.header_bytes,
        Limit::Columns => counted.columns,
        Limit::Rows => counted.rows,
        Limit::Cells => counted.cells,
        Limit::Members => counted.members,
        Limit::Parts => counted.parts,
        Limit::UnpackedBytes => counted.unpacked_bytes,
        Limit::Sheets => counted.sheets,
        Limit::Relationships => counted.relationships,
        Limit::XmlParts => counted.xml_parts,
        Limit::XmlDepth => counted.xml_depth,
        Limit::TagBytes => counted.tag_bytes,
        Limit::FormatBytes => counted.format_bytes,
    };
    let (found, limit) = (integer(found), integer(limit));
    fill(words.too_large, &[("found", &found), ("what", counted), ("place", &place), ("limit", &limit)])
}
