//! Answers in JSON as other programs than VLMEvalKit write them: what wrote them, and the same answers as records.

mod raw;
mod records;
mod reply;

use std::borrow::Cow;

use super::{Column, ForeignJson, Frame, TableError, Value};
use crate::limits::Limit;
use crate::pause::Pause;
use crate::surrogates::without_lone_surrogates;
use raw::Raw;
use records::{Reader, Records};

pub(super) struct Foreign {
    pub(super) shape: ForeignJson,
    /// The same answers as records; `None` where that would be a guess.
    pub(super) table: Option<Result<Frame, TableError>>,
}

/// The table as it was read, or where it has no index and predictions the program that wrote it in another way.
pub(super) async fn refuse(
    read: Result<Frame, TableError>,
    text: &[u8],
    pause: &dyn Pause,
) -> Result<Frame, TableError> {
    if !may_be_foreign(&read, text) {
        return read;
    }
    match Foreign::of(text, pause).await? {
        Some(Foreign { shape, .. }) => Err(TableError::ForeignJson { shape }),
        None => read,
    }
}

/// Whether what was read may be JSON of another program. A value of a record with very many members is that of none, and
/// takes long; but an object may hold all records.
pub(super) fn may_be_foreign(read: &Result<Frame, TableError>, text: &[u8]) -> bool {
    match read {
        Ok(frame) => !is_complete(frame),
        Err(TableError::TooLarge { what: Limit::Members, .. }) => !text.trim_ascii_start().starts_with(b"["),
        Err(_) => true,
    }
}

/// Whether a table has what predictions cannot do without, in whatever case. An index that is an object or a list is the
/// whole column of a table that pandas has written.
fn is_complete(frame: &Frame) -> bool {
    let named = |name: &'static str| {
        let is_named = move |column: &&Column| column.name.printed().eq_ignore_ascii_case(name);
        frame.columns().iter().filter(is_named)
    };
    let is_index = |column: &Column| !column.values.iter().any(Value::is_unhashable);
    named("index").any(is_index) && named("prediction").next().is_some()
}

impl Foreign {
    /// Recognises a file; `None` where it is nothing of the kind. A half of a character becomes U+FFFD, as in JSON that
    /// VLMEvalKit reads.
    pub(super) async fn of(text: &[u8], pause: &dyn Pause) -> Result<Option<Self>, TableError> {
        let Ok(text) = str::from_utf8(text) else { return Ok(None) };
        let mut reader = Reader::new(text.len(), pause);
        let whole = without_lone_surrogates(text, pause).await;
        if let Cow::Owned(copy) = &whole {
            reader.take(copy.len() as u64)?;
        }
        let recognised = match reader.document(whole.as_bytes()).await {
            Some(document) => of_document(document, &mut reader).await?,
            None => match reader.lines(&whole).await? {
                Some(lines) => of_list(&lines, &mut reader).await?,
                None => None,
            },
        };
        Ok(match recognised {
            Some((shape, Some(records))) => Some(Self { shape, table: Some(records.finish(&mut reader).await) }),
            Some((shape, None)) => Some(Self { shape, table: None }),
            None => None,
        })
    }
}

type Recognised = Result<Option<(ForeignJson, Option<Records>)>, TableError>;

async fn of_document(document: Raw<'_>, reader: &mut Reader<'_>) -> Recognised {
    if let Some(items) = reader.items(document).await? {
        if !items.is_empty() && items.iter().all(|item| item.is_list()) {
            return Ok(Some((ForeignJson::PandasValues, None)));
        }
        return of_list(&items, reader).await;
    }
    let Some(members) = reader.members(document).await? else { return Ok(None) };
    let mut known = of_pandas(&members, reader).await?;
    if known.is_none() {
        known = of_columns(&members, reader).await?;
    }
    if known.is_none() {
        known = of_map(&members, reader).await?;
    }
    if known.is_none() {
        known = of_list(&[document], reader).await?;
    }
    for (_, member) in &members {
        if known.is_none() {
            known = of_wrapped(*member, reader).await?;
        }
    }
    Ok(known)
}

fn member<'j>(members: &[(String, Raw<'j>)], name: &str) -> Option<Raw<'j>> {
    members.iter().find(|(member, _)| member == name).map(|(_, value)| *value)
}

/// Records without index and prediction under these names.
async fn of_list(items: &[Raw<'_>], reader: &mut Reader<'_>) -> Recognised {
    let Some(first) = items.first() else { return Ok(None) };
    let Some(first) = reader.members(*first).await? else { return Ok(None) };
    let has = |name: &str| member(&first, name).is_some();
    if has("doc_id") && (has("filtered_resps") || has("resps")) {
        return Ok(Some((ForeignJson::LmmsEval, Some(reply::samples(items, reader).await?))));
    }
    let is_batch = has("response") || has("result") || has("error");
    let Some(id) = ["custom_id", "key"].into_iter().find(|name| is_batch && has(name)) else { return Ok(None) };
    Ok(Some((ForeignJson::Batch, Some(reply::batch(items, id, reader).await?))))
}

async fn of_wrapped(list: Raw<'_>, reader: &mut Reader<'_>) -> Recognised {
    let Some(items) = reader.items(list).await? else { return Ok(None) };
    if let Some(known) = of_list(&items, reader).await? {
        return Ok(Some(known));
    }
    let is_complete = |first: &Raw<'_>| first.get("index").is_some() && first.get("prediction").is_some();
    if !items.first().is_some_and(is_complete) {
        return Ok(None);
    }
    Ok(Some((ForeignJson::Wrapped, Some(Records::as_written(&items, reader).await?))))
}

/// `orient="split"` and `orient="table"`.
async fn of_pandas(members: &[(String, Raw<'_>)], reader: &mut Reader<'_>) -> Recognised {
    let Some(data) = member(members, "data") else { return Ok(None) };
    let Some(data) = reader.items(data).await? else { return Ok(None) };
    if member(members, "schema").is_some_and(Raw::is_object) {
        return Ok(Some((ForeignJson::PandasTable, Some(Records::as_written(&data, reader).await?))));
    }
    let Some(columns) = member(members, "columns") else { return Ok(None) };
    let Some(columns) = reader.items(columns).await? else { return Ok(None) };
    let names: Vec<String> = columns.into_iter().filter_map(Raw::text).collect();
    let labels = match member(members, "index") {
        Some(index) => reader.items(index).await?.unwrap_or_default(),
        None => Vec::new(),
    };
    let has_index = names.iter().any(|name| name == "index");
    let mut records = reader.no_records();
    for (at, row) in data.iter().enumerate() {
        if let Some(label) = labels.get(at).filter(|_| !has_index) {
            records.value("index", *label);
        }
        let Some(cells) = row.items() else { return Ok(None) };
        for (name, cell) in names.iter().zip(cells) {
            records.value(name, cell);
        }
        records.end(reader).await?;
    }
    Ok(Some((ForeignJson::PandasSplit, Some(records))))
}

/// `orient="columns"`: an object for each column, with the same keys in each.
async fn of_columns(members: &[(String, Raw<'_>)], reader: &mut Reader<'_>) -> Recognised {
    if member(members, "prediction").is_none() {
        return Ok(None);
    }
    let mut columns = Vec::new();
    for (name, column) in members {
        let Some(cells) = reader.members(*column).await? else { return Ok(None) };
        columns.push((name, cells));
    }
    let Some((_, first)) = columns.first() else { return Ok(None) };
    let is_aligned = |cells: &[(String, Raw<'_>)]| {
        cells.len() == first.len() && cells.iter().zip(first).all(|((key, _), (other, _))| key == other)
    };
    if !columns.iter().all(|(_, cells)| is_aligned(cells)) {
        return Ok(None);
    }
    let has_index = member(members, "index").is_some();
    let mut records = reader.no_records();
    for (at, (label, _)) in first.iter().enumerate() {
        if !has_index {
            records.label(label);
        }
        for (name, cells) in &columns {
            records.value(name, cells[at].1);
        }
        records.end(reader).await?;
    }
    Ok(Some((ForeignJson::PandasColumns, Some(records))))
}

/// An entry for each index: `orient="index"`, what `OpenCompass` writes, or plain answers.
async fn of_map(members: &[(String, Raw<'_>)], reader: &mut Reader<'_>) -> Recognised {
    let Some((_, first)) = members.first() else { return Ok(None) };
    let mut records = reader.no_records();
    if first.get("prediction").is_none() {
        let is_index = |label: &str| label.trim().parse::<u64>().is_ok();
        if !members.iter().all(|(label, answer)| is_index(label) && !answer.is_object() && !answer.is_list()) {
            return Ok(None);
        }
        for (label, answer) in members {
            records.label(label);
            records.value("prediction", *answer);
            records.end(reader).await?;
        }
        return Ok(Some((ForeignJson::Answers, Some(records))));
    }
    let is_open_compass = first.get("gold").is_some() || first.get("origin_prompt").is_some();
    for (label, entry) in members {
        reader.passed(*entry).await;
        let Some(mut fields) = entry.members() else { return Ok(None) };
        if is_open_compass || !fields.any(|(name, _)| name == "index") {
            records.label(label);
        }
        for (name, value) in entry.members().into_iter().flatten() {
            match name.as_str() {
                "prediction" if is_open_compass => records.answer(reply::text_of(value)),
                _ if is_open_compass => {}
                _ => records.value(&name, value),
            }
        }
        records.end(reader).await?;
    }
    let shape = if is_open_compass { ForeignJson::OpenCompass } else { ForeignJson::PandasIndex };
    Ok(Some((shape, Some(records))))
}
