//! Kinds that are about the form of a file: its format, encoding, delimiter, header and sheets.

use engine::check::{FindingKind as Kind, Note};
use engine::table::TableError;

use super::files::{Cell, workbook};
use super::tables::{FORMATS, assert_found, checked, kinds, predictions, report};

#[test]
fn delimiters_of_other_formats_are_seen_through() {
    let mut table = predictions();
    table.set(2, "prediction", "So, it is; | \tB");
    for (name, expected) in [("m.csv", ','), ("m.tsv", '\t')] {
        for delimiter in [',', '\t', ';', '|'] {
            let found = [(Kind::WrongDelimiter, 1)];
            let found = if delimiter == expected { &[][..] } else { &found };
            assert_found(name, table.delimited(delimiter).as_bytes(), found, &[]);
        }
    }
}

#[test]
fn headers_are_found_below_titles() {
    let table = predictions();
    for title in ["Results of my model\n", "Results\nof, my\n\n,,\n", ",,,,\n", "\"a title,\nof two lines\"\n\n"] {
        let bytes = format!("{title}{}", table.delimited(','));
        assert_found("m.csv", bytes.as_bytes(), &[(Kind::HeaderNotFirstRow, 1)], &[]);
    }
    // pandas skips blank lines.
    let bytes = format!("\n   \n{}", table.delimited(','));
    assert_found("m.csv", bytes.as_bytes(), &[], &[]);
    let bytes = format!("Results;;\n{}", table.delimited(';'));
    assert_found("m.csv", bytes.as_bytes(), &[(Kind::WrongDelimiter, 1), (Kind::HeaderNotFirstRow, 1)], &[]);
    for above in [vec![vec![]], vec![vec![Cell::Text("Results")], vec![], vec![Cell::Number("3")]]] {
        let mut rows = above;
        rows.extend(super::files::cells(&table));
        assert_found("m.xlsx", &workbook(&[("Sheet1", rows)]), &[(Kind::HeaderNotFirstRow, 1)], &[]);
    }
    let bytes = format!("{}{}", "a log of the run\n".repeat(300), table.delimited(','));
    assert_found("m.csv", bytes.as_bytes(), &[(Kind::HeaderNotFirstRow, 1)], &[]);
}

#[test]
fn predictions_are_found_on_other_sheets() {
    let table = predictions();
    let sheet = || super::files::cells(&table);
    let summary = || vec![vec![Cell::Text("accuracy")], vec![Cell::Number("0.5")]];
    let bytes = workbook(&[("Sheet1", sheet()), ("Notes", summary())]);
    assert_found("m.xlsx", &bytes, &[(Kind::MultipleSheets, 2)], &[]);
    let bytes = workbook(&[("Summary", summary()), ("Empty", vec![]), ("Sheet1", sheet())]);
    let expected = [
        (Kind::MultipleSheets, 3),
        (Kind::MissingIndexColumn, 1),
        (Kind::MissingPredictionColumn, 1),
        (Kind::MissingQuestionColumn, 1),
        (Kind::MissingGroupColumn, 3),
    ];
    assert_found("m.xlsx", &bytes, &expected, &[]);
    // A sheet of two known names is no match for one of predictions.
    let groups = || vec![vec![Cell::Text("department"), Cell::Text("category")], vec![Cell::Text("Surgery")]];
    let bytes = workbook(&[("Groups", groups()), ("More", groups()), ("Sheet1", sheet())]);
    let found = checked("m.xlsx", &bytes);
    assert_eq!(found.issues.sheet, Some((2, "Sheet1".to_owned())));
    let bytes = workbook(&[("Groups", groups()), ("More", groups())]);
    assert_eq!(checked("m.xlsx", &bytes).issues.sheet, None);
}

#[test]
fn encodings_are_told() {
    let text = predictions().delimited(',');
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [[&b"\xFF\xFE"[..], &le].concat(), [&b"\xFE\xFF"[..], &be].concat()] {
        assert_found("m.csv", &bytes, &[(Kind::EncodingNotUtf8, 1)], &[]);
    }
    for bytes in [le, be] {
        assert_found("m.csv", &bytes, &[(Kind::EncodingNotUtf8, 1)], &[]);
    }
    // A clinic in GBK, a heart in Big5, a coffee in Latin-1.
    let json: Vec<u8> = format!("\u{feff}{}", predictions().json()).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_found("m.json", &json, &[(Kind::EncodingNotUtf8, 1)], &[]);
    for word in [&b"\xC4\xDA\xBF\xC6"[..], b"\xA4\xDF\xC5\xA6", b"caf\xE9"] {
        let bytes = [text.as_bytes(), b"999,", word, b"\n"].concat();
        assert_eq!(kinds(&report("m.csv", &bytes)), [Kind::EncodingNotUtf8].into());
    }
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    assert_found("m.csv", &marked, &[], &[Note::Utf8Bom]);
    let json = [b"\xEF\xBB\xBF", predictions().json().as_bytes()].concat();
    assert_found("m.json", &json, &[(Kind::FileUnreadable, 1)], &[Note::Utf8Bom]);
}

#[test]
fn content_of_another_format_is_told_and_read() {
    let table = predictions();
    for format in FORMATS {
        for extension in FORMATS {
            let is_text = |format: &str| ["csv", "tsv"].contains(&format);
            let expected = match (format, extension) {
                _ if format == extension => vec![],
                _ if is_text(format) && is_text(extension) => vec![(Kind::WrongDelimiter, 1)],
                _ => vec![(Kind::ExtensionMismatch, 1)],
            };
            assert_found(&format!("m.{extension}"), &table.bytes(format), &expected, &[]);
        }
        for name in ["m.txt".to_owned(), format!("m.{}", format.to_uppercase()), "m".to_owned()] {
            assert_found(&name, &table.bytes(format), &[(Kind::UnsupportedFormat, 1)], &[]);
        }
    }
    for html in ["<html><body><table>", "<!DOCTYPE html>\n<table>", "\n<TABLE><tr><td>index</td></tr></TABLE>"] {
        for extension in FORMATS {
            let found = report(&format!("m.{extension}"), html.as_bytes());
            assert_eq!(kinds(&found), [Kind::ExtensionMismatch].into(), "{html} {extension}");
        }
    }
}

#[test]
fn reasons_why_a_file_cannot_be_read_are_told_apart() {
    assert_eq!(report("m.csv", b" \n").failure, Some(TableError::EmptyFile));
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let container = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &stream].concat();
    assert_eq!(report("m.xlsx", &container).failure, Some(TableError::Encrypted));
    let table = predictions();
    let mut rows = super::files::cells(&table);
    rows[0].push(Cell::Number("5"));
    let failure = report("m.xlsx", &workbook(&[("Sheet1", rows)])).failure;
    assert_eq!(failure, Some(TableError::ColumnNames { names: "5".to_owned() }));
}

#[test]
fn pickles_are_refused_whatever_they_are_called() {
    let pickles: [&[u8]; 5] = [
        b"\x80\x04\x95\x10\0\0\0\0\0\0\0\x8c\x11pandas.core.frame",
        b"\x80\x02cpandas.core.frame\nDataFrame\nq\0",
        b"ccopy_reg\n_reconstructor\np0\n(cpandas.core.frame\nDataFrame\np1\n",
        b"(lp0\n(dp1\nVindex\np2\nI0\ns",
        b"]q\x00(}q\x01(X\x05\x00\x00\x00indexq\x02K\x00",
    ];
    for pickle in pickles {
        for name in ["m.pkl", "m.xlsx", "m.csv", "m.json", "m"] {
            assert_eq!(kinds(&report(name, pickle)), [Kind::UnsupportedFormat].into(), "{name} {pickle:?}");
        }
    }
    assert_eq!(kinds(&report("m.pkl", b"index,prediction\n")), [Kind::UnsupportedFormat].into());
}

#[test]
fn cells_that_a_spreadsheet_changed() {
    let table = predictions();
    let cases = [
        (Cell::Date("45352"), Kind::ExcelDate),
        (Cell::Number("1"), Kind::ExcelNumber),
        (Cell::Number("2.5"), Kind::ExcelNumber),
        (Cell::Truth(true), Kind::ExcelBoolean),
        (Cell::Formula("-B", None), Kind::ExcelFormula),
        (Cell::Formula("A1", Some("A")), Kind::ExcelFormula),
        (Cell::Error("#NAME?"), Kind::ExcelErrorValue),
    ];
    for (cell, kind) in cases {
        let mut rows = super::files::cells(&table);
        let last = rows[3].len() - 1;
        rows[3][last] = cell;
        assert_found("m.xlsx", &workbook(&[("Sheet1", rows)]), &[(kind, 1)], &[]);
    }
}
