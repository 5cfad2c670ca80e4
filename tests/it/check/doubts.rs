//! Files that VLMEvalKit scores although hardly anybody means that score, and how many of their rows are affected.

use engine::check::{Affected, Doubt, FindingKind as Kind, Reference, Severity, Split, check};

use super::tables::{FORMATS, ROWS, Table, predictions, report};

fn doubt_of(change: impl Fn(&mut Table)) -> (Severity, Option<Doubt>, Affected) {
    let mut table = predictions();
    change(&mut table);
    let told = FORMATS.map(|format| {
        let report = report(&format!("m.{format}"), &table.bytes(format));
        (report.severity(), report.doubt(), report.affected)
    });
    assert!(told.iter().all(|one| *one == told[0]), "{told:?}");
    told[0]
}

#[test]
fn hopeless_files_are_suspect_for_a_reason() {
    let suspect = |doubt, rows, of| (Severity::Warning, doubt, Affected { rows, of });
    let each = |column: &'static str, text: fn(usize) -> String, rows: usize| {
        doubt_of(move |table| (0..rows).for_each(|row| table.set(row, column, &text(row))))
    };
    assert_eq!(doubt_of(|_| {}), (Severity::Ok, None, Affected { rows: 0, of: 12 }));
    assert_eq!(each("prediction", |_| String::new(), ROWS), suspect(Some(Doubt::NoPredictions), 12, 12));
    assert_eq!(each("question", |row| format!("Another {row}?"), 11), suspect(Some(Doubt::OtherQuestions), 11, 12));
    assert_eq!(each("prediction", |_| "hm".to_owned(), 7), suspect(Some(Doubt::FewLetters), 7, 12));
    assert_eq!(each("prediction", |_| "hm".to_owned(), 2), suspect(None, 2, 12));
    assert_eq!(doubt_of(|table| table.rows.truncate(3)), suspect(Some(Doubt::FewRows), 9, 12));
    assert_eq!(doubt_of(|table| table.rows.truncate(10)), suspect(None, 2, 12));
}

#[test]
fn a_row_with_several_findings_is_affected_once() {
    let both = |table: &mut Table| {
        table.set(1, "prediction", "hm");
        table.set(1, "question", "Another?");
        table.rows.truncate(11);
    };
    assert_eq!(doubt_of(both), (Severity::Warning, None, Affected { rows: 2, of: 12 }));
}

#[test]
fn few_rows_of_a_published_split_are_told_without_a_dataset() {
    let table = predictions();
    let report = check("m.tsv", table.delimited('\t').as_bytes(), &Reference::Split(Split::Val)).report;
    assert!(report.finding(Kind::MissingRows).is_some());
    assert_eq!((report.doubt(), report.affected), (Some(Doubt::FewRows), Affected { rows: 4538, of: 4550 }));
}
