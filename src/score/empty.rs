//! The score page without a prediction file: how to open one.

use leptos::prelude::*;

use crate::check::checking::{CheckContext, score_checked};
use crate::check::route::CheckedFile;
use crate::check::state::CheckEntry;
use crate::data::recent::Recent;
use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::shell::opening::try_sample;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::button::FileButton;
use crate::ui::reopen::Reopen;

/// Choose files, open the sample, score what was checked, or reopen what was open before.
#[component]
pub fn Empty() -> impl IntoView {
    let CheckContext { session, notices, navigation, .. } = CheckContext::of_page();
    let has_none = memo(move || session.dataset.with(Option::is_none));
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{tr(|m| m.score.title)}</h1>
            <p class="page__lead">{tr(|m| m.score.empty)}</p>
            <div class="actions">
                <FileButton class="button button--primary" label=Signal::derive(tr(|m| m.data.choose_files))>
                    {tr(|m| m.data.choose_files)}
                </FileButton>
                <button type="button" class="button" on:click=handler(move |_| try_sample(session, notices, navigation))>
                    {tr(|m| m.data.try_sample)}
                </button>
            </div>
            <Reopen />
            <CheckedFiles />
            {dynamic(move || has_none.get().then(|| view! { <Recent /> }))}
        </div>
    }
}

/// The tables of the check page, which are not open here.
#[component]
fn CheckedFiles() -> impl IntoView {
    let context = CheckContext::of_page();
    let preferences = expect_context::<Preferences>();
    let files = memo(move || {
        context.checks.entries.with(|entries| {
            let is_table = |entry: &&CheckEntry| entry.report.as_ref().is_some_and(|report| report.rows.is_some());
            entries.iter().filter(is_table).map(|entry| (entry.file, entry.name.clone())).collect::<Vec<_>>()
        })
    });
    let items = move || {
        let item = |(file, name): (CheckedFile, String)| {
            let label = fill(preferences.messages().score.file, &[("name", &name)]);
            view! {
                <li class="open-files__file">
                    <span class="open-files__name">{name}</span>
                    <button
                        type="button"
                        class="button"
                        aria-label=label
                        on:click=handler(move |_| score_checked(context, file))
                    >
                        {tr(|m| m.shell.step_score)}
                    </button>
                </li>
            }
        };
        files.get().into_iter().map(item).collect_view()
    };
    move || {
        (!files.with(Vec::is_empty)).then(|| {
            view! {
                <section class="section">
                    <h2 class="section__title">{tr(|m| m.score.checked)}</h2>
                    <ul class="open-files">{dynamic(items)}</ul>
                </section>
            }
        })
    }
}
