//! What VLMEvalKit would make of a prediction file, before anybody sends it.

mod finding;

pub use finding::{Finding, FindingKind, Note, Place, Severity, Split};
