//! What was typed for a submission; it is kept while the page is open and nowhere else.

use leptos::prelude::*;

use engine::submission::{ADDRESSES, Form};

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

impl Default for SubmissionDraft {
    fn default() -> Self {
        Self::new()
    }
}
