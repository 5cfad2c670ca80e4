//! What is known of a row, as names and texts.

use leptos::prelude::*;

use super::titles::{
    column_head, confidence, family_name, in_language, newer_split, own_split, place as printed_place,
};
use crate::format::integer;
use crate::i18n::{BoardWords, fill};
use crate::queries::board::BoardQuery;
use crate::reactive::dynamic;
use crate::state::preferences::Preferences;
use engine::board::{BoardEntry, Column, Origin, places};

/// Names and figures.
#[component]
pub fn Facts(
    /// What the page shows.
    query: BoardQuery,
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

fn origin_facts(query: BoardQuery, preferences: Preferences, entry: &BoardEntry) -> Vec<(String, String)> {
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

fn figure_fact(query: BoardQuery, words: &BoardWords, entry: &BoardEntry, column: Column) -> Option<(String, String)> {
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
