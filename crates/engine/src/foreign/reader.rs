//! Going through a text of any size: with pauses, and within the memory for its table.

use jiter::{Jiter, JiterError, Peek};

use super::raw::{Raw, parser};
use crate::limits::{Budget, STORED_COST, Spot, TEXT_COST};
use crate::pause::{Pause, Work};
use crate::table::TableError;

/// Lists and objects within each other of which each member is a step of its own: those around the records or the cells
/// of every shape.
const LEVELS: u32 = 2;

/// What goes through a text.
pub(super) struct Reader<'p> {
    work: Work<'p>,
    budget: Budget,
}

impl<'p> Reader<'p> {
    /// For a file of that size.
    pub(super) fn new(file_bytes: usize, pause: &'p dyn Pause) -> Self {
        Self { work: Work::new(pause), budget: Budget::of(file_bytes) }
    }

    /// Takes memory from the budget.
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
            self.hold(value).await?;
            values.push(value);
        }
        Ok(Some(values))
    }

    /// The items of a list; `None` for another value.
    pub(super) async fn items<'j>(&mut self, value: Raw<'j>) -> Result<Option<Vec<Raw<'j>>>, TableError> {
        let Some(items) = value.items() else { return Ok(None) };
        let mut all = Vec::new();
        for item in items {
            self.hold(item).await?;
            all.push(item);
        }
        Ok(Some(all))
    }

    /// The members of an object; `None` for another value.
    pub(super) async fn members<'j>(&mut self, value: Raw<'j>) -> Result<Option<Vec<(String, Raw<'j>)>>, TableError> {
        let Some(members) = value.members() else { return Ok(None) };
        let mut all = Vec::new();
        for member in members {
            self.hold(member.1).await?;
            all.push(member);
        }
        Ok(Some(all))
    }

    /// A value that is kept beside others. Their names are never more than the file.
    async fn hold(&mut self, value: Raw<'_>) -> Result<(), TableError> {
        self.take(STORED_COST + TEXT_COST)?;
        self.work.text(value.written().len()).await;
        Ok(())
    }

    /// A value has been looked through.
    pub(super) async fn passed(&mut self, value: Raw<'_>) {
        self.work.text(value.written().len()).await;
    }

    /// A record of so many bytes has been written.
    pub(super) async fn wrote(&mut self, bytes: usize) -> Result<(), TableError> {
        self.take(bytes as u64)?;
        self.work.row(bytes).await;
        Ok(())
    }
}
