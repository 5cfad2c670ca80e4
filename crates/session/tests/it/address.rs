//! Datasets and predictions by address, from servers that do everything that servers do.

use std::collections::BTreeMap;
use std::rc::Rc;

use engine::dataset::{DatasetBuilder, IndexFile, Sums};
use engine::scoring::RuleSet;
use engine::selection::Order;
use protocol::address::{AddressFault, ExportIndex, FetchAhead, OpenAddress, OpenedAddresses, ReadTraffic, WantImages};
use protocol::explore::Select;
use protocol::run::Key;
use protocol::source::{ExportSelection, SubsetFile, VerifyPart};
use protocol::{
    CancelOpening, Failure, OpenFiles, Phase, ReadImage, ReadQuestion, ReadScoredRows, ReadThumbnail, Recognised,
};
use session::host::Part;
use session::{Beside, surplus_images};

use crate::files::{QUESTIONS, dataset, predictions};
use crate::hub::{Fault, HUB, Hub, TOKEN};
use crate::world::{User, World, incorrect};

/// An index of some bytes under that name.
fn index_of(name: &str, bytes: &[u8]) -> IndexFile {
    let (mut builder, mut sums) = (DatasetBuilder::new(), Sums::default());
    builder.begin_part(name);
    builder.feed(bytes).unwrap();
    builder.end_part().unwrap();
    sums.feed(bytes);
    IndexFile::new(builder.finish(), vec![sums.finish(name)], false)
}

/// A world whose hub has the dataset, its index and predictions.
fn world() -> World {
    let world = World::default();
    fill(&world.hub);
    world
}

fn fill(hub: &Hub) {
    let bytes = &dataset().0;
    hub.put("VAL.tsv", bytes);
    hub.put("VAL.gmaidx", &index_of("VAL.tsv", bytes).write().unwrap());
    hub.put("seer.csv", &predictions());
}

fn hf(name: &str) -> String {
    format!("hf:o/n@main/{name}")
}

fn with_index() -> OpenAddress {
    OpenAddress { data: vec![hf("VAL.tsv")], index: Some(hf("VAL.gmaidx")), ..OpenAddress::default() }
}

fn without_index() -> OpenAddress {
    OpenAddress { index: None, remember: true, read_through: true, ..with_index() }
}

fn open(user: &User<'_>, request: OpenAddress) -> OpenedAddresses {
    let opened = user.ask(request).unwrap();
    user.wait(|| user.dataset().is_none_or(|dataset| dataset.phase != Phase::Indexing));
    opened
}

fn fault(opened: &OpenedAddresses) -> &AddressFault {
    match &opened.opened[0].outcome {
        Err(Failure::Address(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

/// The bytes of an image.
fn image(user: &User<'_>, row: u32) -> Result<Vec<u8>, Failure> {
    match user.answer(ReadImage { row, which: 0 }, Vec::new()).unwrap()?.beside {
        Beside::Bytes(bytes) => Ok(bytes),
        _ => panic!("no image"),
    }
}

fn right_image(row: usize) -> Vec<u8> {
    let row = if row == 8 { 3 } else { row };
    base64_of(&dataset().1[&row.to_string()][0])
}

fn base64_of(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

#[test]
fn with_an_index_only_the_index_and_images_are_fetched() {
    let world = world();
    let user = world.user();
    let opened = open(&user, with_index());
    assert_eq!((&opened.opened[0].name[..], &opened.opened[0].outcome), ("VAL.tsv", &Ok(Recognised::Dataset)));
    let state = user.dataset().unwrap();
    assert!(state.phase == Phase::Complete && state.restored);
    assert_eq!((state.rows as usize, state.bytes_total), (QUESTIONS, dataset().0.len() as u64));
    assert_eq!(world.hub.counted(), (1, 1), "the index alone");
    for row in [0, 3, 8] {
        assert_eq!(image(&user, row).unwrap(), right_image(row as usize));
        user.ask(ReadQuestion { row }).unwrap().pictures.unwrap();
    }
    let asked = world.hub.asked.take();
    assert_eq!(asked.len(), 2, "that of row 8 is that of row 3");
    let (start, end) = asked[0].range.unwrap();
    let text = &dataset().0[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()];
    assert!(text.starts_with(b"\t") && text.ends_with(b"\n"), "a byte more on both sides");
    assert!(asked[1].url.starts_with("https://cdn.example/"), "where it led is asked again");
    let traffic = user.ask(ReadTraffic).unwrap();
    assert!(traffic.requests == 3 && traffic.bytes > 64 << 10, "{traffic:?}");
}

#[test]
fn what_passes_is_tried_again() {
    let faults: [&[Fault]; 12] = [
        &[Fault::Cut(60_000)],
        &[Fault::Cut(0), Fault::Cut(20_000), Fault::Short(30_000)],
        &[Fault::Short(0)],
        &[Fault::NoReply, Fault::NoReply],
        &[Fault::Status(500, "")],
        &[Fault::Status(503, "7"), Fault::Status(502, "")],
        &[Fault::Status(429, "30")],
        &[Fault::Status(429, "Mon, 23 Nov 2026 12:00:20 GMT")],
        &[Fault::Stalls],
        &[Fault::Whole],
        &[Fault::Status(408, ""), Fault::Cut(70_000)],
        &[],
    ];
    for faults in faults {
        let world = world();
        let user = world.user();
        open(&user, with_index());
        world.hub.plan(faults);
        let before = world.machine.now();
        assert_eq!(image(&user, 3).as_ref(), Ok(&right_image(3)), "{faults:?}");
        let took = world.machine.now() - before;
        assert!(took >= if faults.contains(&Fault::Status(429, "30")) { 30_000 } else { 0 }, "{faults:?}: {took}");
    }
}

#[test]
fn a_signed_address_is_used_until_it_expires() {
    for hides in [false, true] {
        let world = world();
        world.hub.good_for.set(1_000);
        world.hub.hides_expiry.set(hides);
        let user = world.user();
        open(&user, with_index());
        world.hub.counted();
        image(&user, 0).unwrap();
        image(&user, 1).unwrap();
        assert_eq!(world.hub.counted(), (2, 1));
        user.pass(2_000);
        assert_eq!(image(&user, 2), Ok(right_image(2)));
        assert_eq!(world.hub.counted(), (2, 1), "one refusal, then the way is asked for again");
    }
}

#[test]
fn where_a_signed_address_is_good_for_one_range_the_way_is_asked_every_time() {
    let world = world();
    world.hub.binds_range.set(true);
    let user = world.user();
    open(&user, with_index());
    world.hub.counted();
    image(&user, 0).unwrap();
    assert_eq!(image(&user, 1), Ok(right_image(1)));
    assert_eq!(world.hub.counted(), (3, 2), "one refusal");
    assert_eq!(image(&user, 2), Ok(right_image(2)));
    assert_eq!(image(&user, 3), Ok(right_image(3)));
    assert_eq!(world.hub.counted(), (2, 2), "and no further one");
}

#[test]
fn nothing_wrong_is_shown() {
    let host = || "huggingface.co".to_owned();
    let name = || "VAL.tsv".to_owned();
    let cases: [(&[Fault], AddressFault); 12] = [
        (&[Fault::Large], AddressFault::NoRanges { host: host(), limit: 32 << 20 }),
        (&[Fault::Shifted], AddressFault::WrongRange { host: host() }),
        (&[Fault::Garbled], AddressFault::WrongRange { host: host() }),
        (&[Fault::TooLong], AddressFault::WrongRange { host: host() }),
        (&[Fault::Encoded], AddressFault::Encoded { host: host(), encoding: "gzip".to_owned() }),
        (&[Fault::OtherSize], AddressFault::OtherFile { name: name() }),
        (&[Fault::Status(416, "")], AddressFault::OtherFile { name: name() }),
        (&[Fault::Cut(50), Fault::OtherTag], AddressFault::Changed { name: name() }),
        (&[Fault::Status(404, "")], AddressFault::Refused { host: host(), status: 404 }),
        (&[Fault::Status(429, "100")], AddressFault::Busy { host: host(), seconds: Some(100) }),
        (&[Fault::Status(500, ""); 9], AddressFault::ServerFailed { host: host(), status: 500 }),
        (&[Fault::NoReply; 9], AddressFault::NoReply { host: host(), detail: "Failed to fetch".to_owned() }),
    ];
    for (faults, expected) in cases {
        let world = world();
        let user = world.user();
        open(&user, with_index());
        world.hub.plan(faults);
        assert_eq!(image(&user, 0), Err(expected.into()), "{faults:?}");
        world.hub.plan(&[]);
        if !faults.contains(&Fault::OtherTag) {
            assert_eq!(image(&user, 0), Ok(right_image(0)), "{faults:?}: later it is right");
        }
    }
    let world = world();
    let user = world.user();
    open(&user, with_index());
    world.hub.plan(&[Fault::Cut(10); 9]);
    assert!(matches!(image(&user, 3), Err(Failure::Address(AddressFault::BrokenOff { done: 60, .. }))));
    world.hub.plan(&[Fault::OtherTag]);
    assert_eq!(image(&user, 3), Err(AddressFault::Changed { name: name() }.into()));
}

#[test]
fn an_index_of_another_file_shows_no_image() {
    let bytes = &dataset().0;
    let foreign = {
        // As long, with every image a byte later.
        let text = String::from_utf8(bytes.clone()).unwrap();
        let mut shifted = text.replacen("Question 0?", "Question 0??", 1);
        shifted.truncate(bytes.len());
        shifted.into_bytes()
    };
    let images: BTreeMap<u32, _> = (0..8)
        .map(|row| {
            let world = world();
            world.hub.put("VAL.tsv", &foreign);
            let user = world.user();
            open(&user, with_index());
            (row, image(&user, row))
        })
        .collect();
    for (row, image) in images {
        let other = Failure::from(AddressFault::OtherFile { name: "VAL.tsv".to_owned() });
        assert_eq!(image, Err(other), "{row}");
    }
    let world = world();
    world.hub.put("VAL.tsv", &bytes[..bytes.len() - 1]);
    let user = world.user();
    open(&user, with_index());
    assert_eq!(image(&user, 0), Err(AddressFault::OtherFile { name: "VAL.tsv".to_owned() }.into()));
}

#[test]
fn an_index_that_does_not_fit_opens_nothing() {
    let world = world();
    let user = world.user();
    let two = OpenAddress { data: vec![hf("VAL.tsv"), hf("VAL2.tsv")], ..with_index() };
    assert_eq!(fault(&open(&user, two)), &AddressFault::OtherNumber { indexed: 1, given: 2 });
    let whole = index_of("VAL.tsv", &dataset().0).write().unwrap();
    for bytes in [&whole[..whole.len() - 1], b"<!doctype html>", b""] {
        world.hub.put("VAL.gmaidx", bytes);
        assert!(matches!(fault(&open(&user, with_index())), AddressFault::BadIndex { .. }));
    }
    world.hub.plan(&[Fault::Large]);
    assert!(matches!(fault(&open(&user, with_index())), AddressFault::TooLarge { limit, .. } if *limit == 8 << 20));
    world.hub.files.borrow_mut().remove("VAL.gmaidx");
    assert!(matches!(fault(&open(&user, with_index())), AddressFault::Refused { status: 404, .. }));
    let typed = OpenAddress { index: Some("http://x.example/i".to_owned()), ..with_index() };
    assert!(matches!(fault(&open(&user, typed)), AddressFault::Address(_)));
    assert_eq!(user.dataset(), None);
}

#[test]
fn where_the_size_is_hidden_the_index_knows_it() {
    let world = world();
    world.hub.exposes.set(false);
    let user = world.user();
    open(&user, with_index());
    assert_eq!(image(&user, 3), Ok(right_image(3)));
    let hidden = AddressFault::SizeHidden { host: "huggingface.co".to_owned() };
    assert_eq!(fault(&open(&user, without_index())), &hidden);
}

#[test]
fn without_an_index_the_file_is_read_once_and_resumed() {
    let world = world();
    let user = world.user();
    world.hub.plan(&[Fault::Cut(1 << 20), Fault::Cut(30_000), Fault::NoReply, Fault::Short(10_000)]);
    let opened = open(&user, without_index());
    assert_eq!(opened.opened[0].outcome, Ok(Recognised::Dataset));
    let state = user.dataset().unwrap();
    assert_eq!((state.phase, state.rows as usize), (Phase::Complete, QUESTIONS));
    let starts: Vec<u64> = world.hub.asked.take().iter().filter_map(|asked| Some(asked.range?.0)).collect();
    assert_eq!(starts[..4], [0, 0, 30_000, 30_000], "the head, the file, and what was missing");
    user.settle();
    for row in 0..8 {
        assert_eq!(image(&user, row), Ok(right_image(row as usize)));
    }
    assert_eq!(user.ask(VerifyPart { part: 0 }).unwrap().official, None);

    // The second visit needs the head and the images that were not kept.
    world.hub.counted();
    let again = world.user();
    open(&again, without_index());
    again.settle();
    assert!(again.dataset().unwrap().restored);
    assert_eq!(world.hub.counted().0, 1);
    assert_eq!(image(&again, 3), Ok(right_image(3)));
    assert_eq!(world.hub.counted().0, 0, "it was kept");
    let traffic = again.ask(ReadTraffic).unwrap();
    assert!(traffic.bytes <= 64 << 10, "{traffic:?}");
}

#[test]
fn a_file_that_changes_while_it_is_read_is_reported() {
    let world = world();
    let user = world.user();
    world.hub.faults.replace(vec![None, Some(Fault::Cut(30_000)), Some(Fault::OtherTag)]);
    open(&user, without_index());
    let changed = Failure::from(AddressFault::Changed { name: "VAL.tsv".to_owned() });
    assert_eq!(user.dataset().unwrap().phase, Phase::Failed(changed));
}

#[test]
fn a_token_is_for_one_host() {
    let world = world();
    world.hub.is_gated.set(true);
    let user = world.user();
    assert!(matches!(fault(&open(&user, with_index())), AddressFault::Refused { status: 401, .. }));
    world.hub.counted();
    let token = Key::new(TOKEN.to_owned());
    open(&user, OpenAddress { token: token.clone(), ..with_index() });
    assert_eq!(image(&user, 0), Ok(right_image(0)));
    assert_eq!(image(&user, 1), Ok(right_image(1)));
    let asked = world.hub.asked.take();
    assert_eq!(asked.iter().filter(|asked| asked.has_token).count(), 2);
    assert!(asked.iter().all(|asked| asked.has_token == asked.url.starts_with(HUB)), "{asked:?}");
    // Another host gets none, although it is asked for a part of the same dataset.
    let elsewhere = OpenAddress { index: Some("https://other.example/VAL.gmaidx".to_owned()), token, ..with_index() };
    open(&user, elsewhere);
    assert!(world.hub.asked.take().iter().all(|asked| !asked.has_token));
    assert!(!format!("{:?}", Key::new(TOKEN.to_owned())).contains("hf_"));
}

#[test]
fn few_images_are_fetched_at_a_time_the_newest_first() {
    let world = world();
    let user = world.user();
    open(&user, with_index());
    let own = [0_u32, 1, 2, 3, 4, 5, 6, 7, 9];
    let mut begin = |row: &u32| user.begin(ReadImage { row: *row, which: 0 }, Vec::new());
    let mut images: Vec<_> = own[..7].iter().map(&mut begin).collect();
    let ahead = user.begin(FetchAhead { rows: vec![9] }, Vec::new());
    images.push(begin(&own[7]));
    user.wait(|| images[7].borrow().is_some());
    let is_there = |row: usize| images[row].borrow().is_some();
    assert!(!is_there(4) && !is_there(5), "those asked for before wait");
    user.wait(|| (0..8).all(is_there));
    assert!(ahead.borrow().is_none(), "what is fetched ahead comes last");
    user.wait(|| ahead.borrow().is_some());
    assert_eq!(world.hub.most_under_way.get(), 4);

    let world = self::world();
    let user = world.user();
    open(&user, with_index());
    world.hub.counted();
    let images: Vec<_> = own.iter().map(|&row| user.begin(ReadThumbnail { row, which: 0 }, Vec::new())).collect();
    user.pass(10);
    user.ask(WantImages { rows: vec![1, 9] }).unwrap();
    user.settle();
    let wanted: Vec<bool> = images.iter().map(|image| image.borrow().as_ref().unwrap().is_ok()).collect();
    assert_eq!(wanted.iter().filter(|is| **is).count(), 2, "{wanted:?}");
    let cancelled = |image: &Result<_, Failure>| matches!(image, Err(Failure::Cancelled));
    assert!(cancelled(images[0].borrow().as_ref().unwrap()));
    assert_eq!((world.hub.given_up.get(), world.hub.counted().0), (3, 5), "three were under way");
}

#[test]
fn images_fetched_ahead_are_there() {
    let world = world();
    let user = world.user();
    open(&user, with_index());
    user.ask(FetchAhead { rows: vec![3, 4, 99] }).unwrap();
    world.hub.counted();
    assert_eq!(image(&user, 4), Ok(right_image(4)));
    assert_eq!(world.hub.counted().0, 0);
    // In another session they come from the store, with no network at all.
    user.settle();
    let later = world.user();
    open(&later, with_index());
    world.hub.plan(&[Fault::NoReply; 50]);
    assert_eq!(image(&later, 3), Ok(right_image(3)));
    assert!(image(&later, 1).is_err());
}

#[test]
fn predictions_are_read_whole() {
    let world = world();
    let user = world.user();
    world.hub.plan(&[Fault::Cut(10)]);
    let request = OpenAddress { predictions: vec![hf("none.csv"), hf("seer.csv")], ..with_index() };
    let opened = open(&user, request);
    let outcomes: Vec<_> = opened.opened.iter().map(|opened| opened.outcome.is_ok()).collect();
    assert_eq!(outcomes, [true, false, true]);
    assert_eq!(opened.opened[2].outcome, Ok(Recognised::Predictions(1)));
    let (rules, query) = (RuleSet::default(), incorrect());
    assert!(user.ask(ReadScoredRows { predictions: 1, rules, query, start: 0, end: 9 }).unwrap().total > 0);
}

#[test]
fn an_opening_is_cancelled_at_once() {
    let world = world();
    let user = world.user();
    world.hub.plan(&[Fault::Stalls]);
    let opening = user.begin(with_index(), Vec::new());
    user.pass(1_000);
    user.ask(CancelOpening).unwrap();
    user.pass(1);
    assert!(opening.borrow().is_some());
    assert_eq!(user.dataset(), None);
}

#[test]
fn nothing_is_read_through_unasked() {
    let world = world();
    let user = world.user();
    let asking = || OpenAddress { read_through: false, predictions: vec![hf("seer.csv")], ..without_index() };
    let opened = open(&user, asking());
    assert_eq!((opened.unread, opened.opened), (Some(dataset().0.len() as u64), Vec::new()));
    assert_eq!(user.dataset(), None);
    assert_eq!(world.hub.counted().0, 1, "its beginning");
    open(&user, without_index());
    user.settle();
    // That it is open, or its index is kept, needs no reading.
    for user in [user, world.user()] {
        let opened = open(&user, asking());
        assert_eq!((opened.unread, opened.opened.len()), (None, 2));
        assert_eq!(user.dataset().unwrap().host.as_deref(), Some("huggingface.co"));
    }
}

#[test]
fn datasets_of_servers_are_listed_with_their_addresses() {
    let world = world();
    let user = world.user();
    open(&user, OpenAddress { remember: true, ..with_index() });
    user.settle();
    open(&user, without_index());
    user.settle();
    let listed = world.stored.listed.take();
    let url = "https://huggingface.co/datasets/o/n/resolve/main/VAL.tsv";
    assert!(listed.iter().all(|(dataset, _)| dataset.addresses == [url]));
    let index: Vec<_> = listed.iter().map(|(dataset, has_bytes)| (dataset.index.clone(), *has_bytes)).collect();
    assert_eq!(index, [(Some(hf("VAL.gmaidx")), false), (None, true)], "what is given away is not kept as well");
}

#[test]
fn nothing_is_kept_of_a_file_without_a_tag() {
    let world = world();
    world.hub.exposes.set(false);
    let mut index = index_of("VAL.tsv", &dataset().0);
    (index.files[0].sha256, index.files[0].md5) = (None, None);
    world.hub.put("VAL.gmaidx", &index.write().unwrap());
    for _visit in 0..2 {
        let user = world.user();
        open(&user, OpenAddress { remember: true, ..with_index() });
        world.hub.counted();
        assert_eq!(image(&user, 3), Ok(right_image(3)));
        user.settle();
        assert_ne!(world.hub.counted().0, 0);
    }
    // A tag that the server sends is learned from its first reply.
    world.hub.exposes.set(true);
    for unread in [1, 0] {
        let user = world.user();
        open(&user, with_index());
        image(&user, 5).unwrap();
        user.settle();
        world.hub.counted();
        assert_eq!(image(&user, 4), Ok(right_image(4)));
        user.settle();
        assert_eq!(world.hub.counted().0, unread);
    }
}

#[test]
fn an_image_is_fetched_once_however_many_ask() {
    let world = world();
    let user = world.user();
    open(&user, with_index());
    world.hub.counted();
    let ahead = user.begin(FetchAhead { rows: vec![3] }, Vec::new());
    user.pass(1);
    assert_eq!(image(&user, 3), Ok(right_image(3)));
    user.wait(|| ahead.borrow().is_some());
    assert_eq!(world.hub.counted().0, 1);
}

#[test]
fn an_index_is_saved_and_opened_again() {
    let world = world();
    let user = world.user();
    assert!(user.open(false));
    let answer = user.answer(ExportIndex { with_category: false }, Vec::new()).unwrap().unwrap();
    let Beside::Bytes(bytes) = answer.beside else { panic!("no index") };
    world.hub.put("VAL.gmaidx", &bytes);
    let other = world.user();
    open(&other, with_index());
    assert_eq!(image(&other, 3), Ok(right_image(3)));
}

#[test]
fn a_subset_is_made_of_ranges() {
    let world = world();
    let user = world.user();
    open(&user, with_index());
    let (rules, order) = (RuleSet::default(), Order::default());
    let selection = user.ask(Select { selection: Box::default(), order, rules, start: 0, end: 1 }).unwrap().number;
    let request = ExportSelection { selection, file: SubsetFile::Questions };
    let Beside::File { parts, .. } = user.answer(request, Vec::new()).unwrap().unwrap().beside else {
        panic!("no file")
    };
    let size: u64 = parts.iter().map(Part::size).sum();
    assert!(size > dataset().0.len() as u64, "with the image that was referred to");
    let fetched = user.ask(ReadTraffic).unwrap().bytes;
    assert!(fetched < size / 4, "the index and the beginnings of images, not {fetched} of {size}");
}

#[test]
fn what_was_used_longest_ago_goes_first() {
    let key = |number: u64, bytes: u64| format!("{number}/{}-{}", number * 7, number * 7 + bytes);
    let half = 256 << 20;
    let keys = [key(1, 10), key(2, half), key(3, half), "what is this".to_owned()];
    assert_eq!(surplus_images(&keys), [&keys[0], &keys[3]]);
    assert!(surplus_images(&keys[..2]).is_empty() && surplus_images(&[]).is_empty());
}

#[test]
fn files_from_a_disk_are_opened_as_before() {
    let world = world();
    let user = world.user();
    assert!(user.open(true));
    let file: session::host::Source = Rc::new(session::MemorySource::new("seer.csv".to_owned(), predictions()));
    assert!(user.ask_with(OpenFiles { remember: false }, vec![file]).unwrap()[0].outcome.is_ok());
    assert_eq!(world.hub.counted().0, 0);
}
