//! Shading of the board's cells, and where an own score stands.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use engine::board::{BoardData, Column, CorrectCount, OwnResult, Percent, Shades, Sorting, TableQuery, View, rows};
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
fn an_own_score_of_other_questions_stands_where_it_would_rank() {
    let correct = CorrectCount { correct: 16, n: 35 };
    let own = OwnResult::new("mine.xlsx".to_owned(), RuleSet::R2024, correct, &[]);
    let entries = data().with_own(&[own], &[]);
    let sorting = Sorting::first(Column::Test);
    let query = TableQuery { view: View::Overview, sorting, search: String::new(), family: None };
    let listed = rows(&entries, &query);
    let at = listed.iter().position(|row| entries[row.entry].is_own()).unwrap();
    let better = |row: &engine::board::Row| {
        entries[row.entry].is_published()
            && entries[row.entry]
                .figure(Column::Test)
                .is_some_and(|figure| figure.percent > Percent::of(16, 35).unwrap())
    };
    let better = listed.iter().filter(|row| better(row)).count();
    assert!(better > 0 && at == better, "{at} {better}");
    assert_eq!(listed[at].place.map(|place| place.number as usize), Some(better + 1));
}
