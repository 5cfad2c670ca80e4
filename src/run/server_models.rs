//! The models that a server lists, offered where one is typed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::content::RunForm;
use super::state::ModelContext;
use super::tasks::RunContext;
use crate::i18n::fill;
use crate::reactive::{Loadable, dynamic, dynamic_value, effect, handler, memo};
use crate::shell::preferences::{Preferences, tr};

/// The id of the list that the field of the model is completed from.
pub fn list_id(model: ModelContext) -> String {
    format!("{}-models", model.name)
}

/// A button that asks the server, and the list.
#[component]
pub fn ServerModels(
    /// The form.
    model: ModelContext,
) -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let names = RwSignal::new(Loadable::<Vec<String>>::Idle);
    let address = memo(move || model.form.with(RunForm::authority));
    // Another server has other models.
    effect(move || {
        address.track();
        names.set(Loadable::Idle);
    });
    let ask = move |_| {
        names.set(Loadable::Loading);
        let asked = address.get_untracked();
        let request = context.list_models(model);
        spawn_local(async move {
            let answer = context.session.ask(request).await;
            if address.try_get_untracked() == Some(asked) {
                names.set(answer.map_or_else(Loadable::Failed, Loadable::Ready));
            }
        });
    };
    let text = move || {
        let words = preferences.messages().run;
        match names.get() {
            Loadable::Idle => String::new(),
            Loadable::Loading => words.models_asked.to_owned(),
            Loadable::Ready(names) if !names.is_empty() => {
                fill(words.models_listed, &[("n", &names.len().to_string())])
            }
            Loadable::Ready(_) | Loadable::Failed(_) => words.models_none.to_owned(),
        }
    };
    let options = move || match names.get() {
        Loadable::Ready(names) => names.into_iter().map(|name| view! { <option value=name></option> }).collect_view(),
        _ => Vec::new(),
    };
    let is_barred = move || address.with(Option::is_none) || !context.state.host.allows_keys();
    view! {
        <div class="actions">
            <button type="button" class="button" disabled=dynamic_value(is_barred) on:click=handler(ask)>
                {tr(|m| m.run.models_ask)}
            </button>
            <span class="form__hint" role="status">{dynamic(text)}</span>
        </div>
        <datalist id=list_id(model)>{dynamic(options)}</datalist>
    }
}
