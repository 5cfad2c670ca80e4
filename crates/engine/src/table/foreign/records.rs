//! Going through a text of any size, and its answers as the rows of a table.

use jiter::{Jiter, JiterError, Peek};

use super::raw::{Raw, parser};
use crate::limits::{STORED_COST, Spot, TEXT_COST};
use crate::pause::{Pause, Work};
use crate::table::json::{self, Columns};
use crate::table::{Budget, Frame, TableError, Value};

pub(super) struct Records {
    columns: Columns,
    /// Why the rows are no table.
    fault: Option<TableError>,
    /// Bytes of the current row as a record, where each name stands again.
    bytes: usize,
}

impl Records {
    pub(super) fn new(file_bytes: usize) -> Self {
        Self { columns: Columns::new(file_bytes), fault: None, bytes: 0 }
    }

    /// Records that are records already.
    pub(super) async fn as_written(items: &[Raw<'_>], reader: &mut Reader<'_>) -> Result<Self, TableError> {
        let mut records = reader.no_records();
        for item in items {
            records.bytes = item.written().len();
            records.attempt(|columns| json::put_record(item.written(), 0, columns));
            records.pass(reader).await?;
        }
        Ok(records)
    }

    pub(super) fn value(&mut self, name: &str, value: Raw<'_>) {
        self.bytes += name.len() + value.written().len();
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

    /// # Errors
    /// [`TableError::TooLarge`] where a name that stands once in the file fills the memory with each record.
    pub(super) async fn end(&mut self, reader: &mut Reader<'_>) -> Result<(), TableError> {
        self.attempt(Columns::end_row);
        self.pass(reader).await
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

    async fn pass(&mut self, reader: &mut Reader<'_>) -> Result<(), TableError> {
        let bytes = std::mem::take(&mut self.bytes);
        reader.take(bytes as u64)?;
        reader.work().row(bytes).await;
        Ok(())
    }
}

/// Lists and objects within each other of which each member is a step of its own: those around the records or the cells
/// of every shape.
const LEVELS: u32 = 2;

pub(super) struct Reader<'p> {
    work: Work<'p>,
    budget: Budget,
    file_bytes: usize,
}

impl<'p> Reader<'p> {
    pub(super) fn new(file_bytes: usize, pause: &'p dyn Pause) -> Self {
        Self { work: Work::new(pause), budget: Budget::of(file_bytes), file_bytes }
    }

    pub(super) fn work(&mut self) -> &mut Work<'p> {
        &mut self.work
    }

    pub(super) fn no_records(&self) -> Records {
        Records::new(self.file_bytes)
    }

    pub(super) fn take(&mut self, bytes: u64) -> Result<(), TableError> {
        self.budget.take(bytes, Spot::default)
    }

    /// The one value that a text consists of; `None` where it is broken, or where another value follows.
    pub(super) async fn document<'j>(&mut self, text: &'j [u8]) -> Option<Raw<'j>> {
        let mut parser = parser(text);
        parser.peek().ok()?;
        let start = parser.current_index();
        self.pass(&mut parser, LEVELS).await.ok()?;
        let value = Raw::read(parser.slice_to_current(start));
        parser.finish().ok()?;
        Some(value)
    }

    async fn pass(&mut self, parser: &mut Jiter<'_>, levels: u32) -> Result<(), JiterError> {
        self.work.done(1).await;
        match parser.peek()? {
            Peek::Array if levels > 0 => {
                let mut has_next = parser.known_array()?.is_some();
                while has_next {
                    Box::pin(self.pass(parser, levels - 1)).await?;
                    has_next = parser.array_step()?.is_some();
                }
            }
            Peek::Object if levels > 0 => {
                let mut has_next = parser.known_object()?.is_some();
                while has_next {
                    Box::pin(self.pass(parser, levels - 1)).await?;
                    has_next = parser.next_key()?.is_some();
                }
            }
            _ => {
                let value = Raw::next(parser)?;
                self.work.text(value.written().len()).await;
            }
        }
        Ok(())
    }

    /// The values of a text that holds one a line; `None` where a line holds none.
    pub(super) async fn lines<'j>(&mut self, text: &'j str) -> Result<Option<Vec<Raw<'j>>>, TableError> {
        let mut values = Vec::new();
        for line in text.split('\n').filter(|line| !line.trim_ascii().is_empty()) {
            let Some(value) = self.document(line.as_bytes()).await else { return Ok(None) };
            self.take(STORED_COST + TEXT_COST)?;
            values.push(value);
        }
        Ok(Some(values))
    }

    pub(super) async fn items<'j>(&mut self, value: Raw<'j>) -> Result<Option<Vec<Raw<'j>>>, TableError> {
        match value.items() {
            Some(items) => self.held(items, |item| *item).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn members<'j>(&mut self, value: Raw<'j>) -> Result<Option<Vec<(String, Raw<'j>)>>, TableError> {
        match value.members() {
            Some(members) => self.held(members, |(_, value)| *value).await.map(Some),
            None => Ok(None),
        }
    }

    /// Keeps values; their names are never more than the file.
    async fn held<'j, T>(
        &mut self,
        values: impl Iterator<Item = T>,
        raw: impl Fn(&T) -> Raw<'j>,
    ) -> Result<Vec<T>, TableError> {
        let mut all = Vec::new();
        for value in values {
            self.take(STORED_COST + TEXT_COST)?;
            self.passed(raw(&value)).await;
            all.push(value);
        }
        Ok(all)
    }

    pub(super) async fn passed(&mut self, value: Raw<'_>) {
        self.work.text(value.written().len()).await;
    }
}
