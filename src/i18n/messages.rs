//! The table of messages and the choices among them.

use super::words::board::BoardWords;
use super::words::check::CheckWords;
use super::words::embed::EmbedWords;
use super::words::explore::ExploreWords;
use super::words::help::HelpWords;
use super::words::local::LocalWords;
use super::words::package::PackageWords;
use super::words::question::QuestionWords;
use super::words::recent::RecentWords;
use super::words::run::RunWords;
use super::words::run_now::RunNowWords;
use super::words::runs::RunsWords;
use super::words::settings::SettingsWords;
use super::words::source::SourceWords;
use crate::format::DurationUnits;
use engine::scoring::Rule;
use protocol::RowFilter;

/// A rule in words.
#[derive(Debug, Clone, Copy)]
pub struct RuleWords {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
}

/// Every message that does not depend on a failure. `{name}` marks a place for [`fill`](super::fill).
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct Messages {
    pub board: BoardWords,
    pub check: CheckWords,
    pub embed: EmbedWords,
    pub explore: ExploreWords,
    pub help: HelpWords,
    pub local: LocalWords,
    pub package: PackageWords,
    pub question_view: QuestionWords,
    pub recent: RecentWords,
    pub settings: SettingsWords,
    pub run: RunWords,
    pub run_now: RunNowWords,
    pub runs: RunsWords,
    pub source: SourceWords,
    pub duration: DurationUnits,
    pub pages: &'static str,
    pub skip_to_content: &'static str,
    pub loaded: &'static str,
    pub open_files: &'static str,
    pub notices: &'static str,
    pub dismiss: &'static str,
    pub close: &'static str,
    pub back_to_list: &'static str,
    /// `{names}`
    pub link_in_part: &'static str,
    /// `{page}`
    pub no_such_page: &'static str,
    pub list_joint: &'static str,
    pub cancel: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub loading: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub drop_here: &'static str,
    pub drop_kinds: &'static str,
    pub chip_questions: &'static str,
    pub chip_indexing: &'static str,
    pub chip_cancelled: &'static str,
    pub chip_failed: &'static str,
    pub chip_no_score: &'static str,
    /// `{accuracy}`, `{rules}`
    pub chip_score: &'static str,
    /// `{accuracy}`, `{rules}`
    pub chip_own_score: &'static str,
    pub close_dataset: &'static str,
    pub close_predictions: &'static str,
    pub between_sentences: &'static str,
    pub dataset_opened: &'static str,
    pub predictions_opened: &'static str,
    pub predictions_opened_several: &'static str,
    /// `{folder}`
    pub folder_empty: &'static str,
    /// `{folder}`, `{names}`
    pub folder_refused: &'static str,
    /// `{folder}`, `{n}`, `{names}`
    pub folder_left: &'static str,
    pub file_refused: &'static str,
    pub file_refused_next: &'static str,
    pub file_saved: &'static str,
    pub new_version: &'static str,
    pub new_version_reload: &'static str,
    pub sample_missing: &'static str,
    pub step_explore: &'static str,
    pub step_score: &'static str,
    pub step_data: &'static str,
    pub keys_title: &'static str,
    pub key_data: &'static str,
    pub key_explore: &'static str,
    pub key_score: &'static str,
    pub key_next: &'static str,
    pub key_previous: &'static str,
    pub key_jump: &'static str,
    pub key_open: &'static str,
    pub key_back: &'static str,
    pub key_answer: &'static str,
    pub key_full: &'static str,
    pub key_fit: &'static str,
    pub key_actual: &'static str,
    pub key_zoom: &'static str,
    pub key_keys: &'static str,
    pub crash_title: &'static str,
    pub crash_panic: &'static str,
    pub crash_worker: &'static str,
    pub crash_version: &'static str,
    pub crash_copy: &'static str,
    pub crash_copied: &'static str,
    pub crash_reload: &'static str,
    pub data_title: &'static str,
    pub what_this_is: &'static str,
    pub choose_files: &'static str,
    pub try_sample: &'static str,
    pub opening: &'static str,
    pub nothing_leaves: &'static str,
    pub sample_is: &'static str,
    pub sample_attribution: &'static str,
    pub sources_title: &'static str,
    pub sources_val: &'static str,
    pub sources_where: &'static str,
    pub sources_predictions: &'static str,
    pub phase_indexing: &'static str,
    pub phase_complete: &'static str,
    pub phase_cancelled: &'static str,
    pub phase_failed: &'static str,
    pub figure_rows: &'static str,
    pub figure_read: &'static str,
    pub figure_of: &'static str,
    pub figure_speed: &'static str,
    pub figure_time_left: &'static str,
    pub figure_memory: &'static str,
    pub figure_answers: &'static str,
    pub dataset_refusal: &'static str,
    pub dataset_refusal_next: &'static str,
    pub parts_title: &'static str,
    pub columns_title: &'static str,
    pub findings_title: &'static str,
    pub findings_none: &'static str,
    pub findings_more: &'static str,
    pub explore_title: &'static str,
    pub questions: &'static str,
    pub column_index: &'static str,
    pub question: &'static str,
    pub modality: &'static str,
    pub task: &'static str,
    pub department: &'static str,
    pub granularity: &'static str,
    pub jump_label: &'static str,
    pub jump: &'static str,
    pub jump_missing: &'static str,
    pub question_title: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub show_answer: &'static str,
    pub hide_answer: &'static str,
    pub answer_is: &'static str,
    pub answer_absent: &'static str,
    pub pictures: &'static str,
    pub picture_number: &'static str,
    pub picture_of: &'static str,
    pub picture_alt: &'static str,
    pub picture_loading: &'static str,
    pub picture_tools: &'static str,
    pub picture_fit: &'static str,
    pub picture_actual: &'static str,
    pub picture_smaller: &'static str,
    pub picture_larger: &'static str,
    pub picture_full: &'static str,
    pub score_title: &'static str,
    pub score_empty: &'static str,
    pub prediction_file: &'static str,
    pub scoring: &'static str,
    pub scoring_waits: &'static str,
    pub score_refusal: &'static str,
    pub score_refusal_next: &'static str,
    pub score_test: &'static str,
    pub score_test_next: &'static str,
    pub score_checked: &'static str,
    /// `{name}`
    pub score_file: &'static str,
    /// `{extension}`
    pub score_format: &'static str,
    /// `{rows}`
    pub score_repeated: &'static str,
    /// `{rows}`, `{conflicting}`
    pub score_conflicting: &'static str,
    pub headline_counts: &'static str,
    pub truth_dataset: &'static str,
    pub truth_ours: &'static str,
    /// `{marks}`
    pub thinking_marks: &'static str,
    pub truth_own: &'static str,
    pub rule_set: &'static str,
    pub rule_sets_about: &'static str,
    pub missing_count: &'static str,
    pub downloads: &'static str,
    pub export_xlsx: &'static str,
    pub export_tsv: &'static str,
    pub export_task: &'static str,
    pub export_department: &'static str,
    pub export_granularity: &'static str,
    pub export_report: &'static str,
    pub groups_vlmevalkit: &'static str,
    pub groups_ours: &'static str,
    pub group_name: &'static str,
    pub bar: &'static str,
    pub accuracy: &'static str,
    pub hits_of_n: &'static str,
    pub blank: &'static str,
    pub rules_title: &'static str,
    pub rule: &'static str,
    pub row_count: &'static str,
    pub rule_meaning: &'static str,
    pub rows_title: &'static str,
    pub rows_none: &'static str,
    pub filters: &'static str,
    pub all: &'static str,
    pub right: &'static str,
    pub wrong: &'static str,
    pub not_inferable: &'static str,
    pub outcome: &'static str,
    pub letter: &'static str,
    pub answer: &'static str,
    pub prediction: &'static str,
    pub scored_row: &'static str,
    pub index_title: &'static str,
    pub letter_against_answer: &'static str,
    pub open_in_explore: &'static str,
    pub prediction_in_full: &'static str,
    pub extraction_title: &'static str,
    pub rule_refusal: RuleWords,
    pub rule_letter: RuleWords,
    pub rule_letter_z: RuleWords,
    pub rule_answer_is: RuleWords,
    pub rule_option_text: RuleWords,
    pub rule_nothing: RuleWords,
}

/// The name of a rule.
pub fn rule_name(words: &'static Messages, rule: Rule) -> &'static str {
    rule_words(words, rule).name
}

/// What a rule does.
pub fn rule_about(words: &'static Messages, rule: Rule) -> &'static str {
    rule_words(words, rule).about
}

fn rule_words(words: &'static Messages, rule: Rule) -> RuleWords {
    match rule {
        Rule::Refusal => words.rule_refusal,
        Rule::Letter => words.rule_letter,
        Rule::LetterZ => words.rule_letter_z,
        Rule::AnswerIs => words.rule_answer_is,
        Rule::OptionText => words.rule_option_text,
        Rule::Nothing => words.rule_nothing,
    }
}

/// The name of a filter of scored rows.
pub fn filter_name(words: &'static Messages, filter: RowFilter) -> &'static str {
    match filter {
        RowFilter::All => words.all,
        RowFilter::Right => words.right,
        RowFilter::Wrong => words.wrong,
        RowFilter::NotInferable => words.not_inferable,
        RowFilter::Rule(rule) => rule_name(words, rule),
    }
}

/// The title of a column: the field's term where it has one, else the column's own name.
pub fn column_title(words: &'static Messages, column: &str) -> String {
    match column {
        "clinical vqa task" => words.task,
        "department" => words.department,
        "perceptual granularity" => words.granularity,
        "modality" => words.modality,
        other => other,
    }
    .to_owned()
}
