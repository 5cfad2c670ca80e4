//! Text in which keywords were found.

use leptos::prelude::*;

use crate::marks::pieces;

/// A text with its matches marked.
pub fn marked(text: &str, marks: &[(u32, u32)]) -> Vec<AnyView> {
    let pieces = pieces(text, marks).into_iter();
    let view = |(piece, is_match): (&str, bool)| {
        let piece = piece.to_owned();
        if is_match { view! { <mark>{piece}</mark> }.into_any() } else { piece.into_any() }
    };
    pieces.map(view).collect()
}
