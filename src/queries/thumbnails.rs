//! Small pictures of tiles: few are asked for at a time, those in view first, and none for a tile that
//! has gone.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::latest::Loadable;
use super::picture::Picture;
use crate::reactive::memo;
use crate::state::session::Session;
use protocol::{DatasetId, Failure, Missing, ReadThumbnail};
use web::object_url::ObjectUrl;

/// Requests under way at once; while the browser decodes one picture, the worker reads the next.
const AT_ONCE: u32 = 3;

/// What is asked for, by tiles that may have gone.
#[derive(Clone, Copy)]
pub struct Thumbnails {
    session: Session,
    waiting: StoredValue<Vec<Wanted>>,
    under_way: StoredValue<u32>,
    /// Whether a position is in view.
    in_view: StoredValue<Box<dyn Fn(u32) -> bool + Send + Sync>>,
}

/// A tile that waits for its picture.
#[derive(Clone, Copy)]
struct Wanted {
    at: u32,
    row: u32,
    which: u32,
    /// The dataset whose picture it is.
    dataset: Option<DatasetId>,
    answer: RwSignal<Loadable<Picture>>,
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

    /// A picture of the row at a position, asked for until the owner of this call is gone; asked for again while it
    /// has not been read.
    pub fn of(self, at: u32, row: u32, which: u32) -> ReadSignal<Loadable<Picture>> {
        let answer = RwSignal::new(Loadable::Loading);
        let session = self.session;
        let waits = memo(move || {
            let waits = answer.with(|answer| matches!(answer, Loadable::Failed(Failure::PictureNotReadYet { .. })));
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
                self.waiting.update_value(|waiting| waiting.push(Wanted { at, row, which, dataset, answer }));
                self.go_on();
            }
            (dataset, progress)
        });
        answer.read_only()
    }

    fn go_on(self) {
        while self.under_way.try_get_value().is_some_and(|under_way| under_way < AT_ONCE) {
            let Some(wanted) = self.take() else { return };
            self.under_way.update_value(|under_way| *under_way += 1);
            spawn_local(async move {
                let answer = match self.ask(wanted).await {
                    Ok(picture) => Loadable::Ready(picture),
                    Err(failure) => Loadable::Failed(failure),
                };
                // The tile may have scrolled away, or show another dataset; the picture is then dropped.
                if self.is_of_now(&wanted) {
                    wanted.answer.try_set(answer);
                }
                self.under_way.try_update_value(|under_way| *under_way -= 1);
                self.go_on();
            });
        }
    }

    /// The tile whose picture is asked for next.
    fn take(self) -> Option<Wanted> {
        self.waiting.try_update_value(|waiting| {
            waiting.retain(|wanted| !wanted.answer.is_disposed() && self.is_of_now(wanted));
            let order = |wanted: &Wanted| (!self.in_view.with_value(|in_view| in_view(wanted.at)), wanted.at);
            let (place, _) = waiting.iter().enumerate().min_by_key(|(_, wanted)| order(wanted))?;
            Some(waiting.swap_remove(place))
        })?
    }

    fn is_of_now(self, wanted: &Wanted) -> bool {
        self.session.dataset_id.get_untracked() == wanted.dataset
    }

    async fn ask(self, wanted: Wanted) -> Result<Picture, Failure> {
        let Wanted { row, which, .. } = wanted;
        let (info, bytes) = self.session.ask_for_bytes(ReadThumbnail { row, which }).await?;
        match ObjectUrl::new(&bytes, &info.mime) {
            Ok(url) => Ok(Picture { url: Arc::new(url), info }),
            Err(_no_memory) => Err(Failure::NotLoaded { what: Missing::Picture }),
        }
    }
}
