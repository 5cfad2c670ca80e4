//! Small pictures for the gallery, kept for as long as there is room for them.
//!
//! The page asks for few at a time and for none that has scrolled away, so requests are worked on as they come.

use super::Shared;
use super::outbox::Answer;
use super::pictures::{described, encoded};
use super::shrink::shrink;
use engine::image::{Damage, Format, ImageError, Limits, inspect, shown};
use engine::recent::Recent;
use protocol::{Failure, PictureInfo, Reply};

/// Bytes of small pictures that are kept: some 5,000 of them.
const KEPT_BYTES: usize = 48 << 20;

/// A small picture, ready to be sent.
#[derive(Debug)]
struct Thumbnail {
    info: PictureInfo,
    bytes: Vec<u8>,
}

/// The small pictures of a dataset, by row and place in the row.
#[derive(Debug)]
pub(super) struct Thumbnails(Recent<(u32, u32), Thumbnail>);

impl Default for Thumbnails {
    fn default() -> Self {
        Self(Recent::new(KEPT_BYTES))
    }
}

/// A picture of a question, small.
pub(super) async fn thumbnail(session: &Shared, row: u32, which: u32) -> Result<Answer, Failure> {
    let number = {
        let mut session = session.borrow_mut();
        let number = session.dataset()?.number;
        let kept = session.dataset_of(number).and_then(|dataset| dataset.thumbnails.0.get(&(row, which)));
        if let Some(kept) = kept {
            return Ok(answer(kept));
        }
        number
    };
    let made = make(&encoded(session, row, which).await?).await?;
    let answer = answer(&made);
    // Another dataset may have been opened meanwhile.
    if let Some(dataset) = session.borrow_mut().dataset_of(number) {
        let bytes = made.bytes.len();
        dataset.thumbnails.0.keep((row, which), made, bytes);
    }
    Ok(answer)
}

fn answer(thumbnail: &Thumbnail) -> Answer {
    Answer::with_bytes(Reply::Picture(thumbnail.info.clone()), &thumbnail.bytes)
}

async fn make(bytes: &[u8]) -> Result<Thumbnail, Failure> {
    let shown = shown(bytes, &Limits::default())?;
    match shrink(&shown).await {
        Ok(small) => Ok(Thumbnail {
            info: PictureInfo {
                mime: small.mime,
                width: small.width,
                height: small.height,
                ..described(&shown, bytes.len())
            },
            bytes: small.bytes,
        }),
        Err(_) => Err(fault(bytes, shown.info.format).into()),
    }
}

/// What is wrong with a picture that the browser does not decode; it does not say so itself.
fn fault(bytes: &[u8], format: Format) -> ImageError {
    let unnamed = || ImageError::Damaged { format: format.name().to_owned(), damage: Damage::Unnamed };
    inspect(bytes, &Limits::default()).err().unwrap_or_else(unnamed)
}
