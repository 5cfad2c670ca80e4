//! The tables of a comparison as CSV, Markdown and LaTeX.

use csv::Writer;
use serde::{Deserialize, Serialize};

use super::{GroupTest, Pair, Report};

/// A table of a [`Report`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableKind {
    /// Accuracy of each file.
    Files,
    /// Every two files.
    Pairs,
    /// Every two files in each group.
    Groups,
    /// Letters chosen by each file.
    Letters,
    /// Calibration of each file with letter probabilities.
    Calibration,
    /// Questions whose answer may be incorrect.
    Suspects,
}

impl TableKind {
    /// The name in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Pairs => "pairs",
            Self::Groups => "groups",
            Self::Letters => "letters",
            Self::Calibration => "calibration",
            Self::Suspects => "suspects",
        }
    }
}

/// A form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableForm {
    /// Comma-separated; shares and p-values in full.
    Csv,
    /// Shares in percent with one decimal, p-values with two significant digits.
    Markdown,
    /// As Markdown, an environment `tabular` with rules of the package `booktabs`.
    Latex,
}

/// A cell, printed by the form.
enum Cell {
    Text(String),
    Count(u32),
    /// From −1 to 1.
    Share(Option<f64>),
    /// Three decimals.
    Score(Option<f64>),
    P(Option<f64>),
}

/// Columns with their rows.
struct Table {
    columns: &'static [&'static str],
    rows: Vec<Vec<Cell>>,
}

impl Report {
    /// Prints a table.
    pub fn table(&self, kind: TableKind, form: TableForm) -> String {
        let table = match kind {
            TableKind::Files => self.files_table(),
            TableKind::Pairs => self.pairs_table(),
            TableKind::Groups => self.groups_table(),
            TableKind::Letters => self.letters_table(),
            TableKind::Calibration => self.calibration_table(),
            TableKind::Suspects => self.suspects_table(),
        };
        match form {
            TableForm::Csv => table.csv(),
            TableForm::Markdown => table.markdown(),
            TableForm::Latex => table.latex(),
        }
    }

    fn files_table(&self) -> Table {
        let row = |file: &super::FileScore| {
            let (low, high) = ends(file.wilson);
            vec![
                text(&file.name),
                Cell::Count(file.n),
                Cell::Count(file.correct),
                Cell::Share(file.accuracy),
                low,
                high,
            ]
        };
        let columns = &["file", "n", "correct", "accuracy", "low", "high"];
        Table { columns, rows: self.files.iter().map(row).collect() }
    }

    fn pairs_table(&self) -> Table {
        let row = |pair: &Pair| {
            let (low, high) = ends(pair.interval);
            let counts = [pair.n, pair.both, pair.only_a, pair.only_b, pair.neither].map(Cell::Count);
            let names = [text(&pair.a), text(&pair.b)];
            let p = [Cell::P(Some(pair.mcnemar_exact_p))];
            names.into_iter().chain(counts).chain([Cell::Share(pair.difference), low, high]).chain(p).collect()
        };
        let columns = &["a", "b", "n", "both", "only a", "only b", "neither", "difference", "low", "high", "p"];
        Table { columns, rows: self.pairs.iter().map(row).collect() }
    }

    fn groups_table(&self) -> Table {
        let row = |pair: &Pair, axis: &str, test: &GroupTest| {
            let (low, high) = ends(test.interval);
            let names = [&pair.a, &pair.b, axis, &test.group].map(text);
            let counts = [test.n, test.only_a, test.only_b].map(Cell::Count);
            let tests = [Cell::Share(test.difference), low, high, Cell::P(Some(test.p)), Cell::P(test.holm_p)];
            names.into_iter().chain(counts).chain(tests).collect()
        };
        let axes = self.pairs.iter().flat_map(|pair| pair.groups.iter().map(move |(axis, tests)| (pair, axis, tests)));
        let rows = axes.flat_map(|(pair, axis, tests)| tests.iter().map(move |test| row(pair, axis, test))).collect();
        let columns =
            &["a", "b", "axis", "group", "n", "only a", "only b", "difference", "low", "high", "p", "Holm-adjusted p"];
        Table { columns, rows }
    }

    fn letters_table(&self) -> Table {
        let mut rows = Vec::new();
        for file in &self.position_bias {
            let counts = file.bias.answers.iter().zip(&file.bias.chosen).zip(&file.bias.recall);
            for (letter, ((answers, chosen), recall)) in file.bias.letters.iter().zip(counts) {
                let counts = [*answers, *chosen].map(Cell::Count);
                let cells = [text(&file.name), text(&letter.to_string())].into_iter().chain(counts);
                rows.push(cells.chain([Cell::Share(*recall)]).collect());
            }
        }
        Table { columns: &["file", "letter", "answers", "chosen", "recall"], rows }
    }

    fn calibration_table(&self) -> Table {
        let row = |file: &super::FileCalibration| {
            let calibration = &file.calibration;
            let scores = [calibration.ece, calibration.brier].map(Some).into_iter().chain([calibration.auroc]);
            let coverages = [80, 50, 100].map(|percent| Cell::Share(calibration.accuracy_at_coverage(percent)));
            [text(&file.name), count(calibration.n)]
                .into_iter()
                .chain(scores.map(Cell::Score))
                .chain(coverages)
                .collect()
        };
        let columns = &["file", "n", "ECE", "Brier", "AUROC", "accuracy at 80 %", "accuracy at 50 %", "accuracy"];
        Table { columns, rows: self.calibration.iter().map(row).collect() }
    }

    fn suspects_table(&self) -> Table {
        let row = |suspect: &super::Suspect| {
            let label = suspect.label.as_deref().unwrap_or_default();
            let chosen = [text(&suspect.chosen.to_string()), count(suspect.chosen_by), count(suspect.files)];
            let texts = [text(&suspect.index.to_string()), text(label), text(&suspect.answer)];
            texts.into_iter().chain(chosen).collect()
        };
        let columns = &["index", "label", "answer", "chosen", "chosen by", "files"];
        Table { columns, rows: self.suspects.iter().map(row).collect() }
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn count(number: usize) -> Cell {
    Cell::Count(u32::try_from(number).unwrap_or(u32::MAX))
}

fn ends(interval: Option<(f64, f64)>) -> (Cell, Cell) {
    (Cell::Share(interval.map(|(low, _)| low)), Cell::Share(interval.map(|(_, high)| high)))
}

impl Cell {
    fn in_full(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(number) => number.to_string(),
            Self::Share(value) | Self::Score(value) | Self::P(value) => {
                value.map(|value| value.to_string()).unwrap_or_default()
            }
        }
    }

    fn rounded(&self) -> String {
        match self {
            Self::Share(Some(share)) => format!("{:.1}", share * 100.0),
            Self::P(Some(p)) if *p < 0.001 => format!("{p:.1e}"),
            Self::P(Some(value)) | Self::Score(Some(value)) => format!("{value:.3}"),
            Self::Text(_) | Self::Count(_) | Self::Share(None) | Self::Score(None) | Self::P(None) => self.in_full(),
        }
    }

    fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }
}

impl Table {
    fn csv(&self) -> String {
        let mut writer = Writer::from_writer(Vec::new());
        let mut written = writer.write_record(self.columns);
        for row in &self.rows {
            written = written.and_then(|()| writer.write_record(row.iter().map(Cell::in_full)));
        }
        debug_assert!(written.is_ok(), "writing to memory cannot fail, and all rows are as long as the header");
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }

    fn markdown(&self) -> String {
        let marks = self.is_text().map(|is_text| if is_text { "---" } else { "--:" });
        let mut lines = vec![self.columns.join(" | "), marks.collect::<Vec<_>>().join(" | ")];
        let cell = |cell: &Cell| cell.rounded().replace('|', "\\|").replace(['\r', '\n'], " ");
        lines.extend(self.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | ")));
        format!("| {} |\n", lines.join(" |\n| "))
    }

    fn latex(&self) -> String {
        let layout: String = self.is_text().map(|is_text| if is_text { 'l' } else { 'r' }).collect();
        let line = |cells: Vec<String>| format!("{} \\\\\n", cells.join(" & "));
        let header = line(self.columns.iter().map(|column| escaped(column)).collect());
        let rows = self.rows.iter().map(|row| line(row.iter().map(|cell| escaped(&cell.rounded())).collect()));
        let rows: String = rows.collect();
        format!("\\begin{{tabular}}{{{layout}}}\n\\toprule\n{header}\\midrule\n{rows}\\bottomrule\n\\end{{tabular}}\n")
    }

    /// Whether each column holds text.
    fn is_text(&self) -> impl Iterator<Item = bool> {
        let first = self.rows.first();
        (0..self.columns.len()).map(move |column| first.and_then(|row| row.get(column)).is_none_or(Cell::is_text))
    }
}

/// A text in which nothing is a command of LaTeX.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', letter]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '\r' | '\n' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}
