//! Answers that stand within what a model server, or a program that ran a model, has kept of each request.

use super::raw::Raw;
use super::records::Records;

/// Where the text of an answer may stand, in the order in which it is looked for: in replies of OpenAI's chat,
/// completions and responses, of Anthropic and of Gemini.
const WAYS: [&str; 11] =
    ["response", "result", "body", "choices", "candidates", "message", "output", "content", "parts", "text", "resps"];

/// Objects within each other that are looked into.
const DEPTH: usize = 12;

/// The text of an answer: a text, a list of one, or what a reply holds.
pub(super) fn text_of(value: Raw<'_>) -> Option<String> {
    within(value, DEPTH)
}

fn within(value: Raw<'_>, depth: usize) -> Option<String> {
    if depth == 0 || value.is_null() {
        return None;
    }
    if let Some(text) = value.text() {
        return Some(text);
    }
    if let Some(items) = value.items() {
        return within_list(&items, depth);
    }
    let members = value.members()?;
    let member = |name: &str| members.iter().find(|(member, value)| member == name && !value.is_null());
    WAYS.iter().find_map(|way| within(member(way)?.1, depth - 1))
}

/// The parts of a message belong together; of several choices or tries the first counts.
fn within_list(items: &[Raw<'_>], depth: usize) -> Option<String> {
    let kind = |item: &Raw<'_>| item.get("type").and_then(Raw::text);
    let parts: Vec<String> = items
        .iter()
        .filter(|item| kind(item).is_none_or(|kind| ["text", "output_text"].contains(&kind.as_str())))
        .filter_map(|item| item.get("text")?.text())
        .collect();
    let is_message = |item: &&Raw<'_>| kind(item).is_none_or(|kind| kind == "message");
    if parts.is_empty() { within(*items.iter().find(is_message)?, depth - 1) } else { Some(parts.concat()) }
}

/// Samples of lmms-eval and lm-evaluation-harness: the index is the question's own, or else `doc_id`.
pub(super) fn samples(items: &[Raw<'_>]) -> Records {
    let mut records = Records::default();
    for item in items {
        let own = item.get("doc").and_then(|doc| doc.get("index"));
        if let Some(index) = own.or_else(|| item.get("doc_id")) {
            records.value("index", index);
        }
        let answer = |name: &str| item.get(name).and_then(text_of);
        records.answer(answer("filtered_resps").or_else(|| answer("resps")));
        records.end();
    }
    records
}

/// The output of a batch: the index is the id of each request, or the number that it ends with where what stands before
/// is the same in all.
pub(super) fn batch(items: &[Raw<'_>], name: &str) -> Records {
    let ids: Vec<String> = items.iter().map(|item| id_of(*item, name)).collect();
    let prefix = ids.first().map(|id| before_number(id)).unwrap_or_default();
    let is_shared = ids.iter().all(|id| before_number(id) == prefix && id.len() > prefix.len());
    let mut records = Records::default();
    for (item, id) in items.iter().zip(&ids) {
        let number = id.get(prefix.len()..).filter(|_| is_shared).and_then(|digits| digits.parse::<u64>().ok());
        records.label(&number.map_or_else(|| id.clone(), |number| number.to_string()));
        records.answer(["response", "result"].into_iter().find_map(|name| text_of(item.get(name)?)));
        records.end();
    }
    records
}

fn id_of(item: Raw<'_>, name: &str) -> String {
    let id = item.get(name);
    let written = || id.map(|id| String::from_utf8_lossy(id.written()).into_owned());
    id.and_then(Raw::text).or_else(written).unwrap_or_default()
}

fn before_number(id: &str) -> &str {
    id.trim_end_matches(|character: char| character.is_ascii_digit())
}
