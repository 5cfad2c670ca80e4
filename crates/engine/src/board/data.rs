//! Both data files, and the rows they make together with the user's scores.

use super::entry::{BoardEntry, Origin};
use super::newer::Newer;
use super::own::OwnResult;
use super::percent::Percent;
use super::published::{Board, BoardError};

/// What the board shows besides the user's scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardData {
    pub board: Board,
    pub newer: Newer,
    /// Rows of both: random, the models of the board, newer results.
    pub entries: Vec<BoardEntry>,
}

impl BoardData {
    /// Reads `leaderboard.json` and `newer.json`.
    pub fn parse(leaderboard: &str, newer: &str) -> Result<Self, BoardError> {
        let board = Board::parse(leaderboard)?;
        let newer = Newer::parse(newer)?;
        let published = board.models.iter().map(|model| BoardEntry::published(model, &board));
        let entries = published.chain(newer.results.iter().map(BoardEntry::newer)).collect();
        Ok(Self { board, newer, entries })
    }

    /// All rows, the user's first: scores of open files, then stored scores of files that are not open.
    pub fn with_own(&self, open: &[OwnResult], kept: &[OwnResult]) -> Vec<BoardEntry> {
        let is_kept = |own: &OwnResult| kept.iter().any(|kept| kept == own);
        let is_open = |own: &OwnResult| open.iter().any(|open| open.id() == own.id());
        let opened = open.iter().map(|own| BoardEntry::own(own, is_kept(own)));
        let closed = kept.iter().filter(|own| !is_open(own)).map(|own| BoardEntry::own(own, true));
        opened.chain(closed).chain(self.entries.iter().cloned()).collect()
    }

    /// A figure with as many decimals as its source prints.
    pub fn printed(&self, entry: &BoardEntry, percent: Percent) -> String {
        let decimals = match &entry.origin {
            Origin::Newer { source, .. } => self.newer.sources.get(source).map(|source| source.decimals),
            _ => None,
        };
        if decimals == Some(1) { percent.with_one_decimal() } else { percent.to_string() }
    }
}
