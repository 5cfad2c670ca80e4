//! Damage to the parts of a workbook, which pandas reads all the same or refuses; `spreadsheets/damage.py` made the cases
//! with pandas and openpyxl.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Write};
use std::path::PathBuf;

use engine::table::{TableError, xlsx};
use serde::Deserialize;
use zip::write::SimpleFileOptions;

#[derive(Deserialize)]
struct Case {
    part: String,
    old: Option<String>,
    new: Option<String>,
    hex: Option<String>,
    error: Option<String>,
}

impl Case {
    fn workbook(&self, parts: &[(String, String)]) -> Vec<u8> {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (path, text) in parts {
            let content = if *path == self.part { self.content(text) } else { Some(text.clone().into_bytes()) };
            if let Some(content) = content {
                archive.start_file(path.as_str(), options).unwrap();
                archive.write_all(&content).unwrap();
            }
        }
        archive.finish().unwrap().into_inner()
    }

    fn content(&self, text: &str) -> Option<Vec<u8>> {
        if let Some(hex) = &self.hex {
            let digits = hex.as_bytes().chunks(2);
            return Some(
                digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect(),
            );
        }
        let new = self.new.clone()?;
        Some(self.old.as_ref().map_or(new.clone(), |old| text.replacen(old, &new, 1)).into_bytes())
    }
}

/// What VLMEvalKit does with the table that pandas reads: without columns it stops.
fn verdict(bytes: &[u8]) -> Result<(), TableError> {
    xlsx::read(bytes).map(drop)
}

#[test]
fn what_openpyxl_refuses_is_refused_and_nothing_else() {
    let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/spreadsheets/damage.jsonl");
    let path = std::env::var_os("DAMAGE_CASES").map_or(fixture, PathBuf::from);
    let text = std::fs::read_to_string(path).unwrap();
    let (parts, cases) = text.split_once('\n').unwrap();
    let parts: Vec<(String, String)> = serde_json::from_str(parts).unwrap();
    let mut differences = Vec::new();
    for line in cases.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let found = verdict(&case.workbook(&parts));
        // What pandas reads as a table without rows, for want of its namespace, has no score either.
        let is_foreign = matches!(found, Err(TableError::ForeignNamespace { .. }));
        if found.is_err() != case.error.is_some() && !(is_foreign && case.error.is_none()) {
            let shown: String = line.chars().take(300).collect();
            differences.push(format!("{shown}\n    error {:?}, found {found:?}", case.error));
        }
    }
    let count = cases.lines().count();
    assert!(count >= 200, "only {count} cases");
    let shown = differences.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} of {count} cases differ:\n{shown}", differences.len());
}
