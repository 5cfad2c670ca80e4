//! Memos, effects and the closures of views, boxed. Leptos compiles what it does with a closure for each type of closure;
//! behind a box one copy serves all that give the same type.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use protocol::Failure;

/// A [`Memo`] that needs nothing of its earlier value.
pub fn memo<T>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    boxed_memo(Box::new(compute))
}

fn boxed_memo<T>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| compute())
}

/// An [`Effect`] that needs nothing of its earlier run.
pub fn effect(run: impl FnMut() + 'static) {
    boxed_effect(Box::new(run));
}

fn boxed_effect(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

/// What a part of a view shows, made again whenever a signal that it reads changes.
pub fn dynamic<V>(mut show: impl FnMut() -> V + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send>
where
    V: IntoView + 'static,
{
    Box::new(move || show().into_any())
}

/// As [`dynamic`], of text.
pub fn dynamic_text<T: Into<String>>(
    mut show: impl FnMut() -> T + Send + 'static,
) -> Box<dyn FnMut() -> String + Send> {
    Box::new(move || show().into())
}

/// The value of an attribute, property, class or style, computed again whenever a signal that it reads changes.
pub fn dynamic_value<T>(compute: impl FnMut() -> T + Send + 'static) -> Box<dyn FnMut() -> T + Send> {
    Box::new(compute)
}

/// Handles the keys of the whole page for as long as the part of the view that asks for it is there.
pub fn on_key(handle: impl Fn(ev::KeyboardEvent) + 'static) {
    let listener = window_event_listener(ev::keydown, handle);
    on_cleanup(move || listener.remove());
}

/// What an event does.
pub fn handler<E>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}

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

/// Follows `key` and asks again whenever it changes; `None` asks nothing.
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
