//! Scored rows: the list, and one in full.

use leptos::prelude::*;

use super::blocks::Blocks;
use super::latest::{Loadable, Meanwhile, latest};
use crate::reactive::effect;
use crate::state::session::{Basis, Session};
use engine::scoring::RuleSet;
use protocol::{Listed, PredictionsId, ReadScoredRow, ReadScoredRows, RowFilter, ScoredRowSummary, ScoredRowView};

/// Which scored rows are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoredList {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// The rule set.
    pub rules: RuleSet,
    /// Which rows.
    pub filter: RowFilter,
    /// What the scores rest on.
    pub basis: Basis,
}

/// The list of scored rows and how many pass the filter; starts anew when another list is wanted.
pub fn scored_rows(
    session: Session,
    list: Memo<Option<ScoredList>>,
) -> (Blocks<ScoredRowSummary>, ReadSignal<Option<u32>>) {
    let (total, set_total) = signal(None);
    let blocks = Blocks::new(move |start, end| {
        let wanted = list.get_untracked();
        Box::pin(async move {
            let Some(asked) = wanted.clone() else {
                return Ok(Vec::new());
            };
            let ScoredList { predictions, rules, filter, .. } = asked;
            let request = ReadScoredRows { predictions, rules, filter, start, end };
            let Listed { total: count, rows } = session.ask(request).await?;
            if list.try_get_untracked() == Some(wanted) {
                set_total.set(Some(count));
            }
            Ok(rows)
        })
    });
    effect(move || {
        let wanted = list.get();
        blocks.clear();
        set_total.set(None);
        if wanted.is_some() {
            // The first block also tells how many rows there are.
            blocks.ensure(0, 1, 1);
        }
    });
    (blocks, total)
}

/// The scored row at a position of the scored order, in full.
pub fn scored_row(
    session: Session,
    list: Memo<Option<ScoredList>>,
    at: Signal<Option<u32>>,
) -> ReadSignal<Loadable<ScoredRowView>> {
    let key = move || {
        let list = list.get()?;
        Some((list.predictions, list.rules, list.basis, at.get()?))
    };
    latest(key, Meanwhile::KeepPrevious, move |(predictions, rules, _, at)| {
        Box::pin(session.ask(ReadScoredRow { predictions: *predictions, rules: *rules, at: *at }))
    })
}
