//! A loaded prediction file, always in view.

use leptos::prelude::*;

use crate::components::common::icon::{Icon, IconView};
use crate::format::percent;
use crate::i18n::fill;
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::state::navigation::Navigation;
use crate::state::notices::Notices;
use crate::state::preferences::Preferences;
use crate::state::route::{Route, ScoreRoute};
use crate::state::session::{ScoreState, Session};
use crate::tasks::close::close_predictions;
use protocol::PredictionsId;
use web::focus::catch_focus;

/// Name and accuracy under the chosen rule set, and a way to remove it.
#[component]
pub fn PredictionsChip(
    /// The file.
    id: PredictionsId,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    // The button that closes the file goes with it.
    on_cleanup(|| catch_focus("main"));
    let name = memo(move || session.predictions_named(id).unwrap_or_default());
    let accuracy = move || match session.score(id, navigation.score().rules) {
        Some(ScoreState::Ready(score)) if score.refusal.is_none() => {
            let words = preferences.messages();
            let form = if score.is_vlmevalkits() { words.shell.chip_score } else { words.shell.chip_own_score };
            fill(form, &[("accuracy", &percent(score.hits, score.n)), ("rules", score.rules.name())])
        }
        Some(ScoreState::Ready(_) | ScoreState::Failed(_)) => preferences.messages().shell.chip_no_score.to_owned(),
        Some(ScoreState::Running) | None => "…".to_owned(),
    };
    let route = move || Route::Score(ScoreRoute { predictions: Some(id), at: None, ..navigation.score() });
    let remove = move || fill(preferences.messages().shell.close_predictions, &[("name", &name.get())]);
    view! {
        <span class="chip">
            <a class="chip__link" href=dynamic_value(move || route().to_string()) title=name>
                <span class="chip__name">{name}</span>
                <span class="chip__figure">{dynamic(accuracy)}</span>
            </a>
            <button
                type="button"
                class="chip__action"
                aria-label=remove
                title=remove
                on:click=handler(move |_| close_predictions(session, notices, id))
            >
                <IconView icon=Icon::Close />
            </button>
        </span>
    }
}
