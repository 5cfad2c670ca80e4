//! Small files that unpack to much, or hold little very often, under the allocator that refuses more than its limit.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Write};

use engine::check::{Reference, Split, check};
use engine::scoring::{Prepared, RuleSet, Scored, Truth};
use engine::table::read;
use fuzz::MEMORY;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What reading, checking and scoring one file may take, in bytes.
const OF_ONE_FILE: usize = 300_000_000;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A workbook of one sheet and one shared string.
fn workbook(rows: &str, string: &str) -> Vec<u8> {
    let typed = |part: &str, kind: &str| {
        format!("<Override PartName=\"/xl/{part}.xml\" ContentType=\"{CONTENT}.{kind}+xml\"/>")
    };
    let types = typed("workbook", "sheet.main") + &typed("strings", "sharedStrings");
    let sheet = "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r\"/></sheets>";
    let link = format!("<Relationship Id=\"r\" Type=\"{OFFICE}/worksheet\" Target=\"sheet.xml\"/>");
    let parts = [
        ("[Content_Types].xml", format!("<Types>{types}</Types>")),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{sheet}</workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{PACKAGE}\">{link}</Relationships>")),
        ("xl/sheet.xml", format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")),
        ("xl/strings.xml", format!("<sst xmlns=\"{MAIN}\"><si><t>{string}</t></si></sst>")),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        writer.start_file(path, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn inline(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn files() -> [(&'static str, Vec<u8>); 12] {
    let header = format!("<row>{}{}</row>", inline("index"), inline("prediction"));
    let shared = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>";
    let sparse = |row: usize| format!("{{\"index\": {row}, \"key {row}\": 1}}\n");
    let texts = [
        // One index in many rows, the last of which has a long prediction: what all of them are judged by.
        ("m.csv", format!("index,answer,A,prediction\n{}0,A,x,{}\n", "0,A,x,A\n".repeat(20_000), "x".repeat(1 << 20))),
        ("m.csv", format!("index,prediction\n{}", "1\n".repeat(2_000_000))),
        ("m.tsv", format!("{}\n", "\t".repeat(16_383)).repeat(500)),
        ("m.json", format!("[{}{{}}]", "{},".repeat(2_000_000))),
        ("m.json", format!("[{{\"index\": 0, \"prediction\": [{}1]}}]", "1,".repeat(5_000_000))),
        ("m.json", "[".repeat(5_000_000)),
        ("m.jsonl", (0..20_000).map(sparse).collect()),
        ("m.jsonl", format!("{{\"index\": 0}}\n{}", "\n".repeat(5_000_000))),
    ];
    let [repeated, rows, wide, objects, members, nested, keys, lines] =
        texts.map(|(name, text)| (name, text.into_bytes()));
    [
        repeated,
        rows,
        wide,
        objects,
        members,
        nested,
        keys,
        lines,
        ("m.xlsx", workbook(&inline(&"x".repeat(20 << 20)), "")),
        ("m.xlsx", workbook(&(header + &shared.repeat(2_000)), &"x".repeat(4 << 20))),
        ("m.xlsx", workbook(&"<a>".repeat(500_000), "")),
        ("m.xlsx", workbook("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>", "")),
    ]
}

#[test]
fn small_files_take_little_memory() {
    // Without seeds: what they may take is held.
    let _held: Vec<u8> = Vec::with_capacity(MEMORY - OF_ONE_FILE);
    for (name, bytes) in files() {
        check(name, &bytes, &Reference::Split(Split::Val));
        let Some(predictions) = read(name, &bytes).ok().and_then(|frame| Prepared::new(frame).ok()) else { continue };
        let truth = Truth::own(&predictions).unwrap_or_else(|| Truth::new([]));
        Scored::new(&predictions, &truth, RuleSet::LATEST).result_text(&predictions, b'\t').ok();
    }
}
