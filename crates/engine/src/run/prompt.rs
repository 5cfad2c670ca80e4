//! The text that is put to the model.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::hexadecimal::hexadecimal;
use crate::prompt::PromptParts;

/// How a question is worded; by default as VLMEvalKit does, to the byte.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptSettings {
    /// The system prompt.
    pub system: Option<String>,
    /// The user's own text with fields in braces: `{question}`, `{hint}`, `{options}` (a line each, as `A. kidney`),
    /// `{letters}` (as `A, B, C`), and `{A}` to `{Z}` for single options. Braces are doubled to stand for themselves;
    /// what a question does not have is empty.
    pub template: Option<String>,
}

/// A template that cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TemplateError {
    /// There is no such field.
    #[error("character {at}: there is no field {name:?}")]
    UnknownField {
        /// The name in the braces.
        name: String,
        /// Character of the opening brace, counted from 0.
        at: usize,
    },
    /// A brace without its partner.
    #[error("character {at}: a brace without its partner")]
    LoneBrace {
        /// Character of the brace, counted from 0.
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

/// SHA-256 of what all questions are put in, as hexadecimal: the system prompt, then each question's text, each ended by
/// a zero byte.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> PromptParts {
        PromptParts {
            hint: None,
            question: "Which {organ}?".to_owned(),
            options: vec![('A', "liver".to_owned()), ('B', "lung".to_owned())],
        }
    }

    fn filled(template: &str) -> Result<String, TemplateError> {
        PromptSettings { system: None, template: Some(template.to_owned()) }.text(&parts())
    }

    #[test]
    fn fields_are_filled_in_once() {
        let cases = [
            ("{question}\n{options}\n", "Which {organ}?\nA. liver\nB. lung\n"),
            ("{{{letters}}} {hint}.", "{A, B} ."),
            ("{B}{C}", "lung"),
            ("é", "é"),
            ("", ""),
        ];
        for (template, text) in cases {
            assert_eq!(filled(template).unwrap(), text, "{template}");
        }
        assert_eq!(PromptSettings::default().text(&parts()).unwrap(), parts().to_text());
    }

    #[test]
    fn faults_are_placed() {
        let unknown = TemplateError::UnknownField { name: "answer".to_owned(), at: 2 };
        assert_eq!(filled("é {answer}"), Err(unknown));
        assert_eq!(filled("a {question"), Err(TemplateError::LoneBrace { at: 2 }));
        assert_eq!(filled("a } b"), Err(TemplateError::LoneBrace { at: 2 }));
    }

    #[test]
    fn the_hash_tells_texts_apart() {
        // Python: hashlib.sha256(b"s\0a\0b\0").hexdigest()
        let hash = "dd4bcdda775b6bb5b3d4c0e5dba1e23c6763efd23eafeb7e1866fcf823d835cd";
        assert_eq!(prompt_sha256(Some("s"), ["a", "b"]), hash);
        assert_ne!(prompt_sha256(Some("s"), ["ab", ""]), hash);
    }
}
