//! A question in full.

use leptos::prelude::*;

use super::latest::{Loadable, Meanwhile, latest};
use crate::app::state::session::{Session, expect_reply};
use crate::protocol::{QuestionView, Reply, Request};

/// The question of a row, following the row and the dataset.
pub fn question(session: Session, row: Signal<Option<u32>>) -> ReadSignal<Loadable<QuestionView>> {
    // A row that has not been found yet is asked for once it has.
    let key = move || {
        let row = row.get()?;
        (row < session.rows.get()).then(|| (session.dataset_number.get(), row))
    };
    latest(key, Meanwhile::KeepPrevious, move |(_, row)| {
        let request = Request::Question { row: *row };
        Box::pin(async move {
            expect_reply(session.ask(request).await, |parcel| match parcel.message {
                Reply::Question(question) => Some(*question),
                _ => None,
            })
        })
    })
}
