//! What may explain a file's accuracy, drawn once it is looked at.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::state::{Compared, Comparing};
use super::{calibration, view, why};
use crate::format::integer;
use crate::i18n::{CompareWords, Messages, fill};
use crate::reactive::{dynamic, handler, memo};
use crate::ui::drawing::Drawing;
use engine::board::chart::{Curve, curve};
use engine::compare::{CALIBRATED_ROWS, Profile};

/// A disclosure of the file at a place.
pub fn profile(comparing: Comparing, messages: &'static Messages, compared: &Arc<Compared>, place: usize) -> AnyView {
    let is_shown = RwSignal::new(false);
    let name = compared.names.get(place).cloned();
    let compared = Arc::clone(compared);
    // Closing and opening again draws nothing again.
    let was_opened = memo(move || is_shown.get());
    let content = move || was_opened.get().then(|| content(comparing, messages, &compared, place));
    view! {
        <details class="profile" on:toggle=handler(move |_: ev::Event| is_shown.set(true))>
            <summary>{name}</summary>
            {dynamic(content)}
        </details>
    }
    .into_any()
}

fn content(comparing: Comparing, messages: &'static Messages, compared: &Compared, place: usize) -> Option<AnyView> {
    let (words, files) = (comparing.words(), &compared.files);
    let (score, profile) = files.files.get(place).zip(files.profiles.get(place))?;
    let (bias, name) = files.position_bias.get(place).zip(compared.names.get(place))?;
    let view = view! {
        <h3 class="section__subtitle">{words.position_bias}</h3>
        <p>{why::bias_sentence(words, bias)}</p>
        {view::table(why::letters(words, bias))}
        <h3 class="section__subtitle">{words.baselines}</h3>
        <p>{words.baselines_about}</p>
        {view::table(why::baselines(words, score, profile))}
        {view::table(why::averages(messages, profile))}
        <h3 class="section__subtitle">{words.confusions}</h3>
        {view::table(why::confusions(words, profile, compared.of.rules))}
        {calibrated(words, profile, name)}
    };
    Some(view.into_any())
}

/// What the letter probabilities are worth, where the file has any.
fn calibrated(words: &'static CompareWords, profile: &Profile, name: &str) -> Option<AnyView> {
    let n = integer(u64::try_from(profile.forecasts?).unwrap_or(u64::MAX));
    let content = match &profile.calibration {
        None => {
            let least = CALIBRATED_ROWS.to_string();
            view! { <p>{fill(words.calibration_few, &[("n", &n), ("least", &least)])}</p> }.into_any()
        }
        Some(found) => {
            let title = |form| fill(form, &[("name", name)]);
            view! {
                <p>{fill(words.calibration_about, &[("n", &n)])}</p>
                {view::terms(calibration::figures(words, found))}
                <div class="calibration">
                    {plot(
                        calibration::reliability(words, found),
                        title(words.reliability),
                        words.reliability_about,
                        format!("reliability_{name}"),
                    )}
                    {plot(calibration::risk(words, found), title(words.risk_coverage), words.risk_about, format!("risk_{name}"))}
                </div>
            }
            .into_any()
        }
    };
    Some(view! { <h3 class="section__subtitle">{words.calibration}</h3> {content} }.into_any())
}

fn plot(drawn: Curve, title: String, about: &'static str, name: String) -> AnyView {
    let draw = Callback::new(move |width| curve(&drawn, width));
    view! {
        <div>
            <Drawing draw title=Signal::stored(title) description=Signal::stored(about.to_owned()) name=Signal::stored(name) />
            <p class="muted">{about}</p>
        </div>
    }
    .into_any()
}
