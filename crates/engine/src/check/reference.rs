//! What a prediction file is checked against.

use serde::{Deserialize, Serialize};

use crate::dataset::{Dataset, IndexKey};
use crate::table::Value;

/// Columns of the published files without the image, as VLMEvalKit writes them; `answer` only in VAL.
const COLUMNS: &str = "index|question|A|B|C|D|E|answer|category|clinical VQA task|department|perceptual granularity|\
    modality|original task|image_path";

/// A split of the benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// 4,550 questions with answers.
    Val,
    /// 21,281 questions without answers.
    Test,
}

impl Split {
    /// Number of questions; their indices are 0 to one less.
    pub fn rows(self) -> usize {
        match self {
            Self::Val => 4_550,
            Self::Test => 21_281,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Val => "VAL",
            Self::Test => "TEST",
        }
    }

    /// The split that a file name speaks of last, since the model's name, as `latest`, comes before it; VAL where it
    /// speaks of none.
    pub fn of_name(name: &str) -> Self {
        let name = name.to_ascii_uppercase();
        if name.rfind("TEST") > name.rfind("VAL") { Self::Test } else { Self::Val }
    }
}

pub enum Reference<'a> {
    /// A dataset that is read to its end.
    Dataset(&'a Dataset),
    /// The published number of rows, where no dataset is at hand.
    Split(Split),
}

impl Reference<'_> {
    /// Whether answers are public, so that a column of them in predictions is nothing new.
    pub fn has_answers(&self) -> bool {
        match self {
            Self::Dataset(dataset) => dataset.has_answers(),
            Self::Split(split) => *split == Split::Val,
        }
    }

    /// Names of the columns that predictions may have from it.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Dataset(dataset) => {
                let has_answers = self.has_answers();
                let is_kept = |name: &&str| *name != "image" && (has_answers || *name != "answer");
                dataset.columns().iter().map(String::as_str).filter(is_kept).collect()
            }
            Self::Split(split) => COLUMNS.split('|').filter(|name| *split == Split::Val || *name != "answer").collect(),
        }
    }

    pub(super) fn find(&self, key: &IndexKey) -> Option<usize> {
        match (self, key) {
            (Self::Dataset(dataset), key) => dataset.find(key),
            (Self::Split(split), IndexKey::Int(number)) => {
                usize::try_from(*number).ok().filter(|number| *number < split.rows())
            }
            (Self::Split(_), _) => None,
        }
    }

    /// The dataset's row of an index, where there is a dataset.
    pub(super) fn dataset_row(&self, row: Option<usize>) -> Option<u32> {
        match self {
            Self::Dataset(_) => row.and_then(|row| u32::try_from(row).ok()),
            Self::Split(_) => None,
        }
    }

    pub(super) fn indices(&self) -> Vec<(String, usize)> {
        match self {
            Self::Dataset(dataset) => {
                dataset.keys().into_iter().flatten().map(|(key, row)| (key.to_string(), row)).collect()
            }
            Self::Split(split) => (0..split.rows()).map(|number| (number.to_string(), number)).collect(),
        }
    }

    pub(super) fn lacks_option_of_answer(&self, row: usize) -> bool {
        matches!(self, Self::Dataset(dataset) if dataset.lacks_option_of_answer(row))
    }

    /// A cell of the dataset; `None` where there is none to compare with.
    pub(super) fn cell(&self, row: usize, column: &str) -> Option<Value> {
        match self {
            Self::Dataset(dataset) => Some(dataset.value(row, dataset.column(column)?)),
            Self::Split(_) => None,
        }
    }
}
