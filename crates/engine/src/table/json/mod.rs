//! JSON and JSON lines, read as `pandas.DataFrame(json.load(file))` gives a list of objects.

mod columns;
mod repr;

use std::borrow::Cow;

use jiter::{Jiter, JiterError, Peek};

use super::{Frame, JsonKind, TableError, Value};
use crate::limits::Limit;
use crate::pause::{NoPause, Pause, Work, block_on};
use crate::python::is_python_space;
use crate::surrogates::without_lone_surrogates;
pub(super) use columns::Columns;

/// Reads a list of objects; columns are in order of first appearance.
///
/// A key that an object lacks gives [`Value::Missing`], `null` gives [`Value::None`]; in a column of numbers both
/// are missing and all numbers are floats. Python's tokens `NaN`, `Infinity` and `-Infinity` are accepted. Lists and
/// objects in a cell are [`Value::Other`], printed as Python prints them.
///
/// # Errors
/// [`TableError::BrokenJson`] with the place, [`TableError::NotRecords`], [`TableError::JsonByteOrderMark`], or
/// [`TableError::TooLarge`].
pub fn read(bytes: &[u8]) -> Result<Frame, TableError> {
    block_on(read_list(bytes, &NoPause))
}

/// Reads one object a line; the last line may be blank.
pub fn read_lines(bytes: &[u8]) -> Result<Frame, TableError> {
    block_on(read_objects(bytes, &NoPause))
}

pub(super) async fn read_list(bytes: &[u8], pause: &dyn Pause) -> Result<Frame, TableError> {
    let (text, mut columns) = begin(bytes, pause).await?;
    let mut source = Source::new(text.as_bytes(), 0);
    let mut work = Work::new(pause);
    let first = source.peek()?;
    if first != Peek::Array {
        return Err(TableError::NotRecords { found: kind_of(first), is_record: false });
    }
    let mut next = source.step(Jiter::known_array)?;
    while let Some(peek) = next {
        let start = source.jiter.current_index();
        source.record(peek, &mut columns)?;
        next = source.step(Jiter::array_step)?;
        work.row(source.jiter.current_index() - start).await;
    }
    source.step(Jiter::finish)?;
    Ok(columns.into_frame(&mut work).await)
}

pub(super) async fn read_objects(bytes: &[u8], pause: &dyn Pause) -> Result<Frame, TableError> {
    let (text, mut columns) = begin(bytes, pause).await?;
    // As Python's text mode: a carriage return ends a line, too.
    let mut lines = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    // What follows the last line break is no line; VLMEvalKit then drops one blank line.
    for _ in 0..2 {
        let mut before = lines.clone();
        let is_blank = before.next_back().is_some_and(|line| line.chars().all(is_python_space));
        if is_blank && before.clone().next().is_some() {
            lines = before;
        }
    }
    let mut work = Work::new(pause);
    for (number, line) in lines.enumerate() {
        put_record(line.trim_matches(is_python_space).as_bytes(), number, &mut columns)?;
        work.row(line.len()).await;
    }
    Ok(columns.into_frame(&mut work).await)
}

/// Adds a row: a text that is one object, and the number of lines before it.
pub(super) fn put_record(text: &[u8], lines_before: usize, columns: &mut Columns) -> Result<(), TableError> {
    let mut source = Source::new(text, lines_before);
    let peek = source.peek()?;
    source.record(peek, columns)?;
    source.step(Jiter::finish)
}

/// Sets a value of the current row that is written as JSON.
pub(super) fn put_value(name: &str, written: &[u8], columns: &mut Columns) -> Result<(), TableError> {
    let value = Source::new(written, 0).value(columns)?;
    columns.put(name, value)
}

fn kind_of(peek: Peek) -> JsonKind {
    match peek {
        Peek::Null => JsonKind::Null,
        Peek::True | Peek::False => JsonKind::Bool,
        Peek::String => JsonKind::Text,
        Peek::Array => JsonKind::List,
        Peek::Object => JsonKind::Object,
        _ => JsonKind::Number,
    }
}

/// A JSON text that is being parsed, and where it starts.
struct Source<'j> {
    text: &'j [u8],
    lines_before: usize,
    jiter: Jiter<'j>,
}

impl<'j> Source<'j> {
    fn new(text: &'j [u8], lines_before: usize) -> Self {
        Self { text, lines_before, jiter: Jiter::new(text).with_allow_inf_nan() }
    }

    fn peek(&mut self) -> Result<Peek, TableError> {
        self.step(Jiter::peek)
    }

    /// One step of the parser, with its error placed.
    fn step<T>(&mut self, step: impl FnOnce(&mut Jiter<'j>) -> Result<T, JiterError>) -> Result<T, TableError> {
        step(&mut self.jiter).map_err(|error| broken(self.text, self.lines_before, &error))
    }

    fn record(&mut self, peek: Peek, columns: &mut Columns) -> Result<(), TableError> {
        if peek != Peek::Object {
            return Err(TableError::NotRecords { found: kind_of(peek), is_record: true });
        }
        let mut key = self.step(|jiter| jiter.known_object().map(|key| key.map(str::to_owned)))?;
        while let Some(name) = key {
            let value = self.value(columns)?;
            columns.put(&name, value)?;
            key = self.step(|jiter| jiter.next_key().map(|key| key.map(str::to_owned)))?;
        }
        columns.end_row()
    }

    fn value(&mut self, columns: &Columns) -> Result<Value, TableError> {
        let peek = self.peek()?;
        let mut members = 0;
        let value = self.step(|jiter| repr::value(jiter, peek, &mut members));
        columns.limit(Limit::Members, members)?;
        value
    }
}

/// The text to parse, and no rows yet. A text that had to be copied counts.
async fn begin<'b>(bytes: &'b [u8], pause: &dyn Pause) -> Result<(Cow<'b, str>, Columns), TableError> {
    let text = without_lone_surrogates(utf8(bytes)?, pause).await;
    let mut columns = Columns::new(bytes.len());
    if let Cow::Owned(copy) = &text {
        columns.take(copy.len() as u64)?;
    }
    Ok((text, columns))
}

fn utf8(bytes: &[u8]) -> Result<&str, TableError> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(TableError::JsonByteOrderMark);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = place(bytes.get(..error.valid_up_to()).unwrap_or_default());
        TableError::BrokenJson { line, column, detail: "the text is not UTF-8".to_owned() }
    })
}

fn broken(text: &[u8], lines_before: usize, error: &JiterError) -> TableError {
    let before = text.get(..error.index).unwrap_or(text);
    let (line, column) = place(before);
    TableError::BrokenJson { line: line + lines_before as u64, column, detail: error.error_type.to_string() }
}

/// Line and column, counted from 1, of what comes after these bytes; columns count characters.
fn place(before: &[u8]) -> (u64, u64) {
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let lines = memchr::memchr_iter(b'\n', before).count();
    let line = before.get(line_start..).unwrap_or_default();
    // Bytes 10xxxxxx continue a character.
    let characters = line.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
    (lines as u64 + 1, characters as u64 + 1)
}
