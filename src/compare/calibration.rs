//! What a file's letter probabilities are worth, as figures and as the curves of two plots.

use super::figures::share;
use crate::format::{NO_VALUE, integer};
use crate::i18n::{CompareWords, fill};
use engine::board::chart::{Curve, CurvePoint};
use engine::stats::{Bin, Calibration, wilson95};

/// Coverages, in percent, whose points are marked.
const MARKED: [usize; 3] = [50, 80, 100];

/// The figures, with what they are.
pub fn figures(words: &CompareWords, calibration: &Calibration) -> Vec<(&'static str, String)> {
    let score = |score: Option<f64>| score.map_or_else(|| NO_VALUE.to_owned(), |score| format!("{score:.3}"));
    let accuracy = |percent| share(calibration.accuracy_at_coverage(percent));
    vec![
        (words.ece, score(Some(calibration.ece))),
        (words.brier, score(Some(calibration.brier))),
        (words.auroc, score(calibration.auroc)),
        (words.accuracy_at_80, accuracy(80)),
        (words.accuracy_at_50, accuracy(50)),
    ]
}

/// Accuracy by confidence, a point a bin.
pub fn reliability(words: &CompareWords, calibration: &Calibration) -> Curve {
    let point = |bin: &Bin| {
        let n = u32::try_from(bin.n).unwrap_or(u32::MAX);
        let [confidence, accuracy] = [bin.confidence, bin.accuracy].map(|value| share(Some(value)));
        let values = [("confidence", &*confidence), ("accuracy", &*accuracy), ("n", &*integer(n.into()))];
        CurvePoint {
            at: (bin.confidence, bin.accuracy),
            interval: wilson95(correct(bin), n),
            label: Some(fill(words.bin_point, &values)),
        }
    };
    Curve {
        points: calibration.bins.iter().map(point).collect(),
        reference: [(0.0, 0.0), (1.0, 1.0)],
        across: words.confidence_percent.to_owned(),
        upwards: words.accuracy_percent.to_owned(),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a number of questions")]
fn correct(bin: &Bin) -> u32 {
    (bin.accuracy * f64::from(u32::try_from(bin.n).unwrap_or(u32::MAX))).round() as u32
}

/// Risk by coverage, beside that of questions chosen at random.
pub fn risk(words: &CompareWords, calibration: &Calibration) -> Curve {
    let point = |(percent, risk): (usize, f64)| {
        let coverage = u32::try_from(percent).map_or(1.0, |percent| f64::from(percent) / 100.0);
        let [covered, incorrect] = [coverage, risk].map(|value| share(Some(value)));
        let label = fill(words.risk_point, &[("coverage", &covered), ("risk", &incorrect)]);
        CurvePoint { at: (coverage, risk), interval: None, label: MARKED.contains(&percent).then_some(label) }
    };
    let all = calibration.risks.last().copied().unwrap_or_default();
    Curve {
        points: (1..).zip(calibration.risks.iter().copied()).map(point).collect(),
        reference: [(0.0, all), (1.0, all)],
        across: words.coverage_percent.to_owned(),
        upwards: words.risk_percent.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use engine::stats::Forecast;

    #[test]
    fn plots_show_each_bin_and_each_percent() {
        // The surer half is always correct, the other never.
        let forecast = |row: u32| {
            let sure = if row < 100 { 0.9 } else { 0.6 };
            Forecast::new(&[sure, 1.0 - sure], usize::from(row >= 100)).unwrap()
        };
        let calibration = Calibration::of(&(0..200).map(forecast).collect::<Vec<_>>()).unwrap();
        for language in Language::bundled() {
            let words = &language.messages().compare;
            let reliability = reliability(words, &calibration);
            let (confidence, accuracy) = reliability.points[0].at;
            assert!((confidence - 0.6).abs() < 1e-9 && accuracy.abs() < 1e-9 && reliability.points.len() == 15);
            let (low, high) = reliability.points[14].interval.unwrap();
            assert!(low > 0.7 && (high - 1.0).abs() < 1e-9, "{low} {high}");
            let risk = risk(words, &calibration);
            let at = |percent: usize| risk.points[percent - 1].at;
            assert_eq!((risk.points.len(), at(50), at(100)), (100, (0.5, 0.0), (1.0, 0.5)));
            assert_eq!(risk.points.iter().filter(|point| point.label.is_some()).count(), MARKED.len());
            let figures: Vec<_> = figures(words, &calibration).into_iter().map(|(_, figure)| figure).collect();
            assert_eq!(figures, ["0.341", "0.370", "1.000", "62.50\u{202f}%", "100.00\u{202f}%"]);
        }
    }
}
