//! A horizontal bar for a share.

use leptos::prelude::*;

use crate::reactive::dynamic_value;

/// A bar as long as a share; the figure beside it says the same in words.
#[component]
pub fn Bar(
    /// Between 0 and 1.
    #[prop(into)]
    share: Signal<f64>,
) -> impl IntoView {
    view! {
        <span class="bar" aria-hidden="true">
            <span class="bar__fill" style:width=dynamic_value(move || format!("{:.2}%", share.get() * 100.0))></span>
        </span>
    }
}
