//! Rows of the selection.

use leptos::prelude::*;

use super::Found;
use crate::queries::blocks::Blocks;
use crate::reactive::memo;
use crate::state::session::Session;
use protocol::RowSummary;
use protocol::explore::ReadSelected;

/// The rows of the selection by their position in it. Those in view, from the first to before the last position, came with
/// the selection or are fetched; the rows of an earlier selection stay until others arrive.
pub fn listed_rows(session: Session, found: Found, in_view: Signal<(u32, u32)>) -> Blocks<RowSummary> {
    let number = memo(move || found.read(|summary| summary.number));
    let blocks = Blocks::new(move |start, end| {
        let selection = number.get_untracked();
        Box::pin(async move {
            let Some(selection) = selection else { return Ok(Vec::new()) };
            let rows = session.ask(ReadSelected { selection, start, end }).await?;
            if rows.is_none() && !found.answer.is_disposed() && number.get_untracked() == Some(selection) {
                found.renew();
            }
            Ok(rows.unwrap_or_default())
        })
    });
    Effect::new(move |earlier: Option<_>| {
        let selection = number.get();
        let (first, end) = in_view.get();
        if earlier != Some(selection) {
            found.answer.with_untracked(|answer| match answer {
                Some(answer) => blocks.renew_with(answer.start, &answer.summary.rows),
                None => blocks.renew(),
            });
        }
        blocks.ensure(first, end, found.read(|summary| summary.count).unwrap_or_default());
        selection
    });
    blocks
}
