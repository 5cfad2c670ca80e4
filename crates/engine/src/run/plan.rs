//! Which questions a run asks, and their text.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::dataset::Dataset;
use crate::hexadecimal::hexadecimal;
use crate::lexical_tree::TreeKind;
use crate::prompt::PromptParts;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The row of the dataset, counted from 0.
    pub row: usize,
    /// The index, as Python prints it.
    pub index: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    pub size: u32,
    /// Equal seeds give equal samples.
    pub seed: u64,
}

/// The `number`-th of `of` parts, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    pub number: u32,
    pub of: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PlanError {
    #[error("no question is left to ask")]
    Empty,
    #[error("there is no part {number} of {of}")]
    NoSuchShard { number: u32, of: u32 },
}

/// The questions of those rows: each index once (its first row), without rows that VLMEvalKit drops; of these the sample
/// is drawn, and of the sample the part taken. The order is that of the dataset.
pub fn plan(
    dataset: &Dataset,
    rows: &[usize],
    sample: Option<Sample>,
    shard: Option<Shard>,
) -> Result<Vec<Question>, PlanError> {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    let mut met = HashSet::new();
    let question = |row| Some(Question { row, index: dataset.index_key(row)?.to_string() });
    let mut questions: Vec<Question> = rows.into_iter().filter_map(question).collect();
    questions.retain(|question| met.insert(question.index.clone()));
    if let Some(sample) = sample {
        questions = sample.of(questions, |question| {
            let column = dataset.column(TreeKind::Task.column());
            column.and_then(|column| dataset.text(question.row, column)).unwrap_or_default().to_owned()
        });
    }
    if let Some(shard) = shard {
        questions = shard.of(questions)?;
    }
    if questions.is_empty() { Err(PlanError::Empty) } else { Ok(questions) }
}

impl Sample {
    /// A sample stratified by clinical VQA task: each task gets its share, rounded by the largest remainder (of equal
    /// remainders the task first by code point); within a task those questions are taken whose
    /// `sha256("SEED\nINDEX")` is smallest. So the sample is reproducible, and a larger one contains the smaller ones but for
    /// rounding.
    fn of(self, questions: Vec<Question>, task: impl Fn(&Question) -> String) -> Vec<Question> {
        let size = u64::from(self.size);
        let all = questions.len() as u64;
        if size >= all {
            return questions;
        }
        let mut strata: BTreeMap<String, Vec<([u8; 32], usize)>> = BTreeMap::new();
        for (place, question) in questions.iter().enumerate() {
            let hash = Sha256::digest(format!("{}\n{}", self.seed, question.index));
            strata.entry(task(question)).or_default().push((hash.into(), place));
        }
        let share = |stratum: &Vec<_>| size * stratum.len() as u64;
        let mut by_remainder: Vec<usize> = (0..strata.len()).collect();
        let remainders: Vec<u64> = strata.values().map(|stratum| share(stratum) % all).collect();
        by_remainder.sort_by_key(|&at| std::cmp::Reverse(remainders[at]));
        let given: u64 = strata.values().map(|stratum| share(stratum) / all).sum();
        let rounded_up: HashSet<usize> = by_remainder.into_iter().zip(given..size).map(|(at, _)| at).collect();
        let mut taken = HashSet::new();
        for (at, mut stratum) in strata.into_values().enumerate() {
            let number = share(&stratum) / all + u64::from(rounded_up.contains(&at));
            stratum.sort_unstable();
            taken.extend(stratum.into_iter().zip(0..number).map(|((_, place), _)| place));
        }
        let kept = questions.into_iter().enumerate().filter(|(place, _)| taken.contains(place));
        kept.map(|(_, question)| question).collect()
    }
}

impl Shard {
    /// Consecutive questions; the sizes of parts differ by at most one.
    fn of(self, questions: Vec<Question>) -> Result<Vec<Question>, PlanError> {
        let Self { number, of } = self;
        if number == 0 || number > of {
            return Err(PlanError::NoSuchShard { number, of });
        }
        let all = questions.len() as u64;
        let border = |part: u32| usize::try_from(all * u64::from(part) / u64::from(of)).unwrap_or(questions.len());
        let range = border(number - 1)..border(number);
        Ok(questions.into_iter().skip(range.start).take(range.len()).collect())
    }
}

/// The wording of a question; by default VLMEvalKit's, to the byte.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptSettings {
    pub system: Option<String>,
    /// The user's own text with fields in braces: `{question}`, `{hint}`, `{options}` (a line each, as `A. kidney`),
    /// `{letters}` (as `A, B, C`), and `{A}` to `{Z}` for single options. Braces are doubled to stand for themselves;
    /// what a question does not have is empty.
    pub template: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TemplateError {
    #[error("character {at}: there is no field {name:?}")]
    UnknownField {
        name: String,
        /// Character of the opening brace, counted from 0.
        at: usize,
    },
    #[error("character {at}: a brace without its partner")]
    LoneBrace { at: usize },
}

impl PromptSettings {
    /// The text for a question.
    ///
    /// # Errors
    /// [`TemplateError`]; without a template there is none.
    pub fn text(&self, parts: &PromptParts) -> Result<String, TemplateError> {
        match &self.template {
            None => Ok(parts.to_text()),
            Some(template) => fill_in(template, parts),
        }
    }
}

/// SHA-256 in hexadecimal of the system prompt and of each question's text, each ended by a zero byte.
pub fn prompt_sha256<'t>(system: Option<&'t str>, texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = Sha256::new();
    for text in std::iter::once(system.unwrap_or_default()).chain(texts) {
        hash.update(text);
        hash.update([0]);
    }
    hexadecimal(&hash.finalize())
}

fn fill_in(template: &str, parts: &PromptParts) -> Result<String, TemplateError> {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(brace) = rest.find(['{', '}']) {
        out.push_str(&rest[..brace]);
        let from_brace = &rest[brace..];
        let doubled = ["{{", "}}"].into_iter().find(|doubled| from_brace.starts_with(doubled));
        if let Some(doubled) = doubled {
            out.push_str(&doubled[1..]);
            rest = &from_brace[2..];
            continue;
        }
        let at = template[..template.len() - from_brace.len()].chars().count();
        let inner = from_brace.strip_prefix('{').ok_or(TemplateError::LoneBrace { at })?;
        let (name, after) = inner.split_once('}').ok_or(TemplateError::LoneBrace { at })?;
        let value = field(name, parts).ok_or_else(|| TemplateError::UnknownField { name: name.to_owned(), at })?;
        out.push_str(&value);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn field(name: &str, parts: &PromptParts) -> Option<String> {
    let join = |separator: &str, print: &dyn Fn(&(char, String)) -> String| {
        parts.options.iter().map(print).collect::<Vec<_>>().join(separator)
    };
    match name {
        "question" => Some(parts.question.clone()),
        "hint" => Some(parts.hint.clone().unwrap_or_default()),
        "options" => Some(join("\n", &|(letter, text)| format!("{letter}. {text}"))),
        "letters" => Some(join(", ", &|(letter, _)| letter.to_string())),
        _ => {
            let mut characters = name.chars();
            let letter =
                characters.next().filter(|letter| letter.is_ascii_uppercase() && characters.as_str().is_empty())?;
            let option = parts.options.iter().find(|(other, _)| *other == letter);
            Some(option.map(|(_, text)| text.clone()).unwrap_or_default())
        }
    }
}
