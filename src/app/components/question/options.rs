//! The options of a question.

use leptos::prelude::*;

/// Letter and text of each option; the right one is marked where that is asked for.
#[component]
pub fn Options(
    /// Letter and text.
    options: Vec<(char, String)>,
    /// The answer, while it is shown.
    #[prop(into)]
    marked: Signal<Option<String>>,
) -> impl IntoView {
    let items = options
        .into_iter()
        .map(|(letter, text)| {
            let letter = letter.to_string();
            let own = letter.clone();
            let is_marked = Memo::new(move |_| marked.with(|marked| marked.as_deref() == Some(own.as_str())));
            view! {
                <li class="options__option" class:options__option--right=is_marked>
                    <span class="options__letter">{letter}</span>
                    <span class="options__text">{text}</span>
                    <span class="options__mark" aria-hidden="true">
                        {move || if is_marked.get() { "●" } else { "" }}
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="options">{items}</ul> }
}
