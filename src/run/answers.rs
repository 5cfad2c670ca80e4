//! What can be done with a run's answers, and files of earlier runs and of parts.

use leptos::prelude::*;
use web_sys::File;

use super::tasks::{Destination, RunContext, export, import_journal, import_predictions, load, merge};
use crate::format::integer;
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_text, handler};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::button::FileButton;
use engine::table::TableFormat;
use protocol::run::{Imported, MergeReport, RunFile, RunId};

/// Opening in Score, checking, and files to take away.
#[component]
pub fn Results(
    /// The run.
    id: RunId,
    /// Whether it is a judge's.
    is_judge: bool,
) -> impl IntoView {
    let context = RunContext::of_page();
    let id = StoredValue::new(id);
    let go = move |destination: Destination| load(context, id.get_value(), destination);
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
            <div class="menu__entries">{files(is_judge, move |file| export(context, id.get_value(), file))}</div>
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

/// Indices named of each kind of misfit.
const MOST: usize = 20;

/// A journal, a prediction file to go on from, and the parts of a run.
#[component]
pub fn Import() -> impl IntoView {
    let context = RunContext::of_page();
    let way = |label: Word, about: Word, take: fn(RunContext, Vec<File>)| {
        let on_files = UnsyncCallback::new(move |files| take(context, files));
        view! {
            <div class="run__way">
                <FileButton class="button" label=Signal::derive(tr(label)) on_files>{tr(label)}</FileButton>
                <p class="form__hint">{tr(about)}</p>
            </div>
        }
    };
    view! {
        <section class="section" aria-label=tr(|m| m.runs.import_title)>
            <h2 class="section__title">{tr(|m| m.runs.import_title)}</h2>
            {way(|m| m.runs.import_journal, |m| m.runs.import_journal_about, import_journal)}
            {way(|m| m.runs.import_predictions, |m| m.runs.import_predictions_about, import_predictions)}
            {way(|m| m.runs.merge_files, |m| m.runs.merge_about, merge)}
            <div role="status">
                {dynamic(move || context.state.imported.get().map(|imported| view! { <ImportNote imported /> }))}
                {dynamic(move || context.state.merged.get().map(|report| view! { <MergeNote report /> }))}
            </div>
        </section>
    }
}

#[component]
fn ImportNote(imported: Imported) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let text = move || {
        let number = |count: u32| integer(count.into());
        fill(
            preferences.messages().runs.imported,
            &[
                ("answered", &number(imported.answered)),
                ("n", &number(imported.questions)),
                ("unanswered", &number(imported.unanswered)),
                ("others", &number(imported.others)),
            ],
        )
    };
    let cut = move || {
        let line = imported.cut_line?;
        Some(fill(preferences.messages().runs.imported_cut, &[("line", &integer(line))]))
    };
    view! { <p class="note">{dynamic(text)} " " {dynamic(cut)}</p> }
}

#[component]
fn MergeNote(report: MergeReport) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let lines = move || {
        let words = preferences.messages().runs;
        let number = |count: u32| integer(count.into());
        let misfit = |sentence: &str, (count, list): &(u32, Vec<String>)| {
            (*count > 0).then(|| fill(sentence, &[("n", &number(*count)), ("list", &first(list, *count))]))
        };
        let (overlaps, different, list) = &report.overlaps;
        let indices: Vec<String> = list.iter().map(|overlap| overlap.index.clone()).collect();
        let overlap = (*overlaps > 0).then(|| {
            let list = first(&indices, *overlaps);
            let values = [("n", &*number(*overlaps)), ("different", &*number(*different)), ("list", &*list)];
            fill(words.merged_overlaps, &values)
        });
        let misfits: Vec<String> =
            [misfit(words.merged_gaps, &report.gaps), overlap, misfit(words.merged_unexpected, &report.unexpected)]
                .into_iter()
                .flatten()
                .collect();
        let summary = if misfits.is_empty() { words.merged_clean } else { words.merged_rows };
        let summary = fill(summary, &[("n", &number(report.rows))]);
        let is_clean = misfits.is_empty();
        let misfits = misfits.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        view! {
            <div class="note" class:note--fault=!is_clean>
                <p class="note__what">{report.name.clone()} ": " {summary}</p>
                {misfits}
            </div>
        }
    };
    view! { <div>{dynamic(lines)}</div> }
}

/// The first indices of a list of so many.
fn first(list: &[String], count: u32) -> String {
    let named: Vec<&str> = list.iter().take(MOST).map(String::as_str).collect();
    let rest = if (count as usize) > named.len() { " …" } else { "" };
    named.join(", ") + rest
}
