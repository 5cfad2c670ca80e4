//! The published addresses for submissions.

/// An address and where it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient {
    /// The address.
    pub address: &'static str,
    /// The page that names it.
    pub source: &'static str,
}

/// The published addresses, newest first: the pages name different ones.
///
/// The README is that of uni-medical/GMAI-MMBench, commit df68547 of 2024-10-15; the dataset card still has the older
/// board of 29 models.
pub const ADDRESSES: [Recipient; 2] = [
    Recipient { address: "wangguoan@pjlab.org.cn", source: "https://github.com/uni-medical/GMAI-MMBench" },
    Recipient { address: "guoanwang971@gmail.com", source: "https://huggingface.co/datasets/OpenGVLab/GMAI-MMBench" },
];
