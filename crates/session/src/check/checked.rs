//! The checked files that the page may still ask about, and what they are checked against.

use std::rc::Rc;

use engine::check::{Reference, Split};
use engine::dataset::Dataset;
use protocol::check::{Against, CheckId};
use protocol::{DatasetId, Failure, Missing, Phase};

use crate::host::Source;
use crate::loaded::{Loaded, not_loaded};

/// A checked file; its content is read again when it is needed.
#[derive(Clone)]
pub(super) struct CheckedFile {
    pub(super) file: Source,
    /// The split to check against where no dataset is loaded.
    pub(super) split: Split,
    /// The dataset that it was checked against; `None` where only the split's row count was.
    pub(super) dataset: Option<DatasetId>,
}

#[derive(Default)]
pub(super) struct CheckedFiles {
    kept: Vec<(CheckId, CheckedFile)>,
    last: CheckId,
}

impl CheckedFiles {
    pub(super) fn keep(&mut self, file: CheckedFile) -> CheckId {
        self.last += 1;
        self.kept.push((self.last, file));
        self.last
    }

    pub(super) fn file(&self, id: CheckId) -> Result<CheckedFile, Failure> {
        let found = self.kept.iter().find(|(kept, _)| *kept == id);
        found.map(|(_, file)| file.clone()).ok_or_else(|| not_loaded(Missing::Predictions))
    }

    pub(super) fn close(&mut self, id: CheckId) {
        self.kept.retain(|(kept, _)| *kept != id);
    }
}

/// The dataset where one is read to its end, else the split's row count; held while the work on a file pauses.
pub(super) struct Basis {
    split: Split,
    dataset: Option<(DatasetId, Rc<Dataset>)>,
    pub(super) against: Against,
}

impl Basis {
    /// What there is to check against now.
    ///
    /// # Errors
    /// [`Failure::StillIndexing`] while a dataset is being read.
    pub(super) fn now(loaded: &Loaded, split: Split) -> Result<Self, Failure> {
        let of_split = Self { split, dataset: None, against: Against::Shape(split) };
        let Ok(open) = loaded.dataset() else { return Ok(of_split) };
        if open.phase == Phase::Indexing {
            return Err(Failure::StillIndexing);
        }
        let Some(dataset) = open.all_questions() else { return Ok(of_split) };
        Ok(Self { split, dataset: Some((open.number, dataset)), against: Against::Dataset(open.name()) })
    }

    /// What a file was checked against, for what rests on its report.
    ///
    /// # Errors
    /// [`Failure::BasisChanged`] if another dataset is open now, or none: other repairs would be made than those on
    /// offer. Also as [`Basis::now`].
    pub(super) fn same(loaded: &Loaded, kept: &CheckedFile) -> Result<Self, Failure> {
        let basis = Self::now(loaded, kept.split)?;
        if basis.number() == kept.dataset { Ok(basis) } else { Err(Failure::BasisChanged) }
    }

    /// The number of the dataset; `None` where only the split's row count is checked against.
    pub(super) fn number(&self) -> Option<DatasetId> {
        self.dataset.as_ref().map(|(number, _)| *number)
    }

    pub(super) fn reference(&self) -> Reference<'_> {
        match &self.dataset {
            Some((_, dataset)) => Reference::Dataset(dataset),
            None => Reference::Split(self.split),
        }
    }
}
