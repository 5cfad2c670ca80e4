//! The score while a run goes on.

use std::collections::HashMap;

use crate::scoring::{RuleSet, extract};

/// Answers judged one by one, by the rules for whole files.
#[derive(Debug, Clone, Default)]
pub struct RunningScore {
    rules: RuleSet,
    right: HashMap<usize, bool>,
}

impl RunningScore {
    /// A score under those rules.
    pub fn new(rules: RuleSet) -> Self {
        Self { rules, right: HashMap::new() }
    }

    /// Judges the answer of the question at that place of the plan; `truth` is the dataset's answer. Returns whether it is
    /// right.
    pub fn judge(&mut self, place: usize, prediction: &str, options: &[(char, String)], truth: &str) -> bool {
        let mut letter = [0; 4];
        let is_right = extract(prediction, options, self.rules).letter.encode_utf8(&mut letter) == truth;
        self.right.insert(place, is_right);
        is_right
    }

    /// Number of right and of judged answers.
    pub fn hits(&self) -> (usize, usize) {
        (self.right.values().filter(|is_right| **is_right).count(), self.right.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_question_counts_once() {
        let options = [('A', "liver".to_owned()), ('B', "lung".to_owned())];
        let mut score = RunningScore::new(RuleSet::LATEST);
        assert!(score.judge(0, "the lung", &options, "B"));
        assert!(!score.judge(1, "A", &options, "B"));
        assert!(!score.judge(2, "who knows", &options, "A"));
        assert!(score.judge(1, "B", &options, "B"));
        assert_eq!(score.hits(), (2, 3));
    }
}
