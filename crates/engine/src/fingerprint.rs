//! Recognising a file without reading it: by its size, the time of its last change, and samples of its bytes.
//!
//! Why this is enough: editing a file in place changes its time or its size. A tool
//! that carries times over, as copying and unpacking do, brings another file, and of two files of the same size and time
//! the samples differ wherever a byte was inserted or removed before one of them, at the head, where a header or a first
//! row differs, or at the end. What remains is a change in place, of the same length, between samples, by a program that
//! then sets the time back; nobody does that by mistake. The name does not count: renaming changes no content.

use sha2::{Digest, Sha256};

use super::hexadecimal::hexadecimal;
use super::position::ByteRange;

/// Length of a sample in bytes.
const SAMPLE: u64 = 64 << 10;

/// Number of samples, head and end included.
const SAMPLES: u64 = 8;

/// The ranges of a file of that size which are read: head, end, and some between at even distances; a small file is read
/// whole.
pub fn sampled(size: u64) -> Vec<ByteRange> {
    if size <= SAMPLE * SAMPLES {
        return vec![ByteRange { start: 0, end: size }];
    }
    let gap = (size - SAMPLE) / (SAMPLES - 1);
    let last = size - SAMPLE;
    let start = |number: u64| if number == SAMPLES - 1 { last } else { number * gap };
    (0..SAMPLES).map(start).map(|start| ByteRange { start, end: start + SAMPLE }).collect()
}

/// The fingerprint of one or several files in order.
#[derive(Debug, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Begins the next file: its size in bytes, and when it was last changed, in milliseconds since 1970.
    pub fn begin_file(&mut self, size: u64, modified: i64) {
        self.0.update(size.to_le_bytes());
        self.0.update(modified.to_le_bytes());
    }

    /// Takes the bytes of a range out of [`sampled`], in order.
    pub fn sample(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The fingerprint, in hexadecimal.
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}
