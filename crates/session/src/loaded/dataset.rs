//! The dataset, while it is read and after.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use engine::dataset::{Dataset, DatasetBuilder};
use engine::image::ImageInfo;
use engine::keywords::Query;
use engine::official::OfficialFile;
use engine::parts;
use engine::recent::Recent;
use engine::selection::SelectionIndex;
use protocol::explore::SelectionNumber;
use protocol::{DatasetId, DatasetState, PartState, Phase, PictureInfo};

use super::count;
use crate::address;
use crate::host::Source;

const FINDINGS_SHOWN: usize = 200;

/// Bytes of small images that are kept: some 5,000 of them.
const THUMBNAIL_BYTES: usize = 48 << 20;

pub(crate) struct LoadedDataset {
    /// Names this dataset among those opened one after the other.
    pub(crate) number: DatasetId,
    /// In the order of the parts.
    pub(crate) files: Vec<Source>,
    pub(crate) questions: Questions,
    /// What the explore page needs, from its first request on.
    pub(crate) exploration: Option<Box<Exploration>>,
    pub(crate) phase: Phase,
    /// Whether the questions come from an index kept earlier.
    pub(crate) restored: bool,
    pub(crate) bytes_done: u64,
    /// When reading began, and when the last piece was read, on the host's clock.
    started_at: f64,
    pub(crate) read_at: f64,
    /// What verifying found, by part: MD5, and the published file of that sum.
    pub(crate) verified: HashMap<u32, (String, Option<OfficialFile>)>,
    /// Small images made so far, by row and place in the row.
    pub(crate) thumbnails: Recent<(u32, u32), (PictureInfo, Vec<u8>)>,
    /// Images whose cells, by part and first byte, were found to be plain base64 from end to end.
    pub(crate) plain_images: HashMap<(u32, u64), ImageInfo>,
}

pub(crate) enum Questions {
    Growing(Box<DatasetBuilder>),
    Complete(Rc<Dataset>),
}

/// What the explore page needs of a dataset.
#[derive(Default)]
pub(crate) struct Exploration {
    pub(crate) index: SelectionIndex,
    /// The latest selections.
    pub(crate) held: VecDeque<HeldSelection>,
}

/// A selection that the page may ask about.
pub(crate) struct HeldSelection {
    pub(crate) number: SelectionNumber,
    /// In the order of the selection.
    pub(crate) rows: Vec<u32>,
    pub(crate) keywords: Query,
}

impl Questions {
    pub(crate) fn dataset(&self) -> &Dataset {
        match self {
            Self::Growing(builder) => builder.dataset(),
            Self::Complete(dataset) => dataset,
        }
    }
}

impl LoadedDataset {
    pub(super) fn new(number: DatasetId, files: Vec<Source>, now: f64) -> Self {
        Self {
            number,
            files,
            questions: Questions::Growing(Box::default()),
            exploration: None,
            phase: Phase::Indexing,
            restored: false,
            bytes_done: 0,
            started_at: now,
            read_at: now,
            verified: HashMap::new(),
            thumbnails: Recent::new(THUMBNAIL_BYTES),
            plain_images: HashMap::new(),
        }
    }

    pub(crate) fn questions(&self) -> &Dataset {
        self.questions.dataset()
    }

    /// All questions, to be held while work on them pauses; `None` until they are all there.
    pub(crate) fn all_questions(&self) -> Option<Rc<Dataset>> {
        match &self.questions {
            Questions::Complete(dataset) if self.phase == Phase::Complete => Some(Rc::clone(dataset)),
            _ => None,
        }
    }

    pub(crate) fn held(&self, number: SelectionNumber) -> Option<&HeldSelection> {
        self.exploration.as_ref()?.held.iter().find(|held| held.number == number)
    }

    pub(super) fn end(&mut self, phase: Phase) {
        if let Questions::Growing(builder) = &mut self.questions {
            let builder = std::mem::take(&mut **builder);
            self.questions = Questions::Complete(Rc::new(builder.finish()));
        }
        self.phase = phase;
    }

    pub(crate) fn name(&self) -> String {
        name_of(&self.parts())
    }

    pub(crate) fn parts(&self) -> Vec<PartState> {
        self.files.iter().map(|file| PartState { name: file.name(), bytes: file.size() }).collect()
    }

    pub(super) fn state(&self, memory_bytes: u64) -> DatasetState {
        let questions = self.questions();
        let parts = self.parts();
        let bytes_total = parts.iter().map(|part| part.bytes).sum();
        let bytes_per_second = rate(self.bytes_done, self.read_at - self.started_at);
        let bytes_left: u64 = u64::saturating_sub(bytes_total, self.bytes_done);
        let is_indexing = self.phase == Phase::Indexing && bytes_per_second > 0.0;
        DatasetState {
            id: self.number,
            name: name_of(&parts),
            missing_parts: parts::missing(parts.iter().map(|part| part.name.as_str())),
            parts,
            columns: questions.columns().to_vec(),
            phase: self.phase.clone(),
            restored: self.restored,
            host: self.files.first().and_then(address::host_of),
            rows: count(questions.row_count()),
            bytes_done: self.bytes_done,
            bytes_total,
            bytes_per_second,
            seconds_left: is_indexing.then(|| as_float(bytes_left) / bytes_per_second),
            memory_bytes,
            has_answers: questions.has_answers(),
            findings: questions.findings().iter().take(FINDINGS_SHOWN).cloned().collect(),
            finding_count: questions.finding_count(),
            refusal: questions.refusal().cloned(),
        }
    }
}

fn rate(bytes: u64, milliseconds: f64) -> f64 {
    if milliseconds > 0.0 { as_float(bytes) * 1000.0 / milliseconds } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "file sizes are far below 2^53")]
fn as_float(bytes: u64) -> f64 {
    bytes as f64
}

/// The first part's name without extension; of several parts what their names begin with.
fn name_of(parts: &[PartState]) -> String {
    let stem = |name: &str| name.strip_suffix(".tsv").unwrap_or(name).to_owned();
    let Some((first, others)) = parts.split_first() else { return String::new() };
    let mut common = stem(&first.name);
    for part in others {
        while !part.name.starts_with(&common) {
            common.pop();
        }
    }
    let trimmed = common.trim_end_matches(|character: char| !character.is_alphabetic());
    if others.is_empty() || trimmed.is_empty() { stem(&first.name) } else { trimmed.to_owned() }
}
