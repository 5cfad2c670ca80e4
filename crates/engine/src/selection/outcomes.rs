//! What has become of each question in a prediction file.

use super::Outcome;
use crate::dataset::Dataset;
use crate::scoring::Scored;

/// The outcomes of a prediction file.
#[derive(Debug, Clone, Copy)]
pub struct Results<'r> {
    /// Names the file in answers.
    pub id: u32,
    /// The file's name, which selections use.
    pub name: &'r str,
    /// One a row of the dataset.
    pub outcomes: &'r [Outcome],
}

/// The outcome of every row; [`Outcome::Absent`] where the file or the answer is missing. An index counts once: where rows repeat it, the last one has the outcome, as in scoring.
pub fn outcomes(dataset: &Dataset, scored: &Scored) -> Vec<Outcome> {
    let mut outcomes = vec![Outcome::Absent; dataset.row_count()];
    // A question without answer can be neither right nor wrong.
    for row in scored.rows.iter().filter(|row| !row.answer.is_missing()) {
        let outcome = if row.hit {
            Outcome::Right
        } else if row.extraction.is_not_inferable() {
            Outcome::NotInferable
        } else {
            Outcome::Wrong
        };
        if let Some(place) = dataset.find(&row.index).and_then(|row| outcomes.get_mut(row)) {
            *place = outcome;
        }
    }
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::DatasetBuilder;
    use crate::scoring::{Prepared, RuleSet, Truth};
    use crate::table;

    #[test]
    fn a_question_without_answer_is_not_scored() {
        let mut builder = DatasetBuilder::new();
        builder.begin_part("part.tsv");
        let picture = "A".repeat(100);
        let mut text = "index\timage\tquestion\tA\tB\tanswer\n".to_owned();
        for (index, answer) in ["A", "", "B"].iter().enumerate() {
            text.extend([&index.to_string(), "\t", &picture, "\tq\ta\tb\t", answer, "\n"]);
        }
        builder.feed(text.as_bytes()).unwrap();
        builder.end_part().unwrap();
        let dataset = builder.finish();
        let predictions = b"index\tquestion\tA\tB\tprediction\n0\tq\ta\tb\tA\n1\tq\ta\tb\tA\n2\tq\ta\tb\tA\n";
        let table = Prepared::new(table::read("model.tsv", predictions).unwrap()).unwrap();
        let truth = Truth::new(dataset.answers().unwrap().map(|(index, answer, _)| (index, answer)));
        let scored = Scored::new(&table, &truth, RuleSet::default());
        assert_eq!(outcomes(&dataset, &scored), [Outcome::Right, Outcome::Absent, Outcome::Wrong]);
    }
}
