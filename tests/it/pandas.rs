//! Delimited files as pandas 2.3.3 reads them: replays `tests/pandas/delimited.jsonl`.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;

use engine::table::{Frame, TableError, Value, delimited};
use engine::tsv::TsvError;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    delimiter: char,
    text: Option<String>,
    hex: Option<String>,
    error: Option<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    columns: Vec<Vec<String>>,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        if let Some(hex) = &self.hex {
            let digits = hex.as_bytes().chunks(2);
            return digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect();
        }
        self.text.clone().unwrap().into_bytes()
    }

    /// What differs from pandas, if anything.
    fn difference(&self) -> Option<String> {
        let found = delimited::read(&self.bytes(), u8::try_from(self.delimiter).unwrap());
        match (&self.error, found) {
            (None, Ok(frame)) => self.frame_difference(&frame),
            (Some(expected), Err(error)) => {
                let kind = error_kind(&error);
                (kind != expected).then(|| format!("expected error {expected}, found {kind}"))
            }
            (expected, found) => Some(format!("expected error {expected:?}, found {found:?}")),
        }
    }

    fn frame_difference(&self, frame: &Frame) -> Option<String> {
        let names: Vec<&str> = frame.columns().iter().map(|column| column.name.as_text().unwrap()).collect();
        if names != self.names {
            return Some(format!("expected names {:?}, found {names:?}", self.names));
        }
        let columns: Vec<Vec<String>> =
            frame.columns().iter().map(|column| column.values.iter().map(tagged).collect()).collect();
        (columns != self.columns).then(|| format!("expected {:?}, found {columns:?}", self.columns))
    }
}

fn error_kind(error: &TableError) -> &'static str {
    match error {
        TableError::Delimited(TsvError::Empty { .. }) => "empty",
        TableError::Delimited(TsvError::NotUtf8 { .. }) => "utf8",
        TableError::Delimited(TsvError::UnterminatedQuote { .. }) => "quote",
        TableError::Delimited(TsvError::TooManyFields { .. }) => "fields",
        other => panic!("no error of pandas: {other}"),
    }
}

fn tagged(value: &Value) -> String {
    let kind = match value {
        Value::Missing => return "-".to_owned(),
        Value::Bool(_) => 'b',
        Value::Int(_) => 'i',
        Value::Float(_) => 'f',
        Value::Text(_) => 't',
        Value::None | Value::Other(_) => panic!("not from delimited text: {value:?}"),
    };
    format!("{kind}{}", value.to_python_text())
}

#[test]
fn reads_as_pandas_does() {
    let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pandas/delimited.jsonl");
    let path = std::env::var_os("PANDAS_CASES").map_or(fixture, PathBuf::from);
    let lines = std::fs::read_to_string(path).unwrap();
    let mut differences = Vec::new();
    let mut count = 0;
    for line in lines.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        count += 1;
        if let Some(difference) = case.difference() {
            differences.push(format!("{line}\n    {difference}"));
        }
    }
    assert!(count >= 500, "only {count} cases");
    let shown = differences.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} of {count} cases differ:\n{shown}", differences.len());
}
