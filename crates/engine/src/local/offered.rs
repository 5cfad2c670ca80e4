//! The models that are offered by name: `offered.json`.

use super::{ModelKind, Precision};

/// The offered models, the recommended one first; made of the file by the build script.
pub static OFFERED_MODELS: &[OfferedModel] = include!(concat!(env!("OUT_DIR"), "/offered.rs"));

/// A model that is offered by name; others can be typed.
#[derive(Debug, PartialEq)]
pub struct OfferedModel {
    /// Its name at the hub.
    pub id: &'static str,
    /// How it answers.
    pub kind: ModelKind,
    /// Parameters in millions.
    pub parameters: u32,
    /// Megabytes to download by precision, as far as known.
    pub megabytes: &'static [(Precision, u32)],
    /// Gigabytes of memory that it needs, roughly.
    pub memory: f64,
    /// The licence.
    pub licence: Licence,
    /// The page that says so.
    pub source: &'static str,
}

/// The licence of a model.
#[derive(Debug, PartialEq, Eq)]
pub struct Licence {
    /// Its name.
    pub name: &'static str,
    /// Whether it restricts what the model may be used for.
    pub is_restricted: bool,
}

impl OfferedModel {
    /// Megabytes to download at a precision, where that is known.
    pub fn megabytes_at(&self, precision: Precision) -> Option<u32> {
        self.megabytes.iter().find(|(known, _)| *known == precision).map(|(_, megabytes)| *megabytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local::LocalSource;

    #[test]
    fn offered_models_are_complete() {
        assert!(!OFFERED_MODELS.is_empty());
        for model in OFFERED_MODELS {
            let source = LocalSource::Hub { id: model.id.to_owned(), revision: String::new(), host: String::new() };
            assert_eq!(source.check(), Ok(()), "{}", model.id);
            assert!(model.source.starts_with("https://"), "{}", model.id);
            assert!(!model.licence.name.is_empty() && model.memory > 0.0 && model.parameters > 0, "{}", model.id);
        }
    }

    #[test]
    fn both_kinds_are_offered() {
        for kind in [ModelKind::Generates, ModelKind::Compares] {
            assert!(OFFERED_MODELS.iter().any(|model| model.kind == kind), "{kind:?}");
        }
    }
}
