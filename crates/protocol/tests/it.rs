//! What the messages promise beside their types.

use protocol::recent::{RecentDataset, surplus};
use protocol::{Call, CallHead, VERSION};

#[test]
fn a_call_that_cannot_be_read_begins_with_its_number() {
    // A request that this version does not know.
    let call = postcard::to_allocvec(&(VERSION + 1, 7_u32, u32::MAX, "more")).unwrap();
    assert!(postcard::from_bytes::<Call>(&call).is_err());
    assert_eq!(postcard::from_bytes(&call), Ok(CallHead { version: VERSION + 1, id: 7 }));
}

fn kept(fingerprint: &str, opened: f64, index_bytes: u64) -> RecentDataset {
    let (name, fingerprint) = (String::new(), fingerprint.to_owned());
    RecentDataset {
        fingerprint,
        name,
        parts: Vec::new(),
        rows: 1,
        opened,
        index_bytes,
        addresses: Vec::new(),
        index: None,
    }
}

#[test]
fn the_oldest_go_first() {
    let few: Vec<_> = (0..14).map(|number| kept(&number.to_string(), f64::from(number), 1)).collect();
    assert_eq!(surplus(&few), ["1", "0"]);
    assert_eq!(surplus(&few[..12]), [""; 0]);
    let large = [kept("old", 1.0, 200 << 20), kept("new", 2.0, 100 << 20)];
    assert_eq!(surplus(&large), ["old"]);
    assert_eq!(surplus(&[kept("huge", 1.0, u64::MAX)]), [""; 0]);
}
