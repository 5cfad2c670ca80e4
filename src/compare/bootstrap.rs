//! The bootstrap interval of the difference between two files, computed when it is looked at.

use leptos::prelude::*;
use protocol::{BootstrapDifference, CompareFiles};

use super::figures::points_interval;
use super::state::Comparing;
use super::view;
use crate::format::{NO_VALUE, integer};
use crate::i18n::fill;
use crate::reactive::{Loadable, Meanwhile, dynamic, latest};

/// The interval with the number of resamples and their seed, by which others can repeat it.
#[component]
pub fn BootstrapInterval(
    /// What the page shows.
    comparing: Comparing,
    /// The files, of which the first two are compared.
    of: CompareFiles,
    /// Whether it is in view.
    is_shown: RwSignal<bool>,
) -> impl IntoView {
    let key = move || match *of.predictions {
        [a, b, ..] => is_shown.get().then_some((a, b, of.rules)),
        _ => None,
    };
    let answer = latest(key, Meanwhile::ShowLoading, move |&(a, b, rules)| {
        Box::pin(comparing.session.ask(BootstrapDifference { a, b, rules }))
    });
    let text = move || match answer.get() {
        Loadable::Idle | Loadable::Loading => "…".to_owned(),
        Loadable::Ready(None) | Loadable::Failed(_) => NO_VALUE.to_owned(),
        Loadable::Ready(Some(bootstrap)) => {
            let [resamples, seed] = [integer(bootstrap.resamples.into()), bootstrap.seed.to_string()];
            let interval = points_interval(Some(bootstrap.interval));
            fill(comparing.words().bootstrap_of, &[("interval", &interval), ("resamples", &resamples), ("seed", &seed)])
        }
    };
    dynamic(move || view::terms(vec![(comparing.words().bootstrap, text())]))
}
