//! Which prediction file is looked at.

use leptos::prelude::*;

use crate::reactive::{dynamic, dynamic_value, memo};
use crate::state::navigation::Navigation;
use crate::state::preferences::tr;
use crate::state::route::{Route, ScoreRoute};
use crate::state::session::Session;
use protocol::PredictionsId;

/// The file's name, or a choice where there are several.
#[component]
pub fn FileChoice(
    /// The file looked at.
    file: Memo<Option<PredictionsId>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let files = memo(move || {
        session.predictions.with(|list| list.iter().map(|file| (file.id, file.name.clone())).collect::<Vec<_>>())
    });
    let choose = move |id: String| {
        let Ok(id) = id.parse() else { return };
        navigation.go(Route::Score(ScoreRoute { predictions: Some(id), at: None, ..navigation.score() }));
    };
    let options = move || {
        files
            .get()
            .into_iter()
            .map(|(id, name)| view! { <option value=id.to_string() selected=dynamic_value(move || file.get() == Some(id))>{name}</option> })
            .collect_view()
    };
    move || {
        if files.with(Vec::len) < 2 {
            let name = files.with(|files| files.first().map(|(_, name)| name.clone()));
            return view! { <span class="page__of">{name}</span> }.into_any();
        }
        view! {
            <label class="choice">
                <span class="choice__label">{tr(|m| m.score.prediction_file)}</span>
                <select class="field" on:change=move |event| choose(event_target_value(&event))>{dynamic(options)}</select>
            </label>
        }
        .into_any()
    }
}
