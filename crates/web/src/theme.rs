//! What the style sheets say at this moment.

use super::page;

/// The value of a custom property of the page, as `--text`; empty where there is none.
pub fn custom_property(name: &str) -> String {
    let style =
        page::document().document_element().and_then(|root| page::window().get_computed_style(&root).ok().flatten());
    let value = style.and_then(|style| style.get_property_value(name).ok());
    value.map_or_else(String::new, |value| value.trim().to_owned())
}

/// Whether the window is narrow, as on a phone.
pub fn is_narrow() -> bool {
    custom_property("--narrow") == "1"
}
