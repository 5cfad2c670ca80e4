//! What is loaded, and a button to load more.

use leptos::prelude::*;

use super::dataset_chip::DatasetChip;
use super::predictions_chip::PredictionsChip;
use crate::components::common::file_button::FileButton;
use crate::components::common::icon::{Icon, IconView};
use crate::reactive::{dynamic, memo};
use crate::state::preferences::tr;
use crate::state::session::Session;

/// The dataset and the prediction files.
#[component]
pub fn LoadedFiles() -> impl IntoView {
    let session = expect_context::<Session>();
    let has_dataset = memo(move || session.dataset.with(Option::is_some));
    let ids = memo(move || session.predictions.with(|list| list.iter().map(|file| file.id).collect::<Vec<_>>()));
    view! {
        <ul class="header__chips" aria-label=tr(|m| m.shell.loaded)>
            {dynamic(move || has_dataset.get().then(|| view! { <li><DatasetChip /></li> }))}
            <For each=move || ids.get() key=|id| *id let:id>
                <li><PredictionsChip id /></li>
            </For>
            <li>
                <FileButton class="button button--icon" label=Signal::derive(tr(|m| m.shell.open_files))>
                    <IconView icon=Icon::Add />
                </FileButton>
            </li>
        </ul>
    }
}
