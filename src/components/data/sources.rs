//! Where the real files are.

use leptos::prelude::*;

use crate::format::bytes;
use crate::state::preferences::tr;

/// The validation file of the benchmark as the hub has it.
const VAL_FILE: &str = "GMAI-MMBench_VAL.tsv";
const VAL_BYTES: u64 = 9_340_000_000;
const REPOSITORIES: [&str; 2] = ["VLMEval/GMAI-MMBench", "OpenGVLab/GMAI-MMBench"];

/// The files' names and where to get them.
#[component]
pub fn Sources() -> impl IntoView {
    let links = REPOSITORIES
        .map(|repository| {
            view! {
                <li>
                    <a
                        href=format!("https://huggingface.co/datasets/{repository}")
                        target="_blank"
                        rel="noopener noreferrer"
                    >
                        {repository}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2 class="section__title">{tr(|m| m.data.sources_title)}</h2>
            <p>{tr(|m| m.data.sources_val)} " " <code>{VAL_FILE}</code> " (" {bytes(VAL_BYTES)} ")"</p>
            <p>{tr(|m| m.data.sources_where)}</p>
            <ul class="plain-list">{links}</ul>
            <p>{tr(|m| m.data.sources_predictions)}</p>
        </section>
    }
}
