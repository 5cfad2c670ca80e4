//! The end of the program: a panic of the page, or the loss of its worker.

use std::panic::PanicHookInfo;

use leptos::prelude::document;

use crate::i18n::Language;
use web::crash_panel;
use web::crash_panel::CrashWords;

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

/// Covers the page with what happened. The language is read from the document, since signals may be what failed.
pub fn show(crash: Crash, report: &str) {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let words = Language::of_tag(&tag).messages();
    let advice = match crash {
        Crash::Panic => words.crash_panic,
        Crash::WorkerLost => words.crash_worker,
        Crash::OtherVersion => words.crash_version,
    };
    let words = CrashWords {
        title: words.crash_title,
        advice: advice.to_owned(),
        copy: words.crash_copy,
        copied: words.crash_copied,
        reload: words.crash_reload,
    };
    let report = format!("GMAI Scope {}\n{report}", env!("CARGO_PKG_VERSION"));
    if let Err(error) = crash_panel::show(&words, &report) {
        leptos::logging::error!("{error:?}");
    }
}
