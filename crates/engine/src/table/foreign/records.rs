//! Answers as the rows of a table, values as they were written.

use super::raw::Raw;
use super::reader::Reader;
use crate::table::json::{self, Columns};
use crate::table::{Frame, TableError, Value};

pub(super) struct Records {
    columns: Columns,
    /// Why the rows are no table.
    fault: Option<TableError>,
    /// Bytes that the current row was written in.
    bytes: usize,
}

impl Records {
    pub(super) fn new(file_bytes: usize) -> Self {
        Self { columns: Columns::new(file_bytes), fault: None, bytes: 0 }
    }

    /// Records that are records already.
    pub(super) async fn as_written(items: &[Raw<'_>], reader: &mut Reader<'_>) -> Self {
        let mut records = reader.no_records();
        for item in items {
            records.bytes = item.written().len();
            records.attempt(|columns| json::put_record(item.written(), 0, columns));
            records.pass(reader).await;
        }
        records
    }

    pub(super) fn value(&mut self, name: &str, value: Raw<'_>) {
        self.bytes += value.written().len();
        self.attempt(|columns| json::put_value(name, value.written(), columns));
    }

    /// Sets the index of the current record: a number where the text is one.
    pub(super) fn label(&mut self, label: &str) {
        let number = label.parse::<i64>().ok().filter(|number| number.to_string() == label);
        let index = number.map_or_else(|| Value::text(label), |number| Value::Int(number.into()));
        self.attempt(|columns| columns.put("index", index));
    }

    /// Sets the prediction of the current record; `None` where a model gave none.
    pub(super) fn answer(&mut self, answer: Option<String>) {
        let prediction = answer.map_or(Value::None, |answer| Value::text(&answer));
        self.attempt(|columns| columns.put("prediction", prediction));
    }

    pub(super) async fn end(&mut self, reader: &mut Reader<'_>) {
        self.attempt(Columns::end_row);
        self.pass(reader).await;
    }

    pub(super) async fn finish(self, reader: &mut Reader<'_>) -> Result<Frame, TableError> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.columns.into_frame(reader.work()).await),
        }
    }

    /// Does what the table allows, as long as it has allowed everything.
    fn attempt(&mut self, change: impl FnOnce(&mut Columns) -> Result<(), TableError>) {
        if self.fault.is_none() {
            self.fault = change(&mut self.columns).err();
        }
    }

    async fn pass(&mut self, reader: &mut Reader<'_>) {
        reader.work().row(std::mem::take(&mut self.bytes)).await;
    }
}
