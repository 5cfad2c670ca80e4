//! A small dataset, clean predictions for it, and the five formats that predictions come in.

use std::collections::BTreeSet;

use engine::check::{Checked, FindingKind, Note, Reference, Report, Split, check};
use engine::dataset::{Dataset, DatasetBuilder};
use engine::table::{Column, Frame, Value, write};
use serde_json::{Map, Number};

pub(crate) const ROWS: usize = 12;

/// Formats by extension.
pub(crate) const FORMATS: [&str; 5] = ["xlsx", "csv", "tsv", "json", "jsonl"];

/// Cells as text; blank is empty.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The published columns, without the paths of pictures.
fn header() -> Vec<String> {
    let published = Reference::Split(Split::Val).columns();
    published.into_iter().filter(|name| *name != "image_path").map(str::to_owned).collect()
}

/// The questions as a table.
pub(crate) fn questions() -> Table {
    let row = |number: usize| {
        let organs = ["heart", "left lung", "spleen", "aorta"];
        let mut row = vec![(number * 10).to_string(), format!("Which organ is marked in picture {number}, 请问？")];
        row.extend((0..4).map(|shift| organs[(number + shift) % 4].to_owned()));
        row.push(String::new());
        row.push(["A", "B", "C", "D"][number % 4].to_owned());
        let others = ["Heart disease", "Organ Recognition", "Cardiovascular Surgery", "Image Level", "CT", "CLS_2D"];
        row.extend(others.map(str::to_owned));
        row
    };
    Table { header: header(), rows: (0..ROWS).map(row).collect() }
}

/// Clean predictions.
pub(crate) fn predictions() -> Table {
    let mut table = questions();
    table.header.push("prediction".to_owned());
    for (number, row) in table.rows.iter_mut().enumerate() {
        let letter = ["A", "B", "C", "D"][number % 4];
        row.push(format!("The letter is {letter}."));
    }
    table
}

impl Table {
    pub(crate) fn place(&self, column: &str) -> usize {
        self.header.iter().position(|name| name == column).unwrap()
    }

    pub(crate) fn set(&mut self, row: usize, column: &str, text: &str) {
        let place = self.place(column);
        text.clone_into(&mut self.rows[row][place]);
    }

    pub(crate) fn rename(&mut self, column: &str, to: &str) {
        let place = self.place(column);
        to.clone_into(&mut self.header[place]);
    }

    pub(crate) fn drop(&mut self, column: &str) {
        let place = self.place(column);
        self.header.remove(place);
        for row in &mut self.rows {
            row.remove(place);
        }
    }

    pub(crate) fn add(&mut self, column: &str, text: &str) {
        self.header.push(column.to_owned());
        for row in &mut self.rows {
            row.push(text.to_owned());
        }
    }

    /// Delimited text as a spreadsheet program writes it: quotes only where they are needed.
    pub(crate) fn delimited(&self, delimiter: char) -> String {
        let field = |text: &String| {
            if text.contains([delimiter, '"', '\n', '\r']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.clone()
            }
        };
        let lines = std::iter::once(&self.header).chain(&self.rows);
        let mut text = String::new();
        for row in lines {
            text.push_str(&row.iter().map(field).collect::<Vec<_>>().join(&delimiter.to_string()));
            text.push('\n');
        }
        text
    }

    /// The records; whole numbers become numbers in the column `index`, blank cells `null`.
    pub(crate) fn records(&self) -> Vec<serde_json::Value> {
        let record = |row: &Vec<String>| {
            let cell = |(name, text): (&String, &String)| {
                let number = text.parse::<i64>().ok().filter(|_| name.eq_ignore_ascii_case("index"));
                let value = match number {
                    Some(number) => serde_json::Value::Number(Number::from(number)),
                    None if text.is_empty() => serde_json::Value::Null,
                    None => serde_json::Value::String(text.clone()),
                };
                (name.clone(), value)
            };
            self.header.iter().zip(row).map(cell).collect::<Map<_, _>>().into()
        };
        self.rows.iter().map(record).collect()
    }

    pub(crate) fn json(&self) -> String {
        serde_json::to_string(&self.records()).unwrap()
    }

    pub(crate) fn json_lines(&self) -> String {
        let lines: Vec<String> = self.records().iter().map(ToString::to_string).collect();
        lines.join("\n") + "\n"
    }

    pub(crate) fn frame(&self) -> Frame {
        let value = |name: &str, text: &str| match text.parse() {
            Ok(number) if name.eq_ignore_ascii_case("index") => Value::Int(number),
            _ => Value::text(text),
        };
        let column = |(place, name): (usize, &String)| Column {
            name: Value::text(name),
            values: self.rows.iter().map(|row| value(name, &row[place])).collect(),
        };
        Frame::new(self.header.iter().enumerate().map(column).collect())
    }

    pub(crate) fn xlsx(&self) -> Vec<u8> {
        write::xlsx(&self.frame()).unwrap()
    }

    /// The table in a format.
    pub(crate) fn bytes(&self, extension: &str) -> Vec<u8> {
        match extension {
            "xlsx" => self.xlsx(),
            "csv" => self.delimited(',').into_bytes(),
            "tsv" => self.delimited('\t').into_bytes(),
            "json" => self.json().into_bytes(),
            "jsonl" => self.json_lines().into_bytes(),
            other => panic!("{other}"),
        }
    }
}

/// A dataset of these questions.
pub(crate) fn dataset_of(table: &Table) -> Dataset {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("dataset.tsv");
    builder.feed(table.delimited('\t').as_bytes()).unwrap();
    builder.end_part().unwrap();
    builder.finish()
}

/// The questions with answers, as VAL.
pub(crate) fn val() -> Dataset {
    dataset_of(&questions())
}

/// The questions without answers, as TEST.
pub(crate) fn test() -> Dataset {
    let mut table = questions();
    table.drop("answer");
    dataset_of(&table)
}

pub(crate) fn checked(name: &str, bytes: &[u8]) -> Checked {
    check(name, bytes, &Reference::Dataset(&val()))
}

pub(crate) fn report(name: &str, bytes: &[u8]) -> Report {
    checked(name, bytes).report
}

pub(crate) fn kinds(report: &Report) -> BTreeSet<FindingKind> {
    report.findings.iter().map(|finding| finding.kind).collect()
}

/// Asserts kinds with counts, and notes apart from the one that all JSON files get.
pub(crate) fn assert_found(name: &str, bytes: &[u8], expected: &[(FindingKind, u32)], notes: &[Note]) {
    let report = report(name, bytes);
    let found: Vec<_> = report.findings.iter().map(|finding| (finding.kind, finding.count)).collect();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{name}");
    let noted: Vec<_> = report.notes.into_iter().filter(|note| *note != Note::JsonNotNative).collect();
    assert_eq!(noted, notes, "{name}");
}
