//! A picture of a question.

use std::sync::Arc;

use leptos::prelude::*;

use super::latest::{Loadable, Meanwhile, latest};
use crate::state::session::Session;
use protocol::{DatasetId, Failure, Missing, PictureInfo, ReadImage};
use web::object_url::ObjectUrl;

/// A picture ready to be shown; its address is given back when the last copy is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The address of its bytes.
    pub url: Arc<ObjectUrl>,
    /// Format and size.
    pub info: PictureInfo,
}

/// Which picture is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureKey {
    /// The dataset.
    pub dataset: Option<DatasetId>,
    /// Row, counted from 0.
    pub row: u32,
    /// Which of the question's pictures, counted from 0.
    pub which: u32,
}

/// The picture of a key, following it.
pub fn picture(session: Session, key: Signal<Option<PictureKey>>) -> ReadSignal<Loadable<Picture>> {
    latest(
        move || key.get(),
        Meanwhile::ShowLoading,
        move |key| {
            let request = ReadImage { row: key.row, which: key.which };
            Box::pin(async move {
                let (info, bytes) = session.ask_for_bytes(request).await?;
                match ObjectUrl::new(&bytes, &info.mime) {
                    Ok(url) => Ok(Picture { url: Arc::new(url), info }),
                    Err(_no_memory) => Err(Failure::NotLoaded { what: Missing::Picture }),
                }
            })
        },
    )
}
