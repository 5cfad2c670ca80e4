//! A dataset without some of its columns.

use super::texts::{TextCode, Texts};
use super::{Dataset, IndexFile};

impl Dataset {
    /// The columns that give away the answers of a dataset that has none: `category` is what the right option says.
    pub(super) fn telling_columns(&self) -> Vec<String> {
        let is_telling = |name: &&String| IndexFile::TELLING.contains(&name.to_lowercase().as_str());
        if self.has_answers() { Vec::new() } else { self.names.iter().filter(is_telling).cloned().collect() }
    }

    /// The dataset without those columns, and without the texts that stand in no other. It must have been read to its end;
    /// `index`, `question` and `image` stay.
    pub(super) fn without(self, left_out: &[String]) -> Self {
        let is_kept = |column: usize| {
            let is_needed = column == self.index || Some(column) == self.image || self.names[column] == "question";
            is_needed || !left_out.contains(&self.names[column])
        };
        let kept: Vec<usize> = (0..self.names.len()).filter(|&column| is_kept(column)).collect();
        let place = |column: usize| kept.iter().position(|&kept| kept == column);
        let mut texts = Texts::default();
        let mut known: Vec<Option<TextCode>> = vec![None; self.texts.len()];
        let mut recode =
            |code: TextCode| *known[code as usize].get_or_insert_with(|| texts.intern(self.texts.get(code)));
        let codes = kept.iter().map(|&column| self.codes[column].iter().map(|&code| recode(code)).collect()).collect();
        let mut images = self.images;
        for note in &mut images {
            note.reference = recode(note.reference);
        }
        let mut dataset = Self {
            parts: self.parts,
            index: place(self.index).unwrap_or_default(),
            image: self.image.and_then(place),
            names: kept.iter().map(|&column| self.names[column].clone()).collect(),
            texts,
            codes,
            images,
            starts: self.starts,
            fault: self.fault,
            ragged: self.ragged,
            ..Self::default()
        };
        dataset.resolve();
        // What is noted on settling is among what was noted before.
        dataset.findings = self.findings;
        dataset
    }
}
