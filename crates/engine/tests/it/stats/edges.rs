//! Where formulas have nothing to divide by, and ties.

use engine::stats::{
    Averages, Baselines, Calibration, Forecast, Paired, Question, Several, chi_squared_tail, clustered, cochran_q,
    cohen_kappa, confusions, detectable_difference, holm, krippendorff_alpha, mcnemar_exact, mcnemar_mid_p,
    percent_agreement, suspect,
};

use super::assert_close;

#[test]
fn no_question() {
    let none = Paired::default();
    assert_eq!((none.n(), none.difference(), none.standard_error(), none.interval()), (0, None, None, None));
    assert_eq!((mcnemar_exact(0, 0), mcnemar_mid_p(0, 0)), (1.0, 1.0));
    assert_eq!((detectable_difference(0.3, 0), Averages::of(&[(0, 0)])), (None, None));
    assert_eq!((clustered([]), Calibration::of(&[]), Several::of(&[])), (None, None, None));
    assert_eq!((percent_agreement::<u8>(&[], &[]), cohen_kappa::<u8>(&[], &[])), (None, None));
    assert_eq!((krippendorff_alpha::<u8>(&[]), holm(&[])), (None, vec![]));
    assert_eq!((confusions([], 50), suspect::<char>(&[])), (vec![], None));
    let baselines = Baselines::of(&[]);
    assert_eq!((baselines.letter, baselines.over([0])), (None, None));
    assert_eq!(cochran_q(&[vec![], vec![]]).map(|test| (test.q, test.p)), Some((0.0, 1.0)));
}

#[test]
fn one_question() {
    let one = Paired::of([(true, false)]);
    assert_eq!((one.difference(), one.standard_error(), one.wald()), (Some(1.0), None, None));
    let (low, high) = one.interval().unwrap();
    assert!(low < 0.0 && high == 1.0);
    assert_eq!((mcnemar_exact(1, 0), mcnemar_mid_p(1, 0)), (1.0, 0.5));
    assert_eq!(clustered([(1.0, 0)]), None);
    // One question shows nothing.
    assert!(detectable_difference(1.0, 1).unwrap() > 1.0);
}

#[test]
fn no_discordant_questions() {
    let same = Paired { both: 300, neither: 100, ..Paired::default() };
    assert_eq!((same.difference(), same.standard_error(), same.wald()), (Some(0.0), Some(0.0), Some((0.0, 0.0))));
    // The interval is not empty: that no question differed does not mean that none would.
    let (low, high) = same.interval().unwrap();
    assert!(low < 0.0 && high > 0.0 && low + high == 0.0);
    assert_eq!(detectable_difference(0.0, 400), Some(0.0));
}

#[test]
fn one_cluster_says_nothing_of_the_error_between_clusters() {
    assert_eq!(clustered([(1.0, 0), (0.0, 0), (1.0, 0)]), None);
    // Numbers of clusters may have gaps.
    assert_eq!(clustered([(1.0, 9), (0.0, 9), (1.0, 2)]).unwrap().clusters, 2);
    let same = clustered([(1.0, 0), (1.0, 1)]).unwrap();
    assert_eq!((same.standard_error, same.plain, same.design_effect()), (0.0, 0.0, None));
}

#[test]
fn one_file_twice() {
    let file: Vec<bool> = (0..50).map(|row| row % 3 != 0).collect();
    let test = cochran_q(&[file.clone(), file.clone(), file.clone()]).unwrap();
    assert_eq!((test.q, test.p), (0.0, 1.0));
    let several = Several::of(&[file.clone(), file]).unwrap();
    assert_eq!((several.best, &several.not_distinguishable[..], several.pairs[0].holm_p), (0, &[0, 1][..], 1.0));
    assert_eq!(cochran_q(&[vec![true]]), None);
}

#[test]
fn two_files_by_cochran_are_mcnemar_without_correction() {
    let rows = [vec![(true, false); 14], vec![(false, true); 5], vec![(true, true); 30]].concat();
    let (a, b): (Vec<bool>, Vec<bool>) = rows.into_iter().unzip();
    assert_close(cochran_q(&[a, b]).unwrap().q, 81.0 / 19.0);
}

#[test]
fn large_tables_neither_overflow_nor_vanish() {
    assert_close(mcnemar_exact(12_916, 12_915), 1.0);
    let p = mcnemar_exact(13_300, 12_531);
    assert!((1.763_2e-6..1.763_3e-6).contains(&p), "{p}");
    assert_eq!(mcnemar_exact(25_831, 0), 0.0);
    assert!(chi_squared_tail(1_000.0, 5) > 0.0);
    assert_eq!((chi_squared_tail(0.0, 3), chi_squared_tail(5.0, 0)), (1.0, 1.0));
}

#[test]
fn adjusted_p_values_of_ties_are_equal_and_at_most_1() {
    assert_eq!(holm(&[0.5, 0.02, 0.02, 0.9]), [1.0, 0.08, 0.08, 1.0]);
}

#[test]
fn forecasts_of_one_confidence() {
    let same = |answers: &[usize]| {
        let forecasts: Vec<_> = answers.iter().map(|answer| Forecast::new(&[0.5, 0.5], *answer).unwrap()).collect();
        Calibration::of(&forecasts).unwrap()
    };
    let mixed = same(&[0, 1, 0, 1]);
    // The first of equally probable letters is chosen, and equally confident rows stay in order.
    assert_eq!((mixed.auroc, mixed.brier), (Some(0.5), 0.5));
    assert_eq!((mixed.accuracy_at_coverage(25), mixed.accuracy_at_coverage(50)), (Some(1.0), Some(0.5)));
    let all_correct = same(&[0, 0, 0]);
    assert_eq!((all_correct.auroc, all_correct.aurc, all_correct.ece), (None, 0.0, 0.5));
    assert_eq!((all_correct.bins.len(), all_correct.risks.len()), (3, 100));
    assert_eq!((all_correct.accuracy_at_coverage(0), all_correct.accuracy_at_coverage(101)), (None, None));
    assert_eq!(Forecast::new(&[0.5, 0.5], 2), None);
    assert!(Forecast::new(&[1.0, 0.0], 1).unwrap().nll.is_infinite());
}

#[test]
fn raters_who_never_differ() {
    assert_eq!(
        (cohen_kappa(&[1, 1], &[1, 1]), krippendorff_alpha(&[vec![Some(1); 3], vec![Some(1); 3]])),
        (None, None)
    );
    assert_eq!(krippendorff_alpha(&[vec![Some(1), None], vec![None, Some(2)]]), None);
}

#[test]
fn a_question_without_answer_or_options_is_never_right() {
    let question = |options: &[&str], answer| Question {
        options: ('A'..).zip(options.iter().map(|text| (*text).to_owned())).collect(),
        answer,
    };
    let baselines =
        Baselines::of(&[question(&["x", "y"], None), question(&[], Some('A')), question(&["x"], Some('C'))]);
    assert_eq!(baselines.letter, Some('A'));
    assert!(baselines.questions.iter().all(|credits| credits.chance == 0.0 && credits.longest == 0.0));
    assert_eq!(Baselines::of(&[question(&["x"], None)]).letter, None);
}
