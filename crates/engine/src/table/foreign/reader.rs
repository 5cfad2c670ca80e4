//! Going through a text of any size: with pauses, and within the memory for its table.

use jiter::{Jiter, JiterError, Peek};

use super::raw::{Raw, parser};
use super::records::Records;
use crate::limits::{STORED_COST, Spot, TEXT_COST};
use crate::pause::{Pause, Work};
use crate::table::Budget;
use crate::table::TableError;

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

    /// Counts a value that was looked through.
    pub(super) async fn passed(&mut self, value: Raw<'_>) {
        self.work.text(value.written().len()).await;
    }
}
