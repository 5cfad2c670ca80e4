//! Accuracies that need no model.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{mean, real};

/// What of a question does not depend on its image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub options: Vec<(char, String)>,
    /// The answer's letter; without one no option is correct.
    pub answer: Option<char>,
}

impl Question {
    fn answer_text(&self) -> Option<&str> {
        self.options.iter().find(|(letter, _)| Some(*letter) == self.answer).map(|(_, text)| text.as_str())
    }

    /// The chance of a correct answer when guessing among the options of the highest rank.
    fn guess(&self, rank: impl Fn(&str) -> usize) -> f64 {
        let ranks: Vec<_> = self.options.iter().map(|(letter, text)| (*letter, rank(text))).collect();
        let Some(highest) = ranks.iter().map(|(_, rank)| *rank).max() else { return 0.0 };
        let guessed: Vec<_> = ranks.into_iter().filter(|(_, rank)| *rank == highest).collect();
        let has_answer = guessed.iter().any(|(letter, _)| Some(*letter) == self.answer);
        if has_answer { 1.0 / real(guessed.len()) } else { 0.0 }
    }
}

/// Chance of a correct answer, 0 to 1, for each strategy. Ties are broken by guessing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Credits {
    /// Guessing among the k options: 1/k.
    pub chance: f64,
    /// Always choosing the letter that is most often the answer.
    pub letter: f64,
    /// Choosing the longest option, in characters.
    pub longest: f64,
    /// Choosing the option whose text is most often the answer to other questions (most frequent label, left one out).
    pub frequent: f64,
}

impl Credits {
    pub fn best(&self) -> f64 {
        self.chance.max(self.letter).max(self.longest).max(self.frequent)
    }
}

/// Baselines without a model for each question, to be averaged over any group.
///
/// A model that does not exceed them gives no evidence of using the image. The strategies know the dataset's answers,
/// `frequent` those to all other questions, so they are upper bounds for such shortcuts.
///
/// ```
/// use engine::stats::{Baselines, Question};
///
/// let question = |answer| Question { options: vec![('A', "yes".into()), ('B', "no".into())], answer: Some(answer) };
/// let baselines = Baselines::of(&[question('B'), question('B'), question('A')]);
/// let all = baselines.over(0..3).unwrap();
/// assert_eq!((baselines.letter, all.chance, all.letter), (Some('B'), 0.5, 2.0 / 3.0));
/// // Beside a "no" there are one "no" and one "yes", beside the "yes" two "no".
/// assert_eq!((all.longest, all.frequent), (1.0 / 3.0, 1.0 / 3.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Baselines {
    /// The letter that is most often the answer; the first in case of a tie.
    pub letter: Option<char>,
    pub questions: Vec<Credits>,
}

impl Baselines {
    pub fn of(questions: &[Question]) -> Self {
        let letter = most_frequent_answer(questions);
        let mut answers: HashMap<&str, usize> = HashMap::new();
        for text in questions.iter().filter_map(Question::answer_text) {
            *answers.entry(text).or_default() += 1;
        }
        let credits = |question: &Question| {
            let own = question.answer_text();
            let by_others = |text: &str| answers.get(text).map_or(0, |count| count - usize::from(Some(text) == own));
            Credits {
                chance: question.guess(|_| 0),
                letter: if letter.is_some() && letter == question.answer { 1.0 } else { 0.0 },
                longest: question.guess(|text| text.chars().count()),
                frequent: question.guess(by_others),
            }
        };
        Self { letter, questions: questions.iter().map(credits).collect() }
    }

    /// Expected accuracies over the questions at these places; `None` without any.
    pub fn over(&self, places: impl IntoIterator<Item = usize>) -> Option<Credits> {
        let credits: Vec<&Credits> = places.into_iter().filter_map(|place| self.questions.get(place)).collect();
        let mean = |chance: fn(&Credits) -> f64| mean(credits.iter().map(|credits| chance(credits)));
        Some(Credits {
            chance: mean(|credits| credits.chance)?,
            letter: mean(|credits| credits.letter)?,
            longest: mean(|credits| credits.longest)?,
            frequent: mean(|credits| credits.frequent)?,
        })
    }
}

fn most_frequent_answer(questions: &[Question]) -> Option<char> {
    let mut counts = BTreeMap::new();
    for letter in questions.iter().filter_map(|question| question.answer) {
        *counts.entry(letter).or_insert(0) += 1;
    }
    // `max_by_key` takes the last of equal ones.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(letter, _)| letter)
}
