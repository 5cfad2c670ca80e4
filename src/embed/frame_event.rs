//! What the frame tells the page around it: figures, never a file, its name or a text of it.

use serde::Serialize;

use super::PROTOCOL;
use engine::check::{FindingKind, Severity};
use engine::scoring::RuleSet;
use protocol::check::CheckReport;
use protocol::{PredictionsId, ScoreSummary, Truth};

/// A message to the page around.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum FrameEvent {
    /// The frame can hear; the only message that goes to any page around.
    Listening,
    /// The answer to a hello.
    Ready,
    /// What is shown has this height.
    Height {
        /// CSS pixels.
        height: u32,
    },
    /// What the explore page lists has changed.
    Selection {
        /// The filters as in the address, without those by results, which name files.
        filter: String,
        /// Questions that pass all filters; `None` without a dataset.
        count: Option<u32>,
    },
    /// A prediction file has been scored.
    Score {
        /// Tells files apart.
        file: PredictionsId,
        /// The rule set.
        rules: RuleSet,
        /// Whether the answers are the dataset's, or a column of the file.
        truth: &'static str,
        /// Questions.
        n: u32,
        /// Right ones.
        hits: u32,
        /// Wrong ones.
        wrong: u32,
        /// Those whose letter cannot be inferred.
        not_inferable: u32,
        /// Right ones under every rule set.
        by_rule_set: Vec<RuleSetLine>,
    },
    /// A prediction file has been checked.
    Findings {
        /// Tells files apart: the number of the check.
        file: u32,
        /// The gravest.
        severity: &'static str,
        /// What was found.
        findings: Vec<FindingLine>,
    },
}

/// A score under one rule set.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleSetLine {
    rules: RuleSet,
    hits: u32,
    not_inferable: u32,
}

/// A finding without the rows that it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingLine {
    kind: FindingKind,
    severity: &'static str,
    count: u32,
}

impl FrameEvent {
    /// The score of a file.
    pub fn of_score(file: PredictionsId, score: &ScoreSummary) -> Self {
        let line = |score: &protocol::RuleSetScore| RuleSetLine {
            rules: score.rules,
            hits: score.hits,
            not_inferable: score.not_inferable,
        };
        Self::Score {
            file,
            rules: score.rules,
            truth: match score.truth {
                Truth::Dataset => "dataset",
                Truth::OwnColumn => "file",
            },
            n: score.n,
            hits: score.hits,
            wrong: score.wrong,
            not_inferable: score.not_inferable,
            by_rule_set: score.by_rule_set.iter().map(line).collect(),
        }
    }

    /// What was found in a file.
    pub fn of_report(report: &CheckReport) -> Self {
        let line = |finding: &engine::check::Finding| FindingLine {
            kind: finding.kind,
            severity: severity_name(finding.kind.severity()),
            count: finding.count,
        };
        Self::Findings {
            file: report.id,
            severity: severity_name(report.severity),
            findings: report.findings.iter().map(line).collect(),
        }
    }

    /// The message as JSON.
    ///
    /// # Errors
    /// None of these messages has one.
    pub fn print(&self) -> serde_json::Result<String> {
        #[derive(Serialize)]
        struct Message<'a> {
            protocol: &'static str,
            #[serde(flatten)]
            event: &'a FrameEvent,
        }
        serde_json::to_string(&Message { protocol: PROTOCOL, event: self })
    }
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Ok => "ok",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::check::{Affected, Details, Finding};
    use protocol::check::Against;

    #[test]
    fn messages_are_printed_as_documented() {
        assert_eq!(FrameEvent::Listening.print().unwrap(), r#"{"protocol":"gmai-scope/1","type":"listening"}"#);
        let selection = FrameEvent::Selection { filter: "q=lens".to_owned(), count: Some(3) };
        assert_eq!(
            selection.print().unwrap(),
            r#"{"protocol":"gmai-scope/1","type":"selection","filter":"q=lens","count":3}"#
        );
        let score = FrameEvent::Score {
            file: 1,
            rules: RuleSet::R2024,
            truth: "dataset",
            n: 4,
            hits: 2,
            wrong: 1,
            not_inferable: 1,
            by_rule_set: vec![RuleSetLine { rules: RuleSet::R2026, hits: 3, not_inferable: 0 }],
        };
        let printed = score.print().unwrap();
        assert!(printed.contains(r#""type":"score","file":1,"rules":"r2024","truth":"dataset","n":4"#), "{printed}");
        assert!(printed.contains(r#""byRuleSet":[{"rules":"r2026","hits":3,"notInferable":0}]"#), "{printed}");
    }

    #[test]
    fn no_name_and_no_row_leaves_the_frame() {
        let report = CheckReport {
            id: 7,
            name: "secret.xlsx".to_owned(),
            against: Against::Dataset("secret.tsv".to_owned()),
            rows: Some(3),
            severity: Severity::Error,
            affected: Affected { rows: 1, of: 35 },
            doubt: None,
            findings: vec![Finding {
                kind: FindingKind::MissingRows,
                count: 2,
                indices: vec!["secret".to_owned()],
                places: Vec::new(),
                details: Details::Names(vec!["secret".to_owned()]),
            }],
            notes: Vec::new(),
            offers: Vec::new(),
            failure: None,
        };
        let printed = FrameEvent::of_report(&report).print().unwrap();
        assert!(!printed.contains("secret"), "{printed}");
        assert!(printed.contains(r#""findings":[{"kind":"missing_rows","severity":"#), "{printed}");
    }
}
