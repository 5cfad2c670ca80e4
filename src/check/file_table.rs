//! Many checked files as a table: verdict, findings, and how much of each they are about.

use leptos::prelude::*;

use super::checking::{CheckContext, remove};
use super::findings::SeveritySign;
use super::route::{CheckRoute, CheckedFile};
use super::state::CheckEntry;
use super::verdict::AffectedBar;
use crate::format::{NO_VALUE, integer};
use crate::i18n::fill;
use crate::i18n::words::findings::finding_counts;
use crate::reactive::{dynamic, dynamic_text, handler};
use crate::shell::address::Route;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};

/// A row for every checked file; its name leads to what was found.
#[component]
pub fn FileTable(
    /// The file looked at.
    file: CheckedFile,
) -> impl IntoView {
    let context = CheckContext::of_page();
    let rows = move || {
        let entries = context.checks.entries.get();
        entries.into_iter().map(|entry| view! { <FileRow entry file /> }).collect_view()
    };
    view! {
        <div class="check-table">
            <table class="table">
                <caption class="unseen">{tr(|m| m.check.files)}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="table__name">{tr(|m| m.check.file)}</th>
                        <th scope="col">{tr(|m| m.check.verdict)}</th>
                        <th scope="col">{tr(|m| m.check.findings)}</th>
                        <th scope="col" class="table__number">{tr(|m| m.check.row_count)}</th>
                        <th scope="col" class="check-table__affected">{tr(|m| m.check.affected_rows)}</th>
                        <th scope="col"><span class="unseen">{tr(|m| m.check.remove_head)}</span></th>
                    </tr>
                </thead>
                <tbody>{dynamic(rows)}</tbody>
            </table>
        </div>
    }
}

#[component]
fn FileRow(entry: CheckEntry, file: CheckedFile) -> impl IntoView {
    let context = CheckContext::of_page();
    let preferences = expect_context::<Preferences>();
    let CheckEntry { file: this, name, running, report, .. } = entry;
    let href = Route::Check(CheckRoute::of_file(this)).to_string();
    let of_remove = name.clone();
    let label = move || fill(preferences.messages().check.remove, &[("name", &of_remove)]);
    let found = match report.filter(|_| !running) {
        Some(report) => {
            let severity = report.severity;
            let rows = report.rows.map_or_else(|| NO_VALUE.to_owned(), |rows| integer(rows.into()));
            let affected = report.affected;
            let counts = dynamic_text(move || finding_counts(preferences.language.get(), &report.findings));
            view! {
                <td>
                    <SeveritySign severity worded=true /> " "
                    {dynamic_text(move || preferences.messages().check.verdict(severity))}
                </td>
                <td>{counts}</td>
                <td class="table__number">{rows}</td>
                <td class="check-table__affected"><AffectedBar affected severity /></td>
            }
            .into_any()
        }
        None => view! { <td colspan="4" class="muted">"…"</td> }.into_any(),
    };
    view! {
        <tr class:check-table__row--current=this == file>
            <th scope="row" class="table__name">
                <a href=href aria-current=(this == file).then_some("true")>{name}</a>
            </th>
            {found}
            <td>
                <button
                    type="button"
                    class="button button--icon button--quiet"
                    aria-label=label.clone()
                    title=label
                    on:click=handler(move |_| remove(context, this))
                >
                    <IconView icon=Icon::Close />
                </button>
            </td>
        </tr>
    }
}
