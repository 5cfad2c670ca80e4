//! The field for keywords, with what is wrong with them, and examples.

use leptos::prelude::*;
use leptos::{ev, html};

use super::filters::Example;
use super::state::{Explorer, Filtering};
use crate::format::{Around, around};
use crate::i18n::fill;
use crate::i18n::filter_words::{example_label, keywords_fault};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo, on_key};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::button::{close, close_on_escape, close_when_left};
use protocol::explore::KeywordsFault;
use web::keyboard::command_key;

/// Characters of the keywords that are shown either side of one at fault.
const ECHOED: usize = 40;

/// A field for keywords, applied as they are typed; `/` goes to it.
#[component]
pub fn KeywordField(
    /// Opens what the field lies in.
    reveal: Callback<()>,
) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let field = NodeRef::<html::Input>::new();
    let keywords = memo(move || explorer.params.selection.with(|selection| selection.keywords.clone()));
    on_key(move |event| {
        if command_key(&event).as_deref() != Some("/") {
            return;
        }
        event.prevent_default();
        reveal.run(());
        // A panel that has just been opened is drawn by then.
        request_animation_frame(move || {
            if let Some(field) = field.get_untracked() {
                field.select();
            }
        });
    });
    let typed = move |event: ev::Event| {
        let text = event_target_value(&event);
        filtering.change(|explore| explore.selection.keywords = text);
    };
    let leave = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(Err(error)) = field.get_untracked().map(|field| field.blur())
        {
            leptos::logging::warn!("{error:?}");
        }
    };
    let fault = memo(move || {
        explorer.result.answer.with(|answer| {
            let answer = answer.as_ref()?;
            Some((answer.selection.keywords.clone(), answer.summary.keywords_fault?))
        })
    });
    let is_wrong = memo(move || fault.with(Option::is_some));
    view! {
        <div class="keywords" role="search">
            <input
                node_ref=field
                class="field keywords__field"
                type="search"
                autocomplete="off"
                spellcheck="false"
                maxlength="1000"
                aria-label=tr(|m| m.explore.keywords)
                aria-invalid=dynamic_value(move || is_wrong.get().to_string())
                aria-describedby="keywords-told"
                placeholder=tr(|m| m.explore.keywords_hint)
                title=tr(|m| m.explore.keywords_help)
                prop:value=dynamic_value(move || keywords.get())
                on:input=typed
                on:keydown=leave
            />
            <div id="keywords-told" class="keywords__told" role="status">
                {dynamic(move || fault.get().map(|(keywords, fault)| view! { <Fault keywords fault /> }))}
            </div>
        </div>
    }
}

/// What is wrong with the keywords, and what stands around the character at fault, which is marked.
#[component]
fn Fault(keywords: String, fault: KeywordsFault) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let at = usize::try_from(fault.at).unwrap_or(usize::MAX);
    let Around { before, at, behind } = around(&keywords, at, ECHOED);
    // Behind the last character something is missing.
    let marked = at.unwrap_or('␣');
    let place = (u64::from(fault.at) + 1).to_string();
    let what = move || fill(keywords_fault(preferences.messages(), fault.kind), &[("at", &place)]);
    view! {
        <p class="keywords__what">{dynamic(what)}</p>
        <code class="keywords__echo">{before}<mark class="keywords__mark">{marked}</mark>{behind}</code>
        <p>{tr(|m| m.explore.fault_rest)}</p>
    }
}

/// The menu; what is chosen replaces all filters.
#[component]
pub fn Examples() -> impl IntoView {
    let filtering = expect_context::<Filtering>();
    let preferences = expect_context::<Preferences>();
    let menu = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            close(&menu);
        }
    };
    let entries = Example::ALL
        .map(|example| {
            let choose = move |_| {
                filtering.change(|explore| {
                    explore.view = example.view();
                    explore.selection = example.selection();
                });
                close();
            };
            view! {
                <li>
                    <button type="button" class="menu__entry" on:click=choose>
                        {dynamic_text(move || example_label(preferences.messages(), example))}
                    </button>
                </li>
            }
        })
        .collect_view();
    close_when_left(menu);
    view! {
        <details class="menu" node_ref=menu on:keydown=move |event| close_on_escape(menu, &event)>
            <summary class="menu__title">{tr(|m| m.explore.examples)}</summary>
            <ul class="menu__entries">{entries}</ul>
        </details>
    }
}
