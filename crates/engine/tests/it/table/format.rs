//! What a file is, by its name and by its first bytes.

use engine::table::{Content, TableError, TableFormat, detect};

const ZIP: &[u8] = b"PK\x03\x04\x14\0";
const XLS: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const CSV: &[u8] = b"\"index\",\"prediction\"\n";

#[test]
fn extension_and_content_agree() {
    let cases: [(&str, &[u8], TableFormat); 9] = [
        ("a/m_GMAI-MMBench_VAL.xlsx", ZIP, TableFormat::Xlsx),
        ("m.csv", CSV, TableFormat::Csv),
        ("m.csv", b"", TableFormat::Csv),
        ("m.tsv", b"index\tprediction\n", TableFormat::Tsv),
        ("m.csv", b"[x],y\n", TableFormat::Csv),
        ("m.csv", b"\xFF\xFEi\0n\0", TableFormat::Csv),
        ("m.json", b" [{\"index\": 1", TableFormat::Json),
        ("m.json", b"[]", TableFormat::Json),
        ("m.jsonl", b"{\"index\": 1}\n", TableFormat::JsonLines),
    ];
    for (name, bytes, format) in cases {
        assert_eq!(detect(name, bytes), Ok(format), "{name}");
    }
}

#[test]
fn content_of_another_format_is_named() {
    let cases: [(&str, &[u8], Content); 12] = [
        ("m.csv", b"\n<div><table>", Content::Html),
        ("m.tsv", b"<?xml version=\"1.0\"?><Workbook>", Content::Html),
        ("m.csv", b"<!-- page -->", Content::Html),
        ("m.xlsx", XLS, Content::Xls),
        ("m.xlsx", CSV, Content::Text),
        ("m.xlsx", b"<!DOCTYPE html><table>", Content::Html),
        ("m.xlsx", b"[{\"index\": 1}]", Content::Json),
        ("m.csv", ZIP, Content::Xlsx),
        ("m.tsv", XLS, Content::Xls),
        ("m.json", CSV, Content::Text),
        ("m.json", ZIP, Content::Xlsx),
        ("m.xlsx", b"", Content::Empty),
    ];
    for (name, bytes, content) in cases {
        match detect(name, bytes) {
            Err(TableError::ExtensionMismatch { content: found, .. }) => assert_eq!(found, content, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn pickles_and_unknown_files_are_refused() {
    assert_eq!(detect("m.pkl", CSV), Err(TableError::Pickle));
    let pickles: [&[u8]; 5] = [
        b"\x80\x04\x95",
        b"(lp0\n(dp1\nVindex\np2\nI0\n",
        b"]q\x00(}q\x01(X\x05\x00\x00\x00index",
        b"ccopy_reg\n_reconstructor\np0\n(cpandas.core.frame\nDataFrame\n",
        b"cpandas.core.frame\nDataFrame\nq\x00",
    ];
    for pickle in pickles {
        assert_eq!(detect("m.csv", pickle), Err(TableError::Pickle));
    }
    assert_eq!(detect("m.csv", b"case\nprediction\nq1\n"), Ok(TableFormat::Csv));
    for (name, extension) in [("m.CSV", "CSV"), ("m.parquet", "parquet"), ("m", ""), ("m.csv.gz", "gz")] {
        let error = TableError::UnknownExtension { extension: extension.to_owned() };
        assert_eq!(detect(name, CSV), Err(error));
    }
    let error = TableError::UnknownFormat { start: "00 01 02 03".to_owned() };
    assert_eq!(detect("m.csv", &[0, 1, 2, 3]), Err(error));
}
