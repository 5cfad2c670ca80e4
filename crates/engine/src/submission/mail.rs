//! The mail to the organisers: to whom, its text, a link that opens it in a mail program, and a file with attachments.

use std::io;

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::{Form, PackedFile};
use crate::check::Split;

/// All but RFC 3986's unreserved characters is encoded (RFC 6068, section 2).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Of an address the `@` may stay.
const ENCODED_ADDRESS: &AsciiSet = &ENCODED.remove(b'@');

/// An address for submissions and where it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient {
    pub address: &'static str,
    /// The page that names it.
    pub source: &'static str,
}

/// The published addresses, newest first: the pages name different ones.
///
/// The README is that of uni-medical/GMAI-MMBench, commit df68547 of 2024-10-15; the dataset card still has the older
/// board of 29 models.
pub const ADDRESSES: [Recipient; 2] = [
    Recipient { address: "wangguoan@pjlab.org.cn", source: "https://github.com/uni-medical/GMAI-MMBench" },
    Recipient { address: "guoanwang971@gmail.com", source: "https://huggingface.co/datasets/OpenGVLab/GMAI-MMBench" },
];

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub recipients: Vec<String>,
    /// One line.
    pub subject: String,
    /// Lines ended by `\n`.
    pub body: String,
}

impl Mail {
    /// The mail of a [checked](Form::checked) form about these files.
    pub(super) fn new(form: &Form, split: Split, rows: usize, files: &[PackedFile]) -> Self {
        let split = split.name();
        let mut body = format!(
            "Dear authors of GMAI-MMBench,\n\n\
             please find attached our predictions for the {split} split.\n\n\
             Model: {}\nTeam: {}\narXiv: {}\nRows: {rows}\n",
            form.model, form.team, form.arxiv
        );
        for file in files {
            body.extend(["File: ", &file.name, "\nSHA-256: ", &file.sha256, "\n"]);
        }
        if !form.notes.is_empty() {
            body.extend(["\n", &form.notes, "\n"]);
        }
        body.extend(["\nBest regards,\n", &form.team, "\n"]);
        let subject = format!("GMAI-MMBench {split} submission: {} ({})", form.model, form.team);
        Self { recipients: form.recipients.clone(), subject, body }
    }

    /// A `mailto:` link (RFC 6068). It cannot carry attachments.
    pub fn link(&self) -> String {
        let recipients: Vec<String> =
            self.recipients.iter().map(|address| utf8_percent_encode(address, ENCODED_ADDRESS).to_string()).collect();
        let body = self.body.replace('\n', "\r\n");
        format!(
            "mailto:{}?subject={}&body={}",
            recipients.join(","),
            utf8_percent_encode(&self.subject, ENCODED),
            utf8_percent_encode(&body, ENCODED)
        )
    }

    pub fn text(&self) -> String {
        format!("To: {}\nSubject: {}\n\n{}", self.recipients.join(", "), self.subject, self.body)
    }

    /// The mail as a file that mail programs open as a draft (`.eml`: RFC 5322, MIME; `X-Unsent: 1` makes them open it for
    /// sending).
    pub(super) fn message(&self, attachments: &[PackedFile]) -> io::Result<Vec<u8>> {
        let to = self.recipients.iter().map(|address| Address::new_address(None::<&str>, address.as_str())).collect();
        let body = self.body.replace('\n', "\r\n");
        let mut message = MessageBuilder::new()
            .header("X-Unsent", Raw::new("1"))
            .to(Address::new_list(to))
            .subject(self.subject.as_str())
            .text_body(body);
        for file in attachments {
            message = message.attachment(file.file.mime(), file.name.as_str(), file.bytes.as_slice());
        }
        message.write_to_vec()
    }
}
