//! The mail's text, and a link that opens it in a mail program.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::Form;
use crate::check::Split;

/// All but RFC 3986's unreserved characters is encoded (RFC 6068, section 2).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Of an address the `@` may stay.
const ENCODED_ADDRESS: &AsciiSet = &ENCODED.remove(b'@');

/// A mail without attachments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Addresses.
    pub recipients: Vec<String>,
    /// One line.
    pub subject: String,
    /// Lines ended by `\n`.
    pub body: String,
}

impl Mail {
    /// The mail of a checked form about these files.
    pub(super) fn new(form: &Form, split: Split, rows: usize, files: &[(String, String)]) -> Self {
        let split = split.name();
        let mut body = format!(
            "Dear authors of GMAI-MMBench,\n\n\
             please find attached our predictions for the {split} split.\n\n\
             Model: {}\nTeam: {}\narXiv: {}\nRows: {rows}\n",
            form.model, form.team, form.arxiv
        );
        for (name, digest) in files {
            body.extend(["File: ", name, "\nSHA-256: ", digest, "\n"]);
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

    /// The whole mail as plain text.
    pub fn text(&self) -> String {
        format!("To: {}\nSubject: {}\n\n{}", self.recipients.join(", "), self.subject, self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_encoded() {
        let mail = Mail {
            recipients: vec!["a+b@example.org".to_owned(), "c@example.org".to_owned()],
            subject: "M&M ? #1 模型".to_owned(),
            body: "one\ntwo & three".to_owned(),
        };
        assert_eq!(
            mail.link(),
            "mailto:a%2Bb@example.org,c@example.org?subject=M%26M%20%3F%20%231%20%E6%A8%A1%E5%9E%8B\
             &body=one%0D%0Atwo%20%26%20three"
        );
        assert_eq!(mail.text(), "To: a+b@example.org, c@example.org\nSubject: M&M ? #1 模型\n\none\ntwo & three");
    }
}
