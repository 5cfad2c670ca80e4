//! Scoring of predictions as VLMEvalKit does it in exact-matching mode.
//!
//! [`Prepared`] holds a prediction table ready for scoring, [`Scored`] judges its rows against a [`Truth`] under a
//! [`RuleSet`], [`AccuracyTable`] and [`groupings`] sum them up. Rows are counted from 0, accuracies are between 0 and 1.
//! The crate's example scores a file; an answer by itself is extracted so:
//!
//! ```
//! use engine::scoring::{Rule, RuleSet, extract};
//!
//! let options = [('A', "spleen".to_owned()), ('B', "aorta".to_owned())];
//! let extraction = extract("Not A, I think. The answer is B", &options, RuleSet::R2026);
//! assert_eq!((extraction.letter, extraction.rule), ('B', Rule::AnswerIs));
//! assert!(extract("Not A, I think. The answer is B", &options, RuleSet::R2025).is_not_inferable());
//! ```
//!
//! # Where the rules come from
//!
//! VLMEvalKit (<https://github.com/open-compass/VLMEvalKit>) at commit e8e78f05 of 2026-08-18:
//!
//! | here | there |
//! |---|---|
//! | [`Prepared::new`] | `vlmeval/dataset/image_mcq.py:GMAIMMBenchDataset.evaluate` |
//! | [`Prepared::of_file`] | the same, which writes and reads its result with `vlmeval/smp/file.py:dump` and `load` |
//! | [`Prepared::options`] | `vlmeval/dataset/utils/multiple_choice.py:build_choices` |
//! | [`extract`] | `vlmeval/utils/matching_util.py:can_infer` with `can_infer_option` and `can_infer_text` |
//! | [`Scored::new`] | `vlmeval/dataset/utils/multiple_choice.py:mcq_vanilla_eval` with `eval_vanilla` |
//! | [`Scored::refusal`] | what raises in `GMAIMMBenchDataset.evaluate` and in the functions that it calls |
//! | [`Scored::result_frame`] | `mcq_vanilla_eval`, columns `hit` and `log`; `extract_answer_from_item` without a judge |
//! | [`AccuracyTable::overall`] | `vlmeval/dataset/utils/multiple_choice.py:report_acc` with `MMB_abbrs` |
//! | [`AccuracyTable::by_column`] | `vlmeval/dataset/image_mcq.py:GMAIMMBenchDataset.report_acc_by_groups` |
//! | [`Dataset`](crate::dataset::Dataset) | `vlmeval/dataset/image_base.py:ImageBaseDataset`, `GMAIMMBenchDataset.load_data` |
//!
//! `can_infer` has changed twice since GMAI-MMBench was added on 2024-08-19:
//!
//! | rule set | there | what changed |
//! |---|---|---|
//! | [`RuleSet::R2024`] | from 2024-08-19 | rules of the published leaderboard |
//! | [`RuleSet::R2025`] | #1175, commit c3371551, 2025-08-04 | the letter stands among the last four tokens, long texts match no option |
//! | [`RuleSet::R2026`] | #1552, commit a67ace50, 2026-06-17 | "answer is X" is searched as well |
//!
//! [`groupings`] and [`thinking_marks`] have no counterpart there.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

mod accuracy;
mod answers;
mod error;
mod extract;
mod groups;
mod json;
mod prepare;
mod score;

pub use crate::table::GROUP_COLUMNS;
pub use accuracy::{AccuracyColumn, AccuracyTable, GroupScore, Grouping, chance, groupings};
pub use answers::{AnswerGroup, AnswerOutcome, AnswerQuery, AnswerSort, changing};
pub use error::ScoreError;
pub(crate) use error::refusals;
pub use extract::{Extraction, NOT_INFERABLE, Rule, RuleSet, extract, thinking_marks};
pub use json::ScoreJson;
pub use prepare::Prepared;
pub use score::{Repeated, Scored, ScoredRow, Truth, TruthSource};
