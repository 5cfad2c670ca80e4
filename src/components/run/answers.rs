//! What can be done with a run's answers.

use leptos::prelude::*;

use crate::i18n::Messages;
use crate::reactive::{dynamic_text, handler};
use crate::state::preferences::{Preferences, tr};
use crate::tasks::run::{Destination, RunDesk, export, load};
use engine::table::TableFormat;
use protocol::run::{RunFile, RunId};

/// Opening in Score, checking, and files to take away.
#[component]
pub fn Results(
    /// The run.
    id: RunId,
    /// Whether it is a judge's.
    is_judge: bool,
) -> impl IntoView {
    let desk = RunDesk::of_page();
    let id = StoredValue::new(id);
    let go = move |destination: Destination| load(desk, id.get_value(), destination);
    view! {
        {(!is_judge).then(|| view! {
            <button type="button" class="button" on:click=handler(move |_| go(Destination::Score))>
                {tr(|m| m.run_now.open_score)}
            </button>
            <button type="button" class="button" on:click=handler(move |_| go(Destination::Check))>
                {tr(|m| m.run_now.check_it)}
            </button>
        })}
        <details class="menu">
            <summary class="menu__title">{tr(|m| m.run_now.take_away)}</summary>
            <div class="menu__entries">{files(is_judge, move |file| export(desk, id.get_value(), file))}</div>
        </details>
    }
}

type Word = fn(&'static Messages) -> &'static str;

const FILES: [(RunFile, Word); 6] = [
    (RunFile::Predictions(TableFormat::Xlsx), |_| "xlsx"),
    (RunFile::Predictions(TableFormat::Tsv), |_| "tsv"),
    (RunFile::Predictions(TableFormat::Json), |_| "json"),
    (RunFile::Manifest, |m| m.run_now.file_manifest),
    (RunFile::Transcripts, |m| m.run_now.file_transcripts),
    (RunFile::Journal, |m| m.run_now.file_journal),
];

const JUDGE_FILES: [(RunFile, Word); 1] = [(RunFile::Letters, |m| m.run_now.file_letters)];

fn files(is_judge: bool, save: impl Fn(RunFile) + Copy + 'static) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let files: &[(RunFile, Word)] = if is_judge { &JUDGE_FILES } else { &FILES };
    files
        .iter()
        .map(|&(file, word)| {
            view! {
                <button type="button" class="menu__entry" on:click=handler(move |_| save(file))>
                    {dynamic_text(move || word(preferences.messages()))}
                </button>
            }
        })
        .collect_view()
}
