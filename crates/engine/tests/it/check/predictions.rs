//! The classes of predictions.

use engine::check::{FindingKind, Reference, Report, Split, check};
use engine::table::{Column, Frame, Value, write};

fn classes(report: &Report) -> Vec<FindingKind> {
    let is_class = |kind: &FindingKind| {
        use FindingKind as Kind;
        matches!(
            kind,
            Kind::BlankPrediction
                | Kind::NanTextPrediction
                | Kind::ApiFailure
                | Kind::Refusal
                | Kind::Uninferable
                | Kind::EndToken
                | Kind::ExcelNumber
                | Kind::ExcelFormula
                | Kind::CellTruncated
                | Kind::ControlEscape
        )
    };
    report.findings.iter().map(|finding| finding.kind).filter(is_class).collect()
}

fn class_of(text: &str) -> Option<FindingKind> {
    let column = |name: &str, text: &str| Column::named(name, vec![Value::text(text)]);
    let columns = vec![column("index", "0"), column("A", "heart"), column("B", "lung"), column("prediction", text)];
    let bytes = write::delimited(&Frame::new(columns), b',');
    let found = classes(&check("m.csv", &bytes, &Reference::Split(Split::Val)).report);
    assert!(found.len() < 2, "{found:?}");
    found.first().copied()
}

#[test]
fn every_prediction_has_one_class() {
    let cases = [
        ("A", None),
        ("the lung", None),
        ("A_x000D_", Some(FindingKind::ControlEscape)),
        ("A _x00g0_", None),
        (" \u{3000}\n", Some(FindingKind::BlankPrediction)),
        ("", Some(FindingKind::BlankPrediction)),
        ("null", Some(FindingKind::NanTextPrediction)),
        ("NULL ", Some(FindingKind::Uninferable)),
        ("Failed to obtain answer. A", Some(FindingKind::ApiFailure)),
        ("Cannot determine the answer, A", Some(FindingKind::Refusal)),
        ("Z", Some(FindingKind::Uninferable)),
        ("who knows", Some(FindingKind::Uninferable)),
        ("B<|im_end|>", Some(FindingKind::EndToken)),
        ("the lung</s>", None),
        ("A or B or neither one</s>", Some(FindingKind::Uninferable)),
        ("B. I can't process this file.</s>", Some(FindingKind::Refusal)),
    ];
    for (text, class) in cases {
        assert_eq!(class_of(text), class, "{text:?}");
    }
    assert_eq!(class_of(&"A".repeat(32_767)), Some(FindingKind::CellTruncated));
    assert_eq!(class_of(&"🫀".repeat(32_767)), Some(FindingKind::CellTruncated));
    assert_eq!(class_of(&format!("{}A", "🫀".repeat(16_383))), Some(FindingKind::CellTruncated));
    assert_eq!(class_of(&"A".repeat(32_766)), Some(FindingKind::Uninferable));
}

#[test]
fn what_a_spreadsheet_made_of_a_text_counts_first() {
    let reference = Reference::Split(Split::Val);
    let formula = crate::table::xlsx::sheet(
        "<row><c t=\"inlineStr\"><is><t>index</t></is></c><c t=\"inlineStr\"><is><t>prediction</t></is></c></row>\
         <row><c><v>0</v></c><c><f>-B</f></c></row>",
    );
    assert_eq!(classes(&check("m.xlsx", &formula, &reference).report), [FindingKind::ExcelFormula]);
    let number = br#"[{"index": 0, "prediction": 1}]"#;
    assert_eq!(classes(&check("m.json", number, &reference).report), [FindingKind::Uninferable]);
}
