//! Which rows are compared with which.

use engine::compare::{Change, CompareError, Comparison, Rated};
use engine::dataset::IndexKey;
use engine::scoring::{RuleSet, Scored, Truth};
use engine::table::Value;

use super::{compared, dataset, keys, predictions, questions};

#[test]
fn missing_extra_and_repeated_rows_are_named_and_the_last_result_stands() {
    // The answers are A, D, C, B.
    let dataset = dataset(&questions(4));
    let one = predictions([(3, "B"), (0, "B"), (0, "C"), (0, "A"), (9, "A"), (1, "A")]);
    let two = predictions([(0, "A"), (1, "D"), (2, "C"), (3, "D")]);
    compared(&dataset, &[("one", one), ("two", two)], |comparison| {
        let notes: Vec<_> = comparison.notes().collect();
        assert_eq!((&*notes[0].name, &*notes[1].name), ("one", "two"));
        assert!(notes[1].missing.is_empty() && notes[1].extra.is_empty() && notes[1].repeated.is_empty());
        assert_eq!(notes[0].missing, keys(&[2]));
        assert_eq!(notes[0].extra, keys(&[9]));
        assert_eq!(notes[0].repeated, keys(&[0]));
        let report = comparison.report();
        let counts: Vec<_> = report.files.iter().map(|file| (file.n, file.correct)).collect();
        assert_eq!(counts, [(3, 2), (4, 3)]);
        let pair = &report.pairs[0];
        assert_eq!((pair.n, pair.both, pair.only_a, pair.only_b), (3, 1, 1, 1));
    });
}

#[test]
fn indices_match_as_vlmevalkit_compares_them() {
    let dataset = dataset(&questions(3));
    let one = predictions([(0, "A"), (1, "D"), (2, "C")]);
    let two =
        engine::table::read("p.tsv", b"index\tquestion\tA\tB\tprediction\n0.0\tq\ta\tb\tA\n2.0\tq\ta\tb\tB\n").unwrap();
    let two = engine::scoring::Prepared::new(two).unwrap();
    compared(&dataset, &[("one", one), ("two", two)], |comparison| {
        assert_eq!(comparison.report().pairs[0].n, 2);
    });
}

#[test]
fn files_without_common_questions_have_no_difference() {
    let dataset = dataset(&questions(4));
    let files = [("one", predictions([(0, "A")])), ("two", predictions([(1, "D")]))];
    compared(&dataset, &files, |comparison| {
        let pair = &comparison.report().pairs[0];
        assert_eq!((pair.n, pair.difference, pair.interval, pair.mde80), (0, None, None, None));
        assert_eq!((pair.mcnemar_exact_p, pair.clusters), (1.0, None));
        assert_eq!((comparison.bootstrap(0, 1), comparison.changes(0, 1).count()), (None, 0));
        assert_eq!(comparison.changes(0, 2).count(), 0);
    });
}

#[test]
fn equal_names_are_numbered() {
    let dataset = dataset(&questions(4));
    let file = || predictions([(0, "A"), (1, "D"), (2, "A")]);
    compared(&dataset, &[("p.tsv", file()), ("p.tsv", file()), ("p.tsv (2)", file())], |comparison| {
        let report = comparison.report();
        let names: Vec<_> = report.files.iter().map(|file| &file.name[..]).collect();
        assert_eq!(names, ["p.tsv", "p.tsv (2)", "p.tsv (2) (2)"]);
        assert_eq!(report.several.not_distinguishable_from_best, names);
        let pair = &report.pairs[0];
        assert_eq!((pair.difference, pair.mcnemar_exact_p, pair.mcnemar_mid_p), (Some(0.0), 1.0, 1.0));
        assert_eq!((report.several.cochran_q, report.several.p), (0.0, 1.0));
    });
}

#[test]
fn what_does_not_go_together_is_refused() {
    let dataset = dataset(&questions(2));
    let file = predictions([(0, "A"), (1, "D")]);
    let truth = Truth::of(&dataset).unwrap();
    let latest = Scored::new(&file, &truth, RuleSet::LATEST);
    let oldest = Scored::new(&file, &truth, RuleSet::R2024);
    let answers = [(IndexKey::Int(0), Value::text("A")), (IndexKey::Int(1), Value::text("B"))];
    let otherwise = Scored::new(&file, &Truth::new(answers), RuleSet::LATEST);
    let rated = |name, scored| Rated { name, predictions: &file, scored };
    let refusal = |files: &[Rated<'_>]| Comparison::new(&dataset, files).unwrap_err();

    assert_eq!(refusal(&[]), CompareError::TooFewFiles);
    assert_eq!(refusal(&[rated("one", &latest)]), CompareError::TooFewFiles);
    let rules = refusal(&[rated("one", &latest), rated("two", &latest), rated("three", &oldest)]);
    assert_eq!(
        (rules.kind(), &*rules.to_string()),
        ("DifferentRules", "one and three were scored under different rule sets")
    );
    let answers = refusal(&[rated("one", &latest), rated("two", &otherwise)]);
    let expected = CompareError::DifferentAnswers { a: "one".into(), b: "two".into(), index: "1".into() };
    assert_eq!(answers, expected);
}

#[test]
fn changes_tell_errors_apart() {
    let dataset = dataset(&questions(4));
    let one = predictions([(0, "A"), (1, "D"), (2, "A"), (3, "no idea")]);
    let two = predictions([(0, "A"), (1, "C"), (2, "C"), (3, "A")]);
    let three = predictions([(0, "B"), (1, "D"), (2, "A"), (3, "none")]);
    let changes = |a: usize, b: usize, comparison: &Comparison<'_>| -> Vec<Change> {
        comparison.changes(a, b).map(|(_, change)| change).collect()
    };
    compared(&dataset, &[("one", one), ("two", two), ("three", three)], |comparison| {
        use Change::{BothCorrect, Gained, Lost, OtherError, SameError};
        assert_eq!(changes(0, 1, comparison), [BothCorrect, Lost, Gained, OtherError]);
        assert_eq!(changes(0, 2, comparison), [Lost, BothCorrect, SameError, SameError]);
        assert_eq!(comparison.changes(0, 1).map(|(row, _)| row).collect::<Vec<_>>(), [0, 1, 2, 3]);
    });
}
