//! Comparisons of prediction files.
#![expect(clippy::format_push_string, clippy::unwrap_used, reason = "a test fails by panicking, and may take its time")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "numbers here are small"
)]

mod join;
mod profile;
mod report;
mod tables;

use engine::compare::{Comparison, Rated};
use engine::dataset::{Dataset, DatasetBuilder, IndexKey};
use engine::scoring::{Prepared, RuleSet, Scored, Truth};
use engine::table;

/// A question of the dataset.
pub(crate) struct Question {
    pub(crate) index: i128,
    pub(crate) answer: char,
    pub(crate) label: String,
    pub(crate) department: String,
    pub(crate) modality: String,
}

/// Questions with four options, of ten labels, three departments and two modalities.
pub(crate) fn questions(n: i128) -> Vec<Question> {
    let question = |index: i128| Question {
        index,
        answer: ['A', 'B', 'C', 'D'][(index * 7 % 4) as usize],
        label: format!("label {}", index % 10),
        department: ["Urology", "Dermatology", "Hematology"][(index % 3) as usize].to_owned(),
        modality: if index % 5 == 0 { String::new() } else { "CT".to_owned() },
    };
    (0..n).map(question).collect()
}

const OPTIONS: &str = "liver\tthe spleen\taorta\tbone";

pub(crate) fn dataset(questions: &[Question]) -> Dataset {
    let mut text = "index\tquestion\tA\tB\tC\tD\tanswer\tcategory\tdepartment\tmodality\n".to_owned();
    for Question { index, answer, label, department, modality } in questions {
        text += &format!("{index}\twhat is it?\t{OPTIONS}\t{answer}\t{label}\t{department}\t{modality}\n");
    }
    let mut builder = DatasetBuilder::new();
    builder.begin_part("d.tsv");
    builder.feed(text.as_bytes()).unwrap();
    builder.end_part().unwrap();
    builder.finish()
}

/// A prediction file with these rows of index and prediction.
pub(crate) fn predictions<'p>(rows: impl IntoIterator<Item = (i128, &'p str)>) -> Prepared {
    let mut text = "index\tquestion\tA\tB\tC\tD\tprediction\n".to_owned();
    for (index, prediction) in rows {
        text += &format!("{index}\twhat is it?\t{OPTIONS}\t{prediction}\n");
    }
    Prepared::new(table::read("p.tsv", text.as_bytes()).unwrap()).unwrap()
}

/// Letters that are right for most questions; `seed` says which. Letter Z stands for a text without a letter.
pub(crate) fn letters(questions: &[Question], seed: u64, wrong_in_ten: u64) -> Vec<(i128, &'static str)> {
    let mut state = seed;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let names = ["A", "B", "C", "D", "no idea"];
    let letter = |question: &Question| {
        let answer = (u32::from(question.answer) - u32::from('A')) as usize;
        let place = if random(10) < wrong_in_ten { random(5) as usize } else { answer };
        (question.index, names[place])
    };
    questions.iter().map(letter).collect()
}

/// Scores files against a dataset and hands over their comparison.
pub(crate) fn compared<T>(dataset: &Dataset, files: &[(&str, Prepared)], look: impl FnOnce(&Comparison<'_>) -> T) -> T {
    let truth = Truth::of(dataset).unwrap();
    let scored: Vec<Scored> = files.iter().map(|(_, file)| Scored::new(file, &truth, RuleSet::LATEST)).collect();
    let rated = files.iter().zip(&scored).map(|((name, predictions), scored)| Rated { name, predictions, scored });
    look(&Comparison::new(dataset, &rated.collect::<Vec<_>>()).unwrap())
}

pub(crate) fn keys(indices: &[i128]) -> Vec<IndexKey> {
    indices.iter().map(|index| IndexKey::Int(*index)).collect()
}
