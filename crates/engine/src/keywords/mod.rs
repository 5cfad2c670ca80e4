//! Search by keywords.
//!
//! Words are joined by AND: `fundus optic` finds questions that hold both. `"optic disc"` is a phrase, `-cup` excludes,
//! `question:`, `option:` and `label:` before a word or phrase search one field only, `-label:` excludes by it. A word
//! is found where a word of the text begins with it (`glauc` finds `glaucoma`, `ct` finds `CTA`, not `section`); a
//! phrase also ends where a word ends (`"ct"` finds `CT` alone). Chinese and Japanese characters are words of their own.
//! Case, accents and the kind and number of spaces do not matter.
//!
//! Without a field, question, options and label are searched. The label is the text of the correct option, so this gives
//! away no more than the options do; only `label:` reveals what the label is.
//!
//! ```
//! use engine::keywords::{Query, SearchField, marks};
//!
//! let query = Query::parse("glauc \"optic disc\" -option:cup").expect("well formed");
//! let question = "Glaucoma of the optic disc?";
//! let found: Vec<&str> =
//!     marks(&query, SearchField::Question, question).into_iter().map(|(start, end)| &question[start..end]).collect();
//! assert_eq!(found, ["Glauc", "optic disc"]);
//! ```

#![expect(missing_docs, reason = "what a name says has no line of its own")]

mod fold;
mod matcher;
mod query;

use serde::{Deserialize, Serialize};

use crate::names::named;

pub use fold::folded;
pub use matcher::{Matcher, TextStore, marks};
pub use query::{Query, Term};

named! {
    pub enum SearchField {
        Question = "question",
        Option = "option",
        /// The label: the column `category`.
        Label = "label",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeywordsFault {
    /// Place in characters from the start.
    pub at: u32,
    pub kind: KeywordsFaultKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeywordsFaultKind {
    OpenQuote,
    /// A minus, a field name or a pair of quotation marks with nothing to search for.
    NothingBehind,
    /// A word before a colon that is no field.
    UnknownField,
    /// More than 1,000 characters.
    TooLong,
}
