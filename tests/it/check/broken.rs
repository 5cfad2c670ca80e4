//! Files that are broken in one place: Check and Score say the same, what it is and where.

use std::io::{Cursor, Read as _, Write as _};

use engine::check::{Details, FindingKind as Kind, Severity};
use engine::table::{BadByte, EncodingIssue, FileType, TableError, TableFormat, TextEncoding, Value, read, write};
use engine::tsv::TsvError;
use zip::write::SimpleFileOptions;

use super::files::{Cell, cells, workbook};
use super::tables::{FORMATS, kinds, predictions, report};

/// Why a file cannot be read, of which the scorer says the same.
fn failure(name: &str, bytes: &[u8]) -> TableError {
    let found = report(name, bytes);
    assert_eq!(found.severity(), Severity::Error, "{name}");
    let failure = found.failure.unwrap();
    assert_eq!(read(name, bytes).unwrap_err(), failure, "{name}");
    failure
}

/// A workbook with other content in one of its parts, compressed as given.
fn repacked(bytes: &[u8], options: SimpleFileOptions, change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut source = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..source.len() {
        let mut part = source.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        target.start_file(name.as_str(), options).unwrap();
        target.write_all(&change(&name, content)).unwrap();
    }
    target.finish().unwrap().into_inner()
}

fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    repacked(bytes, SimpleFileOptions::default(), |_, content| {
        String::from_utf8(content).unwrap().replace(old, new).into_bytes()
    })
}

fn places(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    bytes.windows(wanted.len()).enumerate().filter(|(_, window)| *window == wanted).map(|(place, _)| place).collect()
}

#[test]
fn a_number_that_python_refuses_is_named_by_its_cell() {
    let table = predictions();
    for number in ["#N/A", "INF", "1E400", "0x10", "1,5"] {
        let mut rows = cells(&table);
        rows[3][1] = Cell::Number(number);
        match failure("m.xlsx", &workbook(&[("Sheet1", rows)])) {
            TableError::RefusedSpreadsheet { place, detail } => {
                assert_eq!((place.part.as_str(), place.cell.as_str()), ("xl/worksheets/sheet1.xml", "B4"));
                assert!(detail.contains(number), "{detail}");
            }
            other => panic!("{number}: {other:?}"),
        }
    }
}

#[test]
fn a_character_that_xml_does_not_allow_is_named_by_its_cell() {
    let bytes = predictions().xlsx();
    let inline = workbook(&[("Sheet1", cells(&predictions()))]);
    for character in ["\u{b}", "&#11;", "&#xB;"] {
        match failure("m.xlsx", &replaced(&inline, "The letter is C", &format!("The letter{character} is C"))) {
            TableError::DamagedSpreadsheet { place, detail } => {
                assert!(place.cell.ends_with('4') && detail.contains("U+00"), "{place:?} {detail}");
            }
            other => panic!("{other:?}"),
        }
        let shared = failure("m.xlsx", &replaced(&bytes, "The letter is C", &format!("The letter{character} is C")));
        assert!(shared.to_string().contains("xl/sharedStrings.xml: "), "{shared}");
    }
}

#[test]
fn a_workbook_of_another_namespace_is_told_with_the_cure() {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const STRICT: &str = "http://purl.oclc.org/ooxml";
    let bytes = predictions().xlsx();
    let strict = replaced(
        &replaced(&bytes, MAIN, &format!("{STRICT}/spreadsheetml/main")),
        OFFICE,
        &format!("{STRICT}/officeDocument/relationships"),
    );
    let one = |part: &str| {
        repacked(&bytes, SimpleFileOptions::default(), |name, content| {
            if name != part {
                return content;
            }
            String::from_utf8(content).unwrap().replace(MAIN, "urn:x").into_bytes()
        })
    };
    for (bytes, part) in [
        (strict, "xl/workbook.xml"),
        (one("xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml"),
        (one("xl/sharedStrings.xml"), "xl/sharedStrings.xml"),
    ] {
        let error = failure("m.xlsx", &bytes);
        assert!(matches!(&error, TableError::ForeignNamespace { part: found, .. } if found == part), "{error:?}");
        assert!(error.to_string().contains("save it again"), "{error}");
    }
    // openpyxl reads a workbook part of any namespace.
    assert!(read("m.xlsx", &one("xl/workbook.xml")).is_ok());
}

#[test]
fn sheets_in_utf16_are_read() {
    let bytes = predictions().xlsx();
    let expected = read("m.xlsx", &bytes).unwrap();
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        let utf16 = repacked(&bytes, SimpleFileOptions::default(), |name, content| {
            if !name.starts_with("xl/w") && !name.contains("Strings") {
                return content;
            }
            let text = String::from_utf8(content).unwrap().replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
            format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect()
        });
        assert_eq!(read("m.xlsx", &utf16).unwrap(), expected);
    }
}

#[test]
fn compression_that_only_vlmevalkit_reads_is_no_damage() {
    // The method of compression stands in the header of each part, and once more in the directory.
    let bytes = repacked(
        &predictions().xlsx(),
        SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        |_, content| content,
    );
    for (method, name) in [(12_u16, "bzip2"), (14, "LZMA")] {
        let mut changed = bytes.clone();
        for (signature, offset) in [(b"PK\x03\x04", 8), (b"PK\x01\x02", 10)] {
            for place in places(&bytes, signature) {
                changed[place + offset..place + offset + 2].copy_from_slice(&method.to_le_bytes());
            }
        }
        let error = failure("m.xlsx", &changed);
        assert!(matches!(&error, TableError::UnsupportedCompression { method, .. } if method == name), "{error:?}");
    }
}

/// openpyxl takes the theme out of the container with the workbook, and looks into it no further.
#[test]
fn a_theme_whose_sum_is_wrong_is_damage() {
    const PATH: &str = "xl/theme/theme1.xml";
    const THEME: &[u8] = b"<a:theme/> of Office";
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut archive = zip::ZipWriter::new_append(Cursor::new(predictions().xlsx())).unwrap();
    archive.start_file(PATH, stored).unwrap();
    archive.write_all(THEME).unwrap();
    let mut bytes = archive.finish().unwrap().into_inner();
    assert_eq!(report("m.xlsx", &bytes).findings, []);
    let at = places(&bytes, THEME)[0];
    bytes[at] ^= 1;
    let error = failure("m.xlsx", &bytes);
    assert!(matches!(&error, TableError::DamagedSpreadsheet { place, .. } if place.part == PATH), "{error:?}");
}

#[test]
fn a_cell_far_from_the_table_is_named() {
    let bytes = workbook(&[("Sheet1", cells(&predictions()))]);
    let far = |cell: &str| replaced(&bytes, "</sheetData>", &format!("<row r=\"1048576\">{cell}</row></sheetData>"));
    let expected = TableError::FarCell { cell: "XFD1048576".to_owned(), found: 17_179_869_184, limit: 1_500_000 };
    let space = far("<c r=\"XFD1048576\" t=\"inlineStr\"><is><t> </t></is></c>");
    assert_eq!(failure("m.xlsx", &space), expected);
    assert_eq!(report("m.xlsx", &far("<c r=\"XFD1048576\" s=\"1\"/>")).findings, []);
}

#[test]
fn files_of_other_kinds_are_told_by_name() {
    let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[0xE5; 3000]].concat();
    let cases = [
        (png, FileType::Png),
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog >>".to_vec(), FileType::Pdf),
        ([&b"\x1F\x8B\x08"[..], &"数据".repeat(500).into_bytes(), b"\xFF"].concat(), FileType::Gzip),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), FileType::Jpeg),
    ];
    for (bytes, content) in cases {
        for name in
            FORMATS.map(|extension| format!("m.{extension}")).into_iter().chain(["m.png".to_owned(), "m".to_owned()])
        {
            assert_eq!(failure(&name, &bytes), TableError::Foreign { content }, "{name}");
        }
    }
    // A header may begin as a file of another kind does.
    assert!(read("m.csv", b"BZh,index\n1,2\n").is_ok());
    let archive = super::files::zipped(&[("a.txt".to_owned(), String::new())]);
    assert_eq!(failure("m.zip", &archive), TableError::Foreign { content: FileType::Zip });
}

#[test]
fn a_damaged_workbook_is_no_zip() {
    let bytes = predictions().xlsx();
    let parts = repacked(&bytes, SimpleFileOptions::default(), |_, content| content);
    let mut damaged = parts.clone();
    for place in places(&parts, b"xl/workbook.xml") {
        damaged[place + 3] = b'q';
    }
    let error = failure("m.xlsx", &damaged);
    assert!(matches!(error, TableError::DamagedSpreadsheet { .. }), "{error:?}");
    assert_eq!(kinds(&report("m.xlsx", &damaged)), [Kind::FileUnreadable].into());
}

#[test]
fn one_broken_character_is_no_other_encoding() {
    let text = predictions().delimited(',');
    let at = text.find('请').unwrap();
    let mut broken = text.clone().into_bytes();
    broken[at + 1] = b'?';
    let found = report("m.csv", &broken);
    let finding = found.finding(Kind::EncodingNotUtf8).unwrap();
    let line = text[..at].lines().count();
    let byte = Some(BadByte { offset: at as u64, line: line as u64 });
    assert_eq!(finding.details, Details::Encoding(EncodingIssue { encoding: TextEncoding::BrokenUtf8, byte }));
    let told = finding.to_string();
    assert!(told.contains("broken") && !told.contains("GBK"), "{told}");
}

#[test]
fn a_json_with_a_byte_order_mark_is_told_as_such() {
    for extension in ["json", "jsonl"] {
        let bytes = [b"\xEF\xBB\xBF", &predictions().bytes(extension)[..]].concat();
        assert_eq!(failure(&format!("m.{extension}"), &bytes), TableError::JsonByteOrderMark);
    }
}

#[test]
fn half_a_pair_of_surrogates_does_not_make_a_json_unreadable() {
    let json = predictions().json().replace("The letter is A.", r"The letter is \ud83d A.");
    let found = report("m.json", json.as_bytes());
    assert_eq!(found.failure, None);
    let frame = read("m.json", json.as_bytes()).unwrap();
    assert_eq!(frame.column("prediction").unwrap().values[0], Value::text("The letter is \u{fffd} A."));
}

#[test]
fn a_first_row_with_too_many_fields_has_a_place() {
    let text = predictions().delimited(',');
    for (above, records) in [("", 0), ("Results\nof May\n", 2)] {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[1].push_str(",more");
        let bytes = format!("{above}{}\n", lines.join("\n"));
        let byte = (above.len() + lines[0].len() + 1) as u64;
        let error = if above.is_empty() {
            failure("m.csv", bytes.as_bytes())
        } else {
            report("m.csv", bytes.as_bytes()).failure.unwrap()
        };
        match error {
            TableError::Delimited(TsvError::TooManyFields { position, .. }) => {
                assert_eq!((position.byte, position.record), (byte, records + 1));
            }
            other => panic!("{other:?}"),
        }
    }
}

/// As R writes tables: a label before each row and none in the header. pandas sets them aside.
#[test]
fn labels_before_each_row_are_no_fault() {
    let lines: Vec<String> = predictions().delimited(',').lines().map(str::to_owned).collect();
    let rows = lines[1..].iter().zip(1..).map(|(line, row)| format!("\"{row}\",{line}\n"));
    let text = format!("{}\n{}", lines[0], rows.collect::<String>());
    assert_eq!(report("m.csv", text.as_bytes()).findings, []);
    assert_eq!(read("m.csv", text.as_bytes()), read("m.csv", predictions().delimited(',').as_bytes()));
}

#[test]
fn a_carriage_return_without_quotes_is_told() {
    let text = predictions().delimited(',');
    let cut = text.replacen("The letter is B.", "The letter\r is B.", 1);
    let byte = cut.find('\r').unwrap() as u64;
    match failure("m.csv", cut.as_bytes()) {
        TableError::Delimited(TsvError::StrayReturn { position }) => {
            assert_eq!((position.byte, position.record), (byte, 2));
        }
        other => panic!("{other:?}"),
    }
    // Whole rows may end in any way.
    for ends in ["\r", "\r\n"] {
        assert_eq!(report("m.csv", text.replace('\n', ends).as_bytes()).findings, [], "{ends:?}");
    }
    let mixed = text.replacen('\n', "\r", 3);
    assert_eq!(report("m.csv", mixed.as_bytes()).findings, []);
}

/// A computer that fails leaves zeros in a file; pandas passes over the rest of a field.
#[test]
fn zeros_are_read_as_pandas_reads_them() {
    let mut table = predictions();
    table.set(0, "prediction", &format!("A{}", "\0".repeat(1_000)));
    let frame = read("m.csv", table.delimited(',').as_bytes()).unwrap();
    assert_eq!(frame.column("prediction").unwrap().values[0], Value::text("A"));
}

/// pandas types a csv in blocks: 32,768 rows of 16 columns.
#[test]
fn long_text_is_typed_block_by_block() {
    let header: Vec<String> = (0..16).map(|column| format!("c{column}")).collect();
    let row = |first: &str| format!("{first}{}\n", ",1".repeat(15));
    let text = format!("{}\n{}{}", header.join(","), row("007").repeat(32_768), row("x"));
    let frame = read("m.csv", text.as_bytes()).unwrap();
    let values = &frame.column("c0").unwrap().values;
    assert_eq!((&values[0], &values[32_768]), (&Value::Int(7), &Value::text("x")));
    let written = write::delimited(&frame, b'\t');
    assert_eq!(TableFormat::Tsv, engine::table::detect("m.tsv", &written).unwrap());
}
