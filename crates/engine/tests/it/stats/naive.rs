//! Second implementations, straight from the definitions and without regard to time, on random input.

use std::iter;

use engine::stats::{
    Averages, Baselines, Calibration, Forecast, Paired, Question, Several, chi_squared_tail, clustered, cochran_q,
    cohen_kappa, confusions, holm, krippendorff_alpha, mcnemar_exact, mcnemar_mid_p, suspect,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::assert_close;

fn real(correct: bool) -> f64 {
    f64::from(u8::from(correct))
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

/// Binomial coefficients of n, by Pascal's triangle.
fn coefficients(n: usize) -> Vec<u128> {
    let mut row = vec![1];
    for _ in 0..n {
        let shifted = iter::once(0).chain(row.iter().copied());
        row = shifted.zip(row.iter().copied().chain([0])).map(|(left, right)| left + right).collect();
    }
    row
}

proptest! {
    #[test]
    fn mcnemar(only_a in 0..60_usize, only_b in 0..60_usize) {
        let outcomes = coefficients(only_a + only_b);
        let all = 2_f64.powi((only_a + only_b) as i32);
        // Two-sided: every outcome that is no more probable than the one seen.
        let as_rare: u128 = outcomes.iter().filter(|count| **count <= outcomes[only_a]).sum();
        let (a, b) = (only_a as u32, only_b as u32);
        assert_close(mcnemar_exact(a, b), as_rare as f64 / all);
        let rarer: u128 = outcomes.iter().filter(|count| **count < outcomes[only_a]).sum();
        // Half of the outcomes as probable as the one seen; all of the most probable ones are "as rare".
        let mid = if only_a == only_b { 1.0 } else { (rarer + as_rare) as f64 / 2.0 / all };
        assert_close(mcnemar_mid_p(a, b), mid);
    }

    #[test]
    fn standard_error_of_a_difference(rows in vec(any::<(bool, bool)>(), 2..200)) {
        let differences: Vec<f64> = rows.iter().map(|(a, b)| real(*a) - real(*b)).collect();
        let (n, mean) = (rows.len() as f64, mean(&differences));
        let variance = differences.iter().map(|difference| (difference - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let table = Paired::of(rows.iter().copied());
        assert_close(table.difference().unwrap(), mean);
        assert_close(table.standard_error().unwrap(), (variance / n).sqrt());
        // The adjusted interval is Wald's, with the variance of all rows, of a table with half a row more in each cell.
        let weighted: Vec<(f64, f64)> =
            differences.iter().map(|d| (*d, 1.0)).chain([(1.0, 0.5), (-1.0, 0.5), (0.0, 1.0)]).collect();
        let all: f64 = weighted.iter().map(|(_, weight)| weight).sum();
        let adjusted = weighted.iter().map(|(d, weight)| d * weight).sum::<f64>() / all;
        let variance = weighted.iter().map(|(d, weight)| weight * (d - adjusted).powi(2)).sum::<f64>() / all;
        let half = 1.959_963_984_540_054 * (variance / all).sqrt();
        let (low, high) = table.agresti_min().unwrap();
        assert_close(low, adjusted - half);
        assert_close(high, adjusted + half);
    }

    #[test]
    fn interval_to_show(both in 0..400_u32, only_a in 0..40_u32, only_b in 0..40_u32, neither in 0..400_u32) {
        let table = Paired { both, only_a, only_b, neither };
        let few = both + only_a + only_b + neither < 200 || only_a + only_b < 25;
        let clipped = |(low, high): (f64, f64)| (low.max(-1.0), high.min(1.0));
        let expected = if few { table.agresti_min() } else { table.wald() };
        prop_assert_eq!(table.interval(), expected.map(clipped));
    }

    #[test]
    fn clusters(values in vec((-1..=1_i8, 0..8_usize), 1..120)) {
        let values: Vec<(f64, usize)> = values.into_iter().map(|(value, cluster)| (f64::from(value), cluster)).collect();
        let numbers: Vec<f64> = values.iter().map(|(value, _)| *value).collect();
        let mean = mean(&numbers);
        let mut between = 0.0;
        for (x, of_x) in &values {
            for (y, of_y) in &values {
                between += if of_x == of_y { (x - mean) * (y - mean) } else { 0.0 };
            }
        }
        let count = (0..8).filter(|cluster| values.iter().any(|(_, of_value)| of_value == cluster)).count();
        let found = clustered(values.iter().copied());
        prop_assert_eq!(found.map(|found| found.clusters), (count > 1).then_some(count));
        if let Some(found) = found {
            let correction = count as f64 / (count as f64 - 1.0);
            let expected = (correction * between.max(0.0)).sqrt() / values.len() as f64;
            prop_assert!((found.standard_error - expected).abs() < 1e-7, "{} {expected}", found.standard_error);
        }
    }

    /// A cluster a value is no clustering at all.
    #[test]
    fn single_clusters(values in vec(any::<bool>(), 2..100)) {
        let found = clustered(values.into_iter().map(real).zip(0..)).unwrap();
        assert_close(found.standard_error, found.plain);
    }

    #[test]
    fn holm_steps_down(p in vec((0..40_u32).prop_map(|p| f64::from(p) / 40.0), 0..12)) {
        let expected = |own: f64| {
            let smaller = p.iter().filter(|other| **other <= own);
            let stepped = smaller.map(|other| other * p.iter().filter(|third| *third >= other).count() as f64);
            stepped.fold(0.0, f64::max).min(1.0)
        };
        for (found, own) in holm(&p).into_iter().zip(&p) {
            assert_close(found, expected(*own));
        }
    }

    #[test]
    fn cochran((files, rows) in (2..6_usize, 1..60_usize), seed in any::<u64>()) {
        let mut random = Bits(seed);
        let files: Vec<Vec<bool>> = (0..files).map(|_| (0..rows).map(|_| random.next()).collect()).collect();
        let k = files.len() as f64;
        let by_file: Vec<f64> = files.iter().map(|file| file.iter().copied().map(real).sum()).collect();
        let by_row = (0..rows).map(|row| files.iter().map(|file| real(file[row])).sum::<f64>());
        let spread: f64 = by_file.iter().map(|count| (count - mean(&by_file)).powi(2)).sum();
        let divisor: f64 = by_row.map(|count| count * (k - count)).sum();
        let found = cochran_q(&files).unwrap();
        assert_close(found.q, if divisor == 0.0 { 0.0 } else { k * (k - 1.0) * spread / divisor });
        prop_assert!((0.0..=1.0).contains(&found.p));
    }

    #[test]
    fn chi_squared(degrees in 1..9_u32, x in 0.0..30.0_f64) {
        // Simpson's rule on the density of the root, which has no pole at 0.
        let gamma = |degrees: u32| {
            let start = if degrees.is_multiple_of(2) { 1.0 } else { std::f64::consts::PI.sqrt() };
            let first = if degrees.is_multiple_of(2) { 2 } else { 1 };
            (first..degrees).step_by(2).fold(start, |gamma, twice| gamma * f64::from(twice) / 2.0)
        };
        let scale = 2_f64.powf(1.0 - f64::from(degrees) / 2.0) / gamma(degrees);
        let density = |root: f64| scale * root.powi(degrees as i32 - 1) * (-root * root / 2.0).exp();
        let (steps, width) = (4000, x.sqrt() / 4000.0);
        let weight = |step: i32| if step == 0 || step == steps { 1.0 } else { f64::from(2 + step % 2 * 2) };
        let sum: f64 = (0..=steps).map(|step| weight(step) * density(f64::from(step) * width)).sum();
        prop_assert!((1.0 - sum * width / 3.0 - chi_squared_tail(x, degrees)).abs() < 1e-9);
    }

    #[test]
    fn pairs_of_several((files, rows) in (1..6_usize, 1..60_usize), seed in any::<u64>()) {
        let mut random = Bits(seed);
        let files: Vec<Vec<bool>> = (0..files).map(|_| (0..rows).map(|_| random.next()).collect()).collect();
        let count = |file: &Vec<bool>| file.iter().filter(|correct| **correct).count();
        let several = Several::of(&files).unwrap();
        let most = files.iter().map(count).max().unwrap();
        prop_assert_eq!(Some(several.best), files.iter().position(|file| count(file) == most));
        prop_assert_eq!(several.pairs.len(), files.len() * (files.len() - 1) / 2);
        for file in 0..files.len() {
            let pair = several.pairs.iter().find(|pair| [(file, several.best), (several.best, file)].contains(&(pair.a, pair.b)));
            let expected = pair.is_none_or(|pair| pair.holm_p >= 0.05);
            prop_assert_eq!(several.not_distinguishable.contains(&file), expected);
        }
    }

    #[test]
    fn calibration(rows in vec((0..12_u32, any::<bool>()), 1..80)) {
        let confident = |(confidence, correct): (u32, bool)| {
            let confidence = 0.5 + f64::from(confidence) / 24.0;
            Forecast::new(&[confidence, 1.0 - confidence], usize::from(!correct)).unwrap()
        };
        let forecasts: Vec<Forecast> = rows.into_iter().map(confident).collect();
        let found = Calibration::of(&forecasts).unwrap();
        let (mut won, mut pairs) = (0.0, 0.0);
        for right in forecasts.iter().filter(|forecast| forecast.is_correct) {
            for wrong in forecasts.iter().filter(|forecast| !forecast.is_correct) {
                pairs += 1.0;
                won += if right.confidence > wrong.confidence { 1.0 } else { 0.0 };
                won += if right.confidence == wrong.confidence { 0.5 } else { 0.0 };
            }
        }
        prop_assert_eq!(found.auroc.is_some(), pairs > 0.0);
        if let Some(auroc) = found.auroc {
            assert_close(auroc, won / pairs);
        }
        // The parts as numpy's `array_split` makes them.
        let mut rising = forecasts.clone();
        rising.sort_by(|a, b| a.confidence.partial_cmp(&b.confidence).unwrap());
        let (n, mut start, mut ece) = (rising.len(), 0, 0.0);
        for part in 0..15 {
            let end = start + n / 15 + usize::from(part < n % 15);
            let gap: f64 = rising[start..end].iter().map(|forecast| real(forecast.is_correct) - forecast.confidence).sum();
            ece += gap.abs() / n as f64;
            start = end;
        }
        prop_assert!((found.ece - ece).abs() < 1e-12);
        let mut falling = forecasts.clone();
        falling.sort_by(|a, b| b.confidence.partial_cmp(&a.confidence).unwrap());
        let risk = |most: usize| mean(&falling[..most].iter().map(|forecast| real(!forecast.is_correct)).collect::<Vec<_>>());
        assert_close(found.aurc, mean(&(1..=n).map(risk).collect::<Vec<_>>()));
        for percent in 1..=100_usize {
            let most = (n as f64 * percent as f64 / 100.0 - 1e-9).ceil() as usize;
            assert_close(found.accuracy_at_coverage(percent).unwrap(), 1.0 - risk(most));
        }
    }

    #[test]
    fn kappa(rows in vec((0..4_u8, 0..4_u8), 1..50)) {
        let (a, b): (Vec<u8>, Vec<u8>) = rows.iter().copied().unzip();
        let agreeing = rows.iter().filter(|(a, b)| a == b).count() as f64 / rows.len() as f64;
        let pairs = a.iter().flat_map(|a| b.iter().map(move |b| real(a == b)));
        let expected = pairs.sum::<f64>() / (rows.len() * rows.len()) as f64;
        match cohen_kappa(&a, &b) {
            Some(kappa) => assert_close(kappa, (agreeing - expected) / (1.0 - expected)),
            None => prop_assert!(expected > 1.0 - 1e-12),
        }
    }

    #[test]
    fn alpha(questions in vec(vec(proptest::option::of(0..3_u8), 3), 1..30)) {
        let raters: Vec<Vec<Option<u8>>> =
            (0..3).map(|rater| questions.iter().map(|question| question[rater]).collect()).collect();
        let rated: Vec<Vec<u8>> = questions.iter().map(|question| question.iter().flatten().copied().collect()).collect();
        let pairable: Vec<&Vec<u8>> = rated.iter().filter(|values| values.len() > 1).collect();
        let all: Vec<u8> = pairable.iter().flat_map(|values| values.iter().copied()).collect();
        let differing = |values: &[u8]| {
            let pairs = values.iter().flat_map(|a| values.iter().map(move |b| real(a != b)));
            pairs.sum::<f64>()
        };
        let n = all.len() as f64;
        let observed = pairable.iter().map(|values| differing(values) / (values.len() as f64 - 1.0)).sum::<f64>() / n;
        let expected = differing(&all) / (n * (n - 1.0));
        match krippendorff_alpha(&raters) {
            Some(alpha) => assert_close(alpha, 1.0 - observed / expected),
            None => prop_assert!(differing(&all) == 0.0),
        }
    }

    #[test]
    fn suspects(files in vec((proptest::option::of(0..3_u8), any::<bool>()), 0..6)) {
        let by = |option: u8| files.iter().filter(|(chosen, _)| *chosen == Some(option)).count();
        let usual = (0..3).map(|option| (option, by(option))).find(|(_, count)| *count as f64 >= 0.75 * files.len() as f64);
        let all_wrong = files.len() > 2 && files.iter().all(|(_, correct)| !correct);
        prop_assert_eq!(suspect(&files), usual.filter(|_| all_wrong));
    }

    #[test]
    fn averages(groups in vec((0..20_u32, 0..20_u32), 0..8)) {
        let groups: Vec<(u32, u32)> = groups.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
        let accuracies: Vec<f64> =
            groups.iter().filter(|(_, n)| *n > 0).map(|(correct, n)| f64::from(*correct) / f64::from(*n)).collect();
        match Averages::of(&groups) {
            None => prop_assert!(accuracies.is_empty()),
            Some(found) => {
                let (correct, n) = groups.iter().fold((0, 0), |sum, group| (sum.0 + group.0, sum.1 + group.1));
                assert_close(found.micro, f64::from(correct) / f64::from(n));
                assert_close(found.macro_, mean(&accuracies));
            }
        }
    }

    #[test]
    fn confusions_are_counted(wrong in vec((0..3_u8, 0..3_u8), 0..40), most in 0..6_usize) {
        let rows = wrong.iter().enumerate().map(|(row, (label, chosen))| (row, label.to_string(), chosen.to_string()));
        let found = confusions(rows, most);
        let mut counts = Vec::new();
        for label in 0..3 {
            for chosen in 0..3 {
                let rows: Vec<usize> = (0..wrong.len()).filter(|row| wrong[*row] == (label, chosen)).collect();
                if !rows.is_empty() {
                    counts.push((rows, label.to_string(), chosen.to_string()));
                }
            }
        }
        counts.sort_by_key(|(rows, ..)| wrong.len() - rows.len());
        counts.truncate(most);
        let found: Vec<_> = found.into_iter().map(|found| (found.rows, found.label, found.chosen)).collect();
        prop_assert_eq!(found, counts);
    }

    #[test]
    fn baselines(rows in vec((vec(0..4_usize, 1..5), any::<prop::sample::Index>()), 1..30)) {
        const TEXTS: [&str; 4] = ["a", "bb", "éé", "dddd"];
        let questions: Vec<Question> = rows
            .iter()
            .map(|(options, answer)| Question {
                options: ('A'..).zip(options.iter().map(|text| TEXTS[*text].to_owned())).collect(),
                answer: ('A'..='D').nth(answer.index(options.len())),
            })
            .collect();
        let answer_text = |question: &Question| {
            let is_answer = |(letter, _): &&(char, String)| Some(*letter) == question.answer;
            question.options.iter().find(is_answer).unwrap().1.clone()
        };
        let baselines = Baselines::of(&questions);
        let by_letter = |letter: char| questions.iter().filter(|question| question.answer == Some(letter)).count();
        let most = ('A'..='D').map(by_letter).max();
        prop_assert_eq!(baselines.letter, ('A'..='D').find(|letter| Some(by_letter(*letter)) == most));
        for (place, (question, found)) in questions.iter().zip(&baselines.questions).enumerate() {
            let others = questions.iter().enumerate().filter(|(other, _)| *other != place);
            let others: Vec<String> = others.map(|(_, question)| answer_text(question)).collect();
            let guess = |rank: &dyn Fn(&str) -> usize| {
                let highest = question.options.iter().map(|(_, text)| rank(text)).max().unwrap();
                let tied: Vec<_> = question.options.iter().filter(|(_, text)| rank(text) == highest).collect();
                let right = tied.iter().filter(|(letter, _)| Some(*letter) == question.answer).count();
                right as f64 / tied.len() as f64
            };
            assert_close(found.chance, 1.0 / question.options.len() as f64);
            assert_close(found.letter, real(question.answer == baselines.letter));
            assert_close(found.longest, guess(&|text| text.chars().count()));
            assert_close(found.frequent, guess(&|text| others.iter().filter(|other| *other == text).count()));
        }
    }
}

/// Random bits from a seed.
struct Bits(u64);

impl Bits {
    fn next(&mut self) -> bool {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 63 == 1
    }
}
