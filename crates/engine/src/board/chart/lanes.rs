//! Points of a row that would cover each other are drawn one above the other.

/// What a point takes up along the row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    /// Left end.
    pub(super) from: f64,
    /// Right end.
    pub(super) to: f64,
}

/// A lane for each span, counted from 0, such that spans of one lane do not touch; in the given order each takes the
/// first lane with room. Equal figures so stand exactly above each other.
pub(super) fn lanes(spans: &[Span]) -> Vec<usize> {
    let mut taken: Vec<Vec<Span>> = Vec::new();
    spans
        .iter()
        .map(|span| {
            let has_room = |lane: &Vec<Span>| lane.iter().all(|other| other.to < span.from || span.to < other.from);
            let lane = taken.iter().position(has_room).unwrap_or(taken.len());
            if lane == taken.len() {
                taken.push(Vec::new());
            }
            taken[lane].push(*span);
            lane
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: f64, to: f64) -> Span {
        Span { from, to }
    }

    #[test]
    fn ties_take_lanes_of_their_own() {
        assert_eq!(lanes(&[span(10.0, 20.0), span(10.0, 20.0), span(10.0, 20.0)]), [0, 1, 2]);
    }

    #[test]
    fn what_does_not_touch_shares_a_lane() {
        assert_eq!(lanes(&[span(0.0, 50.0), span(10.0, 20.0), span(60.0, 70.0), span(21.0, 30.0)]), [0, 1, 0, 1]);
        assert_eq!(lanes(&[]), Vec::<usize>::new());
    }
}
