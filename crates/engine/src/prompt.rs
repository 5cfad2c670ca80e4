//! The prompt of VLMEvalKit: the images of a question and a text.

#![expect(missing_docs, reason = "what a name says has no line of its own")]

use super::dataset::Dataset;
use super::table::Value;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromptParts {
    /// The hint, where the dataset has one for the question.
    pub hint: Option<String>,
    pub question: String,
    /// Letter and text of each option, in alphabetical order.
    pub options: Vec<(char, String)>,
}

impl PromptParts {
    /// The parts of a question of the dataset, printed as pandas has typed their columns.
    pub fn of(dataset: &Dataset, row: usize) -> Self {
        let cell = |name: &str| dataset.column(name).map(|column| dataset.value(row, column));
        Self {
            hint: cell("hint").filter(|hint| !hint.is_missing()).map(|hint| hint.to_python_text()),
            question: cell("question").unwrap_or(Value::Missing).to_python_text(),
            options: dataset.letters(row),
        }
    }

    /// The prompt, to the byte as VLMEvalKit builds it (its `ImageMCQDataset.build_prompt`).
    pub fn to_text(&self) -> String {
        let mut lines = Vec::with_capacity(self.options.len() + 4);
        lines.extend(self.hint.iter().map(|hint| format!("Hint: {hint}\n")));
        lines.push(format!("Question: {}\n", self.question));
        if !self.options.is_empty() {
            lines.push("Options:\n".to_owned());
            lines.extend(self.options.iter().map(|(letter, text)| format!("{letter}. {text}\n")));
            lines.push("Please select the correct answer from the options above. \n".to_owned());
        }
        lines.concat()
    }
}
