//! Files to take away.

use leptos::prelude::*;

use crate::components::common::icon::{Icon, IconView};
use crate::i18n::Messages;
use crate::state::navigation::Navigation;
use crate::state::notices::Notices;
use crate::state::preferences::tr;
use crate::state::session::Session;
use crate::tasks::export::export;
use protocol::{ExportFile, PredictionsId};

type Entry = (ExportFile, fn(&'static Messages) -> &'static str);

const FILES: [Entry; 6] = [
    (ExportFile::ResultXlsx, |m| m.score.export_xlsx),
    (ExportFile::ResultTsv, |m| m.score.export_tsv),
    (ExportFile::ClinicalVqaTaskCsv, |m| m.score.export_task),
    (ExportFile::DepartmentCsv, |m| m.score.export_department),
    (ExportFile::PerceptualGranularityCsv, |m| m.score.export_granularity),
    (ExportFile::ReportJson, |m| m.score.export_report),
];

/// A button a file.
#[component]
pub fn Downloads(
    /// The prediction file.
    file: Memo<Option<PredictionsId>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let buttons = FILES
        .map(|(kind, name)| {
            let press = move |_| {
                if let Some(file) = file.get_untracked() {
                    export(session, notices, file, navigation.score().rules, kind);
                }
            };
            view! {
                <button type="button" class="button" on:click=press>
                    <IconView icon=Icon::Download />
                    {tr(name)}
                </button>
            }
        })
        .collect_view();
    view! {
        <section class="downloads" aria-label=tr(|m| m.score.downloads)>
            <span class="downloads__title">{tr(|m| m.score.downloads)}</span>
            {buttons}
        </section>
    }
}
