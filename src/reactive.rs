//! Memos, effects and the closures of views, boxed. Leptos compiles what it does with a closure for each type of closure;
//! behind a box one copy serves all that give the same type.

use leptos::prelude::*;

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

/// What a part of a view shows, made anew whenever a signal that it reads changes.
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

/// The value of an attribute, property, class or style, computed anew whenever a signal that it reads changes.
pub fn dynamic_value<T>(compute: impl FnMut() -> T + Send + 'static) -> Box<dyn FnMut() -> T + Send> {
    Box::new(compute)
}

/// What an event does.
pub fn handler<E>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}
