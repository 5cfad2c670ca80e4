//! How files are known again, and things kept up to a size.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use engine::fingerprint::{Fingerprint, sampled};
use engine::hexadecimal::hexadecimal;
use engine::official::{Checksum, OfficialFile};
use engine::position::ByteRange;
use engine::recent::Recent;

/// Files up to this size are read whole: 8 samples of 64 KiB.
const WHOLE: u64 = 8 << 16;

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
    for size in [0, 1, WHOLE, WHOLE + 1, 9_273_203_264, u64::MAX / 2] {
        let ranges = sampled(size);
        assert_eq!((ranges[0].start, ranges.last().unwrap().end), (0, size));
        assert!(ranges.is_sorted_by_key(|range| range.start) && ranges.iter().all(|range| range.end <= size));
        let read: u64 = ranges.iter().map(ByteRange::len).sum();
        assert!(read <= WHOLE && ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
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

#[test]
fn every_byte_has_two_digits() {
    assert_eq!(hexadecimal(&[0, 15, 255]), "000fff");
}

#[test]
fn sums_are_those_of_rfc_1321() {
    let sum = |pieces: &[&str]| {
        let mut sum = Checksum::default();
        for piece in pieces {
            sum.feed(piece.as_bytes());
        }
        sum.finish()
    };
    assert_eq!(sum(&[]), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(sum(&["message", " ", "digest"]), "f96b697d7cb7938d525a2f31aaf161d0");
    let digits = "1234567890".repeat(8);
    assert_eq!(sum(&[&digits[..63], &digits[63..]]), "57edf4a22be3c955ac49da2e2107b67a");
}

#[test]
fn published_files_are_known_by_their_sums() {
    assert_eq!(OfficialFile::of("254bd581627866f1c499d3d6b4422324"), Some(OfficialFile::Val));
    assert_eq!(OfficialFile::of("3dae94627b9ac0fe00180d4780fbf6dc"), Some(OfficialFile::Test(10)));
    assert_eq!(OfficialFile::Test(10).name(), "TEST part 10");
    assert_eq!(OfficialFile::of("d41d8cd98f00b204e9800998ecf8427e"), None);
}

fn get<const N: usize>(kept: &mut Recent<&'static str, u32>, keys: [&'static str; N]) -> [Option<u32>; N] {
    keys.map(|key| kept.get(&key).copied())
}

#[test]
fn what_was_used_longest_ago_goes_first() {
    let mut kept = Recent::new(10);
    kept.keep("a", 1, 4);
    kept.keep("b", 2, 4);
    assert_eq!(kept.get(&"a"), Some(&1));
    kept.keep("c", 3, 4);
    assert_eq!(get(&mut kept, ["a", "b", "c"]), [Some(1), None, Some(3)]);
}

#[test]
fn a_key_counts_once() {
    let mut kept = Recent::new(10);
    for value in 0..100 {
        kept.keep("a", value, 6);
    }
    kept.keep("b", 0, 4);
    assert_eq!(get(&mut kept, ["a", "b"]), [Some(99), Some(0)]);
}

#[test]
fn what_exceeds_the_limit_harms_nothing() {
    let mut kept = Recent::new(10);
    kept.keep("a", 1, 10);
    kept.keep("b", 2, 11);
    assert_eq!(get(&mut kept, ["a", "b"]), [Some(1), None]);
    kept.keep("c", 3, 10);
    assert_eq!(get(&mut kept, ["a", "c"]), [None, Some(3)]);
}
