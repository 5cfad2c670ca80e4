//! The repairs that are offered, what they would change, and the repaired file.

use std::sync::Arc;

use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::checking::{CheckContext, check_files};
use super::findings::SeveritySign;
use crate::format::integer;
use crate::i18n::words::findings::{finding_counts, finding_words};
use crate::i18n::words::repairs::{change_words, repair_words};
use crate::i18n::{Messages, count, fill};
use crate::reactive::{Loadable, Meanwhile, dynamic, dynamic_text, dynamic_value, handler, latest};
use crate::shell::notice::Notice;
use crate::shell::notices::save_file;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::FailureNote;
use engine::repair::{Repair, Unfit};
use engine::table::TableFormat;
use protocol::Failure;
use protocol::check::{CheckId, CheckReport, ExportRepaired, PreviewRepairs, RepairPreview};

/// A box to tick for each repair, the changes, and what can be done with the result.
#[component]
pub fn RepairPanel(
    /// The checked file.
    check: CheckId,
    /// The repairs that are offered.
    offers: Vec<Repair>,
    /// The chosen repairs.
    chosen: RwSignal<Vec<Repair>>,
    /// What they would change.
    preview: ReadSignal<Loadable<RepairPreview>>,
) -> impl IntoView {
    let choices = offers.into_iter().map(|repair| view! { <li><Choice repair chosen /></li> }).collect_view();
    view! {
        <section class="card check__repair" aria-labelledby="repair-title">
            <h3 class="card__title" id="repair-title">{tr(|m| m.check.repair_title)}</h3>
            <p class="card__lead">{tr(|m| m.check.repair_lead)}</p>
            <ul class="choices">{choices}</ul>
            {dynamic(move || match preview.get() {
                Loadable::Idle | Loadable::Loading => view! { <p class="muted">{tr(|m| m.shell.loading)}</p> }.into_any(),
                Loadable::Failed(failure) => view! { <FailureNote failure /> }.into_any(),
                Loadable::Ready(preview) => view! { <Outcome check preview chosen /> }.into_any(),
            })}
        </section>
    }
}

#[component]
fn Choice(repair: Repair, chosen: RwSignal<Vec<Repair>>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let words = move || repair_words(preferences.language.get(), repair);
    let is_form = repair.is_form();
    let toggle = move |event: leptos::ev::Event| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != repair);
            if event_target_checked(&event) {
                chosen.push(repair);
            }
        });
    };
    view! {
        <label class="choices__choice">
            <input
                type="checkbox"
                disabled=is_form
                prop:checked=dynamic_value(move || is_form || chosen.with(|chosen| chosen.contains(&repair)))
                on:change=toggle
            />
            <span>
                <span class="choices__name">{dynamic_text(move || words().title)}</span>
                <span class="choices__about">
                    {dynamic_text(move || words().about)} {is_form.then(|| view! { " (" {tr(|m| m.check.repair_form)} ")" })}
                </span>
            </span>
        </label>
    }
}

#[component]
fn Outcome(check: CheckId, preview: RepairPreview, chosen: RwSignal<Vec<Repair>>) -> impl IntoView {
    let context = CheckContext::of_page();
    let preferences = expect_context::<Preferences>();
    let RepairPreview { changes, first_rows, unfit, formats, report } = preview;
    let has_changes = !changes.is_empty();
    let changes = move || {
        let language = preferences.language.get();
        changes.iter().map(|change| view! { <li>{change_words(language, change)}</li> }).collect_view()
    };
    let no_format = formats.is_empty();
    let first = formats.first().copied();
    let downloads: Vec<_> = formats
        .into_iter()
        .map(|format| {
            let label = move || fill(preferences.messages().check.download_repaired, &[("format", format.extension())]);
            view! {
                <button
                    type="button"
                    class="button"
                    on:click=handler(move |_| save_repaired(context, check, chosen.get_untracked(), format))
                >
                    <IconView icon=Icon::Download />
                    {dynamic(label)}
                </button>
            }
        })
        .collect();
    let recheck = first.map(|format| {
        view! {
            <button
                type="button"
                class="button button--primary"
                on:click=handler(move |_| check_repaired(context, check, chosen.get_untracked(), format))
            >
                {tr(|m| m.check.check_repaired)}
            </button>
        }
    });
    view! {
        <h4 class="card__subtitle">{tr(|m| m.check.changes)}</h4>
        {if has_changes {
            view! { <ul class="plain-list card__changes">{dynamic(changes)}</ul> }.into_any()
        } else {
            view! { <p class="muted">{tr(|m| m.check.no_changes)}</p> }.into_any()
        }}
        {(!first_rows.is_empty()).then(|| view! { <FirstRows rows=first_rows /> })}
        <After report=Arc::new(report) />
        <UnfitNote unfit />
        {no_format.then(|| view! { <p class="note">{tr(|m| m.check.no_format)}</p> })}
        {has_changes.then(|| view! { <div class="actions card__actions">{recheck} {downloads}</div> })}
    }
}

/// What a file of another format becomes, by which its owner sees whether it was read as it was meant.
#[component]
fn FirstRows(rows: Vec<(String, String)>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|(index, prediction)| view! { <tr><th scope="row">{index}</th><td class="table__name">{prediction}</td></tr> })
        .collect_view();
    view! {
        <table class="table card__rows">
            <caption class="table__caption">{tr(|m| m.check.first_rows)}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr(|m| m.columns.index)}</th>
                    <th scope="col" class="table__name">{tr(|m| m.score.prediction)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The verdict that a file would get, and the titles of what is still found.
#[component]
pub fn After(
    /// What a check finds then.
    report: Arc<CheckReport>,
    /// Whether it is said that this is so after the repair.
    #[prop(default = true)]
    lead: bool,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let severity = report.severity;
    let text = move || {
        let language = preferences.language.get();
        let verdict = preferences.messages().check.verdict(severity);
        let counts = finding_counts(language, &report.findings);
        let titles =
            report.findings.iter().map(|finding| finding_words(language, finding, report.failure.as_ref()).title);
        let titles: Vec<_> = titles.collect();
        view! {
            <strong>{verdict}</strong>
            " "
            {(!counts.is_empty()).then(|| view! { <span>{counts} " (" {titles.join(" · ")} ")"</span> })}
        }
    };
    view! {
        <p class="card__after">
            {lead.then(|| view! { <span class="muted">{tr(|m| m.check.after_repair)} " "</span> })}
            <SeveritySign severity worded=true />
            " "
            {dynamic(text)}
        </p>
    }
}

/// What a spreadsheet cannot hold unchanged.
#[component]
pub fn UnfitNote(
    /// The predictions that do not fit.
    unfit: Unfit,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    move || {
        let words = preferences.messages();
        let lines = unfit_lines(words, &unfit);
        (!lines.is_empty()).then(|| view! { <p class="note">{lines.join(words.shell.between_sentences)}</p> })
    }
}

fn unfit_lines(words: &'static Messages, unfit: &Unfit) -> Vec<String> {
    let check = &words.check;
    let forms = [
        (unfit.too_long, count(unfit.too_long, check.too_long_one, check.too_long)),
        (unfit.control, count(unfit.control, check.control_one, check.control)),
        (unfit.others, count(unfit.others, check.unfit_other_one, check.unfit_others)),
    ];
    let found = forms.into_iter().filter(|(number, _)| *number > 0);
    let mut lines: Vec<String> = found.map(|(number, form)| fill(form, &[("n", &integer(number.into()))])).collect();
    if !lines.is_empty() && unfit.zero == 0 {
        lines.push(check.use_tsv.to_owned());
    }
    lines
}

/// What the chosen repairs would change, following the choice.
pub fn repair_preview(
    session: Session,
    check: CheckId,
    repairs: RwSignal<Vec<Repair>>,
) -> ReadSignal<Loadable<RepairPreview>> {
    latest(
        move || Some(repairs.get()),
        Meanwhile::KeepPrevious,
        move |repairs| Box::pin(session.ask(PreviewRepairs { check, repairs: repairs.clone() })),
    )
}

/// Hands the repaired file to the browser to save.
pub fn save_repaired(context: CheckContext, check: CheckId, repairs: Vec<Repair>, format: TableFormat) {
    save_file(context.session, context.notices, ExportRepaired { check, repairs, format });
}

/// Checks the repaired file as if it had been dropped.
pub fn check_repaired(context: CheckContext, check: CheckId, repairs: Vec<Repair>, format: TableFormat) {
    spawn_local(async move {
        let made = context.session.ask_for_file(ExportRepaired { check, repairs, format }).await;
        let file = made.and_then(|(made, bytes)| {
            File::new_with_buffer_source_sequence(&Array::of1(&bytes), &made.name)
                .map_err(|error| Failure::Export { detail: format!("{error:?}") })
        });
        match file {
            Ok(file) => check_files(context, vec![file]),
            Err(failure) => context.notices.push(Notice::Failed(failure)),
        }
    });
}
