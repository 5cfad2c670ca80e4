//! Forest plots.

use engine::board::chart::{ForestLabels, ForestRow, Scene, Shape, forest};

fn drawn(differences: &[(f64, f64, f64)], width: f64) -> Scene {
    let row = |(low, difference, high): &(f64, f64, f64)| ForestRow {
        name: "Ophthalmology".to_owned(),
        n: "120".to_owned(),
        difference: *difference,
        interval: (*low, *high),
        is_small: false,
        label: "+2.0".to_owned(),
    };
    let [negative, positive, count, axis] = ["B is better", "A is better", "n", "points"].map(str::to_owned);
    let labels = ForestLabels { negative, positive, count, axis };
    forest(&differences.iter().map(row).collect::<Vec<_>>(), &labels, width)
}

fn marks(scene: &Scene) -> Vec<(f64, f64)> {
    let mark = |shape: &Shape| if let Shape::Mark { at, .. } = shape { Some(*at) } else { None };
    scene.shapes.iter().filter_map(mark).collect()
}

#[test]
fn differences_lie_on_their_side_of_zero_and_in_order() {
    let scene = drawn(&[(-0.05, -0.02, 0.01), (-0.03, 0.0, 0.03), (0.01, 0.04, 0.07)], 800.0);
    let marks = marks(&scene);
    assert_eq!(marks.len(), 3);
    let zero = marks[1].0;
    assert!(marks[0].0 < zero && zero < marks[2].0);
    // 2 points to one side and 4 to the other.
    assert!(((marks[2].0 - zero) - 2.0 * (zero - marks[0].0)).abs() < 1e-6);
    assert!(marks.windows(2).all(|two| two[0].1 < two[1].1));
}

#[test]
fn everything_stays_within_the_chart() {
    for width in [10.0, 280.0, 1000.0] {
        for most in [0.0, 0.004, 0.3, 1.0] {
            let scene = drawn(&[(-most, 0.0, most)], width);
            let inside = |(x, y): (f64, f64)| (0.0..=scene.width).contains(&x) && (0.0..=scene.height).contains(&y);
            for shape in &scene.shapes {
                match shape {
                    Shape::Line { from, to, .. } => assert!(inside(*from) && inside(*to), "{shape:?}"),
                    Shape::Text { at, .. } | Shape::Mark { at, .. } => assert!(inside(*at), "{shape:?}"),
                }
            }
        }
    }
}

#[test]
fn a_chart_without_groups_has_an_axis_only() {
    let scene = drawn(&[], 400.0);
    assert!(marks(&scene).is_empty() && !scene.shapes.is_empty());
}
