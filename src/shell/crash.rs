//! The end of the program: a panic of the page, or the loss of its worker.

use std::panic::PanicHookInfo;

use leptos::prelude::document;

use crate::i18n::{CrashTexts, Locale};
use web::crash_panel::{self, CrashWords};

/// What ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crash {
    /// The page or its worker panicked.
    Panic,
    /// The worker did not start or was ended by the browser.
    WorkerLost,
    /// The page and its worker are of different versions.
    OtherVersion,
}

/// Shows panics of the page from now on.
pub fn watch_panics() {
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        leptos::logging::error!("{panic}");
        show(Crash::Panic, &panic.to_string());
    }));
}

/// The words where no texts are there, as they could not be fetched.
const WITHOUT_TEXTS: CrashWords = CrashWords {
    title: "GMAI Scope cannot start",
    advice: "Check the network, then reload the page.",
    copy: "Copy report",
    copied: "Copied",
    reload: "Reload",
};

/// Covers the page with what happened. The language is read from the document, since signals may be what failed.
pub fn show(crash: Crash, report: &str) {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    match Locale::of_tag(&tag).loaded() {
        Some(language) => cover(&in_words(crash, language.messages().crash), report),
        None => show_unstarted(report),
    }
}

/// Covers the page with why it has no texts to show.
pub fn show_unstarted(report: &str) {
    cover(&WITHOUT_TEXTS, report);
}

fn in_words(crash: Crash, words: CrashTexts) -> CrashWords {
    let advice = match crash {
        Crash::Panic => words.panic,
        Crash::WorkerLost => words.worker,
        Crash::OtherVersion => words.version,
    };
    CrashWords { title: words.title, advice, copy: words.copy, copied: words.copied, reload: words.reload }
}

fn cover(words: &CrashWords, report: &str) {
    let report = format!("GMAI Scope {}\n{report}", env!("CARGO_PKG_VERSION"));
    if let Err(error) = crash_panel::show(words, &report) {
        leptos::logging::error!("{error:?}");
    }
}
