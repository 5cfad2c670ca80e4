//! Why a run cannot begin, go on, or be brought in.

use protocol::run::{AddressError, JournalError, MergeError, PlanError, RunFault, TemplateError};

use super::super::fill;
use super::super::generated::FailuresWords;
use super::super::words::local_faults::{local_fault, source_words};
use super::Explained;
use crate::format::integer;

/// A failure of a run with its next step.
pub(super) fn explain(words: &FailuresWords, fault: &RunFault) -> Explained {
    let said = words.run;
    match fault {
        RunFault::Plan(fault) => unsent(words, plan(words, fault)),
        RunFault::Template(fault) => unsent(words, template(words, fault)),
        RunFault::Address(fault) => unsent(words, address(words, *fault).to_owned()),
        RunFault::Source(fault) => source_words(words, *fault).plain(),
        RunFault::Local(error) => local_fault(words, error),
        RunFault::NoModel => unsent(words, said.no_model.to_owned()),
        RunFault::Journal(fault) => journal(words, fault),
        RunFault::Merge(fault) => merge(words, fault),
        RunFault::StorageFull => said.storage_full.plain(),
        RunFault::Storage { detail } => said.storage.filled(&[("detail", detail)]),
        RunFault::OpenElsewhere => said.open_elsewhere.plain(),
        RunFault::Busy => said.busy.plain(),
        RunFault::NoSuchRun => said.no_such_run.plain(),
        RunFault::OtherDataset { dataset } => said.other_dataset.filled(&[("dataset", dataset)]),
        RunFault::NothingToJudge => said.nothing_to_judge.plain(),
        RunFault::NoSuchFile => said.no_such_file.plain(),
    }
}

fn unsent(words: &FailuresWords, what: String) -> Explained {
    Explained { what, next: words.next.nothing_sent }
}

fn plan(words: &FailuresWords, fault: &PlanError) -> String {
    let words = words.run_plan;
    match fault {
        PlanError::Empty => words.empty.to_owned(),
        PlanError::NoSuchShard { number, of } => {
            fill(words.no_such_shard, &[("number", &number.to_string()), ("of", &of.to_string())])
        }
    }
}

fn template(words: &FailuresWords, fault: &TemplateError) -> String {
    let words = words.run_template;
    match fault {
        TemplateError::UnknownField { name, at } => {
            fill(words.unknown_field, &[("at", &(at + 1).to_string()), ("name", name)])
        }
        TemplateError::LoneBrace { at } => fill(words.lone_brace, &[("at", &(at + 1).to_string())]),
    }
}

fn address(words: &FailuresWords, fault: AddressError) -> &'static str {
    let words = words.run_address;
    match fault {
        AddressError::NoScheme => words.no_scheme,
        AddressError::BadHost => words.bad_host,
        AddressError::Credentials => words.credentials,
        AddressError::BadCharacter => words.bad_character,
        AddressError::Unencrypted => words.unencrypted,
    }
}

fn journal(words: &FailuresWords, fault: &JournalError) -> Explained {
    let said = words.run_journal;
    match fault {
        JournalError::NotAJournal => files_unharmed(words, said.not_a_journal.to_owned()),
        JournalError::LaterVersion { found, known } => {
            said.later_version.filled(&[("found", &found.to_string()), ("known", &known.to_string())])
        }
        JournalError::BrokenRecords { number, of, first } => said.broken_records.filled(&[
            ("number", &integer(*number)),
            ("of", &integer(*of)),
            ("first", &integer(*first)),
        ]),
        JournalError::BrokenHeader { id } => said.broken_header.filled(&[("id", id)]),
        JournalError::BrokenLine { line } => {
            files_unharmed(words, fill(said.broken_line, &[("line", &integer(*line))]))
        }
    }
}

fn merge(words: &FailuresWords, fault: &MergeError) -> Explained {
    let said = words.run_merge;
    match fault {
        MergeError::MissingColumn { part, name } => {
            files_unharmed(words, fill(said.missing_column, &[("part", part), ("name", name)]))
        }
        MergeError::DifferentColumns { part, first } => {
            files_unharmed(words, fill(said.different_columns, &[("part", part), ("first", first)]))
        }
        MergeError::BlankIndex { part, row } => {
            files_unharmed(words, fill(said.blank_index, &[("part", part), ("row", &row.to_string())]))
        }
        MergeError::OtherQuestions { part, others, of } => {
            said.other_questions.filled(&[("part", part), ("others", &integer(*others)), ("of", &integer(*of))])
        }
    }
}

fn files_unharmed(words: &FailuresWords, what: String) -> Explained {
    Explained { what, next: words.next.files_unharmed }
}
