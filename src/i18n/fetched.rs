//! The texts of a language, fetched from beside the page.

use leptos::prelude::document;
use web::fetch::fetch_text;

use super::{Language, Locale};

/// A language with its texts.
///
/// The build has written a file for each language, whose name changes with its content, and into the document where it
/// lies: texts of another build are not fetched.
///
/// # Errors
/// What the browser said, in its own language.
pub async fn fetch(locale: Locale) -> Result<Language, String> {
    if let Some(language) = locale.loaded() {
        return Ok(language);
    }
    let attribute = format!("data-texts-{}", locale.name());
    let root = document().document_element();
    let address = root.and_then(|root| root.get_attribute(&attribute)).ok_or_else(|| format!("no {attribute}"))?;
    let texts = fetch_text(&address).await?;
    locale.load(texts).ok_or_else(|| format!("{address} has another number of texts than the page"))
}
