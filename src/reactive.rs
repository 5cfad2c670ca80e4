//! Memos and effects whose closures are boxed. Leptos compiles a memo or an effect anew for each type of closure; behind
//! a box one copy serves all that give the same type.

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

/// What a part of a view shows, made anew whenever a signal that it reads changes. As with memos, the view's code for
/// updating it would else be compiled for each closure.
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
