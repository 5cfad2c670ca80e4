//! What narrows the list of answers: outcome, rule, group, words, and whether the rule sets disagree.

use leptos::prelude::*;

use super::links::change;
use super::route::{ScoreRoute, group_name, group_named};
use crate::format::integer;
use crate::i18n::{Messages, column_title, fill, outcome_name, rule_name};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, handler, memo};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::marks::{CORRECT, INCORRECT, NO_LETTER};
use engine::lexical_tree::TreeKind;
use engine::scoring::{AnswerGroup, AnswerOutcome, AnswerQuery, Rule};
use protocol::{Grouping, ScoreSummary};

/// The filters, and how many answers pass them.
#[component]
pub fn AnswerFilters(
    /// The score.
    summary: Memo<Option<ScoreSummary>>,
    /// How many answers are listed, once that is known.
    total: ReadSignal<Option<u32>>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let typed = move |event| {
        let words = event_target_value(&event);
        let route = navigation.score_now();
        let query = AnswerQuery { words, ..route.query };
        navigation.replace(Route::Score(ScoreRoute { query, ..route }));
    };
    view! {
        <div class="filters">
            <Outcomes summary />
            <input
                class="field filters__search"
                type="search"
                aria-label=tr(|m| m.score.search)
                placeholder=tr(|m| m.score.search)
                prop:value=dynamic_value(move || navigation.score().query.words)
                on:input=handler(typed)
            />
            <Groups summary />
            <Rules summary />
            <Listed summary total />
        </div>
    }
}

/// Shows other answers.
fn ask(navigation: Navigation, change_query: impl FnOnce(AnswerQuery) -> AnswerQuery) {
    change(navigation, |route| ScoreRoute { query: change_query(route.query.clone()), ..route });
}

#[component]
fn Outcomes(summary: Memo<Option<ScoreSummary>>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let count = move |of: fn(&ScoreSummary) -> u32| memo(move || summary.with(|summary| summary.as_ref().map(of)));
    let outcome = move |outcome: Option<AnswerOutcome>| {
        let (sign, class, of): (_, _, fn(&ScoreSummary) -> u32) = match outcome {
            None => ("", "", |score| score.n),
            Some(AnswerOutcome::Correct) => (CORRECT, "verdict--correct", |score| score.hits),
            Some(AnswerOutcome::Incorrect) => (INCORRECT, "verdict--incorrect", |score| score.n - score.hits),
            Some(AnswerOutcome::NoLetter) => (NO_LETTER, "verdict--warning", |score| score.not_inferable),
        };
        let name =
            move |words: &'static Messages| outcome.map_or(words.score.all, |outcome| outcome_name(words, outcome));
        view! {
            <FilterChip
                sign
                class
                name=name
                count=count(of)
                pressed=memo(move || navigation.score().query.outcome == outcome)
                press=Callback::new(move |()| ask(navigation, |query| AnswerQuery { outcome, ..query }))
            />
        }
    };
    let outcomes = [None].into_iter().chain(AnswerOutcome::ALL.map(Some));
    view! {
        <div class="filters__outcomes" role="group" aria-label=tr(|m| m.score.filters)>
            {outcomes.map(outcome).collect_view()}
            <FilterChip
                sign=""
                class=""
                name=|words: &'static Messages| words.score.changing
                count=count(|score| score.changing)
                pressed=memo(move || navigation.score().query.changing)
                press=Callback::new(move |()| ask(navigation, |query| AnswerQuery { changing: !query.changing, ..query }))
            />
        </div>
    }
}

#[component]
fn FilterChip(
    sign: &'static str,
    class: &'static str,
    name: impl Fn(&'static Messages) -> &'static str + Send + 'static,
    count: Memo<Option<u32>>,
    pressed: Memo<bool>,
    press: Callback<()>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let sign = (!sign.is_empty()).then(|| view! { <span class=class aria-hidden="true">{sign} " "</span> });
    view! {
        <button
            type="button"
            class="filter"
            aria-pressed=dynamic_value(move || pressed.get().to_string())
            on:click=handler(move |_| press.run(()))
        >
            {sign}
            {dynamic_text(move || name(preferences.messages()))} " "
            <span class="filter__count">{dynamic(move || count.get().map(|count| integer(count.into())))}</span>
        </button>
    }
}

#[component]
fn Groups(summary: Memo<Option<ScoreSummary>>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let groupings =
        memo(move || summary.with(|summary| summary.as_ref().map_or_else(Vec::new, |score| score.groupings.clone())));
    let chosen = memo(move || navigation.score().query.group.as_ref().map(group_name));
    let choose = move |name: String| ask(navigation, |query| AnswerQuery { group: group_named(&name), ..query });
    let groups = move || {
        let words = preferences.messages();
        groupings.get().into_iter().map(|grouping| group_options(words, grouping, chosen)).collect_view()
    };
    view! {
        <select class="field" aria-label=tr(|m| m.score.group_name) on:change=handler(move |event| choose(event_target_value(&event)))>
            <option value="" prop:selected=dynamic_value(move || chosen.with(Option::is_none))>{tr(|m| m.score.any_group)}</option>
            {dynamic(groups)}
        </select>
    }
}

fn group_options(words: &'static Messages, grouping: Grouping, chosen: Memo<Option<String>>) -> impl IntoView + use<> {
    let Grouping { column, groups, .. } = grouping;
    let title = column_title(words, &column);
    let blank = if column == TreeKind::Department.column() { words.explore.no_department } else { words.score.blank };
    let options = groups.into_iter().map(|group| {
        let text = format!("{} ({})", group.name.as_deref().unwrap_or(blank), integer(group.n.into()));
        let value = group_name(&AnswerGroup { column: column.clone(), name: group.name });
        let own = value.clone();
        let is_chosen = dynamic_value(move || chosen.with(|chosen| chosen.as_ref() == Some(&own)));
        view! { <option value=value prop:selected=is_chosen>{text}</option> }
    });
    view! { <optgroup label=title>{options.collect_view()}</optgroup> }
}

#[component]
fn Rules(summary: Memo<Option<ScoreSummary>>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let counts =
        memo(move || summary.with(|summary| summary.as_ref().map_or_else(Vec::new, |score| score.by_rule.clone())));
    let chosen = memo(move || navigation.score().query.rule);
    let choose = move |name: String| ask(navigation, |query| AnswerQuery { rule: Rule::named(&name), ..query });
    let rules = move || {
        let words = preferences.messages();
        let option = |(rule, count): (Rule, u32)| {
            let text = format!("{} ({})", rule_name(words, rule), integer(count.into()));
            view! { <option value=rule.name() prop:selected=dynamic_value(move || chosen.get() == Some(rule))>{text}</option> }
        };
        counts.get().into_iter().map(option).collect_view()
    };
    view! {
        <select class="field" aria-label=tr(|m| m.score.rule) on:change=handler(move |event| choose(event_target_value(&event)))>
            <option value="" prop:selected=dynamic_value(move || chosen.get().is_none())>{tr(|m| m.score.any_rule)}</option>
            {dynamic(rules)}
        </select>
    }
}

/// How many of all answers are listed, and a way to all of them where those are fewer.
#[component]
fn Listed(summary: Memo<Option<ScoreSummary>>, total: ReadSignal<Option<u32>>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let count = move || {
        let of = summary.with(|summary| summary.as_ref().map(|summary| summary.n))?;
        let [n, of] = [total.get()?, of].map(|count| integer(count.into()));
        Some(fill(preferences.messages().score.listed, &[("n", &n), ("of", &of)]))
    };
    let is_filtered = memo(move || {
        let AnswerQuery { sort, descending, .. } = AnswerQuery::default();
        AnswerQuery { sort, descending, ..navigation.score().query } != AnswerQuery::default()
    });
    let clear = move |_| {
        ask(navigation, |AnswerQuery { sort, descending, .. }| AnswerQuery {
            sort,
            descending,
            ..AnswerQuery::default()
        });
    };
    view! {
        <span class="filters__count" role="status">{dynamic(count)}</span>
        {dynamic(move || is_filtered.get().then(|| view! {
            <button type="button" class="button button--quiet" on:click=handler(clear)>{tr(|m| m.score.clear_filters)}</button>
        }))}
    }
}
