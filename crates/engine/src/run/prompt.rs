//! The text of a question.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::hexadecimal::hexadecimal;
use crate::prompt::PromptParts;

/// The wording of a question; by default VLMEvalKit's, to the byte.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptSettings {
    pub system: Option<String>,
    /// The user's own text with fields in braces: `{question}`, `{hint}`, `{options}` (a line each, as `A. kidney`),
    /// `{letters}` (as `A, B, C`), and `{A}` to `{Z}` for single options. Braces are doubled to stand for themselves;
    /// what a question does not have is empty.
    pub template: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TemplateError {
    #[error("character {at}: there is no field {name:?}")]
    UnknownField {
        name: String,
        /// Character of the opening brace, counted from 0.
        at: usize,
    },
    #[error("character {at}: a brace without its partner")]
    LoneBrace {
        at: usize,
    },
}

impl PromptSettings {
    /// The text for a question.
    ///
    /// # Errors
    /// [`TemplateError`]; without a template there is none.
    pub fn text(&self, parts: &PromptParts) -> Result<String, TemplateError> {
        match &self.template {
            None => Ok(parts.to_text()),
            Some(template) => fill_in(template, parts),
        }
    }
}

/// SHA-256 in hexadecimal of the system prompt and of each question's text, each ended by a zero byte.
pub fn prompt_sha256<'t>(system: Option<&'t str>, texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = Sha256::new();
    for text in std::iter::once(system.unwrap_or_default()).chain(texts) {
        hash.update(text);
        hash.update([0]);
    }
    hexadecimal(&hash.finalize())
}

fn fill_in(template: &str, parts: &PromptParts) -> Result<String, TemplateError> {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(brace) = rest.find(['{', '}']) {
        out.push_str(&rest[..brace]);
        let from_brace = &rest[brace..];
        let doubled = ["{{", "}}"].into_iter().find(|doubled| from_brace.starts_with(doubled));
        if let Some(doubled) = doubled {
            out.push_str(&doubled[1..]);
            rest = &from_brace[2..];
            continue;
        }
        let at = template[..template.len() - from_brace.len()].chars().count();
        let inner = from_brace.strip_prefix('{').ok_or(TemplateError::LoneBrace { at })?;
        let (name, after) = inner.split_once('}').ok_or(TemplateError::LoneBrace { at })?;
        let value = field(name, parts).ok_or_else(|| TemplateError::UnknownField { name: name.to_owned(), at })?;
        out.push_str(&value);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn field(name: &str, parts: &PromptParts) -> Option<String> {
    let join = |separator: &str, print: &dyn Fn(&(char, String)) -> String| {
        parts.options.iter().map(print).collect::<Vec<_>>().join(separator)
    };
    match name {
        "question" => Some(parts.question.clone()),
        "hint" => Some(parts.hint.clone().unwrap_or_default()),
        "options" => Some(join("\n", &|(letter, text)| format!("{letter}. {text}"))),
        "letters" => Some(join(", ", &|(letter, _)| letter.to_string())),
        _ => {
            let mut characters = name.chars();
            let letter =
                characters.next().filter(|letter| letter.is_ascii_uppercase() && characters.as_str().is_empty())?;
            let option = parts.options.iter().find(|(other, _)| *other == letter);
            Some(option.map(|(_, text)| text.clone()).unwrap_or_default())
        }
    }
}
