//! Two files against each other: in a sentence, in figures, and as the questions behind them.

use leptos::ev;
use leptos::prelude::*;

use super::bootstrap::BootstrapInterval;
use super::figures::{bare_p, p_value, points, points_interval};
use super::links::{both_incorrect, questions};
use super::sentence::{sentence, unmatched};
use super::state::{Compared, Comparing};
use super::table::{Table, link, text};
use super::view;
use crate::format::{NO_VALUE, integer, interval, percent};
use crate::i18n::{CompareWords, fill};
use crate::reactive::handler;
use crate::score::route::ScoreRoute;
use crate::shell::address::Route;
use engine::compare::{FileScore, Pair};
use engine::stats::RELIABLE_CLUSTERS;

/// How many standard errors an interval of 95 % reaches either side.
const Z95: f64 = 1.959_964;

/// The first two files.
pub fn headline(comparing: Comparing, compared: &Compared) -> AnyView {
    let words = comparing.words();
    let Some((names, files, pair)) = compared.sides() else { return ().into_any() };
    let notes = compared.names.iter().zip(&compared.files.notes);
    let notes = notes.filter_map(|(name, rows)| unmatched(words, name, *rows));
    let notes: Vec<_> = notes.map(|note| view! { <p class="note">{note}</p> }).collect();
    let ids = &compared.of.predictions;
    let is_formal = RwSignal::new(false);
    let scores = compared.files.files.iter().zip(ids).zip(names).zip(["A", "B"]);
    let cards: Vec<_> = scores
        .map(|(((score, id), name), side)| {
            let route = ScoreRoute { predictions: Some(*id), rules: compared.of.rules, ..ScoreRoute::default() };
            accuracy(words, side, name, score, Route::Score(route).to_string())
        })
        .collect();
    view! {
        <section class="section--framed versus" aria-label=words.headline>
            <p class="versus__sentence">{sentence(words, names, pair)}</p>
            <div class="versus__figures">{cards}{difference(words, pair, &compared.files.files)}</div>
            <div class="versus__questions">
                <div>{view::table(outcomes(words, files, pair, compared))}</div>
                <div>{view::table(changes(words, files, pair, compared))}</div>
            </div>
            <details class="versus__formal" on:toggle=handler(move |_: ev::Event| is_formal.set(true))>
                <summary>{words.formal}</summary>
                {view::terms(formal(words, pair))}
                <BootstrapInterval comparing of=compared.of.clone() is_shown=is_formal />
            </details>
        </section>
        {notes}
    }
    .into_any()
}

fn accuracy(words: &CompareWords, side: &'static str, name: &str, score: &FileScore, href: String) -> AnyView {
    let counts = [score.correct, score.n].map(|count| integer(count.into()));
    let counts = fill(words.correct_of, &[("correct", &counts[0]), ("n", &counts[1])]);
    view! {
        <div class="versus__figure">
            <p class="versus__name"><b class="versus__side">{side}</b> " " {name.to_owned()}</p>
            <p class="versus__number">{percent(score.correct, score.n)}</p>
            <p class="versus__about">{words.interval} " " {interval(score.correct, score.n)}</p>
            <p class="versus__about"><a href=href>{counts}</a></p>
        </div>
    }
    .into_any()
}

fn difference(words: &CompareWords, pair: &Pair, files: &[FileScore]) -> AnyView {
    // Each file alone may have answered more.
    let is_of_fewer = files.iter().take(2).any(|score| score.n != pair.n);
    let common = is_of_fewer.then(|| fill(words.over_common, &[("n", &integer(pair.n.into()))]));
    let number = pair.difference.map_or_else(|| NO_VALUE.to_owned(), points);
    view! {
        <div class="versus__figure versus__figure--difference">
            <p class="versus__name">{words.difference_of}</p>
            <p class="versus__number">{number} " " <small>{words.points}</small></p>
            <p class="versus__about">{words.interval} " " {points_interval(pair.interval)}</p>
            {common.map(|common| view! { <p class="versus__about">{common}</p> })}
            <p class="versus__about">{words.mcnemar} ": " {p_value(pair.mcnemar_exact_p)}</p>
        </div>
    }
    .into_any()
}

/// Correct in A by correct in B.
fn outcomes(words: &CompareWords, [a, b]: [&str; 2], pair: &Pair, compared: &Compared) -> Table {
    let cell = |count, of_a, of_b| link(count, || questions(compared.of.rules, &[(a, of_a), (b, of_b)], None));
    let side = |form, side| text(fill(form, &[("name", side)]));
    let rows = [
        vec![side(words.is_correct, "A"), cell(pair.both, true, true), cell(pair.only_a, true, false)],
        vec![side(words.is_incorrect, "A"), cell(pair.only_b, false, true), cell(pair.neither, false, false)],
    ];
    let heads = [words.n, &fill(words.is_correct, &[("name", "B")]), &fill(words.is_incorrect, &[("name", "B")])];
    Table::new(words.outcomes, &heads, rows)
}

/// What differs from A to B, question by question.
fn changes(words: &CompareWords, [a, b]: [&str; 2], pair: &Pair, compared: &Compared) -> Table {
    let cell = |count, of_a, of_b| link(count, || questions(compared.of.rules, &[(a, of_a), (b, of_b)], None));
    let error = |count, same| link(count, || both_incorrect(compared.of.rules, [a, b], same));
    let other = pair.neither.saturating_sub(pair.same_error);
    let rows = [
        vec![text(words.gained), cell(pair.only_b, false, true)],
        vec![text(words.lost), cell(pair.only_a, true, false)],
        vec![text(words.same_error), error(pair.same_error, true)],
        vec![text(words.other_error), error(other, false)],
    ];
    Table::new(words.changes, &[words.changes, words.n], rows)
}

/// The figures that a paper gives.
fn formal(words: &'static CompareWords, pair: &Pair) -> Vec<(&'static str, String)> {
    let number =
        |value: Option<f64>| value.map_or_else(|| NO_VALUE.to_owned(), |value| format!("{:.2}", value * 100.0));
    let discordant = [pair.only_a, pair.only_b].map(|count| integer(count.into()));
    let mut terms = vec![
        (words.common, integer(pair.n.into())),
        (
            words.difference_of,
            format!("{} {}", pair.difference.map_or_else(|| NO_VALUE.to_owned(), points), words.points),
        ),
        (words.interval_paired, points_interval(pair.interval)),
        (words.standard_error, number(pair.se)),
        (words.discordant, fill(words.discordant_counts, &[("a", &discordant[0]), ("b", &discordant[1])])),
        (words.mcnemar, bare_p(pair.mcnemar_exact_p)),
        (words.mcnemar_mid, bare_p(pair.mcnemar_mid_p)),
        (
            words.detectable,
            pair.mde80.map_or_else(|| NO_VALUE.to_owned(), |least| format!("{} {}", number(Some(least)), words.points)),
        ),
    ];
    if let Some((clusters, error)) = pair.clusters.zip(pair.se_clustered) {
        let effect = pair.design_effect.map_or_else(|| NO_VALUE.to_owned(), |effect| format!("{effect:.2}"));
        let labels = integer(u64::try_from(clusters).unwrap_or(u64::MAX));
        terms
            .push((words.design_effect, fill(words.design_effect_labels, &[("effect", &effect), ("labels", &labels)])));
        let interval = pair.difference.map(|d| (d - Z95 * error, d + Z95 * error));
        let is_reliable = clusters >= RELIABLE_CLUSTERS;
        let interval = if is_reliable { points_interval(interval) } else { words.few_labels.to_owned() };
        terms.push((words.interval_clustered, interval));
    }
    terms
}
