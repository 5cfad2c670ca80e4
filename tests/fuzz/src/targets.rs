//! What is fuzzed. Each target says in words what came of an input, without numbers that differ from input to input.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use engine::check::{Reference, Severity, check};
use engine::dataset::{Dataset, DatasetBuilder, IndexFile, IndexedFile};
use engine::endpoint::{Dialect, Endpoint, HttpResponse, Secret, letter_scores, parse};
use engine::image::{Limits, base64, decode, inspect, list, measure_base64, shown};
use engine::keywords::{Matcher, Query, SearchField, folded, marks};
use engine::recognise::{is_dataset_with_images, recognise};
use engine::repair::{apply, offers};
use engine::run::Journal;
use engine::scoring::{Prepared, RuleSet, ScoreJson, Scored, Truth, groupings};
use engine::table::{self, TableFormat};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use image::{DynamicImage, ImageFormat};
use sha2::{Digest, Sha256};

use super::seeds;
use super::{Input, Target};

/// Every target.
pub const TARGETS: [Target; 10] = [
    Target { name: "check", seeds: seeds::predictions, run: check_file },
    Target { name: "score", seeds: seeds::predictions, run: score_file },
    Target { name: "dataset", seeds: seeds::datasets, run: read_dataset },
    Target { name: "saved", seeds: saved_datasets, run: restore_dataset },
    Target { name: "index_file", seeds: index_files, run: read_index_file },
    Target { name: "journal", seeds: journals, run: read_journal },
    Target { name: "reply", seeds: seeds::replies, run: read_reply },
    Target { name: "keywords", seeds: queries, run: search },
    Target { name: "image", seeds: images, run: look_at_image },
    Target { name: "recognise", seeds: seeds::predictions, run: recognise_file },
];

/// Where the checksum of a saved dataset stands, and that of an index file.
const SUM: std::ops::Range<usize> = 12..44;

thread_local! {
    static DATASET: Dataset = seeds::dataset();
}

/// The name of a variant, without what is in it.
fn kind(value: &impl std::fmt::Debug) -> String {
    let printed = format!("{value:?}");
    let is_name = |letter: &char| letter.is_alphanumeric() || *letter == '(';
    printed.chars().take_while(is_name).collect()
}

/// Checks a file against a dataset, and repairs it in every way on offer.
fn check_file(Input { name, bytes }: &Input) -> String {
    DATASET.with(|dataset| {
        let reference = Reference::Dataset(dataset);
        let checked = check(name, bytes, &reference);
        let report = &checked.report;
        let mut words = format!("{:?} {:?}", report.severity(), report.notes);
        for finding in &report.findings {
            write!(words, " {:?}", finding.kind).ok();
        }
        words += &kind(&report.failure);
        let refused = table::read(name, bytes).is_err();
        assert!(!refused || report.severity() == Severity::Error, "VLMEvalKit reads no such file");
        let offers = offers(&checked, &reference);
        if let Some(repaired) = apply(&checked, &offers, &reference) {
            words += &kind(&repaired.changes);
            for format in repaired.unfit.formats() {
                let unread = repaired.write(format).ok().and_then(|bytes| table::read(extended(format), &bytes).err());
                assert_eq!(unread, None, "what is written can be read");
            }
        }
        words
    })
}

fn extended(format: TableFormat) -> &'static str {
    if format == TableFormat::Tsv { "m.tsv" } else { "m.xlsx" }
}

/// Scores a file under every rule set, and makes the files that are offered.
fn score_file(Input { name, bytes }: &Input) -> String {
    let frame = match table::read(name, bytes) {
        Ok(frame) => frame,
        Err(error) => return kind(&error),
    };
    let predictions = match Prepared::new(frame) {
        Ok(predictions) => predictions,
        Err(error) => return kind(&error),
    };
    let answers = DATASET.with(|dataset| {
        let answers = dataset.answers().into_iter().flatten();
        Truth::new(answers.map(|(index, answer, _)| (index, answer)))
    });
    let mut words = String::new();
    for rules in RuleSet::ALL {
        let scored = Scored::new(&predictions, &answers, rules);
        words += &match ScoreJson::new(&predictions, &scored) {
            Ok(score) => serde_json::to_string(&score).map_or_else(|error| kind(&error), |_| "scored ".to_owned()),
            Err(error) => kind(&error),
        };
        groupings(&predictions, &scored);
        table::write::delimited(&scored.result_frame(&predictions), b'\t');
    }
    words
}

/// Reads a part of a dataset in pieces, and looks at all of it.
fn read_dataset(Input { bytes, .. }: &Input) -> String {
    const PIECE: usize = 777;
    let mut builder = DatasetBuilder::new();
    builder.begin_part("part.tsv");
    let fed = bytes.chunks(PIECE).try_for_each(|piece| builder.feed(piece));
    let ended = fed.and_then(|()| builder.end_part());
    let dataset = builder.finish();
    let mut words = format!("{} {:?}", kind(&ended), dataset.refusal().map(kind));
    for finding in dataset.findings().iter().take(3) {
        words += &kind(finding);
    }
    for row in 0..dataset.row_count() {
        dataset.letters(row);
        dataset.image_row(row).ok();
        dataset.position(row);
        for name in dataset.columns() {
            dataset.column(name).map(|column| dataset.value(row, column));
        }
    }
    if let Ok(saved) = dataset.to_bytes() {
        let restored = Dataset::from_bytes(&saved, &["part.tsv".to_owned()]);
        let rows = restored.map(|restored| restored.row_count());
        assert_eq!(rows, Ok(dataset.row_count()), "what is saved can be restored");
    }
    words
}

fn saved_datasets() -> Vec<Input> {
    let bytes = seeds::dataset().to_bytes().unwrap_or_default();
    vec![Input { name: "saved".to_owned(), bytes }]
}

/// Restores a saved dataset whose checksum is right whatever it holds.
fn restore_dataset(Input { bytes, .. }: &Input) -> String {
    let mut bytes = bytes.clone();
    if bytes.len() > SUM.end {
        let sum = Sha256::digest(&bytes[SUM.end..]);
        bytes[SUM].copy_from_slice(&sum);
    }
    match Dataset::from_bytes(&bytes, &["part.tsv".to_owned()]) {
        Ok(dataset) => {
            for row in 0..dataset.row_count() {
                dataset.letters(row);
                dataset.image_row(row).ok();
                dataset.index_text(row);
            }
            format!("restored {:?}", dataset.refusal().map(kind))
        }
        Err(error) => format!("{error:?}").chars().filter(|letter| !letter.is_ascii_digit()).collect(),
    }
}

/// What index files unpack to.
fn index_files() -> Vec<Input> {
    let of = |with_category: bool| {
        let file = IndexedFile { name: "part.tsv".to_owned(), bytes: 1 << 30, ..IndexedFile::default() };
        let index = IndexFile::new(seeds::dataset(), vec![file], with_category);
        let mut content = Vec::new();
        DeflateDecoder::new(index.write().unwrap_or_default().get(SUM.end..)?).read_to_end(&mut content).ok()?;
        Some(Input { name: "index".to_owned(), bytes: content })
    };
    [of(false), of(true)].into_iter().flatten().collect()
}

/// Reads an index to give away that was packed properly, whatever it holds.
fn read_index_file(Input { bytes, .. }: &Input) -> String {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).ok();
    let packed = packer.finish().unwrap_or_default();
    let whole = [b"GMAIndex".as_slice(), &1_u32.to_le_bytes(), &Sha256::digest(&packed), &packed].concat();
    match IndexFile::read(&whole) {
        Ok(index) => {
            for row in 0..index.dataset.row_count() {
                index.dataset.letters(row);
                let end = index.dataset.image_cell(row).map_or(0, |cell| cell.range.end);
                assert!(index.files.iter().any(|file| end <= file.bytes), "an image lies in its file");
            }
            let again = index.write().map(|bytes| IndexFile::read(&bytes).is_ok());
            assert_ne!(again, Ok(false), "what is written can be read");
            format!("read {:?}", index.dataset.refusal().map(kind))
        }
        Err(error) => format!("{error:?}").chars().filter(|letter| !letter.is_ascii_digit()).collect(),
    }
}

fn journals() -> Vec<Input> {
    seeds::texts(&[include_str!("journal.jsonl"), "{\"version\": 2}\n", ""])
}

/// Reads a journal, and writes it again.
fn read_journal(Input { bytes, .. }: &Input) -> String {
    match Journal::read(bytes) {
        Ok((journal, cut_line)) => {
            let again = Journal::read(journal.write().as_bytes());
            assert!(again.is_ok(), "what is written can be read: {again:?}");
            let latest = journal.latest();
            let last = kind(&journal.records.last().map(|record| &record.outcome));
            format!("{last} {} {}", latest.answered().count(), cut_line.is_some())
        }
        Err(error) => kind(&error),
    }
}

/// Reads a reply in every dialect; the name says with which status.
fn read_reply(Input { name, bytes }: &Input) -> String {
    const NOW: u64 = 1_795_435_200_000;
    const KEY: &str = "test-key-0123456789";
    let status = name.rsplit_once(' ').and_then(|(_, status)| status.parse().ok()).unwrap_or(200);
    let response = HttpResponse { status, headers: Vec::new(), body: bytes.clone() };
    let mut words = String::new();
    for dialect in Dialect::ALL {
        let answer = parse(&Endpoint { dialect, ..Endpoint::default() }, &response, &Secret::new(KEY), NOW);
        assert!(!format!("{answer:?}").contains(KEY), "the key is told");
        let scores = letter_scores(dialect, &response, &['A', 'B']);
        let is_share = |(_, share): (char, f64)| (0.0..=1.0).contains(&share);
        assert!(scores.is_none_or(|scores| scores.probabilities().all(is_share)), "no probabilities");
        match answer {
            Ok(answer) => write!(words, "{:?} {} ", answer.finish, answer.thinking.is_some()).ok(),
            Err(error) => write!(words, "{:?} ", error.kind).ok(),
        };
    }
    words
}

fn queries() -> Vec<Input> {
    seeds::texts(&["fundus optic", "\"optic disc\" -cup", "label:tumor option:\"ct\"", "视盘 é", "-", "\"", ""])
}

/// Searches texts, the keywords themselves among them.
fn search(Input { bytes, .. }: &Input) -> String {
    let keywords = String::from_utf8_lossy(bytes);
    let query = match Query::parse(&keywords) {
        Ok(query) => query,
        Err(fault) => return format!("{:?}", fault.kind),
    };
    for text in [&keywords, "CT of the optic disc, é视盘 İ"] {
        for field in SearchField::ALL {
            for (start, end) in marks(&query, field, text) {
                assert!(text.get(start..end).is_some(), "marks stand between characters");
            }
        }
        let text = folded(text);
        for term in &query.terms {
            Matcher::new(term).places(&text).count();
        }
    }
    format!("{} terms", query.terms.len())
}

fn images() -> Vec<Input> {
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::WebP];
    let image = DynamicImage::new_rgb8(9, 7);
    let mut inputs = seeds::texts(&["['iVBORw0KGgo=', \"a\"]", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"]);
    for format in formats {
        let mut bytes = Cursor::new(Vec::new());
        if image.write_to(&mut bytes, format).is_ok() {
            inputs.push(Input { name: "image".to_owned(), bytes: bytes.into_inner() });
        }
    }
    inputs
}

/// Looks at a picture, and at the text of an image cell.
fn look_at_image(Input { bytes, .. }: &Input) -> String {
    // As of a thumbnail: a picture of a few bytes may claim to be large.
    let limits = Limits { bytes: 1 << 20, pixels: 10_000_000 };
    let mut words =
        format!("{} {}", kind(&shown(bytes, &limits).map(|shown| shown.notes)), kind(&inspect(bytes, &limits)));
    decode(bytes, &limits).ok();
    words += &kind(&measure_base64(bytes, &limits));
    words += &kind(&base64::decode(bytes, limits.bytes));
    base64::compact(bytes).ok();
    if let Ok(items) = std::str::from_utf8(bytes).map(list::items) {
        words += &kind(&items);
    }
    words
}

/// Tells what a file is by its first bytes.
fn recognise_file(Input { name, bytes }: &Input) -> String {
    let recognised = recognise(name, bytes);
    format!("{} {}", kind(&recognised), is_dataset_with_images(bytes))
}
