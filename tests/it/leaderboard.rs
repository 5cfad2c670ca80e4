//! The board's data files against what must hold of them, and what the page and its CSV show against the files.
//!
//! The figures are those of the benchmark's homepage and paper, see `sources` in the files. That they are plain ratios
//! of whole numbers is a fact of their own: it finds nearly every slip of a digit.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use engine::board::{
    BoardData, BoardEntry, Column, CorrectCount, Family, OwnResult, Percent, Sorting, TableQuery, View, places, rows,
    to_csv,
};
use engine::scoring::RuleSet;

const LEADERBOARD: &str = include_str!("../../public/board/leaderboard.json");
const NEWER: &str = include_str!("../../public/board/newer.json");

/// Questions of the VAL file that the board was scored on; the released file has 4,550.
const BOARD_VAL_ROWS: u32 = 4405;

fn data() -> BoardData {
    BoardData::parse(LEADERBOARD, NEWER).unwrap()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

fn query(view: View, column: Column) -> TableQuery {
    TableQuery { view, sorting: Sorting::first(column), search: String::new(), family: None }
}

fn is_ratio(percent: Percent, n: u32) -> bool {
    let nearest = (u64::from(percent.hundredths()) * u64::from(n) + 5000) / 10_000;
    (nearest.saturating_sub(1)..=nearest + 1).any(|hits| Percent::of(hits.try_into().unwrap(), n) == Some(percent))
}

#[test]
fn the_board_has_50_models_and_the_random_baseline() {
    let board = data().board;
    let count = |family| board.models.iter().filter(|model| model.family == family).count();
    assert_eq!(board.models.len(), 51);
    let families = [Family::Random, Family::Medical, Family::OpenSource, Family::Proprietary];
    assert_eq!(families.map(count), [1, 6, 38, 6]);
    assert_eq!(board.models.iter().filter(|model| model.irregular).count(), 2);
    assert_eq!(board.sources.len(), 3);
}

#[test]
fn figures_are_ratios_of_their_numbers_of_questions() {
    let board = data().board;
    let mut checked = 0;
    for model in board.models.iter().filter(|model| !model.irregular) {
        assert!(is_ratio(model.val, BOARD_VAL_ROWS), "{} VAL {}", model.name, model.val);
        let columns = [&model.tasks[..], &model.departments, &model.granularity];
        for (figures, counts) in columns.into_iter().zip(board.counts()) {
            assert_eq!(figures.len(), counts.len());
            for (at, (figure, count)) in figures.iter().zip(counts).enumerate() {
                let Some(count) = count else { continue };
                assert!(is_ratio(*figure, count), "{}, column {at}: {figure} of {count}", model.name);
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 49 * (17 + 18 + 3));
}

#[test]
fn accuracy_over_all_lies_between_its_parts() {
    for model in data().board.models {
        for (overall, parts) in [(model.test, &model.tasks[..]), (model.all, &model.granularity[..])] {
            let (least, most) = (parts.iter().min().unwrap(), parts.iter().max().unwrap());
            assert!((*least..=*most).contains(&overall), "{}: {overall}", model.name);
        }
    }
}

#[test]
fn spot_values_are_those_of_the_homepage() {
    let data = data();
    let printed = |name: &str, column| {
        let entry = data.entries.iter().find(|entry| entry.id == name).unwrap();
        entry.figure(column).unwrap().percent.to_string()
    };
    assert_eq!(printed("GPT-4o", Column::Val), "53.53");
    assert_eq!(printed("GPT-4o", Column::Test), "53.96");
    assert_eq!(printed("MedDr", Column::Test), "43.69");
    assert_eq!(printed("DeepSeek-VL-7B", Column::Test), "43.43");
    assert_eq!(printed("GPT-4V", Column::Test), "44.08");
    assert_eq!(printed("Random", Column::Val), "25.70");
    assert_eq!(printed("Random", Column::Task(0)), "38.20");
    assert_eq!(printed("Med-Flamingo", Column::Department(17)), "10.47");
    assert_eq!(printed("LLaVA-Med", Column::Granularity(3)), "17.14");
    assert_eq!(printed("MedVInT", Column::MultipleRecall), "0.02");
    assert_eq!(printed("new:gmaivl-paper:TEST:GMAI-VL", Column::Task(0)), "75.26");
}

#[test]
fn ranks_share_the_smaller_number_and_leave_random_out() {
    let data = data();
    let rank = |name: &str, column| {
        let at = data.entries.iter().position(|entry| entry.id == name).unwrap();
        places(&data.entries, column)[at].map(|place| (place.number, place.tied))
    };
    assert_eq!(rank("GPT-4o", Column::Test), Some((1, false)));
    assert_eq!(rank("MedVInT", Column::Val), Some((50, false)));
    assert_eq!(rank("XComposer2", Column::Val), Some((17, true)));
    assert_eq!(rank("LLAVA-V1.5-7B-xtuner", Column::Val), Some((17, true)));
    assert_eq!(rank("LLAVA-InternLM-7b", Column::Val), Some((16, false)));
    assert_eq!(rank("Random", Column::Val), None);
}

#[test]
fn the_short_board_ranks_by_val_and_then_by_test() {
    let mut models: Vec<_> = data().board.models.into_iter().filter(|model| model.card_rank.is_some()).collect();
    models.sort_by_key(|model| std::cmp::Reverse((model.val, model.test)));
    let ranks: Vec<_> = models.iter().filter_map(|model| model.card_rank).collect();
    assert_eq!(ranks, (1..=29).collect::<Vec<_>>());
}

#[test]
fn newer_results_have_sources_and_names_of_their_own() {
    let data = data();
    assert_eq!(data.newer.results.len(), 79);
    let ids: BTreeSet<_> = data.entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(ids.len(), 51 + 79);
    let used: BTreeSet<_> = data.newer.results.iter().map(|result| &result.source).collect();
    assert_eq!(used.len(), data.newer.sources.len());
    for result in &data.newer.results {
        assert!(result.score.is_some() || result.granularity.is_some(), "{}", result.model);
    }
}

/// Every cell of a table's CSV is found in the data file again, and every figure of the file in one of the tables.
#[test]
fn the_csv_shows_the_figures_of_the_file() {
    let data = data();
    let file = json(LEADERBOARD);
    let mut shown = 0;
    for view in [View::Overview, View::Tasks, View::Departments, View::Granularity] {
        let query = query(view, view.first_sort());
        let listed = rows(&data.entries, &query);
        let bytes = to_csv(&data, &data.entries, &listed, &query);
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let header = reader.headers().unwrap().clone();
        assert_eq!(header.len(), 3 + view.columns().len());
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), 51);
        for record in records {
            let model = file["models"].as_array().unwrap().iter().find(|model| model["name"] == record[1]).unwrap();
            for (at, column) in view.columns().into_iter().enumerate() {
                let Some(expected) = figure_in(model, column) else { continue };
                assert_eq!(record[at + 3], format!("{expected:.2}"), "{} {column:?}", &record[1]);
                shown += 1;
            }
        }
    }
    // VAL; TEST in three views; VAL and TEST together in two; 18 + 18 + 4 groups; 2 figures of multiple choice.
    assert_eq!(shown, 51 * (1 + 3 + 2 + 40 + 2));
}

fn figure_in(model: &serde_json::Value, column: Column) -> Option<f64> {
    let value = match column {
        Column::Val => &model["val"],
        Column::Test => &model["test"],
        Column::All => &model["all"],
        Column::Task(at) => &model["tasks"][usize::from(at)],
        Column::Department(at) => &model["departments"][usize::from(at)],
        Column::Granularity(at) => &model["granularity"][usize::from(at)],
        Column::MultipleAccuracy => &model["multiple_choice"][0],
        Column::MultipleRecall => &model["multiple_choice"][1],
        _ => return None,
    };
    value.as_f64()
}

#[test]
fn a_csv_quotes_what_needs_it_and_ends_lines_by_cr_lf() {
    let data = data();
    let own = own("=SUM(A1),\"x\".xlsx", 5, 5);
    let entries = data.with_own(&[own], &[]);
    let query = query(View::Overview, Column::Test);
    let listed = rows(&entries, &query);
    let text = String::from_utf8(to_csv(&data, &entries, &listed[..1], &query)).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "rank,model,origin,test [TEST],val [VAL],\"all [VAL+TEST, inferred]\",family,params,encoder,llm"
    );
    let origin = "\"yours, other questions (self-scored), 5 questions, r2024\"";
    assert_eq!(lines[1], format!(",\"'=SUM(A1),\"\"x\"\".xlsx\",{origin},,,,,,,"));
    assert_eq!(lines[2..], [""]);
}

fn own(name: &str, hits: u32, n: u32) -> OwnResult {
    OwnResult::new(name.to_owned(), RuleSet::R2024, CorrectCount { correct: hits, n }, &[])
}

#[test]
fn tables_are_searched_filtered_and_sorted() {
    let data = data();
    let names = |query: &TableQuery| -> Vec<&str> {
        rows(&data.entries, query).into_iter().map(|row| data.entries[row.entry].name.as_str()).collect()
    };
    let by_test = query(View::Overview, Column::Test);
    assert_eq!(names(&by_test)[..3], ["GPT-4o", "Gemini 1.5", "Gemini 1.0"]);
    let medical = TableQuery { family: Some(Family::Medical), ..by_test.clone() };
    assert_eq!(names(&medical).len(), 7, "the random baseline stays");
    let searched = TableQuery { search: " MONKEY ".to_owned(), ..by_test.clone() };
    assert_eq!(names(&searched), ["Monkey-Chat", "Monkey"]);
    let by_name = TableQuery { sorting: Sorting::first(Column::Model), ..by_test.clone() };
    assert_eq!(names(&by_name)[0], "Claude3-Opus");
    let by_params = TableQuery { sorting: Sorting::first(Column::Params), ..by_test };
    assert_eq!(names(&by_params)[..2], ["MedDr", "InternVL-Chat-V1.2-Plus"]);
    assert_eq!(rows(&data.entries, &query(View::Newer, Column::Score)).len(), 79);
}

#[test]
fn own_rows_stand_among_the_published_ones() {
    let data = data();
    let entries: Vec<BoardEntry> = data.with_own(&[own("val.xlsx", 2109, 4550), own("part.xlsx", 3, 4)], &[]);
    let by_val = rows(&entries, &query(View::Overview, Column::Val));
    assert_eq!(entries[by_val[0].entry].name, "part.xlsx", "what has no value there comes first");
    let at = by_val.iter().position(|row| entries[row.entry].name == "val.xlsx").unwrap();
    assert_eq!(by_val[at].place.unwrap().number, 3);
    assert_eq!(entries[by_val[at + 1].entry].name, "Gemini 1.0");
    let kept = data.with_own(&[], &[own("val.xlsx", 2109, 4550)]);
    assert_eq!(kept.len(), data.entries.len() + 1);
    let both = data.with_own(&[own("val.xlsx", 1, 4550)], &[own("val.xlsx", 2109, 4550)]);
    assert_eq!(both.len(), kept.len(), "an open file stands for its kept row");
}

#[test]
fn broken_files_are_refused_with_their_place() {
    let parse = |text: &str| BoardData::parse(text, NEWER).unwrap_err().to_string();
    assert!(parse("{").starts_with("line 1, column 1: "));
    let three_decimals = LEADERBOARD.replacen("\"val\":53.53", "\"val\":53.531", 1);
    assert!(parse(&three_decimals).contains("53.531 is no percentage"));
    assert_eq!(parse(&LEADERBOARD.replacen("[\"AR\"", "[\"AA\"", 1)), "the tasks are others than expected");
    assert_eq!(parse(&LEADERBOARD.replacen("\"Gemini 1.5\"", "\"GPT-4o\"", 1)), "GPT-4o stands twice");
    let unknown = NEWER.replacen("\"source\":\"joymed\"", "\"source\":\"nowhere\"", 1);
    assert!(BoardData::parse(LEADERBOARD, &unknown).unwrap_err().to_string().contains("unknown source nowhere"));
}
