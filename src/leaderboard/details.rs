//! The panel beside the table: all that is known of a row.

use leptos::prelude::*;

use super::load::{forget, keep};
use super::page::Sources;
use super::route::LeaderboardRoute;
use super::state::{LeaderboardQuery, LeaderboardState};
use super::table::SourceLink;
use super::titles::{
    column_head, confidence, family_name, in_language, newer_split, own_split, place as printed_place, view_name,
};
use crate::format::integer;
use crate::i18n::BoardWords;
use crate::i18n::fill;
use crate::reactive::{dynamic, dynamic_text};
use crate::shell::around::host;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};
use engine::board::{Axis, BoardEntry, Column, Difference, Origin, above_random, places};

/// The panel beside the table.
#[component]
pub fn Details(
    /// What the page shows.
    query: LeaderboardQuery,
    /// The open row.
    open: Memo<Option<BoardEntry>>,
) -> impl IntoView {
    let close = move |_| query.change(|route| LeaderboardRoute { open: None, ..route });
    let name = move || open.with(|entry| entry.as_ref().map(|entry| entry.name.clone()));
    view! {
        <section class="split__detail board-details" aria-label=tr(|m| m.board.details)>
            <div class="board-details__head">
                <h2 class="section__title">{dynamic(name)}</h2>
                <button
                    type="button"
                    class="button button--icon"
                    aria-label=tr(|m| m.board.close_details)
                    title=tr(|m| m.board.close_details)
                    on:click=close
                >
                    <IconView icon=Icon::Close />
                </button>
            </div>
            {dynamic(move || {
                open.get().map(|entry| {
                    view! {
                        <Facts query entry=entry.clone() />
                        <Remarks query entry=entry.clone() />
                        <Extremes query entry=entry.clone() />
                        <Origins query entry />
                    }
                })
            })}
        </section>
    }
}

/// What else is to be said of the row, and keeping it.
#[component]
fn Remarks(query: LeaderboardQuery, entry: BoardEntry) -> impl IntoView {
    let state = expect_context::<LeaderboardState>();
    let preferences = expect_context::<Preferences>();
    match entry.origin {
        Origin::Published { irregular, .. } => view! {
            {irregular.then(|| view! { <p class="note">{tr(|m| m.board.irregular)}</p> })}
            <p class="muted board-details__text">{tr(|m| m.board.as_printed)}</p>
        }
        .into_any(),
        Origin::Newer { note: Some(note), .. } => {
            view! { <p class="note">{dynamic_text(move || in_language(preferences.language.get(), &note))}</p> }
                .into_any()
        }
        Origin::Own { kept, .. } => {
            let id = entry.id;
            let press = move |_| {
                if kept {
                    forget(state, &id);
                } else if let Some(own) = query.own.with_untracked(|own| own.iter().find(|own| own.id() == id).cloned())
                {
                    keep(state, own);
                }
            };
            let label = move || {
                let words = &preferences.messages().board;
                if kept { words.forget } else { words.keep }
            };
            // A page around this one could have the user click what deletes the row.
            (!kept || host().allows_keys())
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=press>{dynamic(label)}</button>
                        <p class="muted board-details__text">{tr(|m| m.board.keep_about)}</p>
                    }
                })
                .into_any()
        }
        Origin::Random | Origin::Newer { note: None, .. } => ().into_any(),
    }
}

/// Where the figures stand.
#[component]
fn Origins(query: LeaderboardQuery, entry: BoardEntry) -> impl IntoView {
    let newer = match &entry.origin {
        Origin::Own { .. } => return ().into_any(),
        Origin::Random | Origin::Published { .. } => None,
        Origin::Newer { source, .. } => {
            query.data.with_untracked(|data| data.as_ref()?.newer.sources.get(source).cloned())
        }
    };
    let list = match newer {
        Some(source) => view! { <ul class="plain-list"><li><SourceLink source /></li></ul> }.into_any(),
        None => view! { <Sources query /> }.into_any(),
    };
    view! {
        <h3 class="section__subtitle">{tr(|m| m.board.sources)}</h3>
        <div class="board-details__text">{list}</div>
    }
    .into_any()
}

/// Names and figures.
#[component]
pub fn Facts(
    /// What the page shows.
    query: LeaderboardQuery,
    /// The row.
    entry: BoardEntry,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let facts = move || {
        let words = &preferences.messages().board;
        let mut facts = origin_facts(query, preferences, &entry);
        for column in [Column::Test, Column::Val, Column::All, Column::Score] {
            facts.extend(figure_fact(query, words, &entry, column));
        }
        let texts = [
            (words.family, entry.family.map(|family| family_name(words, family).to_owned())),
            (words.series, entry.series.clone()),
            (words.params, entry.params.clone()),
            (words.encoder, entry.vision_encoder.clone()),
            (words.llm, entry.llm.clone()),
        ];
        facts.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?))));
        let fact = |(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> };
        facts.into_iter().map(fact).collect_view()
    };
    view! {
        <dl class="board-facts">{dynamic(facts)}</dl>
    }
}

fn origin_facts(query: LeaderboardQuery, preferences: Preferences, entry: &BoardEntry) -> Vec<(String, String)> {
    let words = &preferences.messages().board;
    match &entry.origin {
        Origin::Random => Vec::new(),
        Origin::Published { card_rank, .. } => {
            card_rank.iter().map(|rank| (words.card_rank.to_owned(), rank.to_string())).collect()
        }
        Origin::Newer { split, source, confidence: sure, .. } => {
            let protocol = query.data.with(|data| {
                let source = data.as_ref()?.newer.sources.get(source)?;
                Some(format!("{} · {}", source.title, in_language(preferences.language.get(), &source.protocol)))
            });
            vec![
                (words.split.to_owned(), newer_split(words, *split).to_owned()),
                (words.source.to_owned(), protocol.unwrap_or_else(|| source.clone())),
                (words.note.to_owned(), confidence(words, *sure).to_owned()),
            ]
        }
        Origin::Own { split, rules, n, .. } => vec![
            (
                words.split.to_owned(),
                format!("{} · {}", own_split(words, *split), fill(words.n_questions, &[("n", &integer((*n).into()))])),
            ),
            (preferences.messages().score.rule_set.to_owned(), rules.to_string()),
        ],
    }
}

fn figure_fact(
    query: LeaderboardQuery,
    words: &BoardWords,
    entry: &BoardEntry,
    column: Column,
) -> Option<(String, String)> {
    let figure = entry.figure(column)?;
    let printed = query.data.with(|data| data.as_ref().map(|data| data.printed(entry, figure.percent)))?;
    let place = query.entries.with(|entries| {
        let at = entries.iter().position(|other| other.id == entry.id)?;
        places(entries, column).get(at).copied().flatten()
    });
    let (head, _) = column_head(words, column);
    let rank = match place {
        Some(place) if entry.is_own() => format!(" · ≈{}", place.number),
        Some(place) => format!(" · #{}", printed_place(place)),
        None => String::new(),
    };
    let of = figure.count.map_or_else(String::new, |count| {
        format!(" ({} / {})", integer(count.correct.into()), integer(count.n.into()))
    });
    Some((head, format!("{printed} %{of}{rank}")))
}

/// Number of groups shown as strongest and as weakest.
const EXTREMES: usize = 3;

/// By task and department.
#[component]
pub fn Extremes(
    /// What the page shows.
    query: LeaderboardQuery,
    /// The row.
    entry: BoardEntry,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let section = move |axis: Axis| {
        let entry = entry.clone();
        move || {
            let differences = query.entries.with(|entries| above_random(entries, &entry, axis));
            if differences.len() < 2 * EXTREMES {
                return None;
            }
            let words = &preferences.messages().board;
            let line = |difference: &Difference| {
                let count = difference.count.map(|count| fill(words.n_questions, &[("n", &integer(count.n.into()))]));
                view! {
                    <li>
                        <span>{difference.group.name} " " <span class="muted">{count}</span></span>
                        <span class="board-extremes__figure">{signed(difference.points)}</span>
                    </li>
                }
            };
            let strongest = differences.iter().take(EXTREMES).map(line).collect_view();
            let weakest = differences.iter().rev().take(EXTREMES).map(line).collect_view();
            let title = view_name(words, axis.view());
            Some(view! {
                <h3 class="section__subtitle">{title} " · " {words.strongest}</h3>
                <ul class="board-extremes">{strongest}</ul>
                <h3 class="section__subtitle">{title} " · " {words.weakest}</h3>
                <ul class="board-extremes">{weakest}</ul>
            })
        }
    };
    [Axis::Tasks, Axis::Departments].map(section).collect_view()
}

/// Percentage points with their sign.
fn signed(points: f64) -> String {
    let sign = if points < 0.0 { "−" } else { "+" };
    format!("{sign}{:.2}", points.abs())
}
