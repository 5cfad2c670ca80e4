//! Quiz mode: what was picked, and how often that was right. No browser.

use std::collections::BTreeMap;

/// What has become of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// An option was picked, the answer is still hidden.
    Open(char),
    /// The answer was shown after the pick.
    Judged {
        /// The pick.
        letter: char,
        /// Whether it is the answer.
        right: bool,
    },
    /// The answer was shown before anything was picked, so that a pick would prove nothing.
    Seen,
}

/// Picks by the row of their question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quiz {
    picks: BTreeMap<u32, Pick>,
}

impl Quiz {
    /// What has become of the question of a row.
    pub fn of(&self, row: u32) -> Option<Pick> {
        self.picks.get(&row).copied()
    }

    /// Picks an option, in place of an earlier one; has no effect once the answer was shown.
    pub fn pick(&mut self, row: u32, letter: char) {
        if matches!(self.of(row), None | Some(Pick::Open(_))) {
            self.picks.insert(row, Pick::Open(letter));
        }
    }

    /// Notes that the answer was shown.
    pub fn reveal(&mut self, row: u32, answer: &str) {
        let pick = match self.of(row) {
            None => Pick::Seen,
            Some(Pick::Open(letter)) => {
                Pick::Judged { letter, right: answer.trim() == letter.encode_utf8(&mut [0; 4]) }
            }
            Some(settled) => settled,
        };
        self.picks.insert(row, pick);
    }

    /// Right picks and judged picks.
    pub fn tally(&self) -> (usize, usize) {
        let judged = self.picks.values().filter(|pick| matches!(pick, Pick::Judged { .. })).count();
        let right = self.picks.values().filter(|pick| matches!(pick, Pick::Judged { right: true, .. })).count();
        (right, judged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pick_counts_once_the_answer_is_shown() {
        let mut quiz = Quiz::default();
        quiz.pick(0, 'A');
        quiz.pick(0, 'B');
        assert_eq!((quiz.of(0), quiz.tally()), (Some(Pick::Open('B')), (0, 0)));
        quiz.reveal(0, "B");
        quiz.reveal(0, "B");
        quiz.pick(1, 'C');
        quiz.reveal(1, "D");
        assert_eq!(quiz.of(1), Some(Pick::Judged { letter: 'C', right: false }));
        assert_eq!(quiz.tally(), (1, 2));
    }

    #[test]
    fn who_has_seen_the_answer_cannot_pick() {
        let mut quiz = Quiz::default();
        quiz.reveal(3, "A");
        quiz.pick(3, 'A');
        quiz.reveal(3, "A");
        assert_eq!((quiz.of(3), quiz.tally()), (Some(Pick::Seen), (0, 0)));
        quiz.pick(4, 'A');
        quiz.reveal(4, "B");
        quiz.pick(4, 'B');
        quiz.reveal(4, "B");
        assert_eq!(quiz.tally(), (0, 1));
    }
}
