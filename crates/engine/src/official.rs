//! Which published file a file is, by its MD5.
//!
//! Source of names and sums: VLMEvalKit, `vlmeval/dataset/image_mcq.py`, class `GMAIMMBenchDataset` (2026-08-18); the sum
//! of VAL belongs to the copy in the Hugging Face data set `VLMEval/GMAI-MMBench`.

#![expect(missing_docs, reason = "what a name says has no line of its own")]

use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};

use crate::hexadecimal::hexadecimal;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OfficialFile {
    Val,
    /// A part of the test set, counted from 1.
    Test(u32),
}

const VAL: &str = "254bd581627866f1c499d3d6b4422324";
const TEST: [&str; 11] = [
    "900d735231230a63f4ed45665c078ef4",
    "1b27ab621386945d7e4a765ad2d22b0e",
    "44bdc2b6267dd505d529b8cad06f0fb2",
    "5a04a04fcac9f1466709f242fdb80acb",
    "c70baf8909eda9af0ddeab275c721336",
    "825abc39596b644dead9350d0cfa3b96",
    "defb8aed2fb77365a76b6b9abd6a2701",
    "ff490d60b85f2bb0abb67a435b298c65",
    "ff67c86f40da93b09139ac1d1ba5dc6b",
    "3dae94627b9ac0fe00180d4780fbf6dc",
    "d08dc813f0eb6bbab63cae2a9d113c4b",
];

/// Names of the test set's parts without their number, and how many there are.
pub const TEST_PARTS: (&str, u32) = ("GMAI_mm_bench_TEST", 11);

impl OfficialFile {
    /// The published file of that MD5, in lower-case hexadecimal.
    pub fn of(md5: &str) -> Option<Self> {
        if md5 == VAL {
            return Some(Self::Val);
        }
        (1..).zip(TEST).find(|(_, sum)| *sum == md5).map(|(part, _)| Self::Test(part))
    }

    /// The name for files: `VAL`, or `TEST part 3`.
    pub fn name(self) -> String {
        match self {
            Self::Val => "VAL".to_owned(),
            Self::Test(part) => format!("TEST part {part}"),
        }
    }
}

/// The MD5 of a file that comes piece by piece.
#[derive(Default)]
pub struct Checksum(Md5);

impl Checksum {
    pub fn feed(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The sum of all bytes, in lower-case hexadecimal.
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_differ() {
        let sums: std::collections::HashSet<_> = TEST.into_iter().chain([VAL]).collect();
        assert_eq!(sums.len(), 12);
        assert!(sums.iter().all(|sum| sum.len() == 32));
    }
}
