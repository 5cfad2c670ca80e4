//! The types that pandas gives columns of text.

use engine::table::typing::{ColumnType, rows_at_a_time};
use engine::table::{Column, Frame, Value, write, xlsx};

fn typed(texts: &[&str]) -> (ColumnType, Vec<Value>) {
    let kind = ColumnType::of(&texts.iter().copied());
    (kind, texts.iter().map(|text| kind.value(text)).collect())
}

#[test]
fn one_value_decides_for_all() {
    assert_eq!(typed(&["007", "-1"]), (ColumnType::Int, vec![Value::Int(7), Value::Int(-1)]));
    assert_eq!(typed(&["3", "NA"]), (ColumnType::FloatFromInt, vec![Value::Float(3.0), Value::Missing]));
    assert_eq!(typed(&["1e5", "3"]), (ColumnType::Float, vec![Value::Float(1e5), Value::Float(3.0)]));
    assert_eq!(typed(&["tRue", "FALSE"]), (ColumnType::Bool, vec![Value::Bool(true), Value::Bool(false)]));
    assert_eq!(typed(&["true", ""]), (ColumnType::BoolObject, vec![Value::Bool(true), Value::Missing]));
    assert_eq!(typed(&["true", "1"]), (ColumnType::Text, vec![Value::text("true"), Value::text("1")]));
    assert_eq!(typed(&["nan", "null"]).0, ColumnType::Float);
    assert_eq!(typed(&["007", "x", "None"]).1, [Value::text("007"), Value::text("x"), Value::Missing]);
}

#[test]
fn blocks_are_smaller_in_wider_files() {
    let rows = [(1, 524_288), (2, 262_144), (15, 65_536), (16, 32_768), (31, 32_768), (32, 16_384), (2_000_000, 1)];
    for (columns, expected) in rows {
        assert_eq!(rows_at_a_time(columns), expected, "{columns}");
    }
}

#[test]
fn integers_beyond_int64() {
    const U64: &str = "9223372036854775808";
    const HUGE: &str = "99999999999999999999";
    for (texts, kind) in [
        (vec![U64, "1"], ColumnType::UnsignedInt),
        (vec![U64, "-1"], ColumnType::Text),
        (vec![U64, ""], ColumnType::TextWithoutNan),
        (vec!["1", ""], ColumnType::FloatFromInt),
        (vec![U64, "1.5"], ColumnType::Float),
        (vec!["", U64, "1.5"], ColumnType::Float),
        (vec![HUGE, "1.5"], ColumnType::Text),
        (vec!["1.5", HUGE], ColumnType::Float),
        (vec!["18446744073709551616.0", "1"], ColumnType::Text),
        (vec!["18446744073709551615.0", "1"], ColumnType::Float),
        (vec!["-9223372036854775809", "1"], ColumnType::Text),
        (vec!["-99999999999999999999", "1.5"], ColumnType::Float),
    ] {
        assert_eq!(ColumnType::of(&texts.iter().copied()), kind, "{texts:?}");
    }
}

#[test]
fn parts_find_a_common_type() {
    use ColumnType::{Bool, BoolObject, Empty, Float, FloatFromInt, Int, Text, UnsignedInt};
    assert_eq!(ColumnType::concatenated(&[Int, Float]), [Float, Float]);
    assert_eq!(ColumnType::concatenated(&[Int, Empty]), [Int, Int]);
    assert_eq!(ColumnType::concatenated(&[Int, UnsignedInt]), [Float, Float]);
    assert_eq!(ColumnType::concatenated(&[Int, Text, Float]), [Int, Text, Float]);
    assert_eq!(ColumnType::concatenated(&[Int, FloatFromInt]), [Float, FloatFromInt]);
    assert_eq!(ColumnType::concatenated(&[Bool, Bool]), [Bool, Bool]);
    assert_eq!(ColumnType::concatenated(&[Bool, Int]), [Int, Int]);
    assert_eq!(ColumnType::concatenated(&[Bool, Float]), [Float, Float]);
    assert_eq!(ColumnType::concatenated(&[BoolObject, Float]), [BoolObject, Float]);
    assert_eq!(Int.value("true"), Value::Int(1));
    assert_eq!(Float.value("True"), Value::Float(1.0));
}
#[test]
fn numbers_are_read_as_pandas_reads_them() {
    let cases = [
        ("1", Some((Value::Int(1), 1.0))),
        (" +5\n", Some((Value::Int(5), 5.0))),
        ("007", Some((Value::Int(7), 7.0))),
        ("1.", Some((Value::Float(1.0), 1.0))),
        (".5", Some((Value::Float(0.5), 0.5))),
        ("1e5", Some((Value::Float(1e5), 1e5))),
        ("0.30000000000000004", Some((Value::Float(0.3), 0.3))),
        ("-780e-708", Some((Value::Float(0.0), 0.0))),
        ("-1e-320", Some((Value::Float(-1e-320), -1e-320))),
        ("-inf", Some((Value::Float(f64::NEG_INFINITY), f64::NEG_INFINITY))),
        ("+Infinity", Some((Value::Float(f64::INFINITY), f64::INFINITY))),
        ("2.2250738585072011e-308", Some((Value::Float(2.225_073_858_507_201e-308), 2.225_073_858_507_201e-308))),
        (" inf", None),
        ("", None),
        (".", None),
        ("1e", None),
        ("1e+", None),
        ("1e400", None),
        ("1_0", None),
        ("0x10", None),
        ("1,000", None),
        ("--1", None),
        ("1 2", None),
        ("\u{a0}1", None),
    ];
    for (text, number) in cases {
        // As text in a spreadsheet; blank ones are missing.
        let own = xlsx::read(&write::xlsx(&Frame::new(vec![Column::named("n", vec![Value::text(text)])])).unwrap());
        let own = own.unwrap().columns()[0].values.first().cloned().filter(|value| !value.is_missing());
        let expected = number.as_ref().map_or_else(|| Value::text(text), |(value, _)| value.clone());
        assert_eq!(own, Some(expected).filter(|value| *value != Value::text("")), "{text:?}");
        // And as a float in delimited text.
        let float = number.map_or_else(|| Value::text(text), |(_, float)| Value::Float(float));
        let kind = ColumnType::of(&["0.5", text].into_iter());
        assert!(text.is_empty() || kind.value(text) == float, "{text:?}");
    }
}
#[test]
fn integers() {
    let typed = |text: &str| {
        let kind = ColumnType::of(&[text].into_iter());
        (kind, kind.value(text))
    };
    for (text, number) in [("5", 5), (" +5", 5), ("-5\t", -5), ("\u{b}007", 7)] {
        assert_eq!(typed(text), (ColumnType::Int, Value::Int(number)), "{text:?}");
    }
    assert_eq!(typed("18446744073709551615"), (ColumnType::UnsignedInt, Value::Int(u64::MAX.into())));
    // Too large for 64 bits, which makes a text of a number; no literals of integers are left to the other types.
    for text in ["18446744073709551616", &"9".repeat(50), "18446744073709551616.0", "-9223372036854775809e1"] {
        assert_eq!(typed(text), (ColumnType::Text, Value::text(text)), "{text}");
    }
    assert_eq!(typed("").0, ColumnType::Float);
    for text in ["+", "- 5", "--1", "1 2", "1_000", "0x10", "1\u{a0}", "５"] {
        assert_eq!(typed(text), (ColumnType::Text, Value::text(text)), "{text:?}");
    }
    assert_eq!(typed("1.0"), (ColumnType::Float, Value::Float(1.0)));
    assert_eq!(typed("18446744073709551615.5").0, ColumnType::Float);
}
