//! The files of the dataset.

use leptos::prelude::*;

use crate::format::bytes;
use crate::reactive::{dynamic, memo};
use crate::state::preferences::tr;
use crate::state::session::Session;

/// Name and size of each file, in order.
#[component]
pub fn Parts() -> impl IntoView {
    let session = expect_context::<Session>();
    let parts = memo(move || {
        session.dataset.with(|dataset| dataset.as_ref().map_or_else(Vec::new, |dataset| dataset.parts.clone()))
    });
    let rows = move || {
        parts
            .get()
            .into_iter()
            .map(|part| {
                view! {
                    <li class="files__file">
                        <span class="files__name">{part.name}</span>
                        <span class="files__size">{bytes(part.bytes)}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <h3 class="section__subtitle">{tr(|m| m.data.parts_title)}</h3>
        <ol class="files">{dynamic(rows)}</ol>
    }
}
