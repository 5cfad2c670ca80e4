//! What the user is told in passing.

use leptos::prelude::*;

use super::start::begin_new_version;
use crate::format::integer;
use crate::i18n::{count, explain, fill};
use crate::reactive::{dynamic, effect, handler};
use crate::score::route::ScoreRoute;
use crate::shell::address::{Page, Route};
use crate::shell::navigation::Navigation;
use crate::shell::notice::Notice;
use crate::shell::notices::Notices;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::icon::{Icon, IconView};
use protocol::Failure;

/// Names of files that are listed of a folder.
const FOLDER_NAMES: usize = 4;

/// The notices, read out as they come.
#[component]
pub fn NoticeList() -> impl IntoView {
    let notices = expect_context::<Notices>();
    view! {
        <div class="notices" role="log" aria-live="polite" aria-label=tr(|m| m.shell.notices)>
            <For each=move || notices.list() key=|(id, _)| *id let((id, notice))>
                <NoticeCard id notice />
            </For>
        </div>
    }
}

#[component]
fn NoticeCard(id: u32, notice: Notice) -> impl IntoView {
    let notices = expect_context::<Notices>();
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let navigation = expect_context::<Navigation>();
    let fault = notice.is_fault();
    let destination = notice.next_step().as_ref().map(Route::page);
    let page = navigation.page();
    effect(move || {
        // Who is there needs no link to it.
        if destination == Some(page.get()) {
            notices.dismiss(id);
        }
    });
    let step = notice.next_step().map(|route| {
        let route = match route {
            Route::Score(ScoreRoute { predictions: Some(id), .. }) => navigation.score_of(id),
            other => other,
        };
        let label = match notice {
            Notice::DatasetOpened { .. } => tr(|m| m.shell.step_explore),
            Notice::PredictionsOpened { files: 2.., .. } => tr(|m| m.shell.step_score_several),
            _ => tr(|m| m.shell.step_score),
        };
        view! {
            <a class="button button--primary" href=route.to_string() on:click=handler(move |_| notices.dismiss(id))>
                {label}
            </a>
        }
    });
    let other_step = notice.other_step().map(|route| {
        view! {
            <a class="button" href=route.to_string() on:click=handler(move |_| notices.dismiss(id))>{tr(|m| m.check.step)}</a>
        }
    });
    let compared = notice.clone();
    let compare_step = dynamic(move || {
        let open = session.predictions.with(Vec::len);
        (page.get() != Page::Compare && compared.can_compare(open)).then(|| {
            view! {
                <a
                    class="button"
                    href=navigation.of_page(Page::Compare).to_string()
                    on:click=handler(move |_| notices.dismiss(id))
                >
                    {tr(|m| m.compare.step)}
                </a>
            }
        })
    });
    let new_version = (notice == Notice::NewVersion).then(|| {
        view! {
            <button type="button" class="button button--primary" on:click=handler(move |_| begin_new_version())>
                {tr(|m| m.shell.new_version_reload)}
            </button>
        }
    });
    let text = move || session.parts.with(|parts| in_words(preferences, &notice, parts));
    view! {
        <div
            class="notice"
            class:notice--fault=fault
            on:pointerenter=handler(move |_| notices.hold(id))
            on:pointerleave=handler(move |_| notices.release())
            on:focusin=handler(move |_| notices.hold(id))
            on:focusout=handler(move |_| notices.release())
        >
            <p class="notice__text">{dynamic(text)}</p>
            {step}
            {other_step}
            {compare_step}
            {new_version}
            <button
                type="button"
                class="button button--icon"
                aria-label=tr(|m| m.shell.dismiss)
                title=tr(|m| m.shell.dismiss)
                on:click=handler(move |_| notices.dismiss(id))
            >
                <IconView icon=Icon::Close />
            </button>
        </div>
    }
}

fn in_words(preferences: Preferences, notice: &Notice, parts: &[String]) -> String {
    let words = preferences.messages();
    let explained = |failure| {
        let explained = explain(preferences.language.get(), failure, parts);
        format!("{}{}{}", explained.what, words.shell.between_sentences, explained.next)
    };
    match notice {
        Notice::DatasetOpened { files } => fill(words.shell.dataset_opened, &[("n", &integer(u64::from(*files)))]),
        Notice::PredictionsOpened { name, files, .. } => {
            let form = count(*files, words.shell.predictions_opened, words.shell.predictions_opened_several);
            fill(form, &[("name", name), ("n", &integer(u64::from(*files)))])
        }
        Notice::FolderRead { folder, opened, left } => {
            let form = match (opened, left.len()) {
                (0, 0) => words.shell.folder_empty,
                (0, _) => words.shell.folder_refused,
                _ => words.shell.folder_left,
            };
            let names = left.iter().take(FOLDER_NAMES).cloned().collect::<Vec<_>>().join(words.shell.list_joint);
            let more = if left.len() > FOLDER_NAMES { "…" } else { "" };
            let n = integer(left.len() as u64);
            fill(form, &[("folder", folder), ("n", &n), ("names", &format!("{names}{more}"))])
        }
        Notice::Refused { name, failure } => {
            // The fault lies in that file and not in a part of the dataset that is open.
            let explained = explain(preferences.language.get(), failure, std::slice::from_ref(name));
            let next =
                if matches!(failure, Failure::Dataset(_)) { words.shell.file_refused_next } else { explained.next };
            let why = format!("{}{}{next}", explained.what, words.shell.between_sentences);
            fill(words.shell.file_refused, &[("name", name), ("why", &why)])
        }
        Notice::Failed(failure) => explained(failure),
        Notice::SampleMissing { detail } => fill(words.data.sample_missing, &[("detail", detail)]),
        Notice::NotRemembered => words.recent.no_room.to_owned(),
        Notice::NotAllowed { name } => fill(words.recent.not_allowed, &[("name", name)]),
        Notice::Saved { name } => fill(words.shell.file_saved, &[("name", name)]),
        Notice::HostsAsked { hosts } => fill(words.address.linked, &[("hosts", &hosts.join(words.shell.list_joint))]),
        Notice::LeftOut { columns } => {
            fill(words.address.left_out, &[("names", &columns.join(words.shell.list_joint))])
        }
        Notice::LinkInPart { rejected } => match rejected.first().and_then(|pair| pair.strip_prefix("page=")) {
            Some(page) => fill(words.shell.no_such_page, &[("page", page)]),
            None => fill(words.shell.link_in_part, &[("names", &rejected.join(words.shell.list_joint))]),
        },
        Notice::LanguageMissing { language, detail } => {
            fill(words.shell.language_missing, &[("language", language), ("detail", detail)])
        }
        Notice::NewVersion => words.shell.new_version.to_owned(),
    }
}
