//! Files made to break a reader: a clear finding, in little time and memory.

use std::fmt::Write as _;
use std::future::{Future, pending, ready};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use engine::check::{FindingKind as Kind, Reference, Severity, Split};
use engine::limits::Limit;
use engine::pause::Pause;
use engine::table::{TableError, open, read_paused};

use super::files::{Cell, cells, workbook, zipped};
use super::foreign;
use super::tables::{FORMATS, kinds, predictions, report};

#[test]
fn empty_files_are_unreadable() {
    for extension in FORMATS {
        for content in ["", "\n\n", "  \t\r\n"] {
            let found = report(&format!("m.{extension}"), content.as_bytes());
            assert_eq!(kinds(&found), [Kind::FileUnreadable].into(), "{extension} {content:?}");
        }
    }
}

#[test]
fn noise_is_unreadable() {
    let zeros = vec![0_u8; 4096];
    let noise: Vec<u8> = (0..4096_u32).map(|place| (place.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let picture = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0"[..], &zeros[..100]].concat();
    // Nothing in it that a text could not hold but its beginning.
    let compressed = [&b"\x1F\x8B\x08"[..], &"数据".repeat(500).into_bytes(), b"\xFF"].concat();
    for bytes in [&zeros, &noise, &picture, &compressed] {
        for extension in FORMATS {
            let found = kinds(&report(&format!("m.{extension}"), bytes));
            assert_eq!(found, [Kind::FileUnreadable].into(), "{extension}");
        }
    }
}

#[test]
fn broken_json_is_unreadable() {
    let text = predictions().json();
    let single = text.replace('"', "'");
    let deep = format!("[{}", "[".repeat(1_000_000));
    let objects = "{\"a\":".repeat(1_000_000);
    for broken in
        [&text[..text.len() - 20], &single, &deep, &objects, "[1, 2]", "{\"index\": {\"0\": 1}}", "[{\"index\": 0},]"]
    {
        let found = kinds(&report("m.json", broken.as_bytes()));
        assert_eq!(found, [Kind::FileUnreadable].into(), "{}", &broken[..20.min(broken.len())]);
    }
    let lines = predictions().json_lines();
    let found = kinds(&report("m.jsonl", &lines.as_bytes()[..lines.len() - 30]));
    assert_eq!(found, [Kind::FileUnreadable].into());
}

#[test]
fn rows_with_too_many_fields_are_unreadable() {
    let text = predictions().delimited(',');
    for row in [1, 2, 5] {
        let mut lines: Vec<&str> = text.lines().collect();
        let longer = format!("{},too,many", lines[row]);
        lines[row] = &longer;
        let found = kinds(&report("m.csv", lines.join("\n").as_bytes()));
        assert_eq!(found, [Kind::FileUnreadable].into(), "row {row}");
    }
    let open = format!("{text}120,\"never closed\n");
    assert_eq!(kinds(&report("m.csv", open.as_bytes())), [Kind::FileUnreadable].into());
}

#[test]
fn damaged_workbooks_are_unreadable() {
    let bytes = predictions().xlsx();
    for length in [4, 100, bytes.len() / 2, bytes.len() - 1] {
        let found = report("m.xlsx", &bytes[..length]);
        assert_eq!(found.severity(), Severity::Error, "{length}");
        assert_eq!(kinds(&found), [Kind::FileUnreadable].into(), "{length}");
    }
    let mut damaged = bytes.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0xAA);
    assert_eq!(report("m.xlsx", &damaged).severity(), Severity::Error);
}

#[test]
fn other_containers_are_told() {
    let part = |path: &str| (path.to_owned(), "<x/>".to_owned());
    for parts in
        [vec![part("content.xml"), part("mimetype")], vec![part("word/document.xml")], vec![part("xl/workbook.bin")]]
    {
        assert_eq!(kinds(&report("m.xlsx", &zipped(&parts))), [Kind::ExtensionMismatch].into());
    }
    let ole = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600]].concat();
    assert_eq!(kinds(&report("m.xlsx", &ole)), [Kind::ExtensionMismatch].into());
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = report("m.xlsx", &[&ole, &stream[..]].concat());
    assert_eq!(kinds(&locked), [Kind::ExtensionMismatch, Kind::FileUnreadable].into());
    assert!(locked.finding(Kind::FileUnreadable).unwrap().details.to_string().contains("password"));
}

#[test]
fn sheets_that_claim_to_be_huge_cost_nothing() {
    let table = predictions();
    let clean = workbook(&[("Sheet1", cells(&table))]);
    assert_eq!(report("m.xlsx", &clean).findings, []);
    let far = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
               <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    let mut parts = unzipped(&clean);
    for (path, content) in &mut parts {
        if path.contains("sheet1") {
            far.clone_into(content);
        }
    }
    assert_eq!(kinds(&report("m.xlsx", &zipped(&parts))), [Kind::FileUnreadable].into());
    // The claim alone is harmless.
    let mut claimed = unzipped(&clean);
    for (path, content) in &mut claimed {
        if path.contains("sheet1") {
            *content = content.replace("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>");
        }
    }
    assert_eq!(report("m.xlsx", &zipped(&claimed)).findings, []);
}

#[test]
fn bombs_are_refused_before_they_unpack() {
    let clean = workbook(&[("Sheet1", vec![vec![Cell::Text("index")]])]);
    let mut parts = unzipped(&clean);
    parts.push(("xl/media/bomb.xml".to_owned(), " ".repeat(1 << 20)));
    let mut bytes = zipped(&parts);
    assert!(!kinds(&report("m.xlsx", &bytes)).contains(&Kind::FileUnreadable));
    // The size that the last entry of the directory declares.
    let entry = bytes.windows(4).rposition(|start| start == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&(600_u32 << 20).to_le_bytes());
    let found = report("m.xlsx", &bytes);
    assert_eq!(kinds(&found), [Kind::FileUnreadable].into());
    assert!(matches!(found.failure, Some(TableError::TooLarge { .. })));
}

#[test]
fn what_is_many_is_refused_or_costs_little() {
    let too_large = |name: &str, bytes: &[u8]| match report(name, bytes).failure {
        Some(TableError::TooLarge { what, .. }) => what,
        other => panic!("{name}: {other:?}"),
    };
    // One record and nothing but line breaks after it.
    let lines = format!("{{\"index\": 0, \"prediction\": \"A\"}}\n{}", "\n".repeat(4 << 20));
    assert_eq!(kinds(&report("m.jsonl", lines.as_bytes())), [Kind::FileUnreadable].into());
    // Each record with keys of its own: rows × columns, although few cells are filled.
    let sparse: Vec<String> = (0..2_100).map(|row| format!("{{\"index\": {row}, \"k{row}\": 1}}")).collect();
    assert_eq!(too_large("m.json", format!("[{}]", sparse.join(",")).as_bytes()), Limit::Cells);
    assert_eq!(too_large("m.jsonl", sparse.join("\n").as_bytes()), Limit::Cells);
    let mut many = String::new();
    for number in 0..10_001 {
        write!(many, "<Relationship Id=\"x{number}\" Type=\"z\" Target=\"y\"/>").unwrap();
    }
    let mut parts = unzipped(&workbook(&[("Sheet1", cells(&predictions()))]));
    for (path, content) in &mut parts {
        if path.contains("workbook.xml.rels") {
            *content = content.replace("</Relationships>", &format!("{many}</Relationships>"));
        }
    }
    assert_eq!(too_large("m.xlsx", &zipped(&parts)), Limit::Relationships);
}

#[test]
fn columns_that_differ_in_case_only_are_one_collision() {
    // Every way to write a name of twelve letters.
    let variant = |bits: u32| -> String {
        let letter = |(at, letter): (usize, char)| {
            if (bits >> at) & 1 == 1 { letter.to_ascii_uppercase() } else { letter }
        };
        "abcdefghijkl".chars().enumerate().map(letter).collect()
    };
    let mut table = predictions();
    table.header.extend((0..1 << 12).map(variant));
    for row in &mut table.rows {
        row.resize(table.header.len(), "x".to_owned());
    }
    for format in ["csv", "tsv"] {
        let found = report(&format!("m.{format}"), &table.bytes(format));
        assert_eq!(found.finding(Kind::ColumnCollision).unwrap().count, 1, "{format}");
    }
}

#[test]
fn one_long_line_is_no_trouble() {
    let long = "x".repeat(8 << 20);
    let found = report("m.csv", long.as_bytes());
    assert_eq!(found.severity(), Severity::Error);
    let commas = ",".repeat(2 << 20);
    assert_eq!(kinds(&report("m.csv", commas.as_bytes())), [Kind::FileUnreadable].into());
    let quoted = format!("{}\"{long}", predictions().delimited(','));
    assert_eq!(kinds(&report("m.csv", quoted.as_bytes())), [Kind::FileUnreadable].into());
}

/// Counts how often it is asked, and never goes on from the last time it allows.
struct Counted {
    asked: Cell32,
    allowed: u32,
}

type Cell32 = std::cell::Cell<u32>;

impl Pause for Counted {
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() > self.allowed { Box::pin(pending()) } else { Box::pin(ready(())) }
    }
}

#[test]
fn long_work_can_be_left() {
    let mut table = predictions();
    let rows = (0..4_000).map(|number| {
        let mut row = table.rows[number % 12].clone();
        row[0] = number.to_string();
        row
    });
    table.rows = rows.collect();
    let workbook = workbook(&[("Sheet1", cells(&table))]);
    let own =
        [("m.xlsx", workbook), ("m.json", table.json().into_bytes()), ("m.jsonl", table.json_lines().into_bytes())];
    let foreign = foreign::files(4_000).into_iter().map(|(name, text, _)| (name, text.into_bytes()));
    let mut context = Context::from_waker(Waker::noop());
    let counted = |allowed| Counted { asked: Cell32::default(), allowed };
    for (name, bytes) in own.into_iter().chain(foreign) {
        let generous = counted(u32::MAX);
        let mut work = Box::pin(open(name, &bytes, &generous));
        let Poll::Ready(opened) = work.as_mut().poll(&mut context) else { panic!("{name} left") };
        let asked = generous.asked.get();
        assert!(asked > 2, "{name}: {asked}");
        let mut work = Box::pin(opened.compare(&Reference::Split(Split::Val), &generous));
        let Poll::Ready(checked) = work.as_mut().poll(&mut context) else { panic!("{name} left") };
        assert_eq!(checked.report.rows, Some(4_000), "{name}");
        assert!(generous.asked.get() > asked + 2, "{name}: {}", generous.asked.get());
        let strict = counted(1);
        let mut work = Box::pin(open(name, &bytes, &strict));
        assert!(work.as_mut().poll(&mut context).is_pending(), "{name}");
        assert_eq!(strict.asked.get(), 2, "{name}");
        let strict = counted(1);
        let mut work = Box::pin(read_paused(name, &bytes, &strict));
        assert!(work.as_mut().poll(&mut context).is_pending(), "{name}");
        assert_eq!(strict.asked.get(), 2, "{name}");
    }
    // JSON that is broken near its end is read twice, each time with pauses.
    let whole = table.json();
    let mut asked = |text: &str| {
        let generous = counted(u32::MAX);
        assert!(Box::pin(open("m.json", text.as_bytes(), &generous)).as_mut().poll(&mut context).is_ready());
        generous.asked.get()
    };
    let (once, twice) = (asked(&whole), asked(&whole[..whole.len() - 20]));
    assert!(twice > once * 3 / 2, "{once} and {twice}");
}

fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|number| {
            let mut file = archive.by_index(number).unwrap();
            let mut content = String::new();
            std::io::Read::read_to_string(&mut file, &mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}
