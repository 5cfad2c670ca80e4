//! The pictures of a question, one at a time.

use leptos::prelude::*;

use super::picture_frame::PictureFrame;
use crate::app::components::common::failure_note::FailureNote;
use crate::app::i18n::fill;
use crate::app::state::preferences::{Preferences, tr};
use crate::protocol::Failure;

/// The chosen picture, and tabs where there are several.
#[component]
pub fn Pictures(
    /// Row of the dataset.
    row: u32,
    /// Index of the question.
    index: String,
    /// Number of pictures, or why there is none.
    pictures: Result<u32, Failure>,
    /// The index whose picture is shown, where the cell is a reference.
    picture_of: Option<String>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let which = RwSignal::new(0_u32);
    let count = match pictures {
        Ok(count) => count,
        Err(failure) => return view! { <div class="picture__fault"><FailureNote failure /></div> }.into_any(),
    };
    let tabs = (count > 1).then(|| {
        let tabs = (0..count)
            .map(|picture| {
                let label = move || {
                    fill(preferences.messages().picture_number, &[("n", &(u64::from(picture) + 1).to_string())])
                };
                view! {
                    <button
                        type="button"
                        class="segments__segment"
                        aria-pressed=move || (which.get() == picture).to_string()
                        on:click=move |_| which.set(picture)
                    >
                        {label}
                    </button>
                }
            })
            .collect_view();
        view! { <div class="segments" role="group" aria-label=tr(|m| m.pictures)>{tabs}</div> }
    });
    let origin = picture_of.map(|other| {
        let text = move || fill(preferences.messages().picture_of, &[("index", &other)]);
        view! { <p class="question__origin">{text}</p> }
    });
    view! {
        {tabs}
        <PictureFrame row index which />
        {origin}
    }
    .into_any()
}
