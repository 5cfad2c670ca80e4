//! The columns of the dataset.

use leptos::prelude::*;

use crate::reactive::{dynamic, memo};
use crate::state::preferences::tr;
use crate::state::session::Session;

/// The column names in file order.
#[component]
pub fn Columns() -> impl IntoView {
    let session = expect_context::<Session>();
    let columns = memo(move || {
        session.dataset.with(|dataset| dataset.as_ref().map_or_else(Vec::new, |dataset| dataset.columns.clone()))
    });
    let items = move || columns.get().into_iter().map(|name| view! { <li><code>{name}</code></li> }).collect_view();
    view! {
        <h3 class="section__subtitle">{tr(|m| m.data.columns_title)}</h3>
        <ul class="tags">{dynamic(items)}</ul>
    }
}
