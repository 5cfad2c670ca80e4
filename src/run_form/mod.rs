//! The form of the run page: what stands in it, what is wrong with it, and what it sets a run to.

mod choice;
mod field;
mod figures;
mod form;
mod host_key;
mod letters;
mod limits;
mod local;
mod local_news;
mod route;
mod setup;

pub use choice::{Choice, OWN_PICTURES, RECOMMENDED, SIDES};
pub use field::{Field, Input};
pub use figures::{Group, by_kind, group_of, milliseconds, money, template_marked};
pub use form::{FIRST_PRESET, RunForm};
pub use host_key::HostKey;
pub use letters::{compared, files_host, letter_line, share_percent, size};
pub use local::{DROPPED, FOLDER, HUB, LocalForm};
pub use local_news::{Changes, LocalNews, Trial, TrialOutcome};
pub use setup::{FaultKind, FieldFault};
