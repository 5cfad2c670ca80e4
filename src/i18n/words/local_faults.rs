//! What goes wrong with a model that runs in the browser, in words that a newcomer can act on.

use engine::local::{LocalError, LocalErrorKind, SourceFault};

use super::super::failures::Explained;
use super::super::generated::{FailuresWords, NextWhat};

/// Files that are named in a sentence.
const FILES_NAMED: usize = 8;

/// An error in words, with the files or what the library said.
pub(in super::super) fn local_fault(words: &FailuresWords, error: &LocalError) -> Explained {
    let Explained { what, next } = kind_words(words, error.kind).plain();
    Explained { what: what + &beside(error), next }
}

/// What an error says beside its kind, as ` (onnx/model.onnx)`; empty where it says nothing.
fn beside(error: &LocalError) -> String {
    let named: Vec<&str> = error.files.iter().take(FILES_NAMED).map(String::as_str).collect();
    let more = if error.files.len() > FILES_NAMED { ", …" } else { "" };
    match error.kind {
        LocalErrorKind::FileMissing if !named.is_empty() => format!(" ({}{more})", named.join(", ")),
        LocalErrorKind::BadLayout | LocalErrorKind::UnsupportedModel | LocalErrorKind::Runtime
            if !error.detail.is_empty() =>
        {
            format!(" ({})", error.detail)
        }
        _ => String::new(),
    }
}

/// What is wrong with the name of a model.
pub(in super::super) fn source_words(words: &FailuresWords, fault: SourceFault) -> NextWhat {
    let words = words.source;
    match fault {
        SourceFault::Blank => words.blank,
        SourceFault::NotAnId => words.not_an_id,
        SourceFault::NotAFolder => words.not_a_folder,
        SourceFault::NotAHost => words.not_a_host,
    }
}

fn kind_words(words: &FailuresWords, kind: LocalErrorKind) -> NextWhat {
    let words = words.local;
    match kind {
        LocalErrorKind::NoWebgpu => words.no_webgpu,
        LocalErrorKind::NoAdapter => words.no_adapter,
        LocalErrorKind::FileMissing => words.file_missing,
        LocalErrorKind::BadLayout => words.bad_layout,
        LocalErrorKind::UnsupportedModel => words.unsupported_model,
        LocalErrorKind::NeedsF16 => words.needs_f16,
        LocalErrorKind::BadImage => words.bad_image,
        LocalErrorKind::DeviceLost => words.device_lost,
        LocalErrorKind::OutOfMemory => words.out_of_memory,
        LocalErrorKind::Network => words.network,
        LocalErrorKind::Gated => words.gated,
        LocalErrorKind::Offline => words.offline,
        LocalErrorKind::StorageFull => words.storage_full,
        LocalErrorKind::FolderGone => words.folder_gone,
        LocalErrorKind::NoRuntime => words.no_runtime,
        LocalErrorKind::Overflow => words.overflow,
        LocalErrorKind::NoText => words.no_text,
        LocalErrorKind::Runtime => words.runtime,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn every_kind_says_something_of_its_own_in_every_language() {
        for language in Language::bundled() {
            let words =
                |kind: &LocalErrorKind| local_fault(&language.messages().failures, &LocalError::new(*kind, "")).what;
            let sentences: std::collections::BTreeSet<_> = LocalErrorKind::ALL.iter().map(words).collect();
            assert_eq!(sentences.len(), LocalErrorKind::ALL.len());
        }
    }

    #[test]
    fn missing_files_are_named() {
        let files: Vec<String> = (0..9).map(|number| format!("onnx/{number}.onnx")).collect();
        let error = LocalError { kind: LocalErrorKind::FileMissing, detail: String::new(), files };
        for language in Language::bundled() {
            let what = local_fault(&language.messages().failures, &error).what;
            assert!(what.contains("onnx/0.onnx") && what.contains("onnx/7.onnx, …"), "{what}");
        }
    }
}
