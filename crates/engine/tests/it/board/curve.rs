//! Curves of shares.

use engine::board::chart::{Curve, CurvePoint, Shape, curve};

#[test]
fn points_lie_where_their_shares_are_and_within_the_chart() {
    let point =
        |at, label: Option<&str>| CurvePoint { at, interval: Some((0.0, 1.0)), label: label.map(str::to_owned) };
    let drawn = Curve {
        points: vec![point((0.0, 0.0), Some("low")), point((0.5, 0.5), None), point((1.0, 1.0), Some("high"))],
        reference: [(0.0, 0.0), (1.0, 1.0)],
        across: "Confidence, %".to_owned(),
        upwards: "Accuracy, %".to_owned(),
    };
    for width in [10.0, 320.0, 5000.0] {
        let scene = curve(&drawn, width);
        let mut marks = Vec::new();
        for shape in &scene.shapes {
            let ends = match shape {
                Shape::Line { from, to, .. } => vec![*from, *to],
                Shape::Text { at, .. } => vec![*at],
                Shape::Mark { at, .. } => {
                    marks.push(*at);
                    vec![*at]
                }
            };
            assert!(ends.iter().all(|(x, y)| (0.0..=scene.width).contains(x) && (0.0..=scene.height).contains(y)));
        }
        let [low, high] = marks[..] else { panic!("two marks") };
        assert!(low.0 < high.0 && low.1 > high.1, "{low:?} {high:?}");
    }
}
