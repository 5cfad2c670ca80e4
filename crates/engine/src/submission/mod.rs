//! Packing predictions for the organisers: the spreadsheet, a manifest, and the mail that carries them.
//!
//! TEST has no public answers. A team mails its spreadsheet with model name, team name and arXiv link; the manifest
//! says what exactly was sent and what a check of it found.

mod addresses;
mod arxiv;
mod form;
mod mail;
mod manifest;
mod message;
mod package;

pub use addresses::{ADDRESSES, Recipient};
pub use arxiv::{ArxivFault, arxiv_link};
pub use form::{Field, FieldFault, Form, FormFault};
pub use mail::Mail;
pub use manifest::{DatasetIdentity, PartIdentity};
pub use package::{Package, PackageError, PackageFile, PackedFile, pack, pack_paused};
