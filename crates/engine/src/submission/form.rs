//! What a team says about its submission.

use serde::{Deserialize, Serialize};

use super::arxiv::{ArxivFault, arxiv_link};

/// Characters of a line at most.
const LINE_LIMIT: usize = 200;
/// Characters of the notes at most: a mail link must not grow too long for a browser.
const NOTES_LIMIT: usize = 1_000;

/// What was typed into the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Name of the model.
    pub model: String,
    /// Name of the team.
    pub team: String,
    /// Link to the article.
    pub arxiv: String,
    /// Anything else; may be empty.
    pub notes: String,
    /// Addresses that the mail goes to.
    pub recipients: Vec<String>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// Name of the model.
    Model,
    /// Name of the team.
    Team,
    /// Link to the article.
    Arxiv,
    /// Anything else.
    Notes,
    /// Addresses that the mail goes to.
    Recipients,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldFault {
    /// Nothing is in it.
    Blank,
    /// More than so many characters are in it.
    TooLong(u32),
    /// It is no link to arXiv.
    Arxiv(ArxivFault),
    /// It is no mail address.
    Address,
}

/// What is wrong with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormFault {
    /// Where.
    pub field: Field,
    /// What.
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
        let model = name(&self.model, Field::Model, &mut faults);
        let team = name(&self.team, Field::Team, &mut faults);
        let arxiv = link(&self.arxiv, &mut faults);
        let notes = paragraphs(&self.notes);
        limit(&notes, NOTES_LIMIT, Field::Notes, &mut faults);
        let recipients = addresses(&self.recipients, &mut faults);
        if faults.is_empty() { Ok(Self { model, team, arxiv, notes, recipients }) } else { Err(faults) }
    }
}

fn name(text: &str, field: Field, faults: &mut Vec<FormFault>) -> String {
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
    faults.push(FormFault { field: Field::Arxiv, fault });
    String::new()
}

fn addresses(texts: &[String], faults: &mut Vec<FormFault>) -> Vec<String> {
    let field = Field::Recipients;
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

fn limit(text: &str, limit: usize, field: Field, faults: &mut Vec<FormFault>) {
    if text.chars().nth(limit).is_some() {
        let fault = FieldFault::TooLong(u32::try_from(limit).unwrap_or(u32::MAX));
        faults.push(FormFault { field, fault });
    }
}

/// One line: whatever separates words becomes one blank, other control characters go.
fn line(text: &str) -> String {
    let words: Vec<String> = text
        .split(char::is_whitespace)
        .map(|word| word.chars().filter(|character| !is_unseen(*character)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Lines as typed, ended by `\n`, without trailing blanks and control characters.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| line.chars().filter(|character| !is_unseen(*character)).collect::<String>().trim_end().to_owned())
        .collect();
    lines.join("\n").trim().to_owned()
}

/// Control characters, and those that turn the direction of what follows.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form {
            model: "Model".to_owned(),
            team: "Team".to_owned(),
            arxiv: "2408.03361".to_owned(),
            notes: String::new(),
            recipients: vec!["a@example.org".to_owned()],
        }
    }

    #[test]
    fn lines_cannot_hold_line_breaks() {
        let hostile = Form {
            model: "M\r\nBcc: x@example.org\0".to_owned(),
            notes: "a\r\nb \u{202e}c\u{7}\rd".to_owned(),
            ..form()
        };
        let checked = hostile.checked().unwrap();
        assert_eq!(checked.model, "M Bcc: x@example.org");
        assert_eq!(checked.notes, "a\nb c\nd");
        assert_eq!(checked.arxiv, "https://arxiv.org/abs/2408.03361");
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let long = "x".repeat(1_001);
        let wrong = Form {
            model: " \n".to_owned(),
            team: long.clone(),
            arxiv: String::new(),
            notes: long,
            recipients: vec!["a@example.org\r\nBcc: b@example.org".to_owned()],
        };
        let faults: Vec<_> = wrong.checked().unwrap_err().into_iter().map(|fault| (fault.field, fault.fault)).collect();
        assert_eq!(
            faults,
            [
                (Field::Model, FieldFault::Blank),
                (Field::Team, FieldFault::TooLong(200)),
                (Field::Arxiv, FieldFault::Blank),
                (Field::Notes, FieldFault::TooLong(1_000)),
                (Field::Recipients, FieldFault::Address),
            ]
        );
    }

    #[test]
    fn addresses_have_a_name_and_a_domain() {
        for (text, is_right) in [
            ("wangguoan@pjlab.org.cn", true),
            ("a.b+c@example.org", true),
            ("a@b", false),
            ("@example.org", false),
            ("a b@example.org", false),
            ("a@b@example.org", false),
            ("a@example..org", false),
            ("a,b@example.org", false),
        ] {
            assert_eq!(is_address(text), is_right, "{text}");
        }
    }
}
