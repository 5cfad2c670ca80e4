//! The pictures of a question with several, small and side by side.

use leptos::prelude::*;

use crate::i18n::fill;
use crate::i18n::words::question::short_fault;
use crate::queries::latest::Loadable;
use crate::queries::thumbnails::Thumbnails;
use crate::reactive::{dynamic, dynamic_value, handler};
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;

/// A button for each picture.
#[component]
pub fn PictureStrip(
    /// Row of the dataset.
    row: u32,
    /// Number of pictures.
    count: u32,
    /// The chosen one.
    which: RwSignal<u32>,
) -> impl IntoView {
    let thumbnails = Thumbnails::new(expect_context::<Session>(), |_| true);
    let buttons = (0..count).map(|picture| view! { <StripButton row picture which thumbnails /> }).collect_view();
    view! { <div class="strip" role="group" aria-label=tr(|m| m.question.images)>{buttons}</div> }
}

#[component]
fn StripButton(row: u32, picture: u32, which: RwSignal<u32>, thumbnails: Thumbnails) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let number = (u64::from(picture) + 1).to_string();
    let label = {
        let number = number.clone();
        move || fill(preferences.messages().question.image_number, &[("n", &number)])
    };
    let small = thumbnails.of(picture, row, picture);
    let content = move || match small.get() {
        Loadable::Idle | Loadable::Loading => ().into_any(),
        Loadable::Ready(small) => {
            view! { <img class="strip__image" src=small.url.as_str().to_owned() alt="" draggable="false" /> }.into_any()
        }
        Loadable::Failed(failure) => {
            let told = move || short_fault(preferences.messages(), &failure);
            view! { <span class="strip__fault" title=told aria-hidden="true">"⚠"</span> }.into_any()
        }
    };
    view! {
        <button
            type="button"
            class="strip__button"
            aria-label=label.clone()
            title=label
            aria-pressed=dynamic_value(move || (which.get() == picture).to_string())
            on:click=handler(move |_| which.set(picture))
        >
            {dynamic(content)}
            <span class="strip__number">{number}</span>
        </button>
    }
}
