//! Knowing a file again without reading it: by its size, the time of its last change, and samples of its bytes.
//!
//! Why this is enough: whoever edits a file in place changes its time or its size, which the file system sees to. A tool
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&[u8], i64)]) -> String {
        let mut fingerprint = Fingerprint::default();
        for (bytes, modified) in files {
            fingerprint.begin_file(bytes.len() as u64, *modified);
            for range in sampled(bytes.len() as u64) {
                let (start, end) = (usize::try_from(range.start).unwrap(), usize::try_from(range.end).unwrap());
                fingerprint.sample(&bytes[start..end]);
            }
        }
        fingerprint.finish()
    }

    #[test]
    fn samples_lie_within_the_file_from_head_to_end() {
        for size in [0, 1, SAMPLE * SAMPLES, SAMPLE * SAMPLES + 1, 9_273_203_264, u64::MAX / 2] {
            let ranges = sampled(size);
            assert_eq!((ranges[0].start, ranges.last().unwrap().end), (0, size));
            assert!(ranges.is_sorted_by_key(|range| range.start) && ranges.iter().all(|range| range.end <= size));
            let read: u64 = ranges.iter().map(ByteRange::len).sum();
            assert!(read <= SAMPLE * SAMPLES && ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }

    #[test]
    fn what_may_have_changed_has_another_fingerprint() {
        let large: Vec<u8> = (0..=250).cycle().take(3 << 20).collect();
        let as_it_was = of(&[(&large, 5)]);
        assert_eq!(as_it_was, of(&[(&large.clone(), 5)]));
        assert_ne!(as_it_was, of(&[(&large, 6)]));
        assert_ne!(as_it_was, of(&[(&large[..large.len() - 1], 5)]));
        let mut shifted = large.clone();
        shifted.remove(1 << 20);
        shifted.insert(2 << 20, 0);
        let mut ended = large.clone();
        *ended.last_mut().unwrap() ^= 1;
        assert!(![of(&[(&shifted, 5)]), of(&[(&ended, 5)])].contains(&as_it_was));
        assert_ne!(of(&[(b"ab", 5), (b"c", 5)]), of(&[(b"a", 5), (b"bc", 5)]));
        assert_ne!(of(&[(b"a", 1), (b"b", 1)]), of(&[(b"b", 1), (b"a", 1)]));
    }
}
