//! What a file is checked against, held while the work on it pauses.

use std::rc::Rc;

use super::super::session::Session;
use super::files::CheckedFile;
use engine::check::{Reference, Split};
use engine::dataset::Dataset;
use protocol::check::Against;
use protocol::{Failure, Phase};

/// The dataset where one is read to its end, else the split's row count.
pub(super) struct Basis {
    split: Split,
    dataset: Option<(u32, Rc<Dataset>)>,
    /// What it is, in the page's terms.
    pub(super) against: Against,
}

impl Basis {
    /// What there is to check against now.
    ///
    /// # Errors
    /// [`Failure::StillIndexing`] while a dataset is being read.
    pub(super) fn now(session: &Session, split: Split) -> Result<Self, Failure> {
        let Ok(loaded) = session.dataset() else { return Ok(Self::of_split(split)) };
        if loaded.phase == Phase::Indexing {
            return Err(Failure::StillIndexing);
        }
        let Some(dataset) = loaded.all_questions() else { return Ok(Self::of_split(split)) };
        Ok(Self { split, dataset: Some((loaded.number, dataset)), against: Against::Dataset(loaded.name()) })
    }

    /// What a file was checked against, for what rests on its report.
    ///
    /// # Errors
    /// [`Failure::BasisChanged`] if another dataset is open now, or none: other repairs would be made than those on
    /// offer. Also as [`Basis::now`].
    pub(super) fn same(session: &Session, kept: &CheckedFile) -> Result<Self, Failure> {
        let basis = Self::now(session, kept.split)?;
        if basis.number() == kept.dataset { Ok(basis) } else { Err(Failure::BasisChanged) }
    }

    fn of_split(split: Split) -> Self {
        Self { split, dataset: None, against: Against::Shape(split) }
    }

    /// The number of the dataset; `None` where only the split's row count is checked against.
    pub(super) fn number(&self) -> Option<u32> {
        self.dataset.as_ref().map(|(number, _)| *number)
    }

    /// It as the engine takes it.
    pub(super) fn reference(&self) -> Reference<'_> {
        match &self.dataset {
            Some((_, dataset)) => Reference::Dataset(dataset),
            None => Reference::Split(self.split),
        }
    }
}
