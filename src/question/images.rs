//! The images of a question, one at a time.

use leptos::prelude::*;
use leptos::{ev, html};

use super::ask::{Image, ImageKey, Thumbnails, image};
use super::image_shown::ImageShown;
use super::image_tools::{FrameState, ImageTools, WindowFilter, WindowSliders};
use super::zoom::Zoom;
use crate::format::bytes;
use crate::i18n::fill;
use crate::i18n::words::question::{picture_note, short_fault};
use crate::reactive::{Loadable, dynamic, dynamic_value, effect, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::text::FailureNote;
use engine::image::PictureNote;
use protocol::Failure;
use web::focus::catch_focus;

/// The chosen image, and a strip of all where there are several.
#[component]
pub fn Images(
    /// Row of the dataset.
    row: u32,
    /// Index of the question.
    index: String,
    /// Number of images, or why there is none.
    images: Result<u32, Failure>,
    /// The index whose image is shown, where the cell is a reference.
    image_of: Option<String>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let which = RwSignal::new(0_u32);
    let count = match images {
        Ok(count) => count,
        Err(failure) => return view! { <div class="image__fault"><FailureNote failure /></div> }.into_any(),
    };
    if count == 0 {
        return view! { <p class="question__hint">{tr(|m| m.question.no_pictures)}</p> }.into_any();
    }
    let strip = (count > 1).then(|| view! { <ImageStrip row count which /> });
    let origin = image_of.map(|other| {
        let text = move || fill(preferences.messages().question.image_of, &[("index", &other)]);
        view! { <p class="question__origin">{dynamic(text)}</p> }
    });
    view! {
        <ImageFrame row index which />
        {strip}
        {origin}
    }
    .into_any()
}

/// An image of a question.
#[component]
pub fn ImageFrame(
    /// Row of the dataset.
    row: u32,
    /// Index of the question.
    index: String,
    /// Which of its images.
    which: RwSignal<u32>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let key = Signal::derive(move || Some(ImageKey { dataset: session.dataset_id.get(), row, which: which.get() }));
    let loaded = image(session, key);
    let state = expect_context::<FrameState>();
    effect(move || {
        loaded.with(|loaded| {
            if let Loadable::Ready(image) = loaded {
                state.show((f64::from(image.info.width), f64::from(image.info.height)));
            }
        });
    });
    let alt = Signal::derive(move || fill(preferences.messages().question.image_alt, &[("index", &index)]));
    let content = move || match loaded.get() {
        Loadable::Idle | Loadable::Loading => {
            view! { <p class="image__wait">{tr(|m| m.question.image_loading)}</p> }.into_any()
        }
        Loadable::Failed(failure) => view! { <div class="image__fault"><FailureNote failure /></div> }.into_any(),
        Loadable::Ready(image) => view! { <ImageShown image state alt /> }.into_any(),
    };
    let facts = move || {
        loaded.with(|loaded| match loaded {
            Loadable::Ready(image) => facts(image),
            _ => String::new(),
        })
    };
    let notes = memo(move || {
        loaded.with(|loaded| match loaded {
            Loadable::Ready(image) => image.info.notes.clone(),
            _ => Vec::new(),
        })
    });
    let frame = move || {
        view! {
            <div
                class="image__frame"
                class:image__frame--free=dynamic_value(move || state.zoom.get() != Zoom::Fit)
                node_ref=state.frame
                on:wheel=move |event| state.zoom_by_wheel(&event)
            >
                {dynamic(content)}
            </div>
            <WindowFilter state />
            {dynamic(move || state.sliders.get().then(|| view! { <WindowSliders state /> }))}
            <ImageTools state facts=Signal::derive(facts) />
            <ImageNotes notes />
        }
    };
    move || {
        if state.full.get() {
            view! { <WholeWindow state label=alt>{frame()}</WholeWindow> }.into_any()
        } else {
            view! { <div class="image">{frame()}</div> }.into_any()
        }
    }
}

/// A dialog over the whole window, from which the Tab key does not lead out, and in which the question's keys work. Its
/// place in the question stays as large as it was.
#[component]
fn WholeWindow(state: FrameState, label: Signal<String>, children: Children) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) else { return };
        if let Err(error) = dialog.show_modal() {
            leptos::logging::warn!("{error:?}");
        }
    });
    on_cleanup(|| catch_focus("article"));
    view! {
        <div class="image" aria-hidden="true"><div class="image__frame"></div></div>
        <dialog
            class="image image--full"
            node_ref=dialog
            aria-label=label
            autofocus=true
            data-page-keys=""
            on:close=move |_: ev::Event| state.full.set(false)
        >
            {children()}
        </dialog>
    }
}

/// What is to be known of the image.
#[component]
fn ImageNotes(notes: Memo<Vec<PictureNote>>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    move || {
        let lines = notes.get().into_iter().map(|note| picture_note(preferences.messages(), note));
        lines.map(|line| view! { <p class="image__note">{line}</p> }).collect_view()
    }
}

fn facts(image: &Image) -> String {
    let info = &image.info;
    format!("{} · {} × {} · {}", info.format, info.width, info.height, bytes(info.bytes))
}

/// A button for each image.
#[component]
pub fn ImageStrip(
    /// Row of the dataset.
    row: u32,
    /// Number of images.
    count: u32,
    /// The chosen one.
    which: RwSignal<u32>,
) -> impl IntoView {
    let thumbnails = Thumbnails::new(expect_context::<Session>(), |_| true);
    let buttons = (0..count).map(|image| view! { <StripButton row image which thumbnails /> }).collect_view();
    view! { <div class="strip" role="group" aria-label=tr(|m| m.question.images)>{buttons}</div> }
}

#[component]
fn StripButton(row: u32, image: u32, which: RwSignal<u32>, thumbnails: Thumbnails) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let number = (u64::from(image) + 1).to_string();
    let label = {
        let number = number.clone();
        move || fill(preferences.messages().question.image_number, &[("n", &number)])
    };
    let small = thumbnails.of(image, row, image);
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
            aria-pressed=dynamic_value(move || (which.get() == image).to_string())
            on:click=handler(move |_| which.set(image))
        >
            {dynamic(content)}
            <span class="strip__number">{number}</span>
        </button>
    }
}
