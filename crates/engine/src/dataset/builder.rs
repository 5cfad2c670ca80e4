//! Reading a dataset from chunks of its files: records into rows.

use super::record::{Field, Record};
use super::rows::ImageNote;
use super::texts::BLANK;
use super::{Dataset, DatasetError};
use crate::limits::{COLUMNS, DATASET_BYTES, DATASET_FIELD_BYTES, DATASET_RECORD_BYTES};
use crate::position::{ByteRange, Position};
use crate::table::typing::is_nan_word;
use crate::tsv::{Scanner, Shape, Sink, TsvError, column_names};

/// Greatest length in characters of an image cell that refers to another row.
const REFERENCE_CHARS: u64 = 64;
/// How many bytes of a text field are kept: one more than the limit, which shows that it is exceeded.
const KEEP_TEXT: usize = DATASET_FIELD_BYTES + 1;
/// How many bytes of an image cell are kept: a reference is whole, 64 characters of up to 4 bytes.
const KEEP_IMAGE: usize = 256;

/// Takes the bytes of one file after the other; what is read so far can be used at any time.
#[derive(Debug, Default)]
pub struct DatasetBuilder {
    dataset: Dataset,
    reading: Option<(Scanner, Part)>,
}

impl DatasetBuilder {
    pub fn new() -> Self {
        Self::default()
    }

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
        let Some((scanner, part)) = &mut self.reading else { return Ok(()) };
        let outcome = step(scanner, &mut PartSink { dataset: &mut self.dataset, part });
        // A fault in a record lies before the place where the scanner stopped.
        let fault = part.fault.take().or_else(|| outcome.err().map(DatasetError::from));
        fault.map_or(Ok(()), |fault| Err(self.dataset.stop(fault)))
    }
}

#[derive(Debug, Default)]
struct Part {
    record: Record,
    /// Known after the header.
    columns: Option<PartColumns>,
    fault: Option<DatasetError>,
}

#[derive(Debug)]
struct PartColumns {
    shape: Shape,
    /// For each column of the dataset its field in this part; settled by the first row, which may shift them.
    fields: Vec<usize>,
    /// The field that holds the image, known after the first row.
    image: Option<usize>,
    has_rows: bool,
}

impl PartColumns {
    fn is_beyond(&self, field: usize) -> bool {
        self.has_rows && field >= self.fields.len() + self.shape.labels() as usize
    }

    /// Settles the fields once the shape knows the first row; `image` is the dataset's image column.
    fn begin_rows(&mut self, image: Option<usize>) {
        let labels = self.shape.labels() as usize;
        for field in &mut self.fields {
            *field += labels;
        }
        self.image = image.map(|column| self.fields[column]);
        self.has_rows = true;
    }
}

impl Part {
    fn has_header(&self) -> bool {
        self.columns.is_some()
    }

    fn keep(&self) -> usize {
        let field = self.record.width as usize;
        match &self.columns {
            Some(columns) if columns.image == Some(field) => KEEP_IMAGE,
            Some(columns) if columns.is_beyond(field) => 0,
            _ => KEEP_TEXT,
        }
    }

    fn is_beyond(&self) -> bool {
        self.columns.as_ref().is_some_and(|columns| columns.is_beyond(self.record.width as usize))
    }

    fn fail(&mut self, error: impl Into<DatasetError>) {
        self.fault.get_or_insert(error.into());
    }
}

/// Puts what the scanner finds in a part into the dataset.
struct PartSink<'a> {
    dataset: &'a mut Dataset,
    part: &'a mut Part,
}

impl Sink for PartSink<'_> {
    fn content(&mut self, piece: &[u8]) {
        if self.part.fault.is_some() {
            return;
        }
        let keep = self.part.keep();
        self.part.record.take(piece, keep);
        if self.part.record.kept_bytes() as u64 > DATASET_RECORD_BYTES {
            self.part.fail(DatasetError::TooMuchText { limit: DATASET_RECORD_BYTES });
        }
    }

    fn drop_content(&mut self) {
        self.part.record.drop_content();
    }

    fn end_field(&mut self, raw: ByteRange) {
        if self.part.fault.is_some() {
            return;
        }
        let is_kept = !self.part.is_beyond();
        self.part.record.end_field(raw, is_kept);
        if is_kept && self.part.record.width > COLUMNS {
            let part = self.dataset.current_part();
            self.part.fail(DatasetError::TooManyColumns { part, limit: COLUMNS });
        }
    }

    fn end_record(&mut self, start: Position) {
        if self.part.fault.is_some() {
            return;
        }
        let taken = match &self.part.columns {
            None => self.take_header(start),
            Some(_) => self.take_row(start),
        };
        if let Err(error) = taken {
            self.part.fail(error);
        }
        self.part.record.clear();
    }
}

impl PartSink<'_> {
    fn take_header(&mut self, start: Position) -> Result<(), DatasetError> {
        let record = &self.part.record;
        let mut header = Vec::with_capacity(record.width as usize);
        for field in &record.fields {
            check_length(field, start)?;
            header.push(record.text(field).into_owned());
        }
        let names = column_names(header);
        let fields = self.dataset.take_columns(&names, start.part)?;
        let shape = Shape::new(record.width);
        self.part.columns = Some(PartColumns { shape, fields, image: None, has_rows: false });
        Ok(())
    }

    fn take_row(&mut self, start: Position) -> Result<(), DatasetError> {
        let Some(columns) = &mut self.part.columns else { return Ok(()) };
        if let Err(error) = columns.shape.take_row(self.part.record.width, start) {
            self.dataset.note_ragged(error);
        }
        if !columns.has_rows {
            columns.begin_rows(self.dataset.image);
            let (part, extra) = (start.part, columns.shape.labels());
            if extra > 0 {
                self.dataset.findings.note(|| DatasetError::ShiftedColumns { part, extra });
            }
        }
        self.add_row(start)?;
        self.dataset.end_row(start);
        if self.dataset.heap_bytes() > DATASET_BYTES {
            return Err(DatasetError::TooMuchText { limit: DATASET_BYTES });
        }
        Ok(())
    }

    /// Adds a cell to every column, or to none where one is too long.
    fn add_row(&mut self, start: Position) -> Result<(), DatasetError> {
        let Some(columns) = &self.part.columns else { return Ok(()) };
        let record = &self.part.record;
        let cells = columns.fields.iter().map(|&field| record.fields.get(field)).enumerate();
        let image = self.dataset.image;
        for (column, field) in cells.clone() {
            if let Some(field) = field.filter(|_| Some(column) != image) {
                check_length(field, start)?;
            }
        }
        for (column, field) in cells {
            if Some(column) == image {
                let note = image_note(self.dataset, record, field, start);
                self.dataset.images.push(note);
            } else {
                let code = field.map_or(BLANK, |field| self.dataset.texts.intern(&record.text(field)));
                self.dataset.codes[column].push(code);
            }
        }
        Ok(())
    }
}

fn check_length(field: &Field, record: Position) -> Result<(), TsvError> {
    let limit = DATASET_FIELD_BYTES as u64;
    if field.bytes <= limit {
        return Ok(());
    }
    Err(TsvError::FieldTooLong { position: Position { byte: field.raw.start, ..record }, limit })
}

fn image_note(dataset: &mut Dataset, record: &Record, field: Option<&Field>, start: Position) -> ImageNote {
    let Some(field) = field else {
        return ImageNote {
            range: ByteRange { start: start.byte, end: start.byte },
            chars: 0,
            reference: BLANK,
            is_list: false,
            is_blank: true,
        };
    };
    let content = if field.chars <= REFERENCE_CHARS { record.text(field) } else { "".into() };
    let is_blank = field.chars <= REFERENCE_CHARS && is_nan_word(&content);
    ImageNote {
        range: field.raw,
        chars: field.chars,
        reference: if is_blank { BLANK } else { dataset.texts.intern(&content) },
        is_list: field.is_list,
        is_blank,
    }
}
