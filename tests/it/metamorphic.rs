//! What holds of every prediction file: a file cut off anywhere is answered, what is written reads back, and the order of
//! rows does not matter.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use engine::check::{Reference, Split, check};
use engine::scoring::{Prepared, Rule, RuleSet, Scored, Truth};
use engine::table::{Column, Frame, Value, json, read, write};
use proptest::collection::vec;
use proptest::prelude::*;

fn small() -> Frame {
    let column = |name: &str, values: [&str; 2]| Column {
        name: Value::text(name),
        values: values.iter().map(|text| Value::text(text)).collect(),
    };
    let index = Column { name: Value::text("index"), values: vec![Value::Int(0), Value::Int(1)] };
    Frame::new(vec![index, column("question", ["q\"1\"", "心\n"]), column("prediction", ["A", "B, or\tC"])])
}

/// The same table in every format.
fn files(frame: &Frame) -> [(&'static str, Vec<u8>); 5] {
    let list = write::json(frame);
    // An object a line: within texts JSON has no line breaks.
    let lines = String::from_utf8_lossy(&list[1..list.len() - 1]).replace("},\n    {", "}\0{").replace('\n', " ");
    [
        ("m.xlsx", write::xlsx(frame).unwrap()),
        ("m.csv", write::delimited(frame, b',')),
        ("m.tsv", write::delimited(frame, b'\t')),
        ("m.json", list),
        ("m.jsonl", lines.trim().replace('\0', "\n").into_bytes()),
    ]
}

#[test]
fn a_file_cut_off_at_any_byte_is_answered() {
    for (name, bytes) in files(&small()) {
        assert_eq!(read(name, &bytes).unwrap(), small(), "{name}");
        for length in 0..bytes.len() {
            let cut = &bytes[..length];
            if let Ok(frame) = read(name, cut) {
                assert!(frame.row_count() <= 2, "{name} {length}");
                Prepared::new(frame).ok();
            }
            check(name, cut, &Reference::Split(Split::Val));
        }
    }
}

/// Texts that every format holds unchanged: no words for NaN, no numbers, no control characters that spreadsheets escape.
fn text() -> impl Strategy<Value = Value> {
    "t[^\\x00-\\x08\\x0b-\\x1f\\x7f_\u{fffe}\u{ffff}]{0,12}".prop_map(|text| Value::text(&text))
}

fn column(rows: usize) -> impl Strategy<Value = Vec<Value>> {
    let whole = any::<i64>().prop_map(|number| Value::Int(number.into()));
    // Numbers that pandas' own parser reads exactly, and one that is no whole number.
    let quarters = (-1_000_000..1_000_000_i32).prop_map(|number| Value::Float(f64::from(number) / 4.0));
    let floats = vec(quarters, rows).prop_map(|mut values| {
        values[0] = Value::Float(0.25);
        values
    });
    prop_oneof![vec(text(), rows), vec(whole, rows), floats, vec(any::<bool>().prop_map(Value::Bool), rows)]
}

fn frame() -> impl Strategy<Value = Frame> {
    let columns = (1..12_usize, 1..5_usize).prop_flat_map(|(rows, columns)| vec(column(rows), columns));
    columns.prop_map(|columns| {
        let named = |(number, values)| Column { name: Value::text(&format!("column {number}")), values };
        Frame::new(columns.into_iter().enumerate().map(named).collect())
    })
}

const HEADER: &str = "index,question,A,B,answer,category,prediction\n";

proptest! {
    #[test]
    fn what_is_written_reads_back(frame in frame()) {
        for (name, bytes) in &files(&frame)[..4] {
            prop_assert_eq!(&read(name, bytes).unwrap(), &frame, "{}", name);
        }
        prop_assert_eq!(json::read(&write::json(&frame)).unwrap(), frame);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        rows in vec(("[AB]", "(the answer is )?[ABCZ]?( or B)?|liver|lung", 0..4_u8), 1..30),
        order in any::<prop::sample::Index>(),
    ) {
        let line = |(number, (answer, prediction, category)): (usize, &(String, String, u8))| {
            format!("{number},q,liver,lung,{answer},c{category},\"{prediction}\"\n")
        };
        let mut lines: Vec<String> = rows.iter().enumerate().map(line).collect();
        let expected = outcome(&(HEADER.to_owned() + &lines.concat()));
        let middle = order.index(lines.len());
        lines.rotate_left(middle);
        lines.reverse();
        prop_assert_eq!(outcome(&(HEADER.to_owned() + &lines.concat())), expected);
    }
}

/// Letter, rule and correctness of each index, under every rule set.
fn outcome(text: &str) -> BTreeMap<String, Vec<(char, Rule, bool)>> {
    let predictions = Prepared::new(read("m.csv", text.as_bytes()).unwrap()).unwrap();
    let truth = Truth::own(&predictions).unwrap();
    let mut outcome: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for rules in RuleSet::ALL {
        for row in Scored::new(&predictions, &truth, rules).rows {
            let letter = (row.extraction.letter, row.extraction.rule, row.is_correct);
            outcome.entry(row.index.to_string()).or_default().push(letter);
        }
    }
    outcome
}
