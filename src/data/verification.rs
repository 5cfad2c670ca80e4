//! Whether the dataset's files are the published ones.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::source::host_of;
use crate::format::{bytes, whole_percent};
use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::shell::notice::Notice;
use crate::shell::notices::Notices;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::{Session, Verification};
use engine::official::OfficialFile;
use protocol::Failure;
use protocol::source::{CancelVerifying, Verified, VerifyPart, Verifying};

/// A button that verifies every file, its progress, and what each file is; also which parts lack.
#[component]
pub fn VerificationTable() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let preferences = expect_context::<Preferences>();
    let progress = memo(move || session.verification.with(|state| state.progress));
    let is_running = memo(move || progress.get().is_some());
    let missing = memo(move || {
        session.dataset.with(|dataset| dataset.as_ref().map_or_else(Vec::new, |dataset| dataset.missing_parts.clone()))
    });
    let name = move |part: u32| session.parts.with(|parts| parts.get(part as usize).cloned().unwrap_or_default());
    let host = host_of(session);
    let lacking = move || {
        let names = missing.get().join(", ");
        let words = preferences.messages().source;
        (!names.is_empty()).then(|| {
            view! { <p class="note note--fault" role="status">{fill(words.missing_parts, &[("names", &names)])}</p> }
        })
    };
    let button = move || {
        if is_running.get() {
            view! {
                <button type="button" class="button" on:click=handler(move |_| stop_verifying(session, notices))>
                    {tr(|m| m.source.stop)}
                </button>
            }
            .into_any()
        } else {
            view! {
                <button type="button" class="button" on:click=handler(move |_| verify(session, notices))>
                    {tr(|m| m.source.verify)}
                </button>
            }
            .into_any()
        }
    };
    let cost = move || {
        let total = session.dataset.with(|dataset| dataset.as_ref().map_or(0, |dataset| dataset.bytes_total));
        let words = preferences.messages().address;
        Some(fill(words.verify_about, &[("host", &host.get()?), ("bytes", &bytes(total))]))
    };
    let status = move || {
        let words = preferences.messages().source;
        progress.get().map_or_else(
            || cost().unwrap_or_else(|| words.verify_about.to_owned()),
            |progress| fill(words.verifying, &[("name", &name(progress.part))]),
        )
    };
    let percent = move || progress.get().map_or(0, |progress| whole_percent(progress.done, progress.total));
    let read = move || {
        progress
            .get()
            .map_or_else(String::new, |progress| format!("{} / {}", bytes(progress.done), bytes(progress.total)))
    };
    let results = move || {
        let words = preferences.messages().source;
        let item = |verified: Verified| {
            let what = match verified.official {
                Some(OfficialFile::Val) => words.is_val.to_owned(),
                Some(OfficialFile::Test(part)) => fill(words.is_test, &[("part", &part.to_string())]),
                None => words.is_unknown.to_owned(),
            };
            let mark = if verified.official.is_some() { "● " } else { "◌ " };
            view! {
                <li class="files__file">
                    <span class="files__name">{name(verified.part)}" – "<code>{verified.md5}</code></span>
                    <span>{mark}{what}</span>
                </li>
            }
        };
        session.verification.with(|state| state.results.clone()).into_iter().map(item).collect_view()
    };
    view! {
        {dynamic(lacking)}
        <div class="progress">
            <div class="progress__line">
                <p class="progress__phase" role="status">{dynamic(status)}</p>
                {dynamic(button)}
            </div>
            {dynamic(move || {
                is_running.get().then(|| view! {
                    <progress class="progress__bar" max="100" value=percent aria-label=status></progress>
                    <p class="muted">{dynamic(read)}</p>
                })
            })}
            <ul class="files">{dynamic(results)}</ul>
        </div>
    }
}

/// Verifies every file of the dataset, one after the other.
pub fn verify(session: Session, notices: Notices) {
    let sizes: Vec<u64> = session
        .dataset
        .with_untracked(|dataset| dataset.iter().flat_map(|dataset| &dataset.parts).map(|part| part.bytes).collect());
    let dataset = session.dataset_id.get_untracked();
    session.verification.set(Verification::default());
    spawn_local(async move {
        for (part, total) in (0..).zip(sizes) {
            // The worker cannot know of it where it came between two files.
            if session.verification.with_untracked(|state| state.is_stopped) {
                break;
            }
            session.verification.update(|state| state.progress = Some(Verifying { part, done: 0, total }));
            let verified = session.ask(VerifyPart { part }).await;
            if session.dataset_id.get_untracked() != dataset {
                return;
            }
            match verified {
                Ok(verified) => session.verification.update(|state| state.results.push(verified)),
                Err(failure) => {
                    session.verification.update(|state| state.progress = None);
                    if failure != Failure::Cancelled {
                        notices.push(Notice::Failed(failure));
                    }
                    return;
                }
            }
        }
        session.verification.update(|state| state.progress = None);
    });
}

/// Stops verifying; what was verified stays.
pub fn stop_verifying(session: Session, notices: Notices) {
    session.verification.update(|state| state.is_stopped = true);
    spawn_local(async move {
        if let Err(failure) = session.ask(CancelVerifying).await {
            notices.push(Notice::Failed(failure));
        }
    });
}
