//! Failures in English.

use super::failure_run::sentences as run_sentences;
use super::place::{list, part_name, place};
use super::{Explained, failure_address, fill, limits};
use crate::format::{bytes, integer};
use engine::dataset::DatasetError;
use engine::image::{Damage, ImageError};
use engine::position::Position;
use engine::scoring::ScoreError;
use engine::table::{ForeignJson, TableError};
use engine::tsv::TsvError;
use protocol::Failure;

const UNNAMED: &str = "part {n}";

/// A failure with its next step.
pub(super) fn explain(failure: &Failure, parts: &[String]) -> Explained {
    Explained { what: what(failure, parts), next: next(failure) }
}

fn what(failure: &Failure, parts: &[String]) -> String {
    match failure {
        Failure::Dataset(fault) => dataset(fault, parts),
        Failure::Table(fault) => table(fault),
        Failure::Image(fault) => image(fault),
        Failure::Score(fault) => score(fault),
        Failure::Run(fault) => run_sentences(fault).what_english(),
        Failure::Address(fault) => {
            let [english, _] = failure_address::what(fault);
            english
        }
        Failure::FileGone { name, detail } => {
            fill("{name} can no longer be read ({detail}).", &[("name", name), ("detail", detail)])
        }
        Failure::NotRecognised { name, columns } => fill(
            "{name} has neither the columns of a dataset (index, image, question) nor those of a prediction file (index, prediction). Its columns are: {columns}.",
            &[("name", name), ("columns", &list(columns, ", "))],
        ),
        Failure::Piece { name } => fill(
            "{name} is a piece of a dataset that was cut into pieces without regard to its rows, as `split -b` does; only the first piece has a header.",
            &[("name", name)],
        ),
        Failure::EmptyFile { name } => fill("{name} is empty.", &[("name", name)]),
        Failure::NotLoaded { what } => match what.as_str() {
            "dataset" => "The dataset is no longer open.".to_owned(),
            "predictions" => "The prediction file is no longer open.".to_owned(),
            "row" => "There is no such row.".to_owned(),
            "picture" => "There is no such picture.".to_owned(),
            other => fill("{what} is not open.", &[("what", other)]),
        },
        Failure::NoTruth => {
            "There are no answers to score against: no dataset with answers is open, and the prediction file has no answer column.".to_owned()
        }
        Failure::StillIndexing => "The dataset is still being read.".to_owned(),
        Failure::NotReadToEnd => "The dataset was not read to its end, so a file of its questions would be incomplete.".to_owned(),
        Failure::PictureNotReadYet { reference } => {
            fill("The picture is that of index {index}, which has not been read yet.", &[("index", reference)])
        }
        Failure::DoubledPart { name, open } => {
            fill("{name} is a part that is open already, as {open}.", &[("name", name), ("open", open)])
        }
        Failure::BasisChanged => "The dataset was opened or closed after this file was checked.".to_owned(),
        Failure::TreeMissing { detail } => {
            fill("The published lexical tree could not be fetched ({detail}).", &[("detail", detail)])
        }
        Failure::Cancelled => "It was cancelled.".to_owned(),
        Failure::VersionMismatch => "The page and the part that reads files are of different versions.".to_owned(),
        Failure::Export { detail } => fill("The file could not be written ({detail}).", &[("detail", detail)]),
    }
}

fn next(failure: &Failure) -> &'static str {
    match failure {
        Failure::Dataset(DatasetError::BadReference { .. } | DatasetError::BlankImage { .. }) => {
            "The question's text and all other questions are unaffected. For its picture, correct the cell or download the file again."
        }
        Failure::Dataset(_) => {
            "The file itself was only read, never changed. Questions found before this place stay usable; to use the rest, correct the file there or download it again."
        }
        Failure::Table(TableError::Pickle) => {
            "Nothing was run. Let VLMEvalKit write xlsx or tsv instead (environment variable PRED_FORMAT)."
        }
        Failure::Table(TableError::TooLarge { what, .. }) => limits::advice(*what)[0],
        Failure::Table(TableError::ForeignJson { shape: ForeignJson::PandasValues }) => {
            "Other open files are unaffected. Write the file with the names of its columns, then open it again."
        }
        Failure::Table(TableError::ForeignJson { .. }) => {
            "Other open files are unaffected. Drop it on the Check page, which writes the answers as a table that can be scored."
        }
        Failure::Table(TableError::FarCell { .. }) => {
            "Other open files are unaffected. Delete the rows and columns that do not belong to the table, save the workbook, then open it again."
        }
        Failure::Table(
            TableError::RefusedSpreadsheet { .. }
            | TableError::ForeignNamespace { .. }
            | TableError::UnsupportedCompression { .. },
        ) => {
            "Other open files are unaffected. Open it in Excel or LibreOffice and save it again as a normal .xlsx (in Excel “Excel Workbook”), then open it again."
        }
        Failure::Table(TableError::Foreign { .. }) => {
            "Other open files are unaffected. Open the table of predictions itself (xlsx, csv, tsv, json or jsonl); unpack an archive first."
        }
        Failure::Table(_) => {
            "Other open files are unaffected. Correct the file or let VLMEvalKit write it again as xlsx or tsv, then open it again."
        }
        Failure::Image(_) => "The question's text and the other pictures are unaffected.",
        Failure::Score(_) => "The file itself is unharmed. Correct the named place and open it again.",
        Failure::Run(fault) => run_sentences(fault).next_english(),
        Failure::Address(fault) => failure_address::next(fault)[0],
        Failure::FileGone { .. } => {
            "It was moved, changed or deleted after it was opened, or its drive is gone. Open it again; what was read before stays usable."
        }
        Failure::NotRecognised { .. } => {
            "Column names must be in the first row and lower case. Other open files are unaffected."
        }
        Failure::Piece { .. } => {
            "The pieces are unharmed. Join them in their order, then open the whole: cat NAME.tsv.* > NAME.tsv, on Windows copy /b NAME.tsv.aa+NAME.tsv.ab NAME.tsv. A file that is whole opens once its name ends in .tsv."
        }
        Failure::EmptyFile { .. } => "Was its download or copy finished? Other open files are unaffected.",
        Failure::NotLoaded { .. } => "Open it again, or choose something else.",
        Failure::NoTruth => "Open the dataset TSV that has the answers (VAL); scoring then starts by itself.",
        Failure::StillIndexing => "Scores and checks start by themselves when reading ends; save a file again then.",
        Failure::NotReadToEnd => "What was read stays usable. Close the dataset and open it again.",
        Failure::PictureNotReadYet { .. } => "It appears here as soon as it has been read.",
        Failure::DoubledPart { .. } => "The part that is open stays. To read it again, close the dataset first.",
        Failure::BasisChanged => "The file is unharmed. Check it again, then repair or pack it.",
        Failure::TreeMissing { .. } => {
            "Nothing else needs it. Open a dataset, which does without this file, or reload the page."
        }
        Failure::Cancelled => "Nothing has changed. Start it again when you like.",
        Failure::VersionMismatch => "Your files are unharmed. Reload the page.",
        Failure::Export { .. } => "Nothing open is affected. Try another format.",
    }
}

/// A fault of a dataset as a sentence.
pub(super) fn dataset(fault: &DatasetError, parts: &[String]) -> String {
    match fault {
        DatasetError::Tsv(fault) => tsv(fault, parts),
        DatasetError::MissingColumn { name, found } => fill(
            "The column “{name}” is missing; the columns are: {found}.",
            &[("name", name), ("found", &list(found, ", "))],
        ),
        DatasetError::DifferentColumns { part } => fill(
            "The columns of {file} differ from those of the first file.",
            &[("file", &part_name(UNNAMED, *part, parts))],
        ),
        DatasetError::ShiftedColumns { part, extra } => fill(
            "The first row of {file} has {extra} more fields than the header, so pandas takes its first fields for row labels and shifts all columns.",
            &[("file", &part_name(UNNAMED, *part, parts)), ("extra", &integer((*extra).into()))],
        ),
        DatasetError::BadReference { position, index, reference } if reference.trim().is_empty() => fill(
            "The image cell of index {index} is blank ({place}).",
            &[("index", index), ("place", &at(*position, parts))],
        ),
        DatasetError::BadReference { position, index, reference } => fill(
            "The image of index {index} refers to index {reference}, which holds no picture before it ({place}).",
            &[("index", index), ("reference", reference), ("place", &at(*position, parts))],
        ),
        DatasetError::BlankImage { position } => {
            fill("The image is blank, so VLMEvalKit drops the row ({place}).", &[("place", &at(*position, parts))])
        }
        DatasetError::BlankIndex { position } => {
            fill("A row has no index ({place}).", &[("place", &at(*position, parts))])
        }
        DatasetError::DuplicateIndex { position, first, index } => fill(
            "Index {index} stands twice: {first}, and again {place}.",
            &[("index", index), ("first", &at(*first, parts)), ("place", &at(*position, parts))],
        ),
        DatasetError::IndexNotANumber { index } => {
            fill("Index “{index}” looks like a number to Python but cannot be turned into one.", &[("index", index)])
        }
        DatasetError::ImagePathNotText { position } => fill(
            "The image path is blank or no text, so VLMEvalKit refuses the dataset ({place}).",
            &[("place", &at(*position, parts))],
        ),
        DatasetError::TooManyColumns { part, limit } => fill(
            "{file} has more than {limit} columns, the limit that protects this computer's memory.",
            &[("file", &part_name(UNNAMED, *part, parts)), ("limit", &integer((*limit).into()))],
        ),
        DatasetError::TooMuchText { limit } => fill(
            "The text columns hold more than {limit}, the limit that protects this computer's memory.",
            &[("limit", &bytes(*limit))],
        ),
        DatasetError::AnswerWithoutOption { position, index } => fill(
            "The answer of index {index} is no option of its question, so no prediction can be right ({place}).",
            &[("index", index), ("place", &at(*position, parts))],
        ),
    }
}

fn tsv(fault: &TsvError, parts: &[String]) -> String {
    match fault {
        TsvError::UnterminatedQuote { position } => {
            fill("A quotation mark is opened and never closed ({place}).", &[("place", &at(*position, parts))])
        }
        TsvError::TooManyFields { position, expected, found } => fill(
            "A row has {found} fields where {expected} are expected ({place}).",
            &[
                ("found", &integer((*found).into())),
                ("expected", &integer((*expected).into())),
                ("place", &at(*position, parts)),
            ],
        ),
        TsvError::StrayReturn { position } => fill(
            "A carriage return in a field without quotation marks cuts a row in two ({place}). Put the field in quotation marks, or write a blank for the carriage return.",
            &[("place", &at(*position, parts))],
        ),
        TsvError::NotUtf8 { position } => fill("The text is not UTF-8 ({place}).", &[("place", &at(*position, parts))]),
        TsvError::FieldTooLong { position, limit } => fill(
            "A field is longer than {limit}, the limit that protects this computer's memory ({place}).",
            &[("limit", &bytes(*limit)), ("place", &at(*position, parts))],
        ),
        TsvError::Empty { part } => fill("{file} holds no header.", &[("file", &part_name("The file", *part, parts))]),
    }
}

fn table(fault: &TableError) -> String {
    match fault {
        TableError::Pickle => "The file is a Python pickle. Loading one runs code, so it is refused.".to_owned(),
        TableError::EmptyFile => "The file is empty.".to_owned(),
        TableError::Encrypted => {
            "The workbook is not damaged but protected by a password. Remove the password in Excel and save it again."
                .to_owned()
        }
        TableError::ColumnNames { names } => fill(
            "These column names are numbers or dates, at which VLMEvalKit fails: {names}. Write them as text, or delete the columns.",
            &[("names", names)],
        ),
        TableError::UnknownFormat { start } => {
            fill("The content is none of xlsx, csv, tsv, json or jsonl; it starts with {start}.", &[("start", start)])
        }
        TableError::ExtensionMismatch { extension, content } => fill(
            "The file is named .{extension} but holds {content}; VLMEvalKit goes by the name and fails.",
            &[("extension", extension), ("content", content.name())],
        ),
        TableError::UnknownExtension { extension } => {
            fill("VLMEvalKit reads no .{extension} files.", &[("extension", extension)])
        }
        TableError::Foreign { content } => {
            fill("This is a {content} file and not a table of predictions.", &[("content", content.name())])
        }
        TableError::DamagedSpreadsheet { place, detail } => fill(
            "The spreadsheet is damaged or cut off ({place}{detail}).",
            &[("place", &place.to_string()), ("detail", detail)],
        ),
        TableError::RefusedSpreadsheet { place, detail } => fill(
            "VLMEvalKit's reader, openpyxl, refuses this spreadsheet even where Excel opens it ({place}{detail}).",
            &[("place", &place.to_string()), ("detail", detail)],
        ),
        TableError::ForeignNamespace { part, namespace } => fill(
            "The spreadsheet is in another variant of Open XML, such as Strict Open XML, in which VLMEvalKit finds nothing ({part}, namespace {namespace}).",
            &[("part", part), ("namespace", namespace)],
        ),
        TableError::UnsupportedCompression { part, method } => fill(
            "The spreadsheet is not damaged, but compressed with {method}, which this page does not unpack ({part}). VLMEvalKit reads it.",
            &[("part", part), ("method", method)],
        ),
        TableError::FarCell { cell, found, limit } => fill(
            "Down to the cell {cell} the table has {found} cells; the limit that protects this computer's memory is {limit}.",
            &[("cell", cell), ("found", &integer(*found)), ("limit", &integer(*limit))],
        ),
        TableError::UnwritableSpreadsheet { detail } => {
            fill("The spreadsheet could not be written ({detail}).", &[("detail", detail)])
        }
        TableError::NoSheet => "The spreadsheet has no sheet.".to_owned(),
        TableError::JsonByteOrderMark => {
            "The JSON begins with a byte order mark, at which Python's reader stops. Save it as UTF-8 without a mark (BOM)."
                .to_owned()
        }
        TableError::BrokenJson { line, column, detail } => fill(
            "The JSON is broken in line {line}, column {column} ({detail}).",
            &[("line", &integer(*line)), ("column", &integer(*column)), ("detail", detail)],
        ),
        TableError::ForeignJson { shape } => {
            fill("The JSON is no list of records with index and prediction: it is {shape}.", &[("shape", json(*shape))])
        }
        TableError::NotRecords { found, is_record } => {
            let place = if *is_record { " in place of an object" } else { "" };
            let words = &[("found", found.name()), ("place", place)];
            fill("The JSON holds {found}{place} where a list of objects is expected.", words)
        }
        // The positions are in this one file; the dataset's file names do not apply.
        TableError::Delimited(fault) => tsv(fault, &["this file".to_owned()]),
        TableError::TooLarge { what, found, limit, spot } => limits::english(*what, *found, *limit, spot),
    }
}

fn json(shape: ForeignJson) -> &'static str {
    match shape {
        ForeignJson::PandasColumns => "what pandas' to_json writes, an object for each column",
        ForeignJson::PandasIndex => {
            "what pandas' to_json writes with orient=\"index\", an object for each row under its label"
        }
        ForeignJson::PandasSplit => "what pandas' to_json writes with orient=\"split\"",
        ForeignJson::PandasTable => "what pandas' to_json writes with orient=\"table\"",
        ForeignJson::PandasValues => {
            "what pandas' to_json writes with orient=\"values\", which leaves out the names of the columns; write it with orient=\"records\""
        }
        ForeignJson::Answers => "an object of indices and answers",
        ForeignJson::OpenCompass => {
            "what OpenCompass writes; its keys, the places in the dataset, are taken for the index"
        }
        ForeignJson::LmmsEval => "samples of lmms-eval; the question's index, or else doc_id, is taken for the index",
        ForeignJson::Batch => {
            "the output of a batch of requests to a model server; custom_id, or the number at its end, is taken for the index"
        }
        ForeignJson::Wrapped => "such a list within an object",
    }
}

fn image(fault: &ImageError) -> String {
    match fault {
        ImageError::Blank => "The image cell is blank.".to_owned(),
        ImageError::NotBase64 { at } => {
            fill("The image cell is not base64: character {at} does not belong there.", &[("at", &integer(at + 1))])
        }
        ImageError::UnknownFormat { start } => {
            fill("The picture is of no known format; its bytes start with {start}.", &[("start", start)])
        }
        ImageError::UnsupportedFormat { format } => {
            fill("The picture is a {format}, which browsers do not show.", &[("format", format)])
        }
        ImageError::Damaged { format, damage } => {
            let template = match damage {
                Damage::Unnamed => "The {format} picture is damaged or cut off.",
                Damage::EndsEarly => "The {format} picture is damaged or cut off (the file ends early).",
                Damage::Header => "The {format} picture is damaged or cut off (its header is broken).",
                Damage::Content => "The {format} picture is damaged (it cannot be decoded).",
                Damage::Unsupported => {
                    "The {format} picture is damaged, or uses a part of the format that is not known here."
                }
            };
            fill(template, &[("format", format)])
        }
        ImageError::TooManyPixels { width, height, limit } => fill(
            "The picture has {width} × {height} pixels; the limit that protects this computer's memory is {limit} pixels.",
            &[
                ("width", &integer((*width).into())),
                ("height", &integer((*height).into())),
                ("limit", &integer(*limit)),
            ],
        ),
        ImageError::TooManyBytes { bytes: size, limit } => fill(
            "The picture has {size}; the limit that protects this computer's memory is {limit}.",
            &[("size", &bytes(*size)), ("limit", &bytes(*limit))],
        ),
        ImageError::BrokenList { at } => fill(
            "The image cell starts as a list of pictures, but character {at} breaks it.",
            &[("at", &integer(at + 1))],
        ),
    }
}

fn score(fault: &ScoreError) -> String {
    match fault {
        ScoreError::MissingColumn { name, found } => fill(
            "The prediction file has no column “{name}”; it has: {found}.",
            &[("name", name), ("found", &list(found, ", "))],
        ),
        ScoreError::ColumnNameNotText { name } => fill("The column name {name} is no text.", &[("name", name)]),
        ScoreError::BlankIndex { rows } => fill("Rows without an index: {rows}.", &[("rows", &integer(*rows))]),
        ScoreError::MixedIndex => "The index column mixes text and numbers, which have no order.".to_owned(),
        ScoreError::UnknownIndex { rows, first } => fill(
            "Rows whose index the dataset does not have: {rows}; the first is {first}.",
            &[("rows", &integer(*rows)), ("first", first)],
        ),
        ScoreError::NoAnswers => "The dataset has no answer column, as is so with TEST.".to_owned(),
        ScoreError::BlankAnswers => {
            "Every answer of the dataset is blank, as in some copies of TEST; every row would count as wrong."
                .to_owned()
        }
        ScoreError::QuestionNotText { index, rows } => fill(
            "Rows whose question is blank or no text: {rows}; the first is index {index}.",
            &[("index", index), ("rows", &integer(*rows))],
        ),
        ScoreError::TableTooLarge { column, cells, limit } => fill(
            "The table of column “{column}” would have {cells} cells, splits times values; the limit is {limit}.",
            &[("column", column), ("cells", &integer(*cells)), ("limit", &integer(*limit))],
        ),
        ScoreError::NamesTooLong { column, bytes: size, limit } => fill(
            "The table of column “{column}” would have names of {size}, once for each split; the limit is {limit}.",
            &[("column", column), ("size", &bytes(*size)), ("limit", &bytes(*limit))],
        ),
        ScoreError::LogsTooLong { bytes: size, limit } => fill(
            "Many rows share an index, and the log of each repeats its long prediction: {size} of copies; the limit is {limit}.",
            &[("size", &bytes(*size)), ("limit", &bytes(*limit))],
        ),
        ScoreError::Unsortable { column } => fill(
            "The column “{column}” mixes values that cannot be sorted together, such as text and blanks.",
            &[("column", column)],
        ),
    }
}

fn at(position: Position, parts: &[String]) -> String {
    place("{file}, record {record}, byte {byte}", UNNAMED, position, parts)
}
