//! Groups of questions as a table with a plot in it: a dot with its interval, and a line for guessing.

use leptos::prelude::*;

use super::links::answers_link;
use super::standing::{GroupOrder, GroupSort, MANY, Standing, worth_reading};
use crate::format::{integer, interval, percent, share};
use crate::i18n::filter_words::bilingual;
use crate::i18n::{Messages, column_title, fill};
use crate::reactive::{dynamic, handler, memo};
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use engine::lexical_tree::TreeKind;
use engine::scoring::{AnswerGroup, AnswerOutcome, AnswerQuery};
use protocol::{GroupScore, ScoreSummary};

/// The groups of a column, the highest accuracy first until a heading is pressed. A group leads to its incorrect answers.
#[component]
pub fn GroupPlot(
    /// The score.
    summary: Memo<Option<ScoreSummary>>,
    /// The column.
    #[prop(into)]
    column: Signal<String>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let order = RwSignal::new(GroupOrder::BEST_FIRST);
    let is_unfolded = RwSignal::new(false);
    let groups = memo(move || {
        summary.with(|summary| {
            let mut groupings = summary.iter().flat_map(|summary| &summary.groupings);
            let grouping = groupings.find(|grouping| column.with(|column| grouping.column == *column));
            grouping.map_or_else(Vec::new, |grouping| grouping.groups.clone())
        })
    });
    let all = memo(move || {
        summary.with(|summary| {
            let ScoreSummary { n, hits, not_inferable, chance, .. } = *summary.as_ref()?;
            Some(GroupScore { name: None, n, correct: hits, not_inferable, chance })
        })
    });
    let is_folded = memo(move || groups.with(Vec::len) > MANY && !is_unfolded.get());
    let shown = memo(move || {
        let overall = all.with(|all| all.as_ref().map_or(0.0, |all| share(all.correct, all.n)));
        let mut shown =
            if is_folded.get() { groups.with(|groups| worth_reading(groups, overall)) } else { groups.get() };
        order.get().sort(&mut shown);
        shown
    });
    let rows = move || {
        let words = preferences.messages();
        let column = column.get();
        let row = |group: GroupScore| group_row(words, &group, &column);
        shown.get().into_iter().map(row).collect_view()
    };
    let overall = move || {
        let words = preferences.messages();
        all.get().map(|all| {
            let name = view! { <span>{words.score.all_questions}</span> }.into_any();
            view! { <tr class="plot__row plot__row--all">{cells(&all, name)}</tr> }
        })
    };
    let title = move || column.with(|column| column_title(preferences.messages(), column));
    view! {
        <div class="plot">
            <table class="plot__table">
                <caption class="plot__caption">{dynamic(title)}</caption>
                <thead>
                    <tr>
                        <SortHeading order by=GroupSort::Name title=|m| m.score.group_name class="plot__name" />
                        <th scope="col" class="plot__cell"><Axis /></th>
                        <SortHeading order by=GroupSort::Accuracy title=|m| m.score.accuracy class="plot__number" />
                        <th scope="col" class="plot__number plot__interval-text">{tr(|m| m.score.interval_heading)}</th>
                        <SortHeading order by=GroupSort::Questions title=|m| m.score.hits_of_n class="plot__number" />
                    </tr>
                </thead>
                <tbody>{dynamic(overall)} {dynamic(rows)}</tbody>
            </table>
            {dynamic(move || (groups.with(Vec::len) > MANY).then(|| view! { <Fold groups shown is_unfolded /> }))}
        </div>
    }
}

/// How many of many groups are shown, and a way to see all.
#[component]
fn Fold(groups: Memo<Vec<GroupScore>>, shown: Memo<Vec<GroupScore>>, is_unfolded: RwSignal<bool>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let count = move |groups: Memo<Vec<GroupScore>>| integer(groups.with(Vec::len) as u64);
    let about = move || {
        let form = preferences.messages().score.worth_reading;
        // Groups first: what is shown follows from them.
        let n = count(groups);
        (!is_unfolded.get()).then(|| fill(form, &[("shown", &count(shown)), ("n", &n)]))
    };
    let label = move || {
        let words = preferences.messages();
        if is_unfolded.get() {
            return words.score.show_few_groups.to_owned();
        }
        fill(words.score.show_all_groups, &[("n", &count(groups))])
    };
    view! {
        <p class="plot__fold">
            {dynamic(about)} " "
            <button type="button" class="link" on:click=handler(move |_| is_unfolded.update(|unfolded| *unfolded = !*unfolded))>
                {dynamic(label)}
            </button>
        </p>
    }
}

#[component]
fn SortHeading(
    order: RwSignal<GroupOrder>,
    by: GroupSort,
    title: fn(&'static Messages) -> &'static str,
    class: &'static str,
) -> impl IntoView {
    let direction = move || {
        let now = order.get();
        match (now.by == by, now.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            <button type="button" class="table__sort" on:click=handler(move |_| order.update(|order| *order = order.pressed(by)))>
                {tr(title)}
            </button>
        </th>
    }
}

/// The ends and the middle of the axis.
#[component]
fn Axis() -> impl IntoView {
    view! {
        <span class="unseen">{tr(|m| m.score.plot_axis)}</span>
        <span class="plot__axis" aria-hidden="true"><span>"0"</span><span>"50"</span><span>"100\u{202f}%"</span></span>
    }
}

fn group_row(words: &'static Messages, group: &GroupScore, column: &str) -> impl IntoView + use<> {
    let is_department = column == TreeKind::Department.column();
    let blank = if is_department { words.explore.no_department } else { words.score.blank };
    let name = group.name.as_ref().map_or_else(|| blank.to_owned(), |name| bilingual(words, name));
    let outcome = (group.correct < group.n).then_some(AnswerOutcome::Incorrect);
    let of_group = AnswerGroup { column: column.to_owned(), name: group.name.clone() };
    let query = AnswerQuery { outcome, group: Some(of_group), ..AnswerQuery::default() };
    let href = answers_link(expect_context::<Navigation>(), query);
    let link = view! { <a class="plot__link" href=href>{name}</a> }.into_any();
    view! { <tr class="plot__row">{cells(group, link)}</tr> }
}

fn cells(group: &GroupScore, name: AnyView) -> impl IntoView + use<> {
    let marks = Standing::of(group).map(marks);
    view! {
        <th scope="row" class="plot__name">{name}</th>
        <td class="plot__cell" aria-hidden="true">{marks}</td>
        <td class="plot__number plot__number--main">{percent(group.correct, group.n)}</td>
        <td class="plot__number plot__interval-text">{interval(group.correct, group.n)}</td>
        <td class="plot__number">{format!("{} / {}", integer(group.correct.into()), integer(group.n.into()))}</td>
    }
}

fn marks(standing: Standing) -> impl IntoView + use<> {
    let (low, high) = standing.interval;
    let percent = |share: f64| format!("{:.2}%", share * 100.0);
    view! {
        <span class="plot__frame" class:plot__frame--small=standing.is_small>
            <span class="plot__chance" style:left=percent(standing.chance)></span>
            <span class="plot__interval" style:left=percent(low) style:width=percent(high - low)></span>
            <span
                class="plot__dot"
                class:plot__dot--hollow=!standing.exceeds_chance()
                style:left=percent(standing.accuracy)
            ></span>
        </span>
    }
}
