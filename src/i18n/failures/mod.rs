//! Failures in words: what happened, where, what is unharmed and what to do.

mod address;
mod dataset;
mod image;
mod run;
mod score;
mod table;

pub use dataset::dataset_fault;

use engine::compare::CompareError;
use engine::dataset::DatasetError;
use engine::limits::Limit;
use engine::table::{ForeignJson, TableError};
use protocol::{Failure, Missing};

use super::generated::{FailuresWords, Messages, NextWhat};
use super::{Language, fill};

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What happened, and where.
    pub what: String,
    /// What is unharmed and what to do.
    pub next: &'static str,
}

impl NextWhat {
    /// As it stands.
    pub(super) fn plain(self) -> Explained {
        self.filled(&[])
    }

    /// With the places of what happened filled.
    pub(super) fn filled(self, values: &[(&str, &str)]) -> Explained {
        Explained { what: fill(self.what, values), next: self.next }
    }
}

/// A failure in words; `parts` are the names of the dataset's files.
pub fn explain(language: Language, failure: &Failure, parts: &[String]) -> Explained {
    let messages = language.messages();
    let words = &messages.failures;
    match failure {
        Failure::Dataset(fault) => {
            let is_of_image = matches!(fault, DatasetError::BadReference { .. } | DatasetError::BlankImage { .. });
            let next = if is_of_image { words.next.dataset_image } else { words.next.dataset };
            Explained { what: dataset_fault(language, fault, parts), next }
        }
        Failure::Table(fault) => Explained { what: table::what(messages, fault), next: table_next(messages, fault) },
        Failure::Image(fault) => Explained { what: image::what(words.image, fault), next: words.next.image },
        Failure::Score(fault) => Explained { what: score::what(messages, fault), next: words.next.score },
        Failure::Compare(fault) => Explained { what: compare_fault(words, fault), next: words.compare.next },
        Failure::Run(fault) => run::explain(words, fault),
        Failure::Address(fault) => address::explain(words.address, fault),
        Failure::FileGone { name, detail } => words.file_gone.filled(&[("name", name), ("detail", detail)]),
        Failure::NotRecognised { name, columns } => {
            words.not_recognised.filled(&[("name", name), ("columns", &list(messages, columns))])
        }
        Failure::Piece { name } => words.piece.filled(&[("name", name)]),
        Failure::EmptyFile { name } => words.empty_file.filled(&[("name", name)]),
        Failure::NotLoaded { what } => {
            let words = words.not_loaded;
            let what = match what {
                Missing::Dataset => words.dataset,
                Missing::Predictions => words.predictions,
                Missing::Row => words.row,
                Missing::Image => words.image,
                Missing::File => words.file,
            };
            Explained { what: what.to_owned(), next: words.next }
        }
        Failure::NoTruth => words.no_truth.plain(),
        Failure::StillIndexing => words.still_indexing.plain(),
        Failure::NotReadToEnd => words.not_read_to_end.plain(),
        Failure::ImageNotReadYet { reference } => words.image_not_read_yet.filled(&[("index", reference)]),
        Failure::DoubledPart { name, open } => words.doubled_part.filled(&[("name", name), ("open", open)]),
        Failure::BasisChanged => words.basis_changed.plain(),
        Failure::TreeMissing { detail } => words.tree_missing.filled(&[("detail", detail)]),
        Failure::Cancelled => words.cancelled.plain(),
        Failure::VersionMismatch => words.version_mismatch.plain(),
        Failure::Export { detail } => words.export.filled(&[("detail", detail)]),
    }
}

fn compare_fault(words: &FailuresWords, fault: &CompareError) -> String {
    let words = words.compare;
    match fault {
        CompareError::TooFewFiles => words.too_few_files.to_owned(),
        CompareError::DifferentRules { a, b } => fill(words.different_rules, &[("a", a), ("b", b)]),
        CompareError::DifferentAnswers { a, b, index } => {
            fill(words.different_answers, &[("a", a), ("b", b), ("index", index)])
        }
    }
}

fn table_next(messages: &Messages, fault: &TableError) -> &'static str {
    let (words, limits) = (messages.failures.next, messages.failures.limits);
    match fault {
        TableError::Pickle => words.table_pickle,
        TableError::TooLarge { what, .. } => match what {
            Limit::Columns | Limit::Rows | Limit::Cells | Limit::FileBytes => limits.next_table,
            Limit::TableBytes | Limit::TextBytes | Limit::CellBytes | Limit::HeaderBytes | Limit::Members => {
                limits.next_texts
            }
            Limit::Parts
            | Limit::UnpackedBytes
            | Limit::Sheets
            | Limit::Relationships
            | Limit::XmlParts
            | Limit::XmlDepth
            | Limit::TagBytes
            | Limit::FormatBytes => limits.next_workbook,
        },
        TableError::ForeignJson { shape: ForeignJson::PandasValues } => words.json_values,
        TableError::ForeignJson { .. } => words.json,
        TableError::FarCell { .. } => words.far_cell,
        TableError::RefusedSpreadsheet { .. }
        | TableError::ForeignNamespace { .. }
        | TableError::UnsupportedCompression { .. } => words.spreadsheet,
        TableError::Foreign { .. } => words.foreign,
        _ => words.table,
    }
}

/// Names in a row, shortened where they are many.
fn list(messages: &Messages, names: &[String]) -> String {
    const SHOWN: usize = 12;
    let separator = messages.failures.name_joint;
    let mut text = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(separator);
    if names.len() > SHOWN {
        text.push_str(separator);
        text.push('…');
    }
    text
}
