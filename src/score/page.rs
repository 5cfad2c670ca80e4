//! The score page: a prediction file's score, its rows, and the open row beside them.

use leptos::prelude::*;

use super::route::ScoreRoute;
use super::rows::ScoredList;
use super::scored_row::ScoredRowPanel;
use super::summary::Summary;
use crate::check::checking::{CheckContext, score_checked};
use crate::check::route::{CheckRoute, CheckedFile};
use crate::check::state::CheckEntry;
use crate::data::recent::Recent;
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::notices::{Notices, export};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::{ScoreState, Session};
use crate::ui::button::FileButton;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::FailureNote;
use protocol::{ExportFile, Failure, PredictionsId, ScoreSummary};

/// The score of the chosen prediction file.
#[component]
pub fn ScorePage() -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let file = memo(move || chosen_file(session, navigation));
    let is_loaded = memo(move || file.get().is_some());
    move || {
        if is_loaded.get() { view! { <Scored file /> }.into_any() } else { view! { <Empty /> }.into_any() }
    }
}

#[component]
fn Scored(file: Memo<Option<PredictionsId>>) -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let rules = memo(move || navigation.score().rules);
    let state = memo(move || session.score(file.get()?, rules.get()));
    let failure = memo(move || match state.get() {
        Some(ScoreState::Failed(failure)) => Some(failure),
        _ => None,
    });
    let score = Memo::new(move |earlier: Option<&Shown>| shown(file.get(), state.get(), earlier));
    let is_ready = memo(move || score.with(|shown| shown.score.is_some()));
    let list = memo(move || {
        let route = navigation.score();
        let scored = matches!(state.get(), Some(ScoreState::Ready(_)));
        file.get().filter(|_| scored).map(|predictions| ScoredList {
            predictions,
            rules: route.rules,
            filter: route.filter,
            basis: session.basis.get(),
        })
    });
    let summary = Signal::derive(move || score.get().score);
    let at = Signal::derive(move || navigation.score().at);
    let step = RwSignal::new(None::<bool>);
    let check = move || {
        let file = file.get().map(CheckedFile::Loaded);
        Route::Check(CheckRoute { file, finding: None }).to_string()
    };
    let close = Callback::new(move |()| {
        navigation.open_beside(Route::Score(ScoreRoute { at: None, ..navigation.score_now() }));
    });
    let has_row = memo(move || at.get().is_some() && is_ready.get());
    view! {
        <div class="split split--score" class:split--single=dynamic_value(move || !has_row.get())>
            <div class="split__scroll">
                <div class="page">
                    <div class="page__head">
                        <h1 class="page__title">{tr(|m| m.score.title)}</h1>
                        <FileChoice file />
                        <a class="page__step" href=check>{tr(|m| m.check.step)}</a>
                    </div>
                    {dynamic(move || failure.get().map(|failure| view! { <ScoreFailure failure check=check() /> }))}
                    {dynamic(move || {
                        if is_ready.get() {
                            view! { <Summary summary file list step /> }.into_any()
                        } else if failure.with(Option::is_none) {
                            view! { <p class="hint" role="status">{tr(|m| m.score.scoring)}</p> }.into_any()
                        } else {
                            ().into_any()
                        }
                    })}
                </div>
            </div>
            {dynamic(move || has_row.get().then(|| view! {
                <section class="split__detail" aria-label=tr(|m| m.score.scored_row)>
                    <ScoredRowPanel list at step close />
                </section>
            }))}
        </div>
    }
}

/// Why there is no score; predictions for a dataset without answers have somewhere else to go.
#[component]
fn ScoreFailure(failure: Failure, check: String) -> impl IntoView {
    let session = expect_context::<Session>();
    let is_test = session.dataset.with(|dataset| dataset.as_ref().is_some_and(|dataset| !dataset.has_answers));
    if failure == Failure::NoTruth && is_test {
        return view! {
            <div class="note" role="status">
                <p class="note__what">{tr(|m| m.score.test)}</p>
                <p class="note__next">{tr(|m| m.score.test_next)}</p>
                <a class="button button--primary" href=check>{tr(|m| m.check.step)}</a>
            </div>
        }
        .into_any();
    }
    if failure == Failure::StillIndexing {
        return view! { <p class="note" role="status">{tr(|m| m.score.scoring_waits)}</p> }.into_any();
    }
    view! { <FailureNote failure /> }.into_any()
}

#[component]
fn Empty() -> impl IntoView {
    let session = expect_context::<Session>();
    let has_none = memo(move || session.dataset.with(Option::is_none));
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{tr(|m| m.score.title)}</h1>
            <p class="page__lead">{tr(|m| m.score.empty)}</p>
            <div class="actions">
                <FileButton class="button button--primary" label=Signal::derive(tr(|m| m.data.choose_files))>
                    {tr(|m| m.data.choose_files)}
                </FileButton>
                <a class="button" href="#/data">{tr(|m| m.shell.step_data)}</a>
            </div>
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

/// The file that the address names, or the first one.
fn chosen_file(session: Session, navigation: Navigation) -> Option<PredictionsId> {
    let named = navigation.score().predictions;
    session.predictions.with(|list| {
        let named = list.iter().find(|file| Some(file.id) == named);
        named.or(list.first()).map(|file| file.id)
    })
}

/// The score on show and the file that it is of.
#[derive(Debug, Clone, Default, PartialEq)]
struct Shown {
    file: Option<PredictionsId>,
    score: Option<ScoreSummary>,
}

/// While a file is scored under another rule set, its earlier score stays.
fn shown(file: Option<PredictionsId>, state: Option<ScoreState>, earlier: Option<&Shown>) -> Shown {
    let score = match state {
        Some(ScoreState::Ready(score)) => Some(*score),
        Some(ScoreState::Failed(_)) => None,
        Some(ScoreState::Running) | None => {
            earlier.filter(|earlier| earlier.file == file).and_then(|earlier| earlier.score.clone())
        }
    };
    Shown { file, score }
}

/// The file's name, or a choice where there are several.
#[component]
pub fn FileChoice(
    /// The file looked at.
    file: Memo<Option<PredictionsId>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let files = memo(move || {
        session.predictions.with(|list| list.iter().map(|file| (file.id, file.name.clone())).collect::<Vec<_>>())
    });
    let choose = move |id: String| {
        let Ok(id) = id.parse() else { return };
        navigation.go(Route::Score(ScoreRoute { predictions: Some(id), at: None, ..navigation.score() }));
    };
    let options = move || {
        files
            .get()
            .into_iter()
            .map(|(id, name)| view! { <option value=id.to_string() selected=dynamic_value(move || file.get() == Some(id))>{name}</option> })
            .collect_view()
    };
    move || {
        if files.with(Vec::len) < 2 {
            let name = files.with(|files| files.first().map(|(_, name)| name.clone()));
            return view! { <span class="page__of">{name}</span> }.into_any();
        }
        view! {
            <label class="choice">
                <span class="choice__label">{tr(|m| m.score.prediction_file)}</span>
                <select class="field" on:change=move |event| choose(event_target_value(&event))>{dynamic(options)}</select>
            </label>
        }
        .into_any()
    }
}

type Entry = (ExportFile, fn(&'static Messages) -> &'static str);

const FILES: [Entry; 6] = [
    (ExportFile::ResultXlsx, |m| m.score.export_xlsx),
    (ExportFile::ResultTsv, |m| m.score.export_tsv),
    (ExportFile::ClinicalVqaTaskCsv, |m| m.score.export_task),
    (ExportFile::DepartmentCsv, |m| m.score.export_department),
    (ExportFile::PerceptualGranularityCsv, |m| m.score.export_granularity),
    (ExportFile::ReportJson, |m| m.score.export_report),
];

/// A button a file.
#[component]
pub fn Downloads(
    /// The prediction file.
    file: Memo<Option<PredictionsId>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let buttons = FILES
        .map(|(kind, name)| {
            let press = move |_| {
                if let Some(file) = file.get_untracked() {
                    export(session, notices, file, navigation.score().rules, kind);
                }
            };
            view! {
                <button type="button" class="button" on:click=press>
                    <IconView icon=Icon::Download />
                    {tr(name)}
                </button>
            }
        })
        .collect_view();
    view! {
        <section class="downloads" aria-label=tr(|m| m.score.downloads)>
            <span class="downloads__title">{tr(|m| m.score.downloads)}</span>
            {buttons}
        </section>
    }
}
