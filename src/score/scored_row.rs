//! One scored row in full: the question, the prediction, and how the letter came about.

use leptos::prelude::*;

use super::rows::{ScoredList, scored_row};
use crate::explore::route::ExploreRoute;
use crate::i18n::words::rule_sets::rule_set_words;
use crate::i18n::{fill, rule_about, rule_name};
use crate::question::ask::question;
use crate::question::image_tools::FrameState;
use crate::question::images::Images;
use crate::question::options::Options;
use crate::question::predictions::{Outcome, Verdict};
use crate::reactive::{Loadable, dynamic, dynamic_text, handler, memo};
use crate::shell::address::Route;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::button::{CloseOpen, nothing_open};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::FailureNote;
use engine::scoring::{Rule, RuleSet};
use protocol::{QuestionView, ScoredRowView};
use web::focus::catch_focus;

/// The row at a position of the scored order.
#[component]
pub fn ScoredRowPanel(
    /// Which rows are listed.
    list: Memo<Option<ScoredList>>,
    /// Position in the scored order.
    at: Signal<Option<u32>>,
    /// Set to go to the next row (`true`) or the previous one.
    step: RwSignal<Option<bool>>,
    /// Closes the row.
    close: Callback<()>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let row = scored_row(session, list, at);
    let dataset_row = Signal::derive(move || {
        row.with(|row| match row {
            Loadable::Ready(row) => row.summary.dataset_row,
            _ => None,
        })
    });
    let question = question(session, dataset_row);
    provide_context(FrameState::new());
    on_cleanup(|| catch_focus("main [role=grid]"));
    move || match row.get() {
        Loadable::Idle | Loadable::Loading => {
            nothing_open(view! { <p class="hint">{tr(|m| m.shell.loading)}</p> }.into_any(), close)
        }
        Loadable::Failed(failure) => nothing_open(view! { <FailureNote failure /> }.into_any(), close),
        Loadable::Ready(row) => view! { <Row row question step close /> }.into_any(),
    }
}

#[component]
fn Row(
    row: ScoredRowView,
    question: Memo<Loadable<QuestionView>>,
    step: RwSignal<Option<bool>>,
    close: Callback<()>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let index = row.summary.index.clone();
    let title = move || fill(preferences.messages().score.index_title, &[("index", &index)]);
    let outcome = Outcome::of(&row.summary);
    let (letter, answer) = (row.summary.letter.to_string(), row.summary.answer.clone());
    let against = move || {
        let words = preferences.messages();
        fill(words.score.letter_against_answer, &[("letter", &letter), ("answer", &answer)])
    };
    let explore = row.summary.dataset_row.map(|row| {
        let route = Route::Explore(ExploreRoute::of_row(row));
        view! { <a class="button" href=route.to_string()>{tr(|m| m.score.open_in_explore)}</a> }
    });
    let dataset_row = row.summary.dataset_row;
    // While stepping, the previous row's question is still there: its image must not stand beside this row.
    let images = memo(move || {
        question.with(|question| match question {
            Loadable::Ready(question) if Some(question.row) == dataset_row => {
                Some((question.row, question.index.clone(), question.pictures.clone(), question.picture_of.clone()))
            }
            _ => None,
        })
    });
    let images = move || {
        let (row, index, images, image_of) = images.get()?;
        Some(view! { <Images row index images image_of /> })
    };
    let right = row.summary.answer.clone();
    let marks = row.thinking.join(" ");
    let thinking = (!marks.is_empty()).then(|| {
        let note = move || fill(preferences.messages().score.thinking_marks, &[("marks", &marks)]);
        view! { <p class="note">{dynamic(note)}</p> }
    });
    let extracted = row
        .by_rule_set
        .into_iter()
        .map(|(rules, letter, rule)| view! { <Extraction rules letter rule /> })
        .collect_view();
    view! {
        <article class="question">
            <div class="question__head">
                <h2 class="question__index">{dynamic(title)}</h2>
                <div class="actions">
                    {explore}
                    <StepButton step forward=false />
                    <StepButton step forward=true />
                    <CloseOpen close />
                </div>
            </div>
            <p class="question__verdict"><Verdict outcome worded=true /> " " <span>{dynamic(against)}</span></p>
            {dynamic(images)}
            <p class="question__text">{row.question}</p>
            <Options options=row.options marked=Signal::derive(move || Some(right.clone())) chosen=row.summary.letter />
            <h3 class="section__subtitle">{tr(|m| m.score.prediction_in_full)}</h3>
            <pre class="prediction" tabindex="0">{row.prediction}</pre>
            {thinking}
            <h3 class="section__subtitle">{tr(|m| m.score.extraction_title)}</h3>
            <dl class="extractions">{extracted}</dl>
        </article>
    }
}

#[component]
fn StepButton(step: RwSignal<Option<bool>>, forward: bool) -> impl IntoView {
    let (icon, label) =
        if forward { (Icon::Next, tr(|m| m.question.next)) } else { (Icon::Previous, tr(|m| m.question.previous)) };
    view! {
        <button
            type="button"
            class="button button--icon"
            aria-label=label
            title=label
            on:click=handler(move |_| step.set(Some(forward)))
        >
            <IconView icon />
        </button>
    }
}

#[component]
fn Extraction(rules: RuleSet, letter: char, rule: Rule) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    view! {
        <div class="extractions__item">
            <dt>{dynamic_text(move || rule_set_words(preferences.language.get(), rules).short)}</dt>
            <dd>
                <strong class="extractions__letter">{letter}</strong> " "
                <span>{dynamic_text(move || rule_name(preferences.messages(), rule))}</span> " "
                <span class="extractions__about">{dynamic_text(move || rule_about(preferences.messages(), rule))}</span>
            </dd>
        </div>
    }
}
