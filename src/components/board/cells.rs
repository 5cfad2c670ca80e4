//! The cells of a row.

use leptos::prelude::*;

use super::titles::{confidence, family_name, in_language, newer_split, own_split};
use crate::format::integer;
use crate::i18n::BoardWords;
use crate::queries::board::BoardQuery;
use crate::reactive::{dynamic, memo};
use crate::state::preferences::Preferences;
use engine::board::{BoardEntry, Column, Confidence, Figure, NewerSource, Origin};

/// What a row has in a column.
pub fn cell(query: BoardQuery, entry: &BoardEntry, column: Column) -> AnyView {
    if column.is_figure() {
        return entry.figure(column).map_or_else(
            || view! { <td class="board-table__figure"></td> }.into_any(),
            |figure| figure_cell(query, entry, column, figure),
        );
    }
    match (column, entry.origin.clone()) {
        (Column::Family, _) => {
            let family = entry.family;
            words_cell(move |words| family.map(|family| family_name(words, family)))
        }
        (Column::Split, Origin::Newer { split, .. }) => words_cell(move |words| Some(newer_split(words, split))),
        (Column::Split, Origin::Own { split, .. }) => words_cell(move |words| Some(own_split(words, split))),
        (Column::Source, Origin::Newer { source, confidence, .. }) => {
            let source = query.data.with_untracked(|data| data.as_ref()?.newer.sources.get(&source).cloned());
            source.map_or_else(|| words_cell(|_| None), |source| source_cell(source, confidence))
        }
        (Column::Note, Origin::Newer { note: Some(note), .. }) => {
            let preferences = expect_context::<Preferences>();
            let note = move || in_language(preferences.language.get(), &note);
            view! { <td class="board-table__text board-table__note">{dynamic(note)}</td> }.into_any()
        }
        _ => {
            let text = entry.text(column).map(str::to_owned);
            view! { <td class="board-table__text">{text}</td> }.into_any()
        }
    }
}

/// A cell that follows the language.
fn words_cell(text: impl Fn(&'static BoardWords) -> Option<&'static str> + Send + 'static) -> AnyView {
    let preferences = expect_context::<Preferences>();
    view! { <td class="board-table__text">{dynamic(move || text(&preferences.messages().board))}</td> }.into_any()
}

fn figure_cell(query: BoardQuery, entry: &BoardEntry, column: Column, figure: Figure) -> AnyView {
    let printed = query.data.with_untracked(|data| data.as_ref().map(|data| data.printed(entry, figure.percent)));
    let of = figure.count.map(|count| format!("{} / {}", integer(count.correct.into()), integer(count.n.into())));
    let is_sorted = memo(move || query.route.with(|route| route.sorting().column == column));
    view! {
        <td class="board-table__figure" class:board-table__figure--sorted=is_sorted title=of>
            {printed}
        </td>
    }
    .into_any()
}

fn source_cell(source: NewerSource, sure: Confidence) -> AnyView {
    let preferences = expect_context::<Preferences>();
    let protocol = source.protocol.clone();
    let protocol = move || in_language(preferences.language.get(), &protocol);
    let sure = move || confidence(&preferences.messages().board, sure);
    view! {
        <td class="board-table__text board-table__source">
            <SourceLink source /> <br /> <span class="muted">{dynamic(protocol)} " · " {dynamic(sure)}</span>
        </td>
    }
    .into_any()
}

/// A source's title, as a link where its address is known.
#[component]
pub fn SourceLink(
    /// The source.
    source: NewerSource,
) -> impl IntoView {
    match source.url {
        Some(url) => view! { <a href=url target="_blank" rel="noopener noreferrer">{source.title}</a> }.into_any(),
        None => view! { <span>{source.title}</span> }.into_any(),
    }
}
