//! How probable a model finds each letter.

use serde::{Deserialize, Serialize};

/// How probable a model finds each letter, where it is to name one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LetterScores {
    /// Letter and natural logarithm of its probability; the probabilities of all letters sum to 1.
    pub log_probabilities: Vec<(char, f64)>,
    /// Probability of any of the letters at all, 0 to 1: where it is small, the model was about to say something else.
    pub choice_mass: f64,
}

impl LetterScores {
    /// Letter and probability, 0 to 1.
    pub fn probabilities(&self) -> impl Iterator<Item = (char, f64)> {
        self.log_probabilities.iter().map(|(letter, logarithm)| (*letter, logarithm.exp()))
    }

    /// The most probable letter, the first of equals; `None` without letters.
    pub fn best(&self) -> Option<char> {
        let mut best: Option<(char, f64)> = None;
        for &(letter, logarithm) in &self.log_probabilities {
            if best.is_none_or(|(_, greatest)| logarithm > greatest) {
                best = Some((letter, logarithm));
            }
        }
        best.map(|(letter, _)| letter)
    }

    /// The probabilities as JSON, as `{"A":0.875,"B":0.125}`, with six decimals.
    pub fn to_json(&self) -> String {
        let members: Vec<String> =
            self.probabilities().map(|(letter, probability)| format!("\"{letter}\":{probability:.6}")).collect();
        format!("{{{}}}", members.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_compared_and_printed() {
        let scores = LetterScores {
            log_probabilities: vec![('A', 0.25_f64.ln()), ('B', 0.5_f64.ln()), ('C', 0.25_f64.ln())],
            choice_mass: 0.9,
        };
        assert_eq!(scores.best(), Some('B'));
        assert_eq!(scores.to_json(), r#"{"A":0.250000,"B":0.500000,"C":0.250000}"#);
        let json: serde_json::Value = serde_json::from_str(&scores.to_json()).unwrap();
        assert_eq!(json["B"], 0.5);
    }

    #[test]
    fn the_first_of_equals_is_best_and_none_has_none() {
        let scores = LetterScores { log_probabilities: vec![('A', -1.0), ('B', -1.0)], choice_mass: 1.0 };
        assert_eq!(scores.best(), Some('A'));
        assert_eq!(LetterScores { log_probabilities: Vec::new(), choice_mass: 0.0 }.best(), None);
    }
}
