//! The third tab: the answers that pass the filters, each with its image.

use leptos::prelude::*;

use super::answer_filters::AnswerFilters;
use super::links::change;
use super::route::ScoreRoute;
use super::rows::{ScoredList, scored_cursor, scored_rows};
use crate::i18n::rule_name;
use crate::question::ask::{Image, Thumbnails};
use crate::question::predictions::{Outcome, Verdict};
use crate::reactive::{Loadable, dynamic, dynamic_text, effect, memo, on_key};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::grid::{GridColumn, GridSorting, RowRange, VirtualGrid};
use crate::ui::text::FailureNote;
use engine::scoring::{AnswerQuery, AnswerSort};
use protocol::{ScoreSummary, ScoredRowSummary};
use web::keyboard::command_key;

/// Height of an answer in pixels: two lines of its question, or its image.
const ROW_HEIGHT: u32 = 48;

const COLUMNS: &[GridColumn] = &[
    GridColumn { title: |m| m.columns.index, class: "cell cell--index" },
    GridColumn { title: |m| m.score.image, class: "cell cell--image" },
    GridColumn { title: |m| m.columns.question, class: "cell" },
    GridColumn { title: |m| m.score.prediction, class: "cell cell--wide" },
    GridColumn { title: |m| m.score.letter, class: "cell" },
    GridColumn { title: |m| m.score.answer, class: "cell" },
    GridColumn { title: |m| m.score.rule, class: "cell cell--wider" },
];

/// What each column is sorted by.
const SORTS: [Option<AnswerSort>; COLUMNS.len()] = [
    Some(AnswerSort::Index),
    None,
    Some(AnswerSort::Question),
    Some(AnswerSort::Prediction),
    Some(AnswerSort::Letter),
    Some(AnswerSort::Answer),
    Some(AnswerSort::Rule),
];

/// The filters and the table; selecting an answer opens it.
#[component]
pub fn Answers(
    /// The score.
    summary: Memo<Option<ScoreSummary>>,
    /// Which answers are listed.
    list: Memo<Option<ScoredList>>,
    /// Set to go to the next answer (`true`) or the previous one.
    step: RwSignal<Option<bool>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let (blocks, counted) = scored_rows(session, list);
    let total = Signal::derive(move || counted.get().unwrap_or(0));
    let open = move |at| navigation.open_beside(Route::Score(ScoreRoute { at, ..navigation.score_now() }));
    let at = memo(move || navigation.score().at);
    let cursor = scored_cursor(session, list, blocks, counted, at, move |at| open(Some(at)));
    let selected = memo(move || cursor.position());
    effect(move || {
        if let Some(forward) = step.get() {
            step.set(None);
            cursor.pending_step.step(forward);
        }
    });
    on_key(move |event| match command_key(&event).as_deref() {
        Some("j") => cursor.pending_step.step(true),
        Some("k") => cursor.pending_step.step(false),
        Some("Escape") => {
            cursor.pending_step.forget();
            open(None);
        }
        _ => {}
    });

    let drawn = StoredValue::new(RowRange::default());
    let is_drawn =
        move |at| drawn.try_get_value().is_some_and(|drawn: RowRange| (drawn.first..drawn.end).contains(&at));
    let thumbnails = Thumbnails::new(session, is_drawn);
    let cells = Callback::new(move |position: u32| {
        let row = memo(move || blocks.row(position));
        let shown = move || row.get().map_or_else(placeholder, |row| cells(row, position, thumbnails, preferences));
        dynamic(shown).into_any()
    });
    view! {
        <AnswerFilters summary total=counted />
        {dynamic(move || blocks.failure.get().map(|failure| view! { <FailureNote failure /> }))}
        {dynamic(move || (counted.get() == Some(0)).then(|| view! { <p class="hint" role="status">{tr(|m| m.score.rows_none)}</p> }))}
        <VirtualGrid
            class="grid--scored"
            id="scored"
            label=Signal::derive(tr(|m| m.score.rows_title))
            columns=COLUMNS
            row_height=ROW_HEIGHT
            sorting=sorting(navigation)
            total
            selected
            on_select=Callback::new(move |position| cursor.pending_step.open_at(position))
            on_range=Callback::new(move |range: RowRange| {
                drawn.set_value(range);
                blocks.ensure(range.first, range.end, total.get_untracked());
            })
            cells
        />
    }
}

fn sorting(navigation: Navigation) -> GridSorting {
    let sorted = Signal::derive(move || {
        let AnswerQuery { sort, descending, .. } = navigation.score().query;
        let column = SORTS.iter().position(|of_column| *of_column == Some(sort))?;
        Some((column, descending))
    });
    let sort = Callback::new(move |column: usize| {
        let Some(Some(sort)) = SORTS.get(column).copied() else { return };
        change(navigation, |route| {
            let descending = route.query.sort == sort && !route.query.descending;
            ScoreRoute { query: AnswerQuery { sort, descending, ..route.query }, ..route }
        });
    });
    GridSorting { sorted, sort, can_sort: |column| SORTS.get(column).is_some_and(Option::is_some) }
}

fn cells(row: ScoredRowSummary, position: u32, thumbnails: Thumbnails, preferences: Preferences) -> AnyView {
    let outcome = Outcome::of(&row);
    let rule = row.rule;
    let image = row.dataset_row.map(|row| thumbnail(thumbnails.of(position, row, 0)));
    let title = row.question.clone();
    view! {
        <span role="gridcell" class="cell cell--index">{row.index}</span>
        <span role="gridcell" class="cell cell--image">{image}</span>
        <span role="gridcell" class="cell cell--lines" title=title>{row.question}</span>
        <span role="gridcell" class="cell cell--wide cell--prediction">{row.prediction}</span>
        <span role="gridcell" class="cell"><Verdict outcome worded=false /> " " {row.letter}</span>
        <span role="gridcell" class="cell">{row.answer}</span>
        <span role="gridcell" class="cell cell--wider">{dynamic_text(move || rule_name(preferences.messages(), rule))}</span>
    }
    .into_any()
}

fn thumbnail(image: ReadSignal<Loadable<Image>>) -> impl IntoView {
    dynamic(move || match image.get() {
        // The question beside it says what it is.
        Loadable::Ready(image) => {
            view! { <img class="cell__image" src=image.url.as_str().to_owned() alt="" draggable="false" /> }.into_any()
        }
        Loadable::Idle | Loadable::Loading => view! { <span aria-hidden="true">"…"</span> }.into_any(),
        // Why it cannot be shown is told where the question is opened.
        Loadable::Failed(_) => view! { <span aria-hidden="true">"–"</span> }.into_any(),
    })
}

fn placeholder() -> AnyView {
    view! { <span role="gridcell" class="cell cell--pending" aria-busy="true">"…"</span> }.into_any()
}
