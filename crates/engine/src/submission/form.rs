//! What a team says about its submission.

use serde::{Deserialize, Serialize};

use super::arxiv::{ArxivFault, arxiv_link};

/// Greatest number of characters of a line.
const LINE_LIMIT: usize = 200;
/// Greatest number of characters of the notes: a mail link must not grow too long for a browser.
const NOTES_LIMIT: usize = 1_000;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub model: String,
    pub team: String,
    /// Link to the article, see [`arxiv_link`].
    pub arxiv: String,
    /// May be empty.
    pub notes: String,
    pub recipients: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FormField {
    Model,
    Team,
    Arxiv,
    Notes,
    Recipients,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldFault {
    Blank,
    /// It has more characters than this limit.
    TooLong(u32),
    Arxiv(ArxivFault),
    /// It holds something else than mail addresses.
    Address,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormFault {
    pub field: FormField,
    pub fault: FieldFault,
}

impl Form {
    /// The form with every text in its one form: lines without control characters and surplus blanks, the link
    /// normalised. What has passed here cannot break out of the header of a mail.
    ///
    /// # Errors
    /// All that is wrong, in the order of the fields.
    pub fn checked(&self) -> Result<Self, Vec<FormFault>> {
        let mut faults = Vec::new();
        let model = name(&self.model, FormField::Model, &mut faults);
        let team = name(&self.team, FormField::Team, &mut faults);
        let arxiv = link(&self.arxiv, &mut faults);
        let notes = paragraphs(&self.notes);
        limit(&notes, NOTES_LIMIT, FormField::Notes, &mut faults);
        let recipients = addresses(&self.recipients, &mut faults);
        if faults.is_empty() { Ok(Self { model, team, arxiv, notes, recipients }) } else { Err(faults) }
    }
}

fn name(text: &str, field: FormField, faults: &mut Vec<FormFault>) -> String {
    let line = line(text);
    if line.is_empty() {
        faults.push(FormFault { field, fault: FieldFault::Blank });
    }
    limit(&line, LINE_LIMIT, field, faults);
    line
}

fn link(text: &str, faults: &mut Vec<FormFault>) -> String {
    let fault = match arxiv_link(text) {
        Ok(link) => return link,
        Err(_) if text.trim().is_empty() => FieldFault::Blank,
        Err(fault) => FieldFault::Arxiv(fault),
    };
    faults.push(FormFault { field: FormField::Arxiv, fault });
    String::new()
}

fn addresses(texts: &[String], faults: &mut Vec<FormFault>) -> Vec<String> {
    let field = FormField::Recipients;
    let addresses: Vec<String> =
        texts.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
    if addresses.is_empty() {
        faults.push(FormFault { field, fault: FieldFault::Blank });
    }
    if !addresses.iter().all(|address| is_address(address)) {
        faults.push(FormFault { field, fault: FieldFault::Address });
    }
    addresses
}

/// An address of the usual form; comments and quoted names, which RFC 5322 allows, are not taken.
fn is_address(text: &str) -> bool {
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let is_domain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_dotted = |text: &str| text.split('.').all(|part| !part.is_empty());
    text.len() <= 254
        && local.bytes().all(is_local)
        && domain.bytes().all(is_domain)
        && is_dotted(local)
        && is_dotted(domain)
        && domain.contains('.')
}

fn limit(text: &str, limit: usize, field: FormField, faults: &mut Vec<FormFault>) {
    if text.chars().nth(limit).is_some() {
        let fault = FieldFault::TooLong(u32::try_from(limit).unwrap_or(u32::MAX));
        faults.push(FormFault { field, fault });
    }
}

/// One line: whatever separates words becomes one blank, other control characters go.
fn line(text: &str) -> String {
    let words = text.split(char::is_whitespace).map(without_unseen);
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lines as typed, ended by `\n`, without trailing blanks and control characters.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text.split('\n').map(|line| without_unseen(line).trim_end().to_owned()).collect();
    lines.join("\n").trim().to_owned()
}

/// The text without control characters and those that turn the direction of what follows.
fn without_unseen(text: &str) -> String {
    let is_unseen = |character: char| {
        let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}');
        turns || character.is_control()
    };
    text.chars().filter(|character| !is_unseen(*character)).collect()
}
