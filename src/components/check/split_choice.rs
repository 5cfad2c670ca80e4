//! Which split a file is checked against where no dataset is open.

use leptos::prelude::*;

use crate::i18n::Messages;
use crate::reactive::{dynamic_value, handler};
use crate::state::checks::Checks;
use crate::state::preferences::tr;
use engine::check::Split;

/// A choice of splits; what follows a change is up to the page.
#[component]
pub fn SplitSwitch() -> impl IntoView {
    let checks = expect_context::<Checks>();
    let segments = [None, Some(Split::Val), Some(Split::Test)]
        .map(|choice| {
            view! {
                <button
                    type="button"
                    class="segments__segment"
                    aria-pressed=dynamic_value(move || (checks.split.get() == choice).to_string())
                    on:click=handler(move |_| checks.split.set(choice))
                >
                    {tr(name(choice))}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="split-choice">
            <span class="split-choice__label" id="split-choice">{tr(|m| m.check.split)}</span>
            <div class="segments" role="group" aria-labelledby="split-choice">{segments}</div>
        </div>
    }
}

fn name(choice: Option<Split>) -> fn(&'static Messages) -> &'static str {
    match choice {
        None => |m| m.check.split_by_name,
        Some(Split::Val) => |m| m.check.split_val,
        Some(Split::Test) => |m| m.check.split_test,
    }
}
