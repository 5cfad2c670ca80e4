//! The answer to a question that changes: late answers to earlier questions are dropped.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use protocol::Failure;

use crate::reactive::{effect, memo};

/// A future of the page, which has only one thread.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// What has become of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Loadable<T> {
    /// Nothing is asked.
    Idle,
    /// The answer is under way.
    Loading,
    /// The answer.
    Ready(T),
    /// There is none.
    Failed(Failure),
}

/// What to show until a new answer is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meanwhile {
    /// The previous answer, so that stepping through rows does not flicker.
    KeepPrevious,
    /// That it is loading, where the previous answer would mislead.
    ShowLoading,
}

/// Follows `key` and asks anew whenever it changes; `None` asks nothing.
pub fn latest<K, T>(
    key: impl Fn() -> Option<K> + Send + Sync + 'static,
    meanwhile: Meanwhile,
    ask: impl Fn(&K) -> LocalFuture<Result<T, Failure>> + 'static,
) -> ReadSignal<Loadable<T>>
where
    K: PartialEq + Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    let key = memo(key);
    let (answer, set_answer) = signal(Loadable::Idle);
    let asked = StoredValue::new(0_u32);
    effect(move || {
        let turn = asked.get_value().wrapping_add(1);
        asked.set_value(turn);
        let Some(asking) = key.with(|key| key.as_ref().map(&ask)) else {
            set_answer.set(Loadable::Idle);
            return;
        };
        let keep =
            meanwhile == Meanwhile::KeepPrevious && answer.with_untracked(|now| matches!(now, Loadable::Ready(_)));
        if !keep {
            set_answer.set(Loadable::Loading);
        }
        spawn_local(async move {
            let result = asking.await;
            // The asker may be gone, or have asked something else meanwhile.
            if asked.try_get_value() == Some(turn) {
                set_answer.set(match result {
                    Ok(value) => Loadable::Ready(value),
                    Err(failure) => Loadable::Failed(failure),
                });
            }
        });
    });
    answer
}
