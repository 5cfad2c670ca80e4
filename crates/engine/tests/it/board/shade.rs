//! Shading of the board's cells, and where an own score stands.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use engine::board::{
    BoardData, BoardEntry, Column, CorrectCount, OwnResult, Percent, Shades, Sorting, TableQuery, View, rows,
};
use engine::scoring::RuleSet;

fn data() -> BoardData {
    BoardData::parse(
        include_str!("../../../../../public/board/leaderboard.json"),
        include_str!("../../../../../public/board/newer.json"),
    )
    .unwrap()
}

#[test]
fn shades_go_from_the_random_run_to_the_best_model() {
    let entries = data().with_own(&[], &[]);
    let shades = Shades::of(&entries);
    let figure = |name: &str| entries.iter().find(|entry| entry.id == name).unwrap().figure(Column::Test).unwrap();
    let shade = |percent| shades.shade(Column::Test, percent).unwrap();
    assert!(shade(figure("Random").percent) <= 0.0);
    assert!(shade(figure("GPT-4o").percent) >= 1.0);
    let middle = shade(figure("MedDr").percent);
    assert!(middle > 0.0 && middle < 1.0, "{middle}");
    assert_eq!(shades.shade(Column::Score, figure("MedDr").percent), None);
}

#[test]
fn only_an_own_score_of_a_whole_split_has_a_place() {
    let listed = |correct, n| {
        let own = OwnResult::new("mine.xlsx".to_owned(), RuleSet::R2024, CorrectCount { correct, n }, &[]);
        let entries = data().with_own(&[own], &[]);
        let sorting = Sorting::first(Column::Test);
        let listed = rows(&entries, &TableQuery { view: View::Overview, sorting, search: String::new(), family: None });
        let at = listed.iter().position(|row| entries[row.entry].is_own()).unwrap();
        (at, listed[at].place.map(|place| place.number as usize))
    };
    let better_on_val = |correct| {
        let percent = Percent::of(correct, 4550).unwrap();
        let is_better = |entry: &BoardEntry| {
            entry.is_published() && entry.figure(Column::Val).is_some_and(|figure| figure.percent > percent)
        };
        data().with_own(&[], &[]).iter().filter(|entry| is_better(entry)).count()
    };
    assert!(better_on_val(2000) > 0);
    assert_eq!(listed(2000, 4550).1, Some(better_on_val(2000) + 1));
    assert_eq!(listed(35, 35), (0, None));
    assert_eq!(listed(1, 35), (0, None));
}
