//! What VLMEvalKit's tables are grouped by after it has written its result as a workbook and read that again.

use crate::table::{Column, Frame, TableFormat, Value};

/// The columns that its tables look at, in lower case.
const GROUPED: [&str; 6] =
    ["split", "l2-category", "category", "clinical vqa task", "department", "perceptual granularity"];

/// Gives the columns that VLMEvalKit groups by the types that they have when it has read its result again
/// (`vlmeval/dataset/image_mcq.py:GMAIMMBenchDataset.evaluate`): a workbook holds 16 digits of a number, and a float that
/// is whole comes back as an int (`1.0` as `1`), unless its column holds other floats or blanks as well. Delimited text
/// is read as it was before.
pub(super) fn reread(frame: &mut Frame, name: &str) {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if TableFormat::of_extension(extension) != Some(TableFormat::Xlsx) {
        return;
    }
    let is_grouped = |column: &&mut Column| {
        column.name.as_text().is_some_and(|name| GROUPED.contains(&name.to_lowercase().as_str()))
    };
    frame.update(|columns| {
        for column in columns.iter_mut().filter(is_grouped) {
            let cells: Vec<Value> = column.values.iter().map(cell).collect();
            let is_numeric = cells.iter().all(|cell| matches!(cell, Value::Int(_) | Value::Float(_) | Value::Missing));
            let is_whole = cells.iter().all(|cell| matches!(cell, Value::Int(_)));
            column.values = if is_numeric && !is_whole { cells.iter().map(as_float).collect() } else { cells };
        }
    });
}

/// A cell of the column as openpyxl reads it.
fn cell(value: &Value) -> Value {
    let number = match value {
        Value::Float(number) => *number,
        #[expect(clippy::cast_precision_loss, reason = "a workbook's numbers are floats")]
        Value::Int(number) => *number as f64,
        other => return other.clone(),
    };
    let written = format!("{number:.15e}").parse().unwrap_or(number);
    if !f64::is_finite(written) || written.fract() != 0.0 {
        return Value::Float(written);
    }
    #[expect(clippy::cast_possible_truncation, reason = "the cast saturates far beyond what a file holds")]
    Value::Int(written as i128)
}

fn as_float(cell: &Value) -> Value {
    match cell {
        #[expect(clippy::cast_precision_loss, reason = "it was a float")]
        Value::Int(number) => Value::Float(*number as f64),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected values are those of pandas 2.3.3 with `XlsxWriter` 3.3.1 and openpyxl 3.1.5.
    #[test]
    fn numbers_come_back_as_pandas_reads_them() {
        let float = Value::Float;
        let text = || Value::text("a");
        let cases = [
            (vec![float(1.0), float(5.0)], vec![Value::Int(1), Value::Int(5)]),
            (vec![float(1.0), float(5.5)], vec![float(1.0), float(5.5)]),
            (vec![float(1.0), Value::Missing], vec![float(1.0), Value::Missing]),
            (vec![text(), float(1.0)], vec![text(), Value::Int(1)]),
            (vec![text(), float(6.5)], vec![text(), float(6.5)]),
            (vec![float(0.1 + 0.2), float(1.5)], vec![float(0.3), float(1.5)]),
            (vec![float(-0.0), float(3.0)], vec![Value::Int(0), Value::Int(3)]),
            // Infinite numbers are written as words, which are read as numbers again.
            (vec![float(f64::INFINITY), float(1.0)], vec![float(f64::INFINITY), float(1.0)]),
            (vec![float(f64::NEG_INFINITY), Value::Missing], vec![float(f64::NEG_INFINITY), Value::Missing]),
            (vec![Value::Int((1 << 60) + 1), Value::Int(3)], vec![Value::Int(1 << 60), Value::Int(3)]),
            (vec![Value::Bool(true), text()], vec![Value::Bool(true), text()]),
        ];
        for (values, expected) in cases {
            let column = |name: &str| Column { name: Value::text(name), values: values.clone() };
            let mut frame = Frame::new(vec![column("Category"), column("index")]);
            reread(&mut frame, "m.tsv");
            assert_eq!(frame.columns()[0].values, values);
            reread(&mut frame, "m.xlsx");
            assert_eq!(frame.columns()[0].values, expected, "{values:?}");
            assert_eq!(frame.columns()[1].values, values);
        }
    }
}
