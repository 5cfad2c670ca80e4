//! What a team says about its submission, and links to arXiv.

use serde::{Deserialize, Serialize};
use thiserror::Error;

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

/// A text that names no article on arXiv.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ArxivFault {
    #[error("the link leads to another site than arxiv.org")]
    OtherSite,
    #[error("no arXiv identifier such as 2408.03361 is in it")]
    NoIdentifier,
}

/// The link in its one form, `https://arxiv.org/abs/2408.03361v2`.
///
/// Taken are links to the abstract, the PDF or the HTML page, with or without scheme and `www.`, and the bare
/// identifier, with or without `arXiv:`, each with or without its class as `[cs.CV]`; also the DOI that arXiv gives,
/// `10.48550/arXiv.2408.03361`, bare or as a link. Identifiers are those since April 2007 (`2408.03361`) and those before
/// (`hep-th/9901001`, `math.GT/0309136`), each with or without version. Source: arXiv's "Understanding the arXiv
/// identifier".
///
/// # Errors
/// If it names no article.
pub fn arxiv_link(text: &str) -> Result<String, ArxivFault> {
    let text = text.trim();
    let text = text.split(['?', '#']).next().unwrap_or_default();
    let without_scheme = strip_any(text, &["https://", "http://"]);
    let link = without_scheme.unwrap_or(text);
    let link = strip_any(link, &["www.", "export.", "dx."]).unwrap_or(link);
    let identifier = match (path_on("arxiv.org", link), path_on("doi.org", link)) {
        (Some(path), _) => strip_any(path, &["/abs/", "/pdf/", "/html/"]).ok_or(ArxivFault::NoIdentifier)?,
        (None, Some(path)) => strip_any(path, &[DOI_PATH]).ok_or(ArxivFault::OtherSite)?,
        (None, None) if without_scheme.is_some() => return Err(ArxivFault::OtherSite),
        (None, None) => strip_any(link, &["arxiv:", "doi:"]).unwrap_or(link).trim_start(),
    };
    let identifier = strip_any(identifier, &[&DOI_PATH[1..]]).unwrap_or(identifier);
    let identifier = without_class(identifier).trim_end_matches('/');
    let identifier = identifier.strip_suffix(".pdf").unwrap_or(identifier);
    if is_identifier(identifier) {
        return Ok(format!("https://arxiv.org/abs/{identifier}"));
    }
    Err(ArxivFault::NoIdentifier)
}

/// How the DOIs that arXiv gives begin, as the path of a link.
const DOI_PATH: &str = "/10.48550/arxiv.";

/// The path of a link to a host, with or without a port.
fn path_on<'t>(host: &str, link: &'t str) -> Option<&'t str> {
    let rest = strip_any(link, &[host])?;
    let rest = strip_any(rest, &[":443", ":80"]).unwrap_or(rest);
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

/// The identifier without the class that arXiv's own citations put behind it, as `[cs.CV]`.
fn without_class(identifier: &str) -> &str {
    let Some((before, class)) = identifier.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) else {
        return identifier;
    };
    let is_of_class = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'-');
    if !class.is_empty() && class.bytes().all(is_of_class) { before.trim_end() } else { identifier }
}

/// The rest of a text after one of these starts, in any case.
fn strip_any<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    starts.iter().find_map(|start| {
        let head = text.get(..start.len())?;
        head.eq_ignore_ascii_case(start).then(|| &text[start.len()..])
    })
}

fn is_identifier(text: &str) -> bool {
    let (text, version) = match text.rsplit_once('v') {
        Some((before, version)) => (before, Some(version)),
        None => (text, None),
    };
    let is_version = version.is_none_or(|version| is_number(version, 1..=3) && !version.starts_with('0'));
    is_version && (is_new(text) || is_old(text))
}

/// `YYMM.NNNN` to the end of 2014, `YYMM.NNNNN` since.
fn is_new(text: &str) -> bool {
    let Some((date, number)) = text.split_once('.') else { return false };
    let digits = if date < "1501" { 4..=4 } else { 5..=5 };
    is_date(date) && date >= "0704" && is_number(number, digits)
}

/// `archive/YYMMNNN` or `archive.XX/YYMMNNN`.
fn is_old(text: &str) -> bool {
    let Some((archive, number)) = text.split_once('/') else { return false };
    let (archive, class) = archive.split_once('.').map_or((archive, None), |(archive, class)| (archive, Some(class)));
    let is_archive = !archive.is_empty() && archive.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let is_class = class.is_none_or(|class| class.len() == 2 && class.bytes().all(|byte| byte.is_ascii_uppercase()));
    is_archive && is_class && is_number(number, 7..=7) && number.get(..4).is_some_and(is_date)
}

fn is_date(text: &str) -> bool {
    is_number(text, 4..=4) && text.get(2..).is_some_and(|month| ("01"..="12").contains(&month))
}

fn is_number(text: &str, digits: std::ops::RangeInclusive<usize>) -> bool {
    digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
