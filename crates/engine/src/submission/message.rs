//! The mail with its attachments, as a file that mail programs open as a draft.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;

use super::{Mail, PackageError, PackedFile};

/// An `.eml` file (RFC 5322, MIME). `X-Unsent: 1` makes mail programs open it for sending.
///
/// # Errors
/// If the message cannot be put together.
pub(super) fn eml(mail: &Mail, attachments: &[&PackedFile]) -> Result<Vec<u8>, PackageError> {
    let to = mail.recipients.iter().map(|address| Address::new_address(None::<&str>, address.as_str())).collect();
    let body = mail.body.replace('\n', "\r\n");
    let mut message = MessageBuilder::new()
        .header("X-Unsent", Raw::new("1"))
        .to(Address::new_list(to))
        .subject(mail.subject.as_str())
        .text_body(body);
    for file in attachments {
        message = message.attachment(file.file.mime(), file.name.as_str(), file.bytes.as_slice());
    }
    message.write_to_vec().map_err(|error| PackageError::Message { detail: error.to_string() })
}
