//! What was typed for a submission, which is kept only while the page is open, and packing it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::checking::CheckContext;
use crate::reactive::Loadable;
use crate::shell::notices::save_file;
use engine::repair::Repair;
use engine::submission::{ADDRESSES, Form, PackageFile};
use protocol::Failure;
use protocol::check::{CheckId, ExportPackaged, PackagePreview, PreviewPackage};

/// An address that the mail may go to.
#[derive(Debug, Clone, Copy)]
pub struct RecipientDraft {
    /// Whether it does.
    pub chosen: RwSignal<bool>,
    /// The address, which may be changed.
    pub address: RwSignal<String>,
    /// The page that publishes the address.
    pub source: &'static str,
}

/// What was typed for a submission.
#[derive(Debug, Clone, Copy)]
pub struct SubmissionDraft {
    /// Name of the model.
    pub model: RwSignal<String>,
    /// Name of the team.
    pub team: RwSignal<String>,
    /// Link to the article.
    pub arxiv: RwSignal<String>,
    /// Anything else.
    pub notes: RwSignal<String>,
    /// The published addresses, newest first.
    pub recipients: [RecipientDraft; ADDRESSES.len()],
}

impl SubmissionDraft {
    /// Nothing typed; the newest address is chosen.
    pub fn new() -> Self {
        let text = || RwSignal::new(String::new());
        let recipients = ADDRESSES.map(|published| RecipientDraft {
            chosen: RwSignal::new(published == ADDRESSES[0]),
            address: RwSignal::new(published.address.to_owned()),
            source: published.source,
        });
        Self { model: text(), team: text(), arxiv: text(), notes: text(), recipients }
    }

    /// The form as typed; follows it.
    pub fn form(self) -> Form {
        let recipients = self.recipients.iter().filter(|recipient| recipient.chosen.get());
        Form {
            model: self.model.get(),
            team: self.team.get(),
            arxiv: self.arxiv.get(),
            notes: self.notes.get(),
            recipients: recipients.map(|recipient| recipient.address.get()).collect(),
        }
    }
}

/// What is packed.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The checked file.
    pub check: CheckId,
    /// The repairs.
    pub repairs: Vec<Repair>,
    /// What the team says.
    pub form: Form,
}

/// A package with what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// What was asked for.
    pub order: Order,
    /// What it holds.
    pub preview: Arc<PackagePreview>,
}

/// Packs a file; `package` is told what becomes of it.
pub fn prepare(context: CheckContext, order: Order, package: RwSignal<Loadable<Prepared>>) {
    package.set(Loadable::Loading);
    spawn_local(async move {
        let Order { check, repairs, form } = order.clone();
        let packed = context.session.ask(PreviewPackage { check, repairs, form }).await;
        // The page asks only with a form in which it has found no fault, by the same rules as the worker.
        let packed = packed.and_then(|packed| packed.map_err(|_faults| Failure::VersionMismatch));
        // The page may have been left meanwhile.
        package.try_set(match packed {
            Ok(preview) => Loadable::Ready(Prepared { order, preview: Arc::new(preview) }),
            Err(failure) => Loadable::Failed(failure),
        });
    });
}

/// Hands a file of a package to the browser to save.
pub fn save_packed(context: CheckContext, order: Order, file: PackageFile) {
    let Order { check, repairs, form } = order;
    save_file(context.session, context.notices, ExportPackaged { check, repairs, form, file });
}
