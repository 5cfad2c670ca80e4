//! Writing answers as a JSON list of records, values as they were written.

use super::raw::Raw;

/// Records that are being written.
#[derive(Default)]
pub(super) struct Records {
    written: Vec<u8>,
    has_members: bool,
}

impl Records {
    /// Records that are records already.
    pub(super) fn as_written(items: &[Raw<'_>]) -> Self {
        let mut records = Self::default();
        for item in items {
            records.begin_value(if records.written.is_empty() { b"[" } else { b",\n" });
            records.written.extend_from_slice(item.written());
        }
        records
    }

    /// Sets a member of the current record.
    pub(super) fn value(&mut self, name: &str, value: Raw<'_>) {
        self.member(name, value.written());
    }

    /// Sets the index of the current record: a number where the text is one.
    pub(super) fn label(&mut self, label: &str) {
        let is_number = label.parse::<i64>().is_ok_and(|number| number.to_string() == label);
        let text = quoted(label);
        self.member("index", if is_number { label.as_bytes() } else { text.as_bytes() });
    }

    /// Sets the prediction of the current record; `null` where a model gave none.
    pub(super) fn answer(&mut self, answer: Option<String>) {
        let text = answer.map_or_else(|| "null".to_owned(), |answer| quoted(&answer));
        self.member("prediction", text.as_bytes());
    }

    /// Ends the current record.
    pub(super) fn end(&mut self) {
        if !self.has_members {
            self.open();
        }
        self.written.push(b'}');
        self.has_members = false;
    }

    /// The list.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.written.extend_from_slice(if self.written.is_empty() { b"[]" } else { b"]" });
        self.written
    }

    fn member(&mut self, name: &str, value: &[u8]) {
        if self.has_members {
            self.written.extend_from_slice(b", ");
        } else {
            self.open();
        }
        self.has_members = true;
        self.written.extend_from_slice(quoted(name).as_bytes());
        self.written.extend_from_slice(b": ");
        self.written.extend_from_slice(value);
    }

    fn open(&mut self) {
        self.begin_value(if self.written.is_empty() { b"[" } else { b",\n" });
        self.written.push(b'{');
    }

    fn begin_value(&mut self, before: &[u8]) {
        self.written.extend_from_slice(before);
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
