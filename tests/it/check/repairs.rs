//! Every repair leaves predictions as they are and makes a file in which its fault is not found again.

use engine::check::{Checked, Columns, FindingKind as Kind, Reference, Severity, check};
use engine::dataset::Dataset;
use engine::repair::{Change, Repair, apply, offers};
use engine::table::{TableFormat, Value};

use super::files::{Cell, cells, workbook};
use super::tables::{FORMATS, ROWS, Table, predictions, test, val};

/// What the prediction cells of a file hold, by index.
fn texts(checked: &Checked) -> Vec<(String, String)> {
    let table = checked.table.as_ref().unwrap();
    let columns = Columns::of(&table.frame);
    let cells = table.values().swap_remove(columns.lower("prediction").unwrap());
    let index = &table.frame.columns()[columns.lower("index").unwrap()].values;
    let text = |value: &Value| if value.is_missing() { String::new() } else { value.to_python_text() };
    index.iter().zip(&cells).map(|(index, cell)| (text(index), text(cell))).collect()
}

/// Repairs a file in both formats; asserts that the predictions stay and that nothing is found in it then.
fn repaired(name: &str, bytes: &[u8], repair: Repair, dataset: &Dataset) -> Vec<Change> {
    let reference = Reference::Dataset(dataset);
    let before = check(name, bytes, &reference);
    assert!(offers(&before, &reference).contains(&repair), "{name} {repair:?} {:?}", before.report);
    let table = apply(&before, &[repair], &reference).unwrap();
    for format in [TableFormat::Xlsx, TableFormat::Tsv] {
        let written = table.write(format).unwrap();
        let after = check(&format!("m.{}", format.extension()), &written, &reference);
        assert_eq!(after.report.findings, [], "{name} {format:?}");
        assert_eq!(after.report.notes, [], "{name} {format:?}");
        let (mut old, new) = (texts(&before), texts(&after));
        if repair == Repair::DropDuplicates {
            let mut seen = std::collections::HashSet::new();
            old.retain(|row| seen.insert(row.clone()));
        }
        assert_eq!(new, old, "{name} {format:?}");
        assert_eq!(offers(&after, &reference), [], "{name} {format:?}");
    }
    table.changes
}

/// Predictions that are easily lost on the way, which are no findings.
fn delicate() -> Table {
    let mut table = predictions();
    for (row, text) in ["A", " B ", "=1+1, C", "'D'. D", "the \"answer\": A", "B,\tB; | B", "C\nC", "http://a.org/ D"]
        .into_iter()
        .enumerate()
    {
        table.set(row, "prediction", text);
    }
    table
}

#[test]
fn leaking_answers_are_dropped() {
    for format in FORMATS {
        let bytes = predictions().bytes(format);
        let changes = repaired(&format!("m.{format}"), &bytes, Repair::DropAnswers, &test());
        assert!(changes.contains(&Change::ColumnsRemoved(vec!["answer".to_owned()])));
    }
}

#[test]
fn exact_duplicates_are_dropped_and_no_others() {
    let mut table = delicate();
    table.rows.insert(3, table.rows[1].clone());
    table.rows.push(table.rows[5].clone());
    for format in FORMATS {
        let changes = repaired(&format!("m.{format}"), &table.bytes(format), Repair::DropDuplicates, &val());
        let indices = vec!["10".to_owned(), "40".to_owned()];
        assert!(changes.contains(&Change::RowsDropped { count: 2, indices }));
    }
    table.set(3, "modality", "MRI");
    table.rows.pop();
    let dataset = val();
    let reference = Reference::Dataset(&dataset);
    let checked = check("m.csv", &table.bytes("csv"), &reference);
    assert!(!offers(&checked, &reference).contains(&Repair::DropDuplicates));
}

#[test]
fn needed_columns_are_lower_cased() {
    let mut table = delicate();
    table.rename("index", "Index");
    table.rename("prediction", "Prediction");
    for format in FORMATS {
        let changes = repaired(&format!("m.{format}"), &table.bytes(format), Repair::LowerCaseColumns, &val());
        let renamed = [("Index", "index"), ("Prediction", "prediction")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert!(changes.contains(&Change::ColumnsRenamed(renamed.to_vec())));
    }
}

#[test]
fn missing_columns_come_from_the_dataset() {
    let mut table = delicate();
    for column in table.header.clone() {
        if !["index", "prediction", "modality"].contains(&column.as_str()) {
            table.drop(&column);
        }
    }
    table.rows.reverse();
    let dataset = val();
    let reference = Reference::Dataset(&dataset);
    for format in FORMATS {
        let before = check(&format!("m.{format}"), &table.bytes(format), &reference);
        let repaired = apply(&before, &[Repair::AddColumns], &reference).unwrap();
        let names: Vec<_> = repaired.frame.columns().iter().map(|column| column.name.to_python_text()).collect();
        let expected = "index|question|A|B|C|D|E|category|clinical VQA task|department|perceptual granularity|\
                        modality|original task|prediction";
        let expected: Vec<&str> = expected.split('|').collect();
        assert_eq!(names, expected);
        let after = check("m.xlsx", &repaired.write(TableFormat::Xlsx).unwrap(), &reference);
        assert_eq!(after.report.findings, []);
        assert_eq!(texts(&after), texts(&before));
    }
    // Numbers as text are as good.
    let mut records = table.records();
    for record in &mut records {
        record["index"] = record["index"].to_string().into();
    }
    let json = serde_json::to_string(&records).unwrap();
    let as_texts = check("m.json", json.as_bytes(), &reference);
    assert!(offers(&as_texts, &reference).contains(&Repair::AddColumns));
    let repaired = apply(&as_texts, &[Repair::AddColumns], &reference).unwrap();
    assert_eq!(check("m.tsv", &repaired.write(TableFormat::Tsv).unwrap(), &reference).report.findings, []);
    table.set(0, "index", "9999");
    let unknown = check("m.csv", &table.bytes("csv"), &reference);
    assert!(!offers(&unknown, &reference).contains(&Repair::AddColumns));
}

#[test]
fn forms_are_put_right() {
    let table = delicate();
    let text = table.delimited(',');
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let titled = format!("Results\n,,\n{text}");
    let sheet = || cells(&table);
    let mut below = vec![vec![], vec![Cell::Text("Results")]];
    below.extend(sheet());
    let summary = || vec![vec![Cell::Text("accuracy")], vec![Cell::Number("0.5")]];
    let cases = [
        ("m.csv", marked, Repair::RemoveMark),
        ("m.csv", utf16, Repair::EncodeUtf8),
        ("m.csv", table.delimited(';').into_bytes(), Repair::FixDelimiter),
        ("m.tsv", table.delimited('|').into_bytes(), Repair::FixDelimiter),
        ("m.csv", titled.into_bytes(), Repair::SkipRowsAbove),
        ("m.xlsx", workbook(&[("Sheet1", below)]), Repair::SkipRowsAbove),
        ("m.xlsx", workbook(&[("Sheet1", sheet()), ("More", summary())]), Repair::PickSheet),
        ("m.xlsx", workbook(&[("Summary", summary()), ("Sheet1", sheet())]), Repair::PickSheet),
        ("m.json", table.json().into_bytes(), Repair::ConvertJson),
        ("m.jsonl", table.json_lines().into_bytes(), Repair::ConvertJson),
        ("m.csv", table.json().into_bytes(), Repair::ConvertJson),
        ("m.xlsx", text.into_bytes(), Repair::FixExtension),
        ("m.csv", table.xlsx(), Repair::FixExtension),
    ];
    for (name, bytes, repair) in cases {
        assert!(repair.is_form());
        let changes = repaired(name, &bytes, repair, &val());
        assert!(!changes.is_empty());
    }
}

#[test]
fn a_sheet_is_picked_only_for_its_predictions() {
    let dataset = val();
    let reference = Reference::Dataset(&dataset);
    let groups = || vec![vec![Cell::Text("department"), Cell::Text("category")], vec![Cell::Text("Surgery")]];
    let checked = check("m.xlsx", &workbook(&[("Groups", groups()), ("More", groups())]), &reference);
    assert!(checked.report.finding(Kind::MultipleSheets).is_some());
    assert!(!offers(&checked, &reference).contains(&Repair::PickSheet));
}

#[test]
fn what_is_not_offered_is_not_done() {
    let dataset = val();
    let reference = Reference::Dataset(&dataset);
    for format in ["xlsx", "csv", "tsv"] {
        let checked = check(&format!("m.{format}"), &delicate().bytes(format), &reference);
        assert_eq!(offers(&checked, &reference), []);
        let all = [Repair::DropAnswers, Repair::DropDuplicates, Repair::LowerCaseColumns, Repair::AddColumns];
        let same = apply(&checked, &all, &reference).unwrap();
        assert_eq!(same.changes, []);
        assert_eq!(same.frame.row_count(), ROWS);
    }
    let unreadable = check("m.json", b"[{]", &reference);
    assert_eq!(offers(&unreadable, &reference), []);
    assert!(apply(&unreadable, &[], &reference).is_none());
}

#[test]
fn findings_in_predictions_stay() {
    let mut table = predictions();
    let texts = ["", "None", "Z", "A_x000D_", "Failed to obtain answer via API", "Cannot determine the answer", "1"];
    for (row, text) in texts.into_iter().enumerate() {
        table.set(row, "prediction", text);
    }
    table.rename("index", "Index");
    let dataset = val();
    let reference = Reference::Dataset(&dataset);
    for format in FORMATS {
        let before = check(&format!("m.{format}"), &table.bytes(format), &reference);
        let repaired = apply(&before, &[Repair::LowerCaseColumns], &reference).unwrap();
        for kind in [TableFormat::Xlsx, TableFormat::Tsv] {
            let after = check(&format!("m.{}", kind.extension()), &repaired.write(kind).unwrap(), &reference);
            let rest: Vec<_> =
                before.report.findings.iter().filter(|finding| finding.kind != Kind::ColumnCase).cloned().collect();
            assert_eq!(after.report.findings, rest, "{format} to {kind:?}");
            assert_eq!(after.report.severity(), Severity::Warning);
        }
    }
}

#[test]
fn what_a_spreadsheet_cannot_hold_is_told() {
    let mut table = predictions();
    let long = "heart ".repeat(6_000);
    table.set(2, "prediction", &long);
    table.set(3, "prediction", "D\r\n");
    table.set(4, "prediction", "A max005F_");
    let dataset = val();
    let reference = Reference::Dataset(&dataset);
    let before = check("m.csv", &table.bytes("csv"), &reference);
    let repaired = apply(&before, &[], &reference).unwrap();
    assert_eq!((repaired.unfit.too_long, repaired.unfit.control), (1, 2));
    assert_eq!(repaired.unfit.indices, ["20", "30", "40"]);
    assert_eq!(repaired.unfit.formats(), [TableFormat::Tsv]);
    let after = check("m.tsv", &repaired.write(TableFormat::Tsv).unwrap(), &reference);
    assert_eq!(texts(&after), texts(&before));
    assert_eq!(after.report, before.report);
    let mut other = predictions();
    other.add("log", &long);
    let repaired = apply(&check("m.csv", &other.bytes("csv"), &reference), &[], &reference).unwrap();
    assert_eq!((repaired.unfit.too_long, repaired.unfit.others as usize), (0, ROWS));
    assert_eq!(repaired.unfit.formats(), [TableFormat::Tsv]);
    let fitting = apply(&check("m.csv", &predictions().bytes("csv"), &reference), &[], &reference).unwrap();
    assert_eq!(fitting.unfit.formats(), [TableFormat::Xlsx, TableFormat::Tsv]);
}
