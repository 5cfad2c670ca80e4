//! Reading a dataset from chunks of its files.

use super::part::{Part, PartSink};
use super::{Dataset, DatasetError};
use crate::tsv::{Scanner, TsvError};

/// Takes the bytes of one file after the other; what is read so far can be used at any time.
#[derive(Debug, Default)]
pub struct DatasetBuilder {
    dataset: Dataset,
    reading: Option<(Scanner, Part)>,
}

impl DatasetBuilder {
    /// A builder without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins the next file.
    pub fn begin_part(&mut self, name: &str) {
        let number = self.dataset.begin_part(name);
        self.reading = Some((Scanner::new(b'\t', number), Part::default()));
    }

    /// Takes the next bytes of the file; chunks may end anywhere.
    ///
    /// # Errors
    /// A fault that stops reading the dataset: the file is no delimited text, its columns are not those of a dataset or
    /// of the first part, or a limit is exceeded (1 MiB a text field, 16,384 columns, 1 GiB for all rows). The rows
    /// before it stay, what follows is ignored.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), DatasetError> {
        self.advance(|scanner, sink| scanner.feed(chunk, sink))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`DatasetBuilder::feed`]; also where the file ends within a quoted field or before a header.
    pub fn end_part(&mut self) -> Result<(), DatasetError> {
        self.advance(|scanner, sink| scanner.finish(sink))?;
        let empty = self.reading.take().filter(|(_, part)| !part.has_header());
        if empty.is_some() {
            let error = TsvError::Empty { part: self.dataset.current_part() };
            return Err(self.dataset.stop(error.into()));
        }
        Ok(())
    }

    /// What is read so far; types, keys and references are settled by [`DatasetBuilder::finish`].
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// Settles what depends on the whole dataset.
    pub fn finish(mut self) -> Dataset {
        self.dataset.resolve();
        self.dataset
    }

    fn advance(
        &mut self,
        step: impl FnOnce(&mut Scanner, &mut PartSink<'_>) -> Result<(), TsvError>,
    ) -> Result<(), DatasetError> {
        if let Some(fault) = &self.dataset.fault {
            return Err(fault.clone());
        }
        let Some((scanner, part)) = &mut self.reading else {
            return Ok(());
        };
        let outcome = step(scanner, &mut PartSink { dataset: &mut self.dataset, part });
        // A fault in a record lies before the place where the scanner stopped.
        let fault = part.fault.take().or_else(|| outcome.err().map(DatasetError::from));
        fault.map_or(Ok(()), |fault| Err(self.dataset.stop(fault)))
    }
}
