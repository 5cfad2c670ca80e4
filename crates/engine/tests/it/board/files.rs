//! Texts that need care in the board's files: CSV and SVG.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use engine::board::chart::{Palette, Scene, to_svg};
use engine::board::{BoardData, Column, CorrectCount, OwnResult, Sorting, TableQuery, View, rows, to_csv};
use engine::scoring::RuleSet;

fn csv(view: View, name: &str) -> String {
    let data = BoardData::parse(
        include_str!("../../../../../public/board/leaderboard.json"),
        include_str!("../../../../../public/board/newer.json"),
    )
    .unwrap();
    let own = OwnResult::new(name.to_owned(), RuleSet::R2024, CorrectCount { correct: 1, n: 2 }, &[]);
    let entries = data.with_own(&[own], &[]);
    let query = TableQuery { view, sorting: Sorting::first(view.first_sort()), search: String::new(), family: None };
    String::from_utf8(to_csv(&data, &entries, &rows(&entries, &query), &query)).unwrap()
}

#[test]
fn formulas_are_made_texts() {
    for (name, cell) in [("=1+1", ",'=1+1,"), ("@SUM", ",'@SUM,"), ("GPT-4", ",GPT-4,")] {
        assert!(csv(View::Overview, name).contains(cell), "{name}");
    }
}

#[test]
fn heads_say_what_was_measured() {
    let heads = |view| csv(view, "x").lines().next().unwrap().split(',').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(View::Tasks.columns()[2], Column::Task(1));
    let tasks = csv(View::Tasks, "x");
    assert!(tasks.lines().next().unwrap().contains("BVR (Blood Vessels Recognition) [TEST, inferred]"));
    let overview = heads(View::Overview);
    assert!(overview.contains(&"val [VAL]".to_owned()) && overview.contains(&"llm".to_owned()), "{overview:?}");
}

#[test]
fn names_cannot_become_markup() {
    let palette = Palette {
        background: String::new(),
        grid: String::new(),
        text: String::new(),
        muted: String::new(),
        series: Vec::new(),
    };
    let scene = Scene { width: 1.0, height: 1.0, shapes: Vec::new() };
    let svg = to_svg(&scene, &palette, "<b a=\"1\">&\u{1}\n", "");
    assert!(svg.contains("<title>&lt;b a=&quot;1&quot;&gt;&amp; </title>"), "{svg}");
}
