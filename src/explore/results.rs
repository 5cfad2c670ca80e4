//! The selected questions, and the open one beside them.

use leptos::prelude::*;

use super::accuracy::{AccuracyTable, Chart};
use super::fetching::follow_view;
use super::filter_chips::{FilterChips, NoneFound, Notes};
use super::gallery::Gallery;
use super::question_list::{Cursor, QuestionList, cursor, listed_rows};
use super::route::{ExploreRoute, ListKind};
use super::selection::Answer;
use super::state::Explorer;
use super::toolbar::Toolbar;
use crate::format::integer;
use crate::i18n::fill;
use crate::question::ask::question;
use crate::question::image_tools::FrameState;
use crate::question::options::AnswerSwitch;
use crate::question::quiz_bar::QuizState;
use crate::question::view::QuestionPanel;
use crate::reactive::{Loadable, Meanwhile, dynamic, dynamic_value, latest, memo, on_key};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::button::nothing_open;
use crate::ui::grid::RowRange;
use crate::ui::text::FailureNote;
use protocol::explore::{FindMarks, QuestionMarks};
use web::focus::catch_focus;
use web::keyboard::command_key;

/// What a loaded dataset holds of the selection.
#[component]
pub fn Results(
    /// Whether the filters are shown.
    panel_open: RwSignal<bool>,
    /// Whether there is room for the breakdown.
    is_wide: bool,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let explorer = expect_context::<Explorer>();
    let Explorer { params, result, in_view } = explorer;
    let rows = listed_rows(session, result, in_view.into());
    let open = move |row: Option<u32>| {
        navigation.open_beside(Route::Explore(ExploreRoute { row, ..navigation.explore_now() }));
    };
    let cursor = cursor(session, params, result, rows, move |row| open(Some(row)));
    let step = Callback::new(move |forward: bool| cursor.pending_step.step(forward));
    let close = Callback::new(move |()| {
        cursor.pending_step.forget();
        open(None);
    });
    step_by_keys(step, close);
    follow_view(session, explorer, rows, cursor);

    let total = memo(move || result.read(|summary| summary.count).unwrap_or_default());
    let is_empty = memo(move || result.read(|summary| summary.count) == Some(0));
    // Told only when it changes, since lists then move their own cursor to it.
    let selected: Signal<Option<u32>> = memo(move || cursor.position()).into();
    let select = Callback::new(move |position: u32| cursor.pending_step.open_at(position));
    let on_range = Callback::new(move |range: RowRange| in_view.set((range.first, range.end)));
    let list = move || match (is_empty.get(), params.list.get()) {
        (true, _) => view! { <NoneFound /> }.into_any(),
        (false, ListKind::Table) => {
            view! { <QuestionList rows total=total.into() selected select on_range /> }.into_any()
        }
        (false, ListKind::Gallery) => view! {
            <Gallery
                id="tile"
                label=Signal::derive(tr(|m| m.explore.questions))
                total
                selected
                on_select=select
                on_range
                row_at=Callback::new(move |at| rows.row(at))
            />
        }
        .into_any(),
    };
    let quiz = expect_context::<QuizState>();
    let has_row = memo(move || params.row.get().is_some());
    view! {
        <div class="split" class:split--single=dynamic_value(move || !has_row.get()) class:split--quiz=dynamic_value(move || quiz.on.get())>
            <section class="split__list">
                <Toolbar panel_open select=Callback::new(move |row| open(Some(row))) />
                <FilterChips />
                <Notes />
                {dynamic(move || rows.failure.get().map(|failure| view! { <FailureNote failure /> }))}
                <details class="breakdown" open=is_wide>
                    <summary class="breakdown__summary">{tr(|m| m.explore.breakdown)}</summary>
                    <div class="breakdown__parts">
                        <Chart />
                        <AccuracyTable />
                    </div>
                </details>
                {dynamic(list)}
            </section>
            {dynamic(move || has_row.get().then(|| view! {
                <section class="split__detail" aria-label=tr(|m| m.columns.question)>
                    <OpenQuestion cursor step close />
                </section>
            }))}
        </div>
    }
}

#[component]
fn OpenQuestion(cursor: Cursor, step: Callback<bool>, close: Callback<()>) -> impl IntoView {
    let session = expect_context::<Session>();
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let row: Signal<Option<u32>> = explorer.params.row.into();
    let question = question(session, row);
    let marks = question_marks(session, explorer);
    let answer = AnswerSwitch::new(row);
    provide_context(FrameState::new());
    let is_lacking = memo(move || !session.basis.get().indexing && row.get() >= Some(session.rows.get()));
    let idle = move || {
        let words = preferences.messages().explore;
        if !is_lacking.get() {
            return words.not_read_yet.to_owned();
        }
        let asked = row.get().map_or(0, |row| u64::from(row) + 1);
        fill(words.no_such_row, &[("row", &integer(asked)), ("rows", &integer(session.rows.get().into()))])
    };
    let is_ready = memo(move || question.with(|question| matches!(question, Loadable::Ready(_))));
    // What had the focus in one question may not be in the next one.
    Effect::new(move |was_ready: Option<bool>| {
        question.track();
        if was_ready == Some(true) && is_ready.get() {
            catch_focus("article");
        }
        is_ready.get()
    });
    on_cleanup(|| catch_focus("main [role=grid]"));
    let shown = move || match question.get() {
        Loadable::Idle => nothing_open(view! { <p class="hint" role="status">{dynamic(idle)}</p> }.into_any(), close),
        Loadable::Loading => nothing_open(view! { <p class="hint">{tr(|m| m.shell.loading)}</p> }.into_any(), close),
        Loadable::Failed(failure) => nothing_open(view! { <FailureNote failure /> }.into_any(), close),
        Loadable::Ready(question) => {
            view! { <QuestionPanel question marks answer step close rules=explorer.params.rules /> }.into_any()
        }
    };
    view! {
        {dynamic(move || (is_ready.get() && cursor.is_outside()).then(|| view! {
            <p class="outside" role="status">{tr(|m| m.explore.outside_selection)}</p>
        }))}
        {dynamic(shown)}
    }
}

fn step_by_keys(step: Callback<bool>, close: Callback<()>) {
    on_key(move |event| match command_key(&event).as_deref() {
        Some("j") => step.run(true),
        Some("k") => step.run(false),
        Some("Escape") => close.run(()),
        _ => {}
    });
}

/// Where the keywords of the selection are found in the open question; nowhere until that is known.
pub fn question_marks(session: Session, explorer: Explorer) -> Memo<QuestionMarks> {
    let key = move || {
        let row = explorer.params.row.get()?;
        let number = |answer: &Answer| (!answer.selection.keywords.is_empty()).then_some(answer.summary.number);
        Some((explorer.result.answer.with(|answer| number(answer.as_ref()?))?, row))
    };
    let answer = latest(key, Meanwhile::KeepPrevious, move |&(selection, row)| {
        Box::pin(session.ask(FindMarks { selection, row }))
    });
    memo(move || {
        let row = explorer.params.row.get();
        answer.with(|answer| match answer {
            Loadable::Ready(Some(marks)) if Some(marks.row) == row => marks.clone(),
            _ => QuestionMarks::default(),
        })
    })
}
