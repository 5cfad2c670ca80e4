//! What explains a file.

use engine::compare::{CALIBRATED_ROWS, TableForm, TableKind, confused};
use engine::scoring::{Prepared, RuleSet, Scored, Truth};
use engine::selection::ConfusionOf;
use engine::table;

use super::{compared, dataset, letters, predictions, questions};

#[test]
fn groups_are_beside_what_needs_no_model() {
    let questions = questions(400);
    let (good, random) = (letters(&questions, 1, 1), letters(&questions, 2, 10));
    let files = [("good", predictions(good)), ("random", predictions(random))];
    compared(&dataset(&questions), &files, |comparison| {
        let [good, random] = &comparison.profiles()[..] else { panic!("two files") };
        let baselines = good.baselines.unwrap();
        // Each letter is the answer to a quarter of the questions, and the longest option is always B.
        assert_eq!((baselines.chance, baselines.letter, baselines.longest), (0.25, 0.25, 0.25));
        let columns: Vec<_> = good.axes.iter().map(|axis| &*axis.column).collect();
        assert_eq!(columns, ["clinical VQA task", "department", "perceptual granularity", "modality"]);
        let departments = &good.axes[1];
        assert_eq!(departments.groups.iter().map(|group| group.n).sum::<u32>(), 400);
        let accuracies = departments.groups.iter().map(|group| f64::from(group.correct) / f64::from(group.n));
        assert!((departments.averages.unwrap().macro_ - accuracies.sum::<f64>() / 3.0).abs() < 1e-12);
        assert!(departments.groups.iter().all(|group| group.beats_baselines));
        assert!(random.axes[1].groups.iter().all(|group| !group.beats_baselines));
        assert_eq!((good.axes[0].groups.len(), good.axes[0].averages), (0, None));
        assert_eq!(good.calibration, None);
    });
}

#[test]
fn confusions_name_labels_and_the_options_chosen() {
    let mut questions = questions(6);
    questions[3].label.clear();
    // The answers are A, D, C, B, A, D.
    let file = [(0, "B"), (1, "D"), (2, "no idea"), (3, "C"), (4, "A"), (5, "D")];
    compared(&dataset(&questions), &[("one", predictions(file)), ("two", predictions(file))], |comparison| {
        let confusions = &comparison.profiles()[0].confusions;
        let found: Vec<_> = confusions.iter().map(|found| (&*found.label, &*found.chosen, &*found.rows)).collect();
        // A question without label goes by its answer.
        assert_eq!(found, [("label 0", "the spleen", &[0][..]), ("the spleen", "aorta", &[3][..])]);
    });
    let (dataset, table) = (dataset(&questions), predictions(file));
    let scored = Scored::new(&table, &Truth::of(&dataset).unwrap(), RuleSet::default());
    let rows = |label: &str, chosen: &str| {
        let wanted = ConfusionOf { file: String::new(), label: label.to_owned(), chosen: chosen.to_owned() };
        let rows = confused(&dataset, &table, &scored, &wanted);
        rows.iter().enumerate().filter_map(|(row, is_one)| is_one.then_some(row)).collect::<Vec<_>>()
    };
    // Not what merely contains the words, nor what else was chosen.
    assert_eq!((rows("label 0", "the spleen"), rows("the spleen", "aorta")), (vec![0], vec![3]));
    assert_eq!((rows("label", "the spleen"), rows("label 0", "aorta")), (vec![], vec![]));
}

fn with_probabilities(rows: usize, probabilities: &str) -> Prepared {
    let mut text = "index,question,A,B,C,D,prediction,letter_probabilities\n".to_owned();
    for row in 0..rows {
        text += &format!("{row},q,a,b,c,d,A,\"{}\"\n", probabilities.replace('"', "\"\""));
    }
    Prepared::new(table::read("p.csv", text.as_bytes()).unwrap()).unwrap()
}

#[test]
fn probabilities_are_judged_where_there_are_enough() {
    let questions = questions(300);
    let dataset = dataset(&questions);
    let probabilities = r#"{"A":0.700000,"B":0.100000,"C":0.100000,"D":0.100000}"#;
    let files = [
        ("all", with_probabilities(300, probabilities)),
        ("few", with_probabilities(CALIBRATED_ROWS - 1, probabilities)),
        ("odd", with_probabilities(300, r#"{"A":1.5,"B":0.1,"C":0.1,"D":0.1}"#)),
        ("lists", with_probabilities(300, "[0.7, 0.1, 0.1, 0.1]")),
    ];
    compared(&dataset, &files, |comparison| {
        let found: Vec<_> = comparison.profiles().into_iter().map(|profile| profile.calibration).collect();
        let calibration = found[0].as_ref().unwrap();
        assert_eq!((calibration.n, calibration.auroc, calibration.bins.len()), (300, Some(0.5), 15));
        // Always 70 % sure of A, which is right for a quarter.
        assert!((calibration.accuracy_at_coverage(100).unwrap() - 0.25).abs() < 1e-12);
        let brier = 0.25 * (0.09 + 0.03) + 0.75 * (0.49 + 0.81 + 0.02);
        assert!((calibration.brier - brier).abs() < 1e-9);
        assert_eq!((&found[1], &found[2], &found[3]), (&None, &None, &None));
        let counted: Vec<_> = comparison.profiles().into_iter().map(|profile| profile.forecasts).collect();
        assert_eq!(counted, [Some(300), Some(CALIBRATED_ROWS - 1), Some(0), Some(0)]);
        let report = comparison.report();
        let named: Vec<_> = report.calibration.iter().map(|file| (&*file.name, file.calibration.n)).collect();
        assert_eq!(named, [("all", 300)]);
        let table = report.table(TableKind::Calibration, TableForm::Markdown);
        assert!(table.ends_with("| all | 300 | 0.450 | 1.020 | 0.500 | 25.0 | 25.3 | 25.0 |\n"), "{table}");
    });
}

#[test]
fn labels_are_drawn_for_the_bootstrap() {
    let questions = questions(500);
    let files = [("one", predictions(letters(&questions, 1, 2))), ("two", predictions(letters(&questions, 2, 5)))];
    compared(&dataset(&questions), &files, |comparison| {
        let difference = comparison.report().pairs[0].difference.unwrap();
        let bootstrap = comparison.bootstrap(0, 1).unwrap();
        let (low, high) = bootstrap.interval;
        assert!(low < difference && difference < high && low > 0.0, "{low} {difference} {high}");
        assert_eq!(Some(bootstrap), comparison.bootstrap(0, 1));
        assert_eq!(comparison.bootstrap(0, 7), None);
    });
}
