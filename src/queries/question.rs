//! A question in full.

use leptos::prelude::*;

use super::explore::{Answer, Explorer};
use super::latest::{Loadable, Meanwhile, latest};
use crate::reactive::{effect, memo};
use crate::state::session::Session;
use protocol::explore::{FindMarks, QuestionMarks};
use protocol::{Failure, QuestionView, ReadQuestion};

/// The question of a row, following the row and the dataset; asked for again while its picture has not been read.
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
    effect(move || waits.set(answer.with(waits_for_picture)));
    // The same answer again is no change.
    memo(move || answer.get())
}

/// Where the keywords of the selection are found in the open question; nowhere until that is known.
pub fn question_marks(session: Session, explorer: Explorer) -> Memo<QuestionMarks> {
    let key = move || {
        let row = explorer.wanted.row.get()?;
        let number = |answer: &Answer| (!answer.selection.keywords.is_empty()).then_some(answer.summary.number);
        Some((explorer.found.answer.with(|answer| number(answer.as_ref()?))?, row))
    };
    let answer = latest(key, Meanwhile::KeepPrevious, move |&(selection, row)| {
        Box::pin(session.ask(FindMarks { selection, row }))
    });
    memo(move || {
        let row = explorer.wanted.row.get();
        answer.with(|answer| match answer {
            Loadable::Ready(Some(marks)) if Some(marks.row) == row => marks.clone(),
            _ => QuestionMarks::default(),
        })
    })
}

fn waits_for_picture(answer: &Loadable<QuestionView>) -> bool {
    let Loadable::Ready(question) = answer else { return false };
    matches!(question.pictures, Err(Failure::PictureNotReadYet { .. }))
}
