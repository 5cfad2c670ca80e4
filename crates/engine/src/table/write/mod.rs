//! Writing tables so that VLMEvalKit reads them back, byte for byte as it writes them where the format allows that.

mod xlsx;

use csv::{QuoteStyle, WriterBuilder};

use super::{Column, Frame, TableError, TableFormat, Value, python_float};

pub(super) use xlsx::column_letters;
pub use xlsx::xlsx;

/// Writes a table in a format; JSON lines, which VLMEvalKit does not write, as a list. The format is the one of the bytes.
///
/// # Errors
/// As [`xlsx`].
pub fn table(frame: &Frame, format: TableFormat) -> Result<(TableFormat, Vec<u8>), TableError> {
    match (format, format.delimiter()) {
        (_, Some(delimiter)) => Ok((format, delimited(frame, delimiter))),
        (TableFormat::Xlsx, None) => Ok((format, xlsx(frame)?)),
        (_, None) => Ok((TableFormat::Json, json(frame))),
    }
}

/// Writes `frame.to_csv(index=False, encoding='utf-8', quoting=csv.QUOTE_ALL)`: every field in quotes, quotes doubled,
/// missing cells empty, lines ended by `\n`.
///
/// Dates are written as they print; pandas would drop the time of a column of nothing but midnights.
pub fn delimited(frame: &Frame, delimiter: u8) -> Vec<u8> {
    if frame.columns().is_empty() {
        // pandas' header without names.
        return b"\n".to_vec();
    }
    let mut writer = WriterBuilder::new().delimiter(delimiter).quote_style(QuoteStyle::Always).from_writer(Vec::new());
    let mut written = writer.write_record(frame.columns().iter().map(|column| field(&column.name)));
    for row in 0..frame.row_count() {
        let cell = |column: &Column| column.values.get(row).map(field).unwrap_or_default();
        written = written.and_then(|()| writer.write_record(frame.columns().iter().map(cell)));
    }
    debug_assert!(written.is_ok(), "writing to memory cannot fail, and all rows are as long as the header");
    writer.into_inner().unwrap_or_default()
}

fn field(value: &Value) -> String {
    if value.is_missing() { String::new() } else { value.to_python_text() }
}

/// Writes what `json.dump(frame.to_dict('records'), indent=4, ensure_ascii=False)` gives; missing cells become Python's
/// `NaN`, dates become text.
pub fn json(frame: &Frame) -> Vec<u8> {
    let mut out = String::from("[");
    for row in 0..frame.row_count() {
        out.push_str(if row == 0 { "\n    {" } else { ",\n    {" });
        for (place, column) in frame.columns().iter().enumerate() {
            out.push_str(if place == 0 { "\n        " } else { ",\n        " });
            push_text(&column.name.printed(), &mut out);
            out.push_str(": ");
            push_value(column.values.get(row).unwrap_or(&Value::Missing), &mut out);
        }
        out.push_str("\n    }");
    }
    out.push_str(if frame.row_count() == 0 { "]" } else { "\n]" });
    out.into_bytes()
}

fn push_value(value: &Value, out: &mut String) {
    match value {
        Value::Missing => out.push_str("NaN"),
        Value::None => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Float(f64::INFINITY) => out.push_str("Infinity"),
        Value::Float(f64::NEG_INFINITY) => out.push_str("-Infinity"),
        Value::Float(number) => out.push_str(&python_float(*number)),
        Value::Text(text) | Value::Other(text) => push_text(text, out),
    }
}

/// Python and this library escape alike: quotes, backslashes and control characters below the space.
fn push_text(text: &str, out: &mut String) {
    let json = serde_json::to_string(text);
    debug_assert!(json.is_ok(), "a text can always be written");
    out.push_str(&json.unwrap_or_default());
}
