//! A model that is offered by name. The build script, too, reads these types.

use serde::{Deserialize, Serialize};

use crate::names::named;

named! {
    pub enum ModelKind {
        /// It writes text.
        Generates = "generates",
        /// It compares the image with each option, as CLIP does.
        Compares = "compares",
    }
}

named! {
    /// The precision of a model's weights, as transformers.js names it (`dtype`); each has files of its own, the smallest
    /// first.
    #[derive(Default)]
    pub enum Precision {
        /// Four bits, computed with 16.
        Q4f16 = "q4f16",
        /// Four bits, computed with 32.
        #[default]
        Q4 = "q4",
        Q8 = "q8",
        Fp16 = "fp16",
        Fp32 = "fp32",
    }
}

/// A model that is offered by name; the user may type others.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OfferedModel {
    pub id: &'static str,
    pub kind: ModelKind,
    /// Parameters in millions.
    pub parameters: u32,
    /// Megabytes to download by precision, as far as known.
    pub megabytes: Vec<(Precision, u32)>,
    /// Approximate memory that it needs, in gigabytes.
    pub memory: f64,
    pub licence: Licence,
    /// The page that says so.
    pub source: &'static str,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Licence {
    pub name: &'static str,
    pub is_restricted: bool,
}
