//! Accuracy by column: those that VLMEvalKit reports, then ours.

use std::cmp::Ordering;

use leptos::prelude::*;

use crate::format::{integer, percent, share};
use crate::i18n::{Messages, column_title};
use crate::reactive::{dynamic, dynamic_text, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::text::Bar;
use engine::lexical_tree::TreeKind;
use protocol::{GroupScore, ScoreSummary};

/// A table a column.
#[component]
pub fn Groupings(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
) -> impl IntoView {
    view! {
        <GroupingSet summary vlmevalkit=true title=|m| m.score.groups_vlmevalkit />
        <GroupingSet summary vlmevalkit=false title=|m| m.score.groups_ours />
    }
}

#[component]
fn GroupingSet(
    summary: Signal<Option<ScoreSummary>>,
    vlmevalkit: bool,
    title: fn(&'static Messages) -> &'static str,
) -> impl IntoView {
    let columns = memo(move || {
        summary.with(|summary| {
            let groupings = summary.iter().flat_map(|summary| &summary.groupings);
            groupings
                .filter(|grouping| grouping.vlmevalkit == vlmevalkit)
                .map(|grouping| grouping.column.clone())
                .collect::<Vec<_>>()
        })
    });
    let some = memo(move || columns.with(|columns| !columns.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <section class="section">
                    <h2 class="section__title">{tr(title)}</h2>
                    <div class="groupings">
                        <For each=move || columns.get() key=Clone::clone let:column>
                            <GroupingTable summary column />
                        </For>
                    </div>
                </section>
            }
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SortBy {
    Name,
    Accuracy,
    Rows,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sorting {
    by: SortBy,
    descending: bool,
}

/// A row and a bar a value, sorted by any column.
#[component]
pub fn GroupingTable(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
    /// The column.
    column: String,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let sorting = RwSignal::new(Sorting { by: SortBy::Name, descending: false });
    let title = column.clone();
    let is_department = column == TreeKind::Department.column();
    let groups = memo(move || {
        let sorting = sorting.get();
        summary.with(|summary| {
            let mut groupings = summary.iter().flat_map(|summary| &summary.groupings);
            let grouping = groupings.find(|grouping| grouping.column == column);
            let mut groups = grouping.map_or_else(Vec::new, |grouping| grouping.groups.clone());
            sort(&mut groups, sorting);
            groups
        })
    });
    let rows = move || {
        let words = preferences.messages();
        let blank = if is_department { words.explore.no_department } else { words.score.blank };
        groups.get().into_iter().map(|group| row(group, blank)).collect_view()
    };
    view! {
        <table class="table">
            <caption class="table__caption">{dynamic_text(move || column_title(preferences.messages(), &title))}</caption>
            <thead>
                <tr>
                    <SortHeading sorting by=SortBy::Name title=|m| m.score.group_name class="table__name" />
                    <th scope="col" class="table__bar"><span class="unseen">{tr(|m| m.score.bar)}</span></th>
                    <SortHeading sorting by=SortBy::Accuracy title=|m| m.score.accuracy class="table__number" />
                    <SortHeading sorting by=SortBy::Rows title=|m| m.score.hits_of_n class="table__number" />
                </tr>
            </thead>
            <tbody>{dynamic(rows)}</tbody>
        </table>
    }
}

#[component]
fn SortHeading(
    sorting: RwSignal<Sorting>,
    by: SortBy,
    title: fn(&'static Messages) -> &'static str,
    class: &'static str,
) -> impl IntoView {
    let direction = move || {
        let now = sorting.get();
        match (now.by == by, now.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    };
    let press = move |_| {
        sorting.update(|now| {
            // Names begin at A, figures at the largest.
            let descending = if now.by == by { !now.descending } else { by != SortBy::Name };
            *now = Sorting { by, descending };
        });
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            <button type="button" class="table__sort" on:click=press>{tr(title)}</button>
        </th>
    }
}

fn row(group: GroupScore, blank: &'static str) -> impl IntoView + use<> {
    let name = group.name.unwrap_or_else(|| blank.to_owned());
    view! {
        <tr>
            <th scope="row" class="table__name">{name}</th>
            <td class="table__bar"><Bar share=share(group.correct, group.n) /></td>
            <td class="table__number table__number--main">{percent(group.correct, group.n)}</td>
            <td class="table__number">{format!("{} / {}", integer(group.correct.into()), integer(group.n.into()))}</td>
        </tr>
    }
}

/// Sorts groups that stand in VLMEvalKit's order, which is that of their names.
fn sort(groups: &mut [GroupScore], sorting: Sorting) {
    match sorting.by {
        SortBy::Name => {}
        SortBy::Accuracy => groups.sort_by(accuracy_order),
        SortBy::Rows => groups.sort_by_key(|group| group.n),
    }
    if sorting.descending {
        groups.reverse();
    }
}

fn accuracy_order(a: &GroupScore, b: &GroupScore) -> Ordering {
    let crossed = |correct: u32, n: u32| u64::from(correct) * u64::from(n);
    crossed(a.correct, b.n).cmp(&crossed(b.correct, a.n))
}
