//! JSON as VLMEvalKit writes a table: a list of objects.

use crate::table::{Frame, Value, python_float};

/// Writes what `json.dump(frame.to_dict('records'), indent=4, ensure_ascii=False)` gives; missing cells become Python's
/// `NaN`, dates become text.
pub fn json(frame: &Frame) -> Vec<u8> {
    let mut out = String::from("[");
    for row in 0..frame.row_count() {
        out.push_str(if row == 0 { "\n    {" } else { ",\n    {" });
        for (place, column) in frame.columns.iter().enumerate() {
            out.push_str(if place == 0 { "\n        " } else { ",\n        " });
            push_text(&column.name.to_python_text(), &mut out);
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
        Value::Float(number) if number.is_infinite() => {
            out.push_str(if *number > 0.0 { "Infinity" } else { "-Infinity" });
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, json as reader};

    #[test]
    fn tables_are_written_as_python_writes_them() {
        let column = |name: &str, values| Column { name: Value::text(name), values };
        let frame = Frame {
            columns: vec![
                column("index", vec![Value::Int(0), Value::Int(1)]),
                column("A", vec![Value::Missing, Value::Float(5.0)]),
                column("B", vec![Value::None, Value::Bool(true)]),
                column("prediction", vec![Value::text("q\"\\\r\n\t\u{8}\u{1f}\u{7f}é😀"), Value::Float(f64::INFINITY)]),
            ],
        };
        // Python: json.dumps([{…}, {…}], indent=4, ensure_ascii=False)
        let python = concat!(
            "[\n    {\n        \"index\": 0,\n        \"A\": NaN,\n        \"B\": null,\n",
            "        \"prediction\": \"q\\\"\\\\\\r\\n\\t\\b\\u001f\u{7f}é😀\"\n    },\n",
            "    {\n        \"index\": 1,\n        \"A\": 5.0,\n        \"B\": true,\n",
            "        \"prediction\": Infinity\n    }\n]",
        );
        assert_eq!(String::from_utf8(json(&frame)).unwrap(), python);
        assert_eq!(json(&Frame::default()), b"[]");
        let read = reader::read(&json(&frame)).unwrap();
        assert_eq!(read.columns[3].values[0], frame.columns[3].values[0]);
    }
}
