//! Packing predictions for the organisers: the spreadsheet, a manifest, and the mail that carries them.
//!
//! TEST has no public answers. A team mails its spreadsheet with model name, team name and arXiv link; the manifest
//! says what exactly was sent and what a check of it found.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

mod form;
mod mail;
mod manifest;
mod package;

pub use form::{ArxivFault, FieldFault, Form, FormFault, FormField, arxiv_link};
pub use mail::{ADDRESSES, Mail, Recipient};
pub use manifest::{DatasetIdentity, PackageFile, PackedFile, PartIdentity};
pub use package::{Package, PackageError, pack, pack_paused};
