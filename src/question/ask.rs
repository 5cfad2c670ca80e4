//! A question, its images and their thumbnails, asked of the worker.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::reactive::{Loadable, Meanwhile, effect, latest, memo};
use crate::shell::session::Session;
use protocol::{DatasetId, Failure, Missing, PictureInfo, QuestionView, ReadImage, ReadQuestion, ReadThumbnail};
use web::object_url::ObjectUrl;

/// The question of a row, following the row and the dataset; asked for again while its image has not been read.
pub fn question(session: Session, row: Signal<Option<u32>>) -> Memo<Loadable<QuestionView>> {
    let waits = RwSignal::new(false);
    // A row that has not been found yet is asked for once it has.
    let key = move || {
        let row = row.get()?;
        let progress = waits.get().then(|| (session.rows.get(), session.basis.get().indexing));
        (row < session.rows.get()).then(|| (session.dataset_id.get(), row, progress))
    };
    let answer =
        latest(key, Meanwhile::KeepPrevious, move |(_, row, _)| Box::pin(session.ask(ReadQuestion { row: *row })));
    effect(move || waits.set(answer.with(waits_for_image)));
    // The same answer again is no change.
    memo(move || answer.get())
}

fn waits_for_image(answer: &Loadable<QuestionView>) -> bool {
    let Loadable::Ready(question) = answer else { return false };
    matches!(question.pictures, Err(Failure::ImageNotReadYet { .. }))
}

/// An image ready to be shown; its address is given back when the last copy is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The address of its bytes.
    pub url: Arc<ObjectUrl>,
    /// Format and size.
    pub info: PictureInfo,
}

/// Which image is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageKey {
    /// The dataset.
    pub dataset: Option<DatasetId>,
    /// Row, counted from 0.
    pub row: u32,
    /// Which of the question's images, counted from 0.
    pub which: u32,
}

/// The image of a key, following it.
pub fn image(session: Session, key: Signal<Option<ImageKey>>) -> ReadSignal<Loadable<Image>> {
    latest(
        move || key.get(),
        Meanwhile::ShowLoading,
        move |key| {
            let request = ReadImage { row: key.row, which: key.which };
            Box::pin(async move {
                let (info, bytes) = session.ask_for_bytes(request).await?;
                match ObjectUrl::new(&bytes, &info.mime) {
                    Ok(url) => Ok(Image { url: Arc::new(url), info }),
                    Err(_no_memory) => Err(Failure::NotLoaded { what: Missing::Image }),
                }
            })
        },
    )
}

/// Requests under way at once; while the browser decodes one image, the worker reads the next.
const AT_ONCE: u32 = 3;

/// The same of a dataset on a server: so many are under way that the network never waits for a decoder.
const AT_ONCE_REMOTE: u32 = 6;

/// What is asked for, by tiles that may have gone.
#[derive(Clone, Copy)]
pub struct Thumbnails {
    session: Session,
    waiting: StoredValue<Vec<WaitingTile>>,
    under_way: StoredValue<u32>,
    /// Whether a position is in view.
    in_view: StoredValue<Box<dyn Fn(u32) -> bool + Send + Sync>>,
}

/// A tile that waits for its image.
#[derive(Clone, Copy)]
struct WaitingTile {
    at: u32,
    row: u32,
    which: u32,
    /// The dataset whose image it is.
    dataset: Option<DatasetId>,
    answer: RwSignal<Loadable<Image>>,
}

impl Thumbnails {
    /// Nothing asked yet; `in_view` says which positions go first.
    pub fn new(session: Session, in_view: impl Fn(u32) -> bool + Send + Sync + 'static) -> Self {
        Self {
            session,
            waiting: StoredValue::new(Vec::new()),
            under_way: StoredValue::new(0),
            in_view: StoredValue::new(Box::new(in_view)),
        }
    }

    /// An image of the row at a position, asked for until the owner of this call is gone; asked for again while it
    /// has not been read.
    pub fn of(self, at: u32, row: u32, which: u32) -> ReadSignal<Loadable<Image>> {
        let answer = RwSignal::new(Loadable::Loading);
        let session = self.session;
        let waits = memo(move || {
            let waits = answer.with(|answer| matches!(answer, Loadable::Failed(Failure::ImageNotReadYet { .. })));
            waits.then(|| (session.rows.get(), session.basis.get().indexing))
        });
        let key = memo(move || (session.dataset_id.get(), waits.get()));
        Effect::new(move |earlier: Option<(Option<DatasetId>, Option<_>)>| {
            let (dataset, progress) = key.get();
            // That it begins to wait, or need not wait any more, is no reason to ask again.
            let asks = earlier.is_none_or(|(of, waited)| of != dataset || (waited.is_some() && progress.is_some()));
            if earlier.is_some_and(|(of, _)| of != dataset) {
                answer.set(Loadable::Loading);
            }
            if asks {
                self.waiting.update_value(|waiting| waiting.push(WaitingTile { at, row, which, dataset, answer }));
                self.go_on();
            }
            (dataset, progress)
        });
        answer.read_only()
    }

    fn go_on(self) {
        let most = if untrack(|| self.session.is_remote()) { AT_ONCE_REMOTE } else { AT_ONCE };
        while self.under_way.try_get_value().is_some_and(|under_way| under_way < most) {
            let Some(tile) = self.take() else { return };
            self.under_way.update_value(|under_way| *under_way += 1);
            spawn_local(async move {
                let answer = match self.ask(tile).await {
                    Ok(image) => Loadable::Ready(image),
                    Err(failure) => Loadable::Failed(failure),
                };
                // The tile may have scrolled away, or show another dataset; the image is then dropped.
                if self.is_of_now(&tile) {
                    tile.answer.try_set(answer);
                }
                self.under_way.try_update_value(|under_way| *under_way -= 1);
                self.go_on();
            });
        }
    }

    /// The tile whose image is asked for next.
    fn take(self) -> Option<WaitingTile> {
        self.waiting.try_update_value(|waiting| {
            waiting.retain(|tile| !tile.answer.is_disposed() && self.is_of_now(tile));
            let order = |tile: &WaitingTile| (!self.in_view.with_value(|in_view| in_view(tile.at)), tile.at);
            let (place, _) = waiting.iter().enumerate().min_by_key(|(_, tile)| order(tile))?;
            Some(waiting.swap_remove(place))
        })?
    }

    fn is_of_now(self, tile: &WaitingTile) -> bool {
        self.session.dataset_id.get_untracked() == tile.dataset
    }

    async fn ask(self, tile: WaitingTile) -> Result<Image, Failure> {
        let WaitingTile { row, which, .. } = tile;
        let (info, bytes) = self.session.ask_for_bytes(ReadThumbnail { row, which }).await?;
        match ObjectUrl::new(&bytes, &info.mime) {
            Ok(url) => Ok(Image { url: Arc::new(url), info }),
            Err(_no_memory) => Err(Failure::NotLoaded { what: Missing::Image }),
        }
    }
}
