//! Which images of a dataset on a server are fetched: those in view, and ahead those of the questions next to the open one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::question_list::Cursor;
use super::route::ListKind;
use super::state::Explorer;
use crate::reactive::{effect, memo};
use crate::shell::session::Session;
use crate::ui::rows::Blocks;
use protocol::RowSummary;
use protocol::address::{FetchAhead, WantImages};
use web::page::saves_data;

/// Questions fetched ahead, the likeliest to be opened first.
const NEIGHBOURS: [i64; 3] = [1, -1, 2];

/// Tells the worker what is in view; what has left it is given up.
pub fn follow_view(session: Session, explorer: Explorer, rows: Blocks<RowSummary>, cursor: Cursor) {
    let is_remote =
        memo(move || session.dataset.with(|dataset| dataset.as_ref().is_some_and(|dataset| dataset.host.is_some())));
    let row_at = move |at: u32| rows.row(at).map(|row| row.row);
    let ahead = memo(move || {
        let open = explorer.params.row.get().filter(|_| is_remote.get()).and_then(|_| cursor.position());
        open.map_or_else(Vec::new, |at| neighbours(at).filter_map(row_at).collect())
    });
    effect(move || {
        if !is_remote.get() {
            return;
        }
        let mut wanted = ahead.get();
        wanted.extend(explorer.params.row.get());
        if explorer.params.list.get() == ListKind::Gallery {
            let (first, end) = explorer.in_view.get();
            wanted.extend((first..end).filter_map(row_at));
        }
        ask(session.tell(WantImages { rows: wanted }));
    });
    effect(move || {
        let rows = ahead.get();
        if !rows.is_empty() && !saves_data() {
            ask(session.tell(FetchAhead { rows }));
        }
    });
}

/// What fails is told where the image is looked at.
fn ask(asking: impl Future<Output = Result<(), protocol::Failure>> + 'static) {
    spawn_local(async move { drop(asking.await) });
}

fn neighbours(at: u32) -> impl Iterator<Item = u32> {
    NEIGHBOURS.into_iter().filter_map(move |step| u32::try_from(i64::from(at) + step).ok())
}
