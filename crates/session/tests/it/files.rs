//! Files in memory whose reads fail, and the dataset that the tests ask about.

use std::any::Any;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use engine::position::ByteRange;
use image::{ImageFormat, RgbImage};
use protocol::Failure;
use session::host::{ByteSource, ByteStream, Promise};

use crate::chaos::{Call, Chaos};
use crate::machine::Machine;

/// Bytes that a stream yields at a time.
const PIECE: usize = 20_000;

/// What becomes of a file at the read that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// That read fails, the next ones do not.
    Fails,
    /// The file is cut: from then on reads end early.
    IsCut,
}

#[derive(Clone)]
pub(crate) struct FaultyFile {
    name: &'static str,
    bytes: Rc<[u8]>,
    mishap: Mishap,
    machine: Rc<Machine>,
    chaos: Rc<Chaos>,
    is_cut: Rc<Cell<bool>>,
}

impl FaultyFile {
    pub(crate) fn new(
        name: &'static str,
        bytes: &[u8],
        mishap: Mishap,
        machine: &Rc<Machine>,
        chaos: &Rc<Chaos>,
    ) -> Self {
        let (machine, chaos) = (machine.clone(), chaos.clone());
        Self { name, bytes: bytes.into(), mishap, machine, chaos, is_cut: Rc::default() }
    }

    async fn read_now(&self, range: ByteRange) -> Result<Vec<u8>, Failure> {
        self.machine.sleep(1).await;
        if self.chaos.befalls(Call::ReadFile) {
            match self.mishap {
                Mishap::Fails => {
                    return Err(Failure::FileGone { name: self.name.to_owned(), detail: "gone".to_owned() });
                }
                Mishap::IsCut => self.is_cut.set(true),
            }
        }
        let length = if self.is_cut.get() { self.bytes.len() / 3 } else { self.bytes.len() };
        let place = |at: u64| usize::try_from(at).unwrap().min(length);
        Ok(self.bytes[place(range.start)..place(range.end)].to_vec())
    }
}

impl ByteSource for FaultyFile {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn version(&self) -> i64 {
        1
    }

    fn read(&self, range: ByteRange) -> Promise<'_, Result<Vec<u8>, Failure>> {
        Box::pin(self.read_now(range))
    }

    fn stream(&self) -> Result<Box<dyn ByteStream>, Failure> {
        Ok(Box::new(Stream { file: self.clone(), next: 0 }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct Stream {
    file: FaultyFile,
    next: u64,
}

impl ByteStream for Stream {
    fn next<'a>(&'a mut self, piece: &'a mut Vec<u8>) -> Promise<'a, Result<bool, Failure>> {
        Box::pin(async move {
            let range = ByteRange { start: self.next, end: self.next + PIECE as u64 };
            *piece = self.file.read_now(range).await?;
            self.next += piece.len() as u64;
            Ok(!piece.is_empty())
        })
    }

    fn stop(self: Box<Self>) -> Promise<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// Number of questions.
pub(crate) const QUESTIONS: usize = 10;

/// The dataset's file and by index the base64 text of each image.
pub(crate) type AskedFile = (Vec<u8>, BTreeMap<String, Vec<String>>);

/// The dataset: small images, one too large to be read at once, one of another row, two in a list.
pub(crate) fn dataset() -> &'static AskedFile {
    static DATASET: OnceLock<AskedFile> = OnceLock::new();
    DATASET.get_or_init(make_dataset)
}

fn make_dataset() -> AskedFile {
    let large = png(128, 3);
    assert!(large.len() > 64 << 10, "it is read in several pieces");
    let mut text = "index\tquestion\tA\tB\tC\tD\tanswer\timage\n".to_owned();
    let mut images = BTreeMap::new();
    for index in 0..QUESTIONS {
        let small = png(8, u32::try_from(index).unwrap());
        let (cell, sent) = match index {
            3 => (large.clone(), vec![large.clone()]),
            5 => (format!("\"['{small}', '{}']\"", png(16, 99)), vec![small, png(16, 99)]),
            8 => ("3".to_owned(), vec![large.clone()]),
            _ => (small.clone(), vec![small]),
        };
        writeln!(text, "{index}\tQuestion {index}?\tred\tgreen\tblue\tgrey\tB\t{cell}").unwrap();
        images.insert(index.to_string(), sent);
    }
    (text.into_bytes(), images)
}

/// A noisy square as the base64 text of a PNG.
fn png(side: u32, seed: u32) -> String {
    let mut state = seed.wrapping_add(1);
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u8::try_from(state >> 24).unwrap()
    };
    let pixels = (0..side * side * 3).map(|_| noise()).collect();
    let mut bytes = std::io::Cursor::new(Vec::new());
    RgbImage::from_raw(side, side, pixels).unwrap().write_to(&mut bytes, ImageFormat::Png).unwrap();
    STANDARD.encode(bytes.into_inner())
}

/// A prediction file for the dataset.
pub(crate) fn predictions() -> Vec<u8> {
    let rows = (0..QUESTIONS).map(|index| format!("{index},Question {index}?,red,green,blue,grey,{}\n", answer(index)));
    format!("index,question,A,B,C,D,prediction\n{}", rows.collect::<String>()).into_bytes()
}

fn answer(index: usize) -> &'static str {
    if index.is_multiple_of(3) { "A" } else { "B" }
}
