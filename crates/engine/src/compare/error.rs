//! Why prediction files cannot be compared.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Prediction files whose scores do not go together.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum CompareError {
    #[error("a comparison needs two prediction files or more")]
    TooFewFiles,
    #[error("{a} and {b} were scored under different rule sets")]
    DifferentRules { a: String, b: String },
    #[error("{a} and {b} were scored against different answers to question {index}")]
    DifferentAnswers {
        a: String,
        b: String,
        /// Index of the first such question.
        index: String,
    },
}

impl CompareError {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::TooFewFiles => "TooFewFiles",
            Self::DifferentRules { .. } => "DifferentRules",
            Self::DifferentAnswers { .. } => "DifferentAnswers",
        }
    }
}
