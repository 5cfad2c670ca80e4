//! The pictures of a question, one at a time.

use leptos::prelude::*;

use super::picture_frame::PictureFrame;
use super::picture_strip::PictureStrip;
use crate::components::common::failure_note::FailureNote;
use crate::i18n::fill;
use crate::reactive::dynamic;
use crate::state::preferences::{Preferences, tr};
use protocol::Failure;

/// The chosen picture, and a strip of all where there are several.
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
    if count == 0 {
        return view! { <p class="question__hint">{tr(|m| m.question.no_pictures)}</p> }.into_any();
    }
    let strip = (count > 1).then(|| view! { <PictureStrip row count which /> });
    let origin = picture_of.map(|other| {
        let text = move || fill(preferences.messages().question.image_of, &[("index", &other)]);
        view! { <p class="question__origin">{dynamic(text)}</p> }
    });
    view! {
        <PictureFrame row index which />
        {strip}
        {origin}
    }
    .into_any()
}
