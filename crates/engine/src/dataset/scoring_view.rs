//! The dataset as VLMEvalKit sees it.

use super::texts::TextCode;
use super::{ColumnId, Dataset, DatasetError, IndexKey};
use crate::option_column::is_option;
use crate::table::Value;
use crate::table::typing::is_nan_word;

impl Dataset {
    /// The row whose image cell holds the images of a row: VLMEvalKit lets the last row of an index win and follows
    /// references. While the dataset is being read, a reference is followed among the rows so far.
    ///
    /// # Errors
    /// [`DatasetError::BlankImage`], also where there is no image column, and [`DatasetError::BadReference`].
    pub fn image_row(&self, row: usize) -> Result<usize, DatasetError> {
        let Some(note) = self.images.get(row).filter(|note| !note.is_blank) else {
            return Err(DatasetError::BlankImage { position: self.position(row).unwrap_or_default() });
        };
        let key = self.resolved.as_ref().and_then(|resolved| resolved.key(row));
        let found = match (&self.resolved, key) {
            (Some(_), key) => key.and_then(|key| key.image_row).map(|row| row as usize),
            (None, _) if note.is_reference() => self.follow(row),
            (None, _) => Some(row),
        };
        found.ok_or_else(|| self.bad_reference(key.map_or(row, |key| key.last_row as usize)))
    }

    /// The index as the file has it; blank where the cell is.
    pub fn index_text(&self, row: usize) -> &str {
        self.text(row, ColumnId(self.index)).unwrap_or_default()
    }

    /// The index as VLMEvalKit compares it; `None` for dropped rows and while the dataset is being read.
    pub fn index_key(&self, row: usize) -> Option<IndexKey> {
        self.resolved.as_ref()?.key(row).map(|key| key.index.clone())
    }

    /// The last row with that index, once the dataset is read.
    pub fn find(&self, key: &IndexKey) -> Option<usize> {
        self.resolved.as_ref()?.find(key).map(|key| key.last_row as usize)
    }

    /// The last row with an index as a person types it: as the file has it, or as Python prints it.
    pub fn find_text(&self, typed: &str) -> Option<usize> {
        let typed = typed.trim();
        let in_file = self.texts.code(typed).and_then(|code| self.last_row_of(code));
        let as_number = || typed.parse().ok().and_then(|number| self.find(&IndexKey::Int(number)));
        in_file.or_else(as_number).or_else(|| self.find(&IndexKey::Text(typed.into())))
    }

    /// Every index with its last row, dropped rows left out, in the order in which they first stand in the files;
    /// `None` while the dataset is being read.
    pub fn keys(&self) -> Option<impl Iterator<Item = (&IndexKey, usize)>> {
        Some(self.resolved.as_ref()?.keys.iter().map(|key| (&key.index, key.last_row as usize)))
    }

    /// Index, answer and row of every question, dropped rows left out; of rows with the same index, the last one counts.
    /// `None` without [answers](Self::has_answers) and while the dataset is being read.
    pub fn answers(&self) -> Option<impl Iterator<Item = (IndexKey, Value, usize)>> {
        let answer = self.column("answer").filter(|_| self.has_answers())?;
        Some(self.keys()?.map(move |(key, row)| (key.clone(), self.value(row, answer), row)))
    }

    /// Whether any question has an answer; a column of blank ones, as some copies of TEST have, holds none.
    pub fn has_answers(&self) -> bool {
        let Some(answer) = self.column("answer") else { return false };
        let is_answer = |row| self.text(row, answer).is_some_and(|text| !is_nan_word(text.trim()));
        (0..self.row_count()).any(is_answer)
    }

    /// Whether a question has an answer that is the letter of none of its options, so that no prediction can be right.
    pub fn lacks_option_of_answer(&self, row: usize) -> bool {
        let Some(answer) = self.column("answer").map(|column| self.value(row, column)) else { return false };
        let option = answer.as_text().filter(|text| is_option(text)).and_then(|letter| self.column(letter));
        let is_blank = answer.is_missing() || answer.as_text().is_some_and(|text| text.trim().is_empty());
        !is_blank && option.is_none_or(|option| self.value(row, option).is_missing())
    }

    /// Letter and text of each option, as VLMEvalKit prints them: the columns A to Z whose value is not missing.
    pub fn letters(&self, row: usize) -> Vec<(char, String)> {
        let option = |(letter, column)| {
            let value = self.value(row, column);
            (!value.is_missing()).then(|| (letter, value.to_python_text()))
        };
        self.option_columns().filter_map(option).collect()
    }

    pub(crate) fn option_columns(&self) -> impl Iterator<Item = (char, ColumnId)> {
        ('A'..='Z').filter_map(|letter| Some((letter, self.column(letter.encode_utf8(&mut [0; 4]))?)))
    }

    fn last_row_of(&self, index: TextCode) -> Option<usize> {
        self.codes.get(self.index)?.iter().take(self.row_count()).rposition(|&code| code == index)
    }

    /// Follows a chain of references by the indices as the file has them, each to an earlier row or to an image.
    fn follow(&self, row: usize) -> Option<usize> {
        /// Longer chains are left to the end of reading, when they cost nothing.
        const STEPS: usize = 16;
        let mut at = row;
        for _ in 0..STEPS {
            let target = self.last_row_of(self.images[at].reference)?;
            let note = self.images[target];
            if !note.is_reference() {
                return (!note.is_blank).then_some(target);
            }
            if target >= at {
                return None;
            }
            at = target;
        }
        None
    }
}
