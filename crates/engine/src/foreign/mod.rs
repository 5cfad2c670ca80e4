//! Answers in JSON as other programs than VLMEvalKit write them: what wrote them, and the same answers as records.

mod raw;
mod records;
mod reply;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::pause::Pause;
use crate::surrogates::without_lone_surrogates;
use crate::table::{Column, Frame, TableError, Value};
use raw::Raw;
use records::Records;

/// A shape of JSON that is no list of records with index and prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ForeignJson {
    /// `{"prediction": {"0": "A"}}`: pandas' `DataFrame.to_json`, which is `orient="columns"`.
    PandasColumns,
    /// `{"0": {"prediction": "A"}}`: `orient="index"`.
    PandasIndex,
    /// `{"columns": […], "index": […], "data": [[…]]}`: `orient="split"`.
    PandasSplit,
    /// `{"schema": {…}, "data": [{…}]}`: `orient="table"`.
    PandasTable,
    /// `[["A"]]`: `orient="values"`, which has no names of columns.
    PandasValues,
    /// `{"0": "A"}`.
    Answers,
    /// `{"0": {"prediction": "A", "gold": "B"}}`.
    OpenCompass,
    /// Samples of lmms-eval or lm-evaluation-harness: `doc_id` and `filtered_resps`.
    LmmsEval,
    /// The output of a batch of requests to a model server: `custom_id` and `response`.
    Batch,
    /// `{"data": [{"index": 0, "prediction": "A"}]}`.
    Wrapped,
}

/// JSON of another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// What wrote it.
    pub(crate) shape: ForeignJson,
    /// The same answers as a JSON list of records; `None` where that would be a guess.
    pub(crate) records: Option<Vec<u8>>,
}

/// The table as it was read, or where it has no index and predictions the program that wrote it in another way.
///
/// # Errors
/// The reader's, or [`TableError::ForeignJson`].
pub(crate) async fn refuse(
    read: Result<Frame, TableError>,
    text: &[u8],
    pause: &dyn Pause,
) -> Result<Frame, TableError> {
    if read.as_ref().is_ok_and(is_complete) {
        return read;
    }
    match Foreign::of(text, pause).await {
        Some(Foreign { shape, .. }) => Err(TableError::ForeignJson { shape }),
        None => read,
    }
}

/// Whether a table has what predictions cannot do without, in whatever case. An index that is an object or a list is the
/// whole column of a table that pandas has written.
pub(crate) fn is_complete(frame: &Frame) -> bool {
    let named = |name: &'static str| {
        let is_named = move |column: &&Column| column.name.to_python_text().eq_ignore_ascii_case(name);
        frame.columns.iter().filter(is_named)
    };
    let is_index = |column: &Column| !column.values.iter().any(Value::is_unhashable);
    named("index").any(is_index) && named("prediction").next().is_some()
}

impl fmt::Display for ForeignJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PandasColumns => "what pandas' to_json writes (orient=\"columns\")",
            Self::PandasIndex => "what pandas' to_json writes with orient=\"index\"",
            Self::PandasSplit => "what pandas' to_json writes with orient=\"split\"",
            Self::PandasTable => "what pandas' to_json writes with orient=\"table\"",
            Self::PandasValues => "what pandas' to_json writes with orient=\"values\", without names of columns",
            Self::Answers => "an object of indices and answers",
            Self::OpenCompass => "what OpenCompass writes",
            Self::LmmsEval => "samples of lmms-eval",
            Self::Batch => "the output of a batch of requests to a model server",
            Self::Wrapped => "such a list within an object",
        })
    }
}

impl Foreign {
    /// Recognises a file. A half of a character becomes U+FFFD, as in JSON that VLMEvalKit reads.
    pub(crate) async fn of(text: &[u8], pause: &dyn Pause) -> Option<Self> {
        let text = without_lone_surrogates(str::from_utf8(text).ok()?, pause).await;
        match Raw::document(text.as_bytes()) {
            Some(document) => of_document(document),
            None => of_list(&lines(text.as_bytes())?),
        }
    }

    fn converted(shape: ForeignJson, records: Records) -> Self {
        Self { shape, records: Some(records.finish()) }
    }
}

/// The values of a text that holds one a line.
fn lines(text: &[u8]) -> Option<Vec<Raw<'_>>> {
    text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).map(Raw::document).collect()
}

fn of_document(document: Raw<'_>) -> Option<Foreign> {
    if let Some(items) = document.items() {
        if !items.is_empty() && items.iter().all(|item| item.is_list()) {
            return Some(Foreign { shape: ForeignJson::PandasValues, records: None });
        }
        return of_list(&items);
    }
    let members = document.members()?;
    of_pandas(document)
        .or_else(|| of_columns(&members))
        .or_else(|| of_map(&members))
        .or_else(|| of_list(&[document]))
        .or_else(|| members.iter().find_map(|(_, member)| of_wrapped(*member)))
}

/// Records that lack index and prediction under these names.
fn of_list(items: &[Raw<'_>]) -> Option<Foreign> {
    let first = items.first()?;
    let has = |name: &str| first.get(name).is_some();
    if has("doc_id") && (has("filtered_resps") || has("resps")) {
        return Some(Foreign::converted(ForeignJson::LmmsEval, reply::samples(items)));
    }
    let name = ["custom_id", "key"].into_iter().find(|name| has(name))?;
    let is_batch = has("response") || has("result") || has("error");
    is_batch.then(|| Foreign::converted(ForeignJson::Batch, reply::batch(items, name)))
}

/// A list of records under a name.
fn of_wrapped(member: Raw<'_>) -> Option<Foreign> {
    let items = member.items()?;
    if let Some(known) = of_list(&items) {
        return Some(known);
    }
    let first = items.first()?;
    let is_complete = first.get("index").is_some() && first.get("prediction").is_some();
    is_complete.then(|| Foreign::converted(ForeignJson::Wrapped, Records::as_written(&items)))
}

/// `orient="split"` and `orient="table"`.
fn of_pandas(document: Raw<'_>) -> Option<Foreign> {
    let data = document.get("data")?.items()?;
    if document.get("schema").is_some_and(Raw::is_object) {
        return Some(Foreign::converted(ForeignJson::PandasTable, Records::as_written(&data)));
    }
    let names: Vec<String> = document.get("columns")?.items()?.into_iter().filter_map(Raw::text).collect();
    let labels = document.get("index").and_then(Raw::items).unwrap_or_default();
    let has_index = names.iter().any(|name| name == "index");
    let mut records = Records::default();
    for (at, row) in data.iter().enumerate() {
        if let Some(label) = labels.get(at).filter(|_| !has_index) {
            records.value("index", *label);
        }
        for (name, cell) in names.iter().zip(row.items()?) {
            records.value(name, cell);
        }
        records.end();
    }
    Some(Foreign::converted(ForeignJson::PandasSplit, records))
}

/// `orient="columns"`: an object for each column, with the same keys in each.
fn of_columns(members: &[(String, Raw<'_>)]) -> Option<Foreign> {
    if !members.iter().any(|(name, _)| name == "prediction") {
        return None;
    }
    let columns: Vec<_> =
        members.iter().map(|(name, column)| Some((name, column.members()?))).collect::<Option<_>>()?;
    let (_, first) = columns.first()?;
    let is_aligned = |cells: &[(String, Raw<'_>)]| {
        cells.len() == first.len() && cells.iter().zip(first).all(|((key, _), (other, _))| key == other)
    };
    if !columns.iter().all(|(_, cells)| is_aligned(cells)) {
        return None;
    }
    let has_index = members.iter().any(|(name, _)| name == "index");
    let mut records = Records::default();
    for (at, (label, _)) in first.iter().enumerate() {
        if !has_index {
            records.label(label);
        }
        for (name, cells) in &columns {
            records.value(name, cells[at].1);
        }
        records.end();
    }
    Some(Foreign::converted(ForeignJson::PandasColumns, records))
}

/// An entry for each index: `orient="index"`, what `OpenCompass` writes, or plain answers.
fn of_map(members: &[(String, Raw<'_>)]) -> Option<Foreign> {
    let (_, first) = members.first()?;
    let mut records = Records::default();
    if first.get("prediction").is_none() {
        let is_index = |label: &str| label.trim().parse::<u64>().is_ok();
        if !members.iter().all(|(label, answer)| is_index(label) && !answer.is_object() && !answer.is_list()) {
            return None;
        }
        for (label, answer) in members {
            records.label(label);
            records.value("prediction", *answer);
            records.end();
        }
        return Some(Foreign::converted(ForeignJson::Answers, records));
    }
    let is_open_compass = first.get("gold").is_some() || first.get("origin_prompt").is_some();
    for (label, entry) in members {
        let fields = entry.members()?;
        if is_open_compass || !fields.iter().any(|(name, _)| name == "index") {
            records.label(label);
        }
        for (name, value) in fields {
            match name.as_str() {
                "prediction" if is_open_compass => records.answer(reply::text_of(value)),
                _ if is_open_compass => {}
                _ => records.value(&name, value),
            }
        }
        records.end();
    }
    let shape = if is_open_compass { ForeignJson::OpenCompass } else { ForeignJson::PandasIndex };
    Some(Foreign::converted(shape, records))
}
