//! Files that are small and unpack to much, or hold little but many times: each is refused by the limit that it exceeds,
//! at its place, by whoever scores and by whoever checks.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Write};

use engine::check::{Reference, Severity, Split, check};
use engine::limits::{Limit, Spot};
use engine::scoring::{Prepared, RuleSet, ScoreError, Scored, Truth};
use engine::table::{TableError, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/PART" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="sheet.xml"/></Relationships>"#;
const SHEET: &str = "xl/sheet.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";
const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

/// A workbook with these parts beside those that every workbook has.
fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let has_strings = parts.iter().any(|(path, _)| *path == STRINGS);
    let types =
        if has_strings { TYPES.replace("PART", "sharedStrings.xml") } else { TYPES.replace("sharedStrings", "none") };
    let frame = [
        ("[Content_Types].xml", types.as_str()),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONSHIPS),
    ];
    let is_given = |path: &str| parts.iter().any(|(other, _)| *other == path);
    for (path, content) in frame.iter().filter(|(path, _)| !is_given(path)).chain(parts) {
        writer.start_file(*path, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> String {
    format!("<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")
}

fn strings(items: &str) -> String {
    format!("<sst {MAIN}>{items}</sst>")
}

/// The limit that a file exceeds, and where.
fn exceeded(name: &str, bytes: &[u8]) -> (Limit, Spot) {
    let report = check(name, bytes, &Reference::Split(Split::Val)).report;
    let error = read(name, bytes).unwrap_err();
    assert_eq!(report.failure, Some(error.clone()));
    assert_eq!(report.severity(), Severity::Error);
    match error {
        TableError::TooLarge { what, found, limit, spot } => {
            assert!(found > limit, "{what:?}");
            (what, spot)
        }
        other => panic!("{other:?}"),
    }
}

/// The part in which a workbook exceeds a limit.
fn exceeded_in(parts: &[(&str, &str)]) -> (Limit, String) {
    match exceeded("m.xlsx", &workbook(parts)) {
        (limit, Spot::Part { path, byte }) => {
            assert!(byte > 0, "{limit:?}");
            (limit, path)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_unpacks_to_much_is_refused_where_it_does() {
    let long = "x".repeat(17 << 20);
    let cell = sheet(&format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>"));
    assert_eq!(exceeded_in(&[(SHEET, &cell)]), (Limit::CellBytes, SHEET.to_owned()));
    let one = sheet("<row><c t=\"s\"><v>0</v></c></row>");
    let shared = strings(&format!("<si><t>{long}</t></si>"));
    assert_eq!(exceeded_in(&[(SHEET, &one), (STRINGS, &shared)]), (Limit::CellBytes, STRINGS.to_owned()));
    // In pieces: a reference to a character ends a text of the parser.
    let pieces = strings(&format!("<si><t>{}</t></si>", format!("{}&#65;", &long[..1 << 20]).repeat(17)));
    assert_eq!(exceeded_in(&[(SHEET, &one), (STRINGS, &pieces)]), (Limit::CellBytes, STRINGS.to_owned()));
    let runs = strings(&format!("<si>{}</si>", format!("<r><t>{}</t></r>", &long[..1 << 20]).repeat(17)));
    assert_eq!(exceeded_in(&[(SHEET, &one), (STRINGS, &runs)]), (Limit::CellBytes, STRINGS.to_owned()));
    let titles = format!("<definedName name=\"t\">{}</definedName>", format!("{}&#65;", &long[..1 << 20]).repeat(17));
    let titles = WORKBOOK.replace("</workbook>", &format!("<definedNames>{titles}</definedNames></workbook>"));
    let book = "xl/workbook.xml";
    assert_eq!(exceeded_in(&[(SHEET, &one), (book, &titles)]), (Limit::CellBytes, book.to_owned()));
    let comment = sheet(&format!("<!--{long}-->"));
    assert_eq!(exceeded_in(&[(SHEET, &comment)]), (Limit::CellBytes, SHEET.to_owned()));
}

#[test]
fn markup_of_no_spreadsheet_is_refused() {
    for inside in ["", "<row><c><v>", "<row><c t=\"inlineStr\"><is><t>"] {
        let nested = format!("<worksheet {MAIN}><sheetData>{inside}{}", "<a>".repeat(10_000));
        assert_eq!(exceeded_in(&[(SHEET, &nested)]), (Limit::XmlDepth, SHEET.to_owned()), "{inside}");
    }
    let tag = sheet(&format!("<row {}=\"1\"/>", "a".repeat(100_000)));
    assert_eq!(exceeded_in(&[(SHEET, &tag)]), (Limit::TagBytes, SHEET.to_owned()));
    let code = "[".repeat(5_000);
    let styles =
        format!("<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{code}\"/></numFmts></styleSheet>");
    assert_eq!(exceeded_in(&[(SHEET, &sheet("")), (STYLES, &styles)]), (Limit::FormatBytes, STYLES.to_owned()));
    let entries = [b"PK\x03\x04".to_vec(), b"PK\x01\x02".repeat(50_001)].concat();
    assert_eq!(exceeded("m.xlsx", &entries), (Limit::Parts, Spot::File));
}

#[test]
fn a_workbook_of_very_many_sheets_is_refused() {
    let of = |sheets: usize| {
        let sheet = r#"<sheet name="S" sheetId="1" r:id="r1"/>"#;
        WORKBOOK.replace(sheet, &sheet.repeat(sheets))
    };
    let most = usize::try_from(Limit::Sheets.most()).unwrap();
    let (one, book) = (sheet("<row><c><v>1</v></c></row>"), "xl/workbook.xml");
    assert!(read("m.xlsx", &workbook(&[(SHEET, &one), (book, &of(most))])).is_ok());
    assert_eq!(exceeded_in(&[(SHEET, &one), (book, &of(most + 1))]), (Limit::Sheets, book.to_owned()));
}

#[test]
fn one_text_in_many_cells_counts_in_each() {
    let shared = strings(&format!("<si><t>{}</t></si>", "x".repeat(15 << 20)));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(13);
    let many = sheet(&format!("<row/><row>{cells}</row>"));
    assert_eq!(exceeded_in(&[(SHEET, &many), (STRINGS, &shared)]), (Limit::TextBytes, SHEET.to_owned()));
    // As names of columns even a few are too many.
    let header = sheet("<row><c t=\"s\"><v>0</v></c></row>");
    let bytes = workbook(&[(SHEET, &header), (STRINGS, &shared)]);
    assert_eq!(exceeded("m.xlsx", &bytes), (Limit::HeaderBytes, Spot::Record(0)));
    let text = format!("index,{}\n0,A\n", "x".repeat(2 << 20));
    assert_eq!(exceeded("m.csv", text.as_bytes()), (Limit::HeaderBytes, Spot::Record(0)));
    let json = format!("[{{\"index\": 0}}, {{\"{}\": 1}}]", "x".repeat(2 << 20));
    assert_eq!(exceeded("m.json", json.as_bytes()), (Limit::HeaderBytes, Spot::Record(2)));
}

#[test]
fn very_many_rows_cells_and_members_are_refused() {
    const ROWS: usize = 250_001;
    let rows = ROWS as u64;
    assert_eq!(rows, Limit::Rows.most() + 1);
    let lines = "1\n".repeat(ROWS);
    assert_eq!(exceeded("m.csv", format!("index\n{lines}").as_bytes()), (Limit::Rows, Spot::Record(rows)));
    let objects = "{},".repeat(ROWS);
    assert_eq!(exceeded("m.json", format!("[{objects}{{}}]").as_bytes()).0, Limit::Rows);
    let far = sheet(&format!("<row r=\"{}\"><c><v>1</v></c></row>", rows + 1));
    assert_eq!(exceeded_in(&[(SHEET, &far)]).0, Limit::Rows);
    // Rows of blank fields below a wide header.
    let wide = format!("{}\n", ",".repeat(16_383)).repeat(93);
    assert_eq!(exceeded("m.csv", wide.as_bytes()), (Limit::Cells, Spot::Record(92)));
    let short = format!("{}\n{}", ",".repeat(16_383), "1\n".repeat(92));
    assert_eq!(exceeded("m.csv", short.as_bytes()), (Limit::Cells, Spot::Record(92)));
    let members = "1,".repeat(100_000);
    assert_eq!(exceeded("m.json", format!("[{{\"a\": [{members}1]}}]").as_bytes()), (Limit::Members, Spot::Record(1)));
    let members = "{\"a\":1},".repeat(50_001);
    assert_eq!(exceeded("m.jsonl", format!("{{\"a\": [{members}1]}}").as_bytes()), (Limit::Members, Spot::Record(1)));
}

#[test]
fn rows_that_a_program_left_blank_count_for_nothing() {
    let blank =
        sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\" s=\"1\"><c r=\"A1048576\"/></row>");
    let frame = read("m.xlsx", &workbook(&[(SHEET, &blank)])).unwrap();
    assert_eq!((frame.columns().len(), frame.row_count()), (1, 0));
}

#[test]
fn an_index_repeated_beside_a_long_prediction_is_scored() {
    let long = "x".repeat(1_000_000);
    let text = format!("index,question,answer,A,prediction\n0,q,A,liver,{long}\n{}", "0,q,A,liver,A\n".repeat(2_000));
    let predictions = Prepared::new(read("m.csv", text.as_bytes()).unwrap()).unwrap();
    let scored = Scored::new(&predictions, &Truth::own(&predictions).unwrap(), RuleSet::R2026);
    assert_eq!((scored.rows.len(), scored.correct()), (2_001, 2_001));
    assert!(scored.result_text(&predictions, b'\t').is_ok());
    let report = check("m.csv", text.as_bytes(), &Reference::Split(Split::Val)).report;
    assert_eq!(report.rows, Some(2_001));
}

/// VLMEvalKit's `log` is the prediction of the index's last row, in each of its rows.
#[test]
fn a_result_is_written_unless_the_copies_in_it_fill_the_memory() {
    let long = format!("{} A", "x".repeat(1_000_000));
    let text =
        |rows| format!("index,question,answer,A,prediction\n{}0,q,A,liver,{long}\n", "0,q,A,liver,A\n".repeat(rows));
    let written = |rows| {
        let predictions = Prepared::new(read("m.csv", text(rows).as_bytes()).unwrap()).unwrap();
        let scored = Scored::new(&predictions, &Truth::own(&predictions).unwrap(), RuleSet::R2026);
        scored.result_text(&predictions, b'\t').map(|result| result.len())
    };
    assert!(written(5).unwrap() > 5_000_000);
    let limit = Limit::TextBytes.most();
    assert_eq!(written(200), Err(ScoreError::LogsTooLong { bytes: 200 * 1_000_002, limit }));
}

/// The size of TEST's evaluation in miniature: long reasoning, 25 columns, base64 where no prediction is.
#[test]
fn long_reasoning_and_pictures_are_read() {
    let columns: Vec<String> = (0..23).map(|column| format!("column{column}")).collect();
    let header = format!("index\tprediction\t{}\n", columns.join("\t"));
    let row = |row: usize| format!("{row}\t{}\t{}x\n", "because ".repeat(4_000), "x\t".repeat(22));
    let text = header + &(0..50).map(row).collect::<String>();
    assert_eq!(read("m.tsv", text.as_bytes()).unwrap().row_count(), 50);
    let dataset = format!("index\timage\tquestion\n0\t{}\tq\n", "iVBORw0K".repeat(3 << 20));
    assert_eq!(read("m.tsv", dataset.as_bytes()).unwrap().row_count(), 1);
}

#[test]
fn json_of_other_programs_takes_no_more_than_its_table_may() {
    // Names that stand once in the file and in each record of the table.
    let cells: Vec<String> = (0..500).map(|row| format!("\"{row}\":1")).collect();
    let (cells, name) = (cells.join(","), "x".repeat(1 << 20));
    let columns = format!("{{\"prediction\":{{{cells}}},\"{name}\":{{{cells}}}}}");
    assert_eq!(exceeded("m.json", columns.as_bytes()), (Limit::TableBytes, Spot::File));
    let row = "[1,1],".repeat(500);
    let split = format!("{{\"columns\":[\"prediction\",\"{name}\"],\"data\":[{row}[1,1]]}}");
    assert_eq!(exceeded("m.json", split.as_bytes()), (Limit::TableBytes, Spot::File));
    // More members than fit.
    let answers = format!("{{{}\"0\":1}}", "\"0\":1,".repeat(2_000_000));
    assert_eq!(exceeded("m.json", answers.as_bytes()), (Limit::TableBytes, Spot::File));
}
