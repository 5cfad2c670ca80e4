//! The chart of a comparison: where its points stand, and that its file is XML that says what it shows.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use engine::board::chart::{Ink, Labels, Palette, Scene, Shape, plot, to_svg};
use engine::board::{Axis, BoardData, Comparison, CorrectCount, Order, OwnResult, above_random, compare};
use engine::scoring::{GroupScore, Grouping, RuleSet};
use engine::stats::wilson95;
use quick_xml::Reader;
use quick_xml::events::Event;

fn data() -> BoardData {
    let leaderboard = include_str!("../../public/board/leaderboard.json");
    BoardData::parse(leaderboard, include_str!("../../public/board/newer.json")).unwrap()
}

fn own() -> OwnResult {
    let group =
        |name: &str, hits, n| GroupScore { name: Some(name.to_owned()), n, correct: hits, ..GroupScore::default() };
    let tasks = Grouping {
        column: "clinical vqa task".to_owned(),
        vlmevalkit: true,
        groups: vec![group("Bone", 30, 100), group("Counting", 0, 4), group("Muscle", 7, 7)],
    };
    OwnResult::new("<mine> & \"yours\".xlsx".to_owned(), RuleSet::R2024, CorrectCount { correct: 37, n: 111 }, &[tasks])
}

fn comparison(ids: &[&str], axis: Axis, order: Order) -> Comparison {
    let own = own();
    let entries = data().with_own(std::slice::from_ref(&own), &[]);
    let mut ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    ids.push(own.id());
    compare(&entries, &ids, axis, order)
}

fn labels() -> Labels {
    Labels {
        random: "Random".to_owned(),
        percent: "%".to_owned(),
        count: "n".to_owned(),
        interval: "Bars: intervals".to_owned(),
        source: "Source".to_owned(),
        print_count: |count| count.to_string(),
    }
}

/// Centres of the points of a series, the one in the legend left out.
fn points(scene: &Scene, wanted: usize) -> Vec<(f64, f64)> {
    let mark = |shape: &Shape| match shape {
        Shape::Mark { at, series, .. } if *series == wanted => Some(*at),
        _ => None,
    };
    scene.shapes.iter().filter_map(mark).skip(1).collect()
}

/// The `x` of an axis label.
fn tick(scene: &Scene, wanted: &str) -> f64 {
    let label = |shape: &Shape| match shape {
        Shape::Text { at, ink: Ink::Muted, text, .. } if text == wanted => Some(at.0),
        _ => None,
    };
    scene.shapes.iter().find_map(label).unwrap()
}

#[test]
fn own_rows_come_first_with_their_intervals() {
    let comparison = comparison(&["GPT-4o", "nobody"], Axis::Tasks, Order::Board);
    assert_eq!(comparison.series.len(), 2);
    assert!(comparison.series[0].name.contains("mine"));
    let bone = &comparison.rows[2];
    assert_eq!(bone.group.name, "Bone");
    let value = bone.values[0].unwrap();
    let (low, high) = wilson95(30, 100).unwrap();
    assert_eq!(value.interval, Some((low * 100.0, high * 100.0)));
    assert!(!value.best && bone.values[1].unwrap().best);
    assert_eq!(comparison.rows[0].values[0], None);
}

#[test]
fn published_figures_have_intervals_where_their_number_of_questions_is_told() {
    let comparison = comparison(&["GPT-4o", "LLaVA-NeXT-vicuna-7B"], Axis::Tasks, Order::Board);
    let interval = |row: usize, series: usize| comparison.rows[row].values[series].unwrap().interval;
    // 57.08 % of 650 questions on bones; the number of those on diagnosis is not told.
    let (low, high) = wilson95(371, 650).unwrap();
    assert_eq!((interval(2, 1), interval(5, 1)), (Some((low * 100.0, high * 100.0)), None));
    // Its figures fit no number of questions.
    assert_eq!(interval(2, 2), None);
}

#[test]
fn rows_are_ordered_by_the_first_series() {
    let ordered = comparison(&["GPT-4o"], Axis::Tasks, Order::Value);
    let names: Vec<_> = ordered.rows.iter().map(|row| row.group.name).collect();
    assert_eq!(names[..4], ["Muscle", "Bone", "Counting", "Attribute Recognition"]);
    assert_eq!(names.len(), 18);
}

#[test]
fn equal_figures_are_all_best() {
    // A row beside itself ties everywhere.
    let data = data();
    let ids = ["GPT-4o", "GPT-4o"].map(str::to_owned);
    let twice = compare(&data.entries, &ids, Axis::Departments, Order::Board);
    assert!(twice.rows.iter().all(|row| row.values.iter().all(|value| value.unwrap().best)));
}

#[test]
fn points_stand_where_the_axis_says() {
    for width in [300.0, 500.0, 1000.0] {
        let comparison = comparison(&["GPT-4o", "MedDr"], Axis::Tasks, Order::Board);
        let scene = plot(&comparison, &labels(), width);
        let (zero, hundred) = (tick(&scene, "0"), tick(&scene, "100"));
        for series in 0..comparison.series.len() {
            let figures = comparison.rows.iter().filter_map(|row| row.values[series]);
            let expected: Vec<f64> =
                figures.map(|value| zero + (hundred - zero) * value.percent.value() / 100.0).collect();
            let found = points(&scene, series);
            assert_eq!(found.len(), expected.len());
            for ((x, y), expected) in found.into_iter().zip(expected) {
                assert!((x - expected).abs() < 1e-6, "{x} {expected}");
                assert!(0.0 < y && y < scene.height);
            }
        }
    }
}

#[test]
fn every_series_keeps_its_lane() {
    let comparison = comparison(&["GPT-4o", "MedDr"], Axis::Tasks, Order::Board);
    let scene = plot(&comparison, &labels(), 900.0);
    let heights = |series| points(&scene, series).into_iter().map(|(_, y)| y).collect::<Vec<_>>();
    let (first, second) = (heights(1), heights(2));
    assert_eq!(first.len(), 18);
    assert!(first.iter().zip(&second).all(|(y, other)| (other - y - (second[0] - first[0])).abs() < 1e-9 && other > y));
    assert!(first.windows(2).all(|pair| (pair[1] - pair[0] - (first[1] - first[0])).abs() < 1e-9));
}

#[test]
fn ties_stand_exactly_above_each_other() {
    let data = data();
    let ids = ["MedDr", "MedDr"].map(str::to_owned);
    let scene = plot(&compare(&data.entries, &ids, Axis::Tasks, Order::Board), &labels(), 900.0);
    let pairs: Vec<_> = points(&scene, 0).into_iter().zip(points(&scene, 1)).collect();
    assert_eq!(pairs.len(), 18);
    for ((x, y), (other_x, other_y)) in pairs {
        assert!((x - other_x).abs() < 1e-9);
        assert!((y - other_y).abs() > 10.0);
    }
}

#[test]
fn the_random_line_goes_through_every_row() {
    let scene = plot(&comparison(&["MedDr"], Axis::Granularity, Order::Board), &labels(), 800.0);
    let is_random = |shape: &&Shape| matches!(shape, Shape::Line { ink: Ink::Random, dashed: true, .. });
    // One in the legend, four through rows, three from row to row.
    assert_eq!(scene.shapes.iter().filter(is_random).count(), 8);
}

#[test]
fn nothing_lies_outside_of_the_drawing() {
    for width in [280.0, 640.0, 1100.0] {
        let scene =
            plot(&comparison(&["GPT-4o", "MedDr", "MedVInT"], Axis::Departments, Order::Value), &labels(), width);
        for shape in &scene.shapes {
            let corners = match shape {
                Shape::Line { from, to, .. } => vec![*from, *to],
                Shape::Text { at, .. } | Shape::Mark { at, .. } => vec![*at],
            };
            for (x, y) in corners {
                assert!((0.0..=scene.width).contains(&x) && (0.0..=scene.height).contains(&y), "{shape:?}");
            }
        }
    }
}

#[test]
fn the_svg_is_xml_with_title_description_and_every_point() {
    let comparison = comparison(&["GPT-4o", "MedDr"], Axis::Tasks, Order::Board);
    let scene = plot(&comparison, &labels(), 900.0);
    let palette = Palette {
        background: "#fff".to_owned(),
        grid: "#ddd".to_owned(),
        text: "#111".to_owned(),
        muted: "#666".to_owned(),
        series: vec!["#00f".to_owned(), "#f80".to_owned(), "#080".to_owned()],
    };
    let svg = to_svg(&scene, &palette, "Title & more", "Description");
    let mut reader = Reader::from_str(&svg);
    let mut names = Vec::new();
    let mut texts = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => {
                names.push(element.name().as_ref().to_owned());
                assert!(element.attributes().all(|attribute| attribute.is_ok()));
            }
            Event::Text(text) => texts.push(text.to_string()),
            Event::Eof => break,
            _ => {}
        }
    }
    let count = |wanted: &str| names.iter().filter(|name| *name == wanted).count();
    let marks = scene.shapes.iter().filter(|shape| matches!(shape, Shape::Mark { .. })).count();
    assert_eq!(count("path"), marks);
    assert_eq!(marks, 3 + 3 + 18 + 18);
    assert_eq!(count("title"), marks + 1);
    assert!(texts.iter().any(|text| text == "Description"));
    assert!(svg.contains("&lt;mine&gt; &amp; &quot;yours&quot;.xlsx"));
    assert!(!svg.contains("NaN"));
}

#[test]
fn differences_from_random_are_sorted_and_signed() {
    let data = data();
    let of = |name: &str| data.entries.iter().find(|entry| entry.id == name).unwrap();
    let differences = above_random(&data.entries, of("MedDr"), Axis::Departments);
    assert_eq!(differences[0].group.name, "Neurosurgery");
    assert!((differences[0].points - 54.55).abs() < 1e-9);
    assert_eq!(differences[17].group.name, "Obstetrics and Gynecology");
    assert!((differences[17].points + 4.07).abs() < 1e-9);
    assert_eq!(above_random(&data.entries, of("Random"), Axis::Tasks), []);
}
