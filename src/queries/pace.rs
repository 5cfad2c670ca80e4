//! Following what changes often at a bounded rate.

use std::time::Duration;

use leptos::prelude::*;

use crate::reactive::effect;

/// The value of a source, at once where it has rested, else at most once an interval; the last value always arrives.
pub fn paced<T: Clone + PartialEq + Send + Sync + 'static>(source: Memo<T>, interval: Duration) -> ReadSignal<T> {
    let (value, set_value) = signal(source.get_untracked());
    let resting = StoredValue::new(true);
    effect(move || {
        let latest = source.get();
        if resting.get_value() && value.with_untracked(|value| *value != latest) {
            follow(source, set_value, resting, interval);
        }
    });
    value
}

fn follow<T: Clone + PartialEq + Send + Sync + 'static>(
    source: Memo<T>,
    set_value: WriteSignal<T>,
    resting: StoredValue<bool>,
    interval: Duration,
) {
    // The page that follows may have been left.
    let Some(latest) = source.try_get_untracked() else { return };
    set_value.try_set(latest.clone());
    resting.try_set_value(false);
    let wake = move || {
        resting.try_set_value(true);
        if source.try_get_untracked().is_some_and(|now| now != latest) {
            follow(source, set_value, resting, interval);
        }
    };
    set_timeout(wake, interval);
}
