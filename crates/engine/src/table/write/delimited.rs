//! Delimited text, byte for byte as pandas writes it for VLMEvalKit.

use csv::{QuoteStyle, WriterBuilder};

use crate::table::{Column, Frame, Value};

/// Writes `frame.to_csv(index=False, encoding='utf-8', quoting=csv.QUOTE_ALL)`: every field in quotes, quotes doubled,
/// missing cells empty, lines ended by `\n`.
///
/// Dates are written as they print; pandas would drop the time of a column of nothing but midnights.
pub fn delimited(frame: &Frame, delimiter: u8) -> Vec<u8> {
    let mut writer = WriterBuilder::new().delimiter(delimiter).quote_style(QuoteStyle::Always).from_writer(Vec::new());
    let header = frame.columns.iter().map(|column| field(&column.name));
    let mut written = writer.write_record(header);
    for row in 0..frame.row_count() {
        let cell = |column: &Column| column.values.get(row).map(field).unwrap_or_default();
        written = written.and_then(|()| writer.write_record(frame.columns.iter().map(cell)));
    }
    debug_assert!(written.is_ok(), "writing to memory cannot fail, and all rows are as long as the header");
    if frame.columns.is_empty() {
        // pandas' header without names.
        return b"\n".to_vec();
    }
    writer.into_inner().unwrap_or_default()
}

fn field(value: &Value) -> String {
    if value.is_missing() { String::new() } else { value.to_python_text() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_quoted() {
        let frame = Frame {
            columns: vec![
                Column {
                    name: Value::text("a"),
                    values: vec![Value::text("q\"q"), Value::None, Value::text("l1\r\nl2")],
                },
                Column { name: Value::Int(5), values: vec![Value::Float(1e16), Value::Missing, Value::Bool(true)] },
            ],
        };
        let text = "\"a\"\t\"5\"\n\"q\"\"q\"\t\"1e+16\"\n\"\"\t\"\"\n\"l1\r\nl2\"\t\"True\"\n";
        assert_eq!(delimited(&frame, b'\t'), text.as_bytes());
        assert_eq!(delimited(&Frame::default(), b','), b"\n");
    }
}
