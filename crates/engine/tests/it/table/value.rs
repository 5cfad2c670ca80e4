//! Cells: how they print, and their order.

use std::cmp::Ordering;

use engine::table::{Column, Frame, Value, python_float};
use proptest::prelude::*;

#[test]
fn floats_print_as_python_repr() {
    let cases = [
        (5.0, "5.0"),
        (100_000.0, "100000.0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e16, "1e+16"),
        (9_999_999_999_999_998.0, "9999999999999998.0"),
        (1.5e-5, "1.5e-05"),
        (0.0001, "0.0001"),
        (-0.0, "-0.0"),
        (1e300, "1e+300"),
        (f64::NEG_INFINITY, "-inf"),
        (2_254_241_657_439_077.0 / 4.0, "563560414359769.2"),
        (2_251_799_813_685_251.0 / 4.0, "562949953421312.8"),
        (0.000_123, "0.000123"),
        (5e-324, "5e-324"),
        (1234.5, "1234.5"),
    ];
    for (number, printed) in cases {
        assert_eq!(python_float(number), printed);
    }
}

/// Numbers that rounding would make equal, and their neighbours.
fn number() -> impl Strategy<Value = Value> {
    let close = (60..127_u32, -3..3_i128).prop_map(|(bits, off)| Value::Int((1 << bits) + off));
    let powers = (60..1023_i32, any::<bool>()).prop_map(|(bits, negative)| {
        let power = 2_f64.powi(bits);
        Value::Float(if negative { -power } else { power })
    });
    let floats = any::<f64>().prop_filter("NaN is `Missing`", |number| !number.is_nan()).prop_map(Value::Float);
    let halves = (-8..8_i32).prop_map(|halves| Value::Float(f64::from(halves) / 2.0));
    prop_oneof![close, powers, floats, halves, any::<bool>().prop_map(Value::Bool), any::<i128>().prop_map(Value::Int)]
}

/// Cells of every type.
fn cell() -> impl Strategy<Value = Value> {
    let text = "[ab0]{0,2}".prop_map(|text| Value::text(&text));
    let other = "[ab0]{0,2}".prop_map(|text| Value::Other(text.into()));
    prop_oneof![4 => number(), 1 => text, 1 => other, 1 => Just(Value::Missing), 1 => Just(Value::None)]
}

proptest! {
    #[test]
    fn numbers_are_in_a_total_order(a in number(), b in number(), c in number()) {
        let order = |a: &Value, b: &Value| a.python_cmp(b).unwrap();
        prop_assert_eq!(order(&a, &a), Ordering::Equal);
        prop_assert_eq!(order(&a, &b), order(&b, &a).reverse());
        let mut sorted = [a, b, c];
        sorted.sort_by(|a, b| order(a, b));
        let [a, b, c] = &sorted;
        prop_assert!(order(a, b).is_le() && order(b, c).is_le() && order(a, c).is_le());
        prop_assert_eq!(order(a, c).is_eq(), order(a, b).is_eq() && order(b, c).is_eq());
    }

    #[test]
    fn all_cells_are_in_a_total_order(a in cell(), b in cell(), c in cell()) {
        prop_assert_eq!(a.total_cmp(&a), Ordering::Equal);
        prop_assert_eq!(a.total_cmp(&b), b.total_cmp(&a).reverse());
        prop_assert!(a.python_cmp(&b).is_none_or(|order| order == a.total_cmp(&b)));
        let mut sorted = [a, b, c];
        sorted.sort_by(Value::total_cmp);
        let [a, b, c] = &sorted;
        prop_assert!(a.total_cmp(b).is_le() && b.total_cmp(c).is_le() && a.total_cmp(c).is_le());
        prop_assert_eq!(a.total_cmp(c).is_eq(), a.total_cmp(b).is_eq() && b.total_cmp(c).is_eq());
    }
}

#[test]
fn whole_numbers_are_not_rounded_to_compare_them() {
    let float = Value::Float(9_007_199_254_740_992.0);
    assert_eq!(Value::Int(9_007_199_254_740_993).python_cmp(&float), Some(Ordering::Greater));
    assert_eq!(Value::Int(9_007_199_254_740_992).python_cmp(&float), Some(Ordering::Equal));
    assert_eq!(Value::Float(-0.5).python_cmp(&Value::Int(0)), Some(Ordering::Less));
    assert_eq!(Value::Int(i128::MAX).python_cmp(&Value::Float(f64::INFINITY)), Some(Ordering::Less));
    assert_eq!(Value::Int(i128::MIN).python_cmp(&Value::Float(f64::NEG_INFINITY)), Some(Ordering::Greater));
}

#[test]
fn text_and_numbers_have_no_order() {
    assert_eq!(Value::text("1").python_cmp(&Value::Int(1)), None);
    assert_eq!(Value::Missing.python_cmp(&Value::text("a")), None);
    assert_eq!(Value::Bool(true).python_cmp(&Value::Int(0)), Some(Ordering::Greater));
}
#[test]
fn columns_of_a_table_are_of_one_length() {
    let mut frame = Frame::new(vec![Column::named("a", vec![Value::Int(1)]), Column::named("b", Vec::new())]);
    assert_eq!(frame.columns()[1].values, [Value::Missing]);
    frame.update(|columns| columns.push(Column::named("c", vec![Value::None; 2])));
    assert_eq!(frame.row_count(), 2);
    assert!(frame.columns().iter().all(|column| column.values.len() == 2));
}
