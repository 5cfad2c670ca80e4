//! The files that are made of a score.

use leptos::prelude::*;

use crate::i18n::Messages;
use crate::reactive::handler;
use crate::shell::navigation::Navigation;
use crate::shell::notices::{Notices, export};
use crate::shell::preferences::tr;
use crate::shell::session::Session;
use crate::ui::icon::{Icon, IconView};
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
    let button = |(kind, name): Entry| {
        let press = move |_| {
            if let Some(file) = file.get_untracked() {
                export(session, notices, file, navigation.score_now().rules, kind);
            }
        };
        view! {
            <button type="button" class="button" on:click=handler(press)>
                <IconView icon=Icon::Download />
                {tr(name)}
            </button>
        }
    };
    view! {
        <section class="section" aria-label=tr(|m| m.score.downloads)>
            <h2 class="section__title">{tr(|m| m.score.downloads)}</h2>
            <div class="actions">{FILES.map(button).collect_view()}</div>
        </section>
    }
}
