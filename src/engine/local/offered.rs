//! The models that are offered by name.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{ModelKind, Precision};

/// A model that is offered by name; others can be typed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OfferedModel {
    /// Its name at the hub.
    pub id: String,
    /// How it answers.
    pub kind: ModelKind,
    /// Parameters in millions.
    pub parameters: u32,
    /// Megabytes to download by precision, as far as known.
    pub megabytes: Vec<(Precision, u32)>,
    /// Gigabytes of memory that it needs, roughly.
    pub memory: f64,
    /// The licence.
    pub licence: Licence,
    /// The page that says so.
    pub source: String,
}

/// The licence of a model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Licence {
    /// Its name.
    pub name: String,
    /// Whether it restricts what the model may be used for.
    pub is_restricted: bool,
}

impl OfferedModel {
    /// Megabytes to download at a precision, where that is known.
    pub fn megabytes_at(&self, precision: Precision) -> Option<u32> {
        self.megabytes.iter().find(|(known, _)| *known == precision).map(|(_, megabytes)| *megabytes)
    }
}

/// The offered models, the recommended one first.
pub fn offered_models() -> &'static [OfferedModel] {
    static MODELS: LazyLock<Vec<OfferedModel>> = LazyLock::new(|| {
        let models = serde_json::from_str(include_str!("offered.json"));
        debug_assert!(models.is_ok(), "{models:?}");
        models.unwrap_or_default()
    });
    &MODELS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::local::LocalSource;

    #[test]
    fn offered_models_are_complete() {
        let models = offered_models();
        assert!(!models.is_empty());
        for model in models {
            let source = LocalSource::Hub { id: model.id.clone(), revision: String::new(), host: String::new() };
            assert_eq!(source.check(), Ok(()), "{}", model.id);
            assert!(model.source.starts_with("https://"), "{}", model.id);
            assert!(!model.licence.name.is_empty() && model.memory > 0.0 && model.parameters > 0, "{}", model.id);
        }
    }

    #[test]
    fn both_kinds_are_offered() {
        for kind in [ModelKind::Generates, ModelKind::Compares] {
            assert!(offered_models().iter().any(|model| model.kind == kind), "{kind:?}");
        }
    }
}
