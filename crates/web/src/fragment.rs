//! Texts with markup that belong to the app itself and lie beside the page.

use wasm_bindgen::JsValue;
use web_sys::{DomParser, Element, SupportedType};

/// Shows a text of ours in an element, in place of what was there. The browser's parser reads it into a document that
/// runs nothing; never to be used for what users or files bring.
pub fn show(element: &Element, markup: &str) -> Result<(), JsValue> {
    let parsed = DomParser::new()?.parse_from_string(markup, SupportedType::TextHtml)?;
    element.set_text_content(None);
    let Some(body) = parsed.body() else { return Ok(()) };
    while let Some(node) = body.first_child() {
        element.append_child(&node)?;
    }
    Ok(())
}
