//! The board's rows on the split that files cover, beside each file.

use std::cmp::Reverse;

use super::figures::{points, points_interval};
use super::table::{Table, figure, text};
use crate::format::NO_VALUE;
use crate::i18n::{CompareWords, fill};
use engine::board::{Board, Percent};
use engine::check::Split;
use engine::compare::FileScore;
use engine::stats::unpaired95;

/// The split that any of the files covers, by its number of questions.
pub fn covered(files: &[FileScore]) -> Option<Split> {
    [Split::Val, Split::Test].into_iter().find(|split| files.iter().any(|file| covers(file, *split)))
}

fn covers(file: &FileScore, split: Split) -> bool {
    u32::try_from(split.rows()) == Ok(file.n)
}

/// The difference of each file, file minus row, with its unpaired interval; the best rows come first.
pub fn published(words: &CompareWords, names: &[String], files: &[FileScore], board: &Board, split: Split) -> Table {
    let n = u32::try_from(split.rows()).unwrap_or(u32::MAX);
    let mut rows: Vec<_> =
        board.models.iter().map(|model| (model, if split == Split::Val { model.val } else { model.test })).collect();
    rows.sort_by_key(|(_, percent)| Reverse(*percent));
    let cell = |file: &FileScore, percent: Percent| {
        let own = file.accuracy.filter(|_| covers(file, split));
        let interval = unpaired95((file.correct, file.n), (percent.part_of(n), n));
        own.map_or_else(
            || NO_VALUE.to_owned(),
            |own| format!("{} {}", points(own - percent.value() / 100.0), points_interval(interval)),
        )
    };
    let rows = rows.into_iter().map(|(model, percent)| {
        let first = [text(&model.name), figure(format!("{percent}\u{202f}%"))];
        first.into_iter().chain(files.iter().map(|file| figure(cell(file, percent)))).collect()
    });
    let heads = [words.published_model, words.accuracy].into_iter().chain(names.iter().map(String::as_str));
    Table::new(words.published, &heads.collect::<Vec<_>>(), rows)
}

/// What the figures are, and why they are weak.
pub fn about(words: &CompareWords, split: Split) -> String {
    fill(words.published_about, &[("split", split.name()), ("n", &crate::format::integer(split.rows() as u64))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::table::Cell;
    use crate::i18n::Language;

    #[test]
    fn only_files_of_the_whole_split_stand_beside_the_board() {
        let board = Board::parse(include_str!("../../public/board/leaderboard.json")).unwrap();
        let file = |n: u32| FileScore {
            name: n.to_string(),
            n,
            correct: 2000,
            accuracy: Some(2000.0 / f64::from(n)),
            wilson: None,
        };
        assert_eq!(covered(&[file(35), file(4549)]), None);
        let files = [file(4550), file(35)];
        assert_eq!(covered(&files), Some(Split::Val));
        let words = &Language::bundled()[0].messages().compare;
        let table = published(words, &["a".to_owned(), "b".to_owned()], &files, &board, Split::Val);
        let gpt = table.rows.iter().find(|row| row.cells[0] == text("GPT-4o")).unwrap();
        // 2,000 of 4,550 are 43.96 %; GPT-4o has 53.53 %.
        assert_eq!(gpt.cells[1], figure("53.53\u{202f}%"));
        let Cell::Figure(difference) = &gpt.cells[2] else { panic!("a figure") };
        assert!(difference.starts_with("−9.57 [−11.62, −7.53]"), "{difference}");
        assert_eq!(gpt.cells[3], figure("–"));
    }
}
