//! Writing answers as a JSON list of records, values as they were written.

use super::raw::Raw;
use super::reader::Reader;
use crate::table::TableError;

#[derive(Default)]
pub(super) struct Records {
    written: Vec<u8>,
    /// Bytes of the records that have ended.
    ended: usize,
    has_members: bool,
}

impl Records {
    /// Records that are records already.
    pub(super) async fn as_written(items: &[Raw<'_>], reader: &mut Reader<'_>) -> Result<Self, TableError> {
        let mut records = Self::default();
        for item in items {
            records.begin_value();
            records.written.extend_from_slice(item.written());
            records.count(reader).await?;
        }
        Ok(records)
    }

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
    ///
    /// # Errors
    /// [`TableError::TooLarge`] where a name that stands once in the file fills the memory with each record.
    pub(super) async fn end(&mut self, reader: &mut Reader<'_>) -> Result<(), TableError> {
        if !self.has_members {
            self.open();
        }
        self.written.push(b'}');
        self.has_members = false;
        self.count(reader).await
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.written.extend_from_slice(if self.written.is_empty() { b"[]" } else { b"]" });
        self.written
    }

    async fn count(&mut self, reader: &mut Reader<'_>) -> Result<(), TableError> {
        let bytes = self.written.len() - self.ended;
        self.ended = self.written.len();
        reader.wrote(bytes).await
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
        self.begin_value();
        self.written.push(b'{');
    }

    fn begin_value(&mut self) {
        self.written.extend_from_slice(if self.written.is_empty() { b"[" } else { b",\n" });
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
