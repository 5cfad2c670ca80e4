//! Quiz mode: what was picked, and how often that was correct. No browser.

use std::collections::BTreeMap;

/// Questions of a round.
const ROUND: usize = 20;

/// What has become of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// An option was picked, which shows the answer.
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

    /// Picks an option; has no effect on a question that is settled.
    pub fn pick(&mut self, row: u32, letter: char, answer: &str) {
        let right = answer.trim() == letter.encode_utf8(&mut [0; 4]);
        self.picks.entry(row).or_insert(Pick::Judged { letter, right });
    }

    /// Notes that the answer was shown.
    pub fn reveal(&mut self, row: u32) {
        self.picks.entry(row).or_insert(Pick::Seen);
    }

    /// The rows of the picks, and how many of these are correct.
    pub fn judged(&self) -> (Vec<u32>, usize) {
        let judged = self.picks.iter().filter(|(_, pick)| matches!(pick, Pick::Judged { .. })).map(|(row, _)| *row);
        let right = self.picks.values().filter(|pick| matches!(pick, Pick::Judged { right: true, .. })).count();
        (judged.collect(), right)
    }

    /// Whether the round is over.
    pub fn is_over(&self) -> bool {
        self.judged().0.len() >= ROUND
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pick_is_judged_at_once_and_stays() {
        let mut quiz = Quiz::default();
        quiz.pick(0, 'B', " B");
        quiz.pick(0, 'A', " B");
        quiz.reveal(0);
        quiz.pick(1, 'C', "D");
        assert_eq!(quiz.of(0), Some(Pick::Judged { letter: 'B', right: true }));
        assert_eq!(quiz.of(1), Some(Pick::Judged { letter: 'C', right: false }));
        assert_eq!(quiz.judged(), (vec![0, 1], 1));
    }

    #[test]
    fn who_has_seen_the_answer_cannot_pick() {
        let mut quiz = Quiz::default();
        quiz.reveal(3);
        quiz.pick(3, 'A', "A");
        assert_eq!((quiz.of(3), quiz.judged()), (Some(Pick::Seen), (Vec::new(), 0)));
    }

    #[test]
    fn a_round_ends_with_its_last_pick() {
        let mut quiz = Quiz::default();
        for row in 0..20 {
            assert!(!quiz.is_over());
            quiz.pick(row, 'A', "A");
        }
        assert!(quiz.is_over());
    }
}
