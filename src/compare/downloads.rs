//! Every table in the forms that papers and programs want.

use leptos::prelude::*;

use super::state::Comparing;
use crate::i18n::Messages;
use crate::reactive::handler;
use crate::shell::preferences::tr;
use crate::ui::icon::{Icon, IconView};
use engine::compare::{TableForm, TableKind};
use protocol::compare::ComparisonForm;

type Entry = (TableKind, fn(&'static Messages) -> &'static str);

const TABLES: [Entry; 6] = [
    (TableKind::Files, |m| m.compare.table_files),
    (TableKind::Pairs, |m| m.compare.table_pairs),
    (TableKind::Groups, |m| m.compare.table_groups),
    (TableKind::Letters, |m| m.compare.table_letters),
    (TableKind::Calibration, |m| m.compare.calibration),
    (TableKind::Suspects, |m| m.compare.table_suspects),
];

const FORMS: [(TableForm, &str); 3] =
    [(TableForm::Csv, "CSV"), (TableForm::Markdown, "Markdown"), (TableForm::Latex, "LaTeX")];

/// A row a table, a button a form.
#[component]
pub fn Downloads(
    /// What the page shows.
    comparing: Comparing,
) -> impl IntoView {
    let rows = TABLES.map(|(kind, title)| {
        let buttons = FORMS.map(|(form, name)| save_button(comparing, ComparisonForm::Table(kind, form), title, name));
        view! { <div class="saves__row"><dt>{tr(title)}</dt><dd class="actions">{buttons.collect_view()}</dd></div> }
    });
    let all = save_button(comparing, ComparisonForm::Json, |m| m.compare.everything, "JSON");
    view! {
        <section class="section">
            <h2 class="section__title">{tr(|m| m.compare.downloads)}</h2>
            <dl class="saves">
                {rows.collect_view()}
                <div class="saves__row"><dt>{tr(|m| m.compare.everything)}</dt><dd class="actions">{all}</dd></div>
            </dl>
        </section>
    }
}

/// A button named by what it saves and in which form.
pub fn save_button(
    comparing: Comparing,
    form: ComparisonForm,
    title: fn(&'static Messages) -> &'static str,
    name: &'static str,
) -> AnyView {
    let title = tr(title);
    view! {
        <button
            type="button"
            class="button"
            on:click=handler(move |_| comparing.save(form))
        >
            <IconView icon=Icon::Download />
            <span class="unseen">{title} " "</span>
            {name}
        </button>
    }
    .into_any()
}
