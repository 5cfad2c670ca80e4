//! The score page: a prediction file's score in tabs, and the open answer beside its list.

use leptos::prelude::*;

use super::answers::Answers;
use super::empty::Empty;
use super::group_plots::GroupPlots;
use super::headline::{Headline, Notes};
use super::links::change;
use super::overview::Overview;
use super::route::{ScoreRoute, ScoreView};
use super::rows::ScoredList;
use super::scored_row::ScoredRowPanel;
use crate::check::route::{CheckRoute, CheckedFile};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::tr;
use crate::shell::session::{ScoreState, Session};
use crate::ui::tabs::{TabTitles, Tabs, tab_id};
use crate::ui::text::FailureNote;
use protocol::{Failure, PredictionsId, ScoreSummary};

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
    let summary = memo(move || score.get().score);
    let is_ready = memo(move || summary.with(Option::is_some));
    let list = memo(move || {
        let ScoreRoute { rules, query, .. } = navigation.score();
        let scored = matches!(state.get(), Some(ScoreState::Ready(_)));
        let predictions = file.get().filter(|_| scored)?;
        Some(ScoredList { predictions, rules, query, basis: session.basis.get() })
    });
    let step = RwSignal::new(None::<bool>);
    let check = move || {
        let file = file.get().map(CheckedFile::Loaded);
        Route::Check(CheckRoute { file, finding: None }).to_string()
    };
    let has_answer = memo(move || is_ready.get() && at(navigation).is_some());
    let is_list = memo(move || is_ready.get() && navigation.score().view == ScoreView::Answers);
    view! {
        <div class="split" class:split--single=dynamic_value(move || !has_answer.get())>
            <div class="split__scroll">
                <div class="page" class:page--filled=is_list>
                    <div class="page__head">
                        <h1 class="page__title">{tr(|m| m.score.title)}</h1>
                        <FileChoice file />
                        <a href=check>{tr(|m| m.check.step)}</a>
                    </div>
                    {dynamic(move || failure.get().map(|failure| view! { <ScoreFailure failure check=check() /> }))}
                    {dynamic(move || {
                        if is_ready.get() {
                            view! { <Parts summary file list step /> }.into_any()
                        } else if failure.with(Option::is_none) {
                            view! { <p class="hint" role="status">{tr(|m| m.score.scoring)}</p> }.into_any()
                        } else {
                            ().into_any()
                        }
                    })}
                </div>
            </div>
            {dynamic(move || has_answer.get().then(|| view! { <OpenAnswer list step /> }))}
        </div>
    }
}

/// The open answer, which stands beside the list alone.
fn at(navigation: Navigation) -> Option<u32> {
    let route = navigation.score();
    route.at.filter(|_| route.view == ScoreView::Answers)
}

#[component]
fn OpenAnswer(list: Memo<Option<ScoredList>>, step: RwSignal<Option<bool>>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let close = Callback::new(move |()| {
        navigation.open_beside(Route::Score(ScoreRoute { at: None, ..navigation.score_now() }));
    });
    view! {
        <section class="split__detail" aria-label=tr(|m| m.score.scored_row)>
            <ScoredRowPanel list at=Signal::derive(move || at(navigation)) step close />
        </section>
    }
}

/// Titles of the tabs, in the order of [`ScoreView::ALL`].
const TABS: TabTitles = &[|m| m.score.overview, |m| m.score.groups, |m| m.score.answers];

/// The headline, and below it the chosen tab.
#[component]
fn Parts(
    summary: Memo<Option<ScoreSummary>>,
    file: Memo<Option<PredictionsId>>,
    list: Memo<Option<ScoredList>>,
    step: RwSignal<Option<bool>>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let view = memo(move || navigation.score().view);
    let chosen = memo(move || ScoreView::ALL.iter().position(|other| *other == view.get()).unwrap_or_default());
    let choose = Callback::new(move |tab: usize| {
        if let Some(view) = ScoreView::ALL.get(tab).copied() {
            change(navigation, |route| ScoreRoute { view, at: None, ..route });
        }
    });
    let panel = move || match view.get() {
        ScoreView::Overview => view! { <Overview summary file /> }.into_any(),
        ScoreView::Groups => view! { <GroupPlots summary /> }.into_any(),
        ScoreView::Answers => view! { <Answers summary list step /> }.into_any(),
    };
    view! {
        <Headline summary />
        <Notes summary />
        <Tabs id="score-tab" label=Signal::derive(tr(|m| m.score.tabs)) titles=TABS chosen choose />
        <div
            role="tabpanel"
            class="tabs__panel"
            id="score-tab-panel"
            aria-labelledby=dynamic_text(move || tab_id("score-tab", chosen.get()))
        >
            {dynamic(panel)}
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
            .map(|(id, name)| view! { <option value=id.to_string() prop:selected=dynamic_value(move || file.get() == Some(id))>{name}</option> })
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
