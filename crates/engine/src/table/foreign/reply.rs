//! Answers that stand within what a model server, or a program that ran a model, has kept of each request.

use super::raw::Raw;
use super::records::{Reader, Records};
use crate::table::TableError;

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
    if value.is_list() {
        return within_list(value, depth);
    }
    let mut ways = [None; WAYS.len()];
    for (name, member) in value.members()?.filter(|(_, member)| !member.is_null()) {
        if let Some(at) = WAYS.iter().position(|way| *way == name) {
            ways[at].get_or_insert(member);
        }
    }
    ways.into_iter().flatten().find_map(|member| within(member, depth - 1))
}

/// The parts of a message belong together; of several choices or tries the first counts.
fn within_list(list: Raw<'_>, depth: usize) -> Option<String> {
    let kind = |item: Raw<'_>| item.get("type").and_then(Raw::text);
    let mut whole: Option<String> = None;
    for item in list.items()? {
        let is_part = || kind(item).is_none_or(|kind| ["text", "output_text"].contains(&kind.as_str()));
        if let Some(part) = item.get("text").and_then(Raw::text).filter(|_| is_part()) {
            whole.get_or_insert_default().push_str(&part);
        }
    }
    let is_message = |item: &Raw<'_>| kind(*item).is_none_or(|kind| kind == "message");
    whole.or_else(|| within(list.items()?.find(is_message)?, depth - 1))
}

/// Samples of lmms-eval and lm-evaluation-harness: the index is the question's own, or else `doc_id`.
pub(super) async fn samples(items: &[Raw<'_>], reader: &mut Reader<'_>) -> Result<Records, TableError> {
    let mut records = reader.no_records();
    for item in items {
        reader.passed(*item).await;
        let own = item.get("doc").and_then(|doc| doc.get("index"));
        if let Some(index) = own.or_else(|| item.get("doc_id")) {
            records.value("index", index);
        }
        let answer = |name: &str| item.get(name).and_then(text_of);
        records.answer(answer("filtered_resps").or_else(|| answer("resps")));
        records.end(reader).await?;
    }
    Ok(records)
}

/// The output of a batch: the index is the id of each request, or the number that it ends with where what stands before
/// is the same in all.
pub(super) async fn batch(items: &[Raw<'_>], name: &str, reader: &mut Reader<'_>) -> Result<Records, TableError> {
    let mut ids = Vec::new();
    for item in items {
        reader.passed(*item).await;
        ids.push(id_of(*item, name));
    }
    let prefix = ids.first().map(|id| before_number(id)).unwrap_or_default();
    let is_shared = ids.iter().all(|id| before_number(id) == prefix && id.len() > prefix.len());
    let mut records = reader.no_records();
    for (item, id) in items.iter().zip(&ids) {
        reader.passed(*item).await;
        let number = id.get(prefix.len()..).filter(|_| is_shared).and_then(|digits| digits.parse::<u64>().ok());
        records.label(&number.map_or_else(|| id.clone(), |number| number.to_string()));
        records.answer(["response", "result"].into_iter().find_map(|name| text_of(item.get(name)?)));
        records.end(reader).await?;
    }
    Ok(records)
}

fn id_of(item: Raw<'_>, name: &str) -> String {
    let id = item.get(name);
    let written = || id.map(|id| String::from_utf8_lossy(id.written()).into_owned());
    id.and_then(Raw::text).or_else(written).unwrap_or_default()
}

fn before_number(id: &str) -> &str {
    id.trim_end_matches(|character: char| character.is_ascii_digit())
}
