//! What the score page shows: `#/score?p=1&rules=r2024&outcome=incorrect&group=department:Urology&at=5`.

use std::fmt;

use crate::shell::query::{Query, QueryWriter, Rejected};
use engine::scoring::{AnswerGroup, AnswerOutcome, AnswerQuery, AnswerSort, Rule, RuleSet};
use protocol::PredictionsId;

/// A tab of the score page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ScoreView {
    /// Accuracy at a glance.
    #[default]
    Overview,
    /// Every grouping.
    Groups,
    /// Answer by answer.
    Answers,
}

impl ScoreView {
    /// Every tab, in order.
    pub const ALL: [Self; 3] = [Self::Overview, Self::Groups, Self::Answers];

    fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Groups => "groups",
            Self::Answers => "answers",
        }
    }
}

/// What the score page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScoreRoute {
    /// The prediction file; the first one where absent.
    pub predictions: Option<PredictionsId>,
    /// The rule set.
    pub rules: RuleSet,
    /// The tab.
    pub view: ScoreView,
    /// The column whose groups the overview shows; the first one where absent.
    pub by: Option<String>,
    /// Which answers are listed.
    pub query: AnswerQuery,
    /// The open answer's position in the scored order.
    pub at: Option<u32>,
}

impl ScoreRoute {
    /// The route to some of the answers, under the same rules.
    #[must_use]
    pub fn with_answers(self, query: AnswerQuery) -> Self {
        Self { view: ScoreView::Answers, query, at: None, ..self }
    }

    /// The tab that is meant where an address names none: what asks for answers asks for their tab.
    fn implied_view(&self) -> ScoreView {
        let asks_for_answers = self.at.is_some() || self.query != AnswerQuery::default();
        if asks_for_answers { ScoreView::Answers } else { ScoreView::Overview }
    }

    pub(crate) fn read(query: Query<'_>, rejected: &mut Rejected) -> Self {
        let route = Self {
            predictions: query.number("p", rejected),
            rules: query.read("rules", rejected, |name| name.parse().ok()).unwrap_or_default(),
            view: ScoreView::Overview,
            by: query.value("by").filter(|column| !column.is_empty()),
            query: read_answers(query, rejected),
            at: query.number("at", rejected),
        };
        let named = |name: &str| ScoreView::ALL.into_iter().find(|view| view.name() == name);
        let view = query.read("view", rejected, named).unwrap_or(route.implied_view());
        Self { view, ..route }
    }

    pub(crate) fn write(&self, query: &mut QueryWriter) -> fmt::Result {
        query.push("p", self.predictions)?;
        query.push("rules", (self.rules != RuleSet::default()).then_some(self.rules))?;
        query.push("view", (self.view != self.implied_view()).then(|| self.view.name()))?;
        query.push("by", self.by.as_ref())?;
        write_answers(&self.query, query)?;
        query.push("at", self.at)
    }
}

fn read_answers(query: Query<'_>, rejected: &mut Rejected) -> AnswerQuery {
    let sort = |text: &str| {
        let name = text.strip_prefix('-').unwrap_or(text);
        Some((AnswerSort::named(name)?, name != text))
    };
    let (sort, descending) = query.read("sort", rejected, sort).unwrap_or_default();
    AnswerQuery {
        outcome: query.read("outcome", rejected, AnswerOutcome::named),
        rule: query.read("rule", rejected, Rule::named),
        group: query.read("group", rejected, group_named),
        changing: query.read("changing", rejected, |text| (text == "1").then_some(true)).unwrap_or_default(),
        words: query.value("q").unwrap_or_default(),
        sort,
        descending,
    }
}

fn write_answers(answers: &AnswerQuery, query: &mut QueryWriter) -> fmt::Result {
    query.push("outcome", answers.outcome.map(AnswerOutcome::name))?;
    query.push("rule", answers.rule.map(Rule::name))?;
    query.push("group", answers.group.as_ref().map(group_name))?;
    query.push("changing", answers.changing.then_some("1"))?;
    query.push("q", (!answers.words.is_empty()).then_some(&answers.words))?;
    let sign = if answers.descending { "-" } else { "" };
    let is_sorted = answers.descending || answers.sort != AnswerSort::default();
    query.push("sort", is_sorted.then(|| format!("{sign}{}", answers.sort.name())))
}

/// A group as addresses name it: the column and its value, which blank cells lack.
pub fn group_name(group: &AnswerGroup) -> String {
    format!("{}:{}", group.column, group.name.as_deref().unwrap_or_default())
}

/// The group of a name.
pub fn group_named(text: &str) -> Option<AnswerGroup> {
    let (column, name) = text.split_once(':')?;
    let name = (!name.is_empty()).then(|| name.to_owned());
    Some(AnswerGroup { column: column.to_owned(), name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::address::{Link, Route, read_back};

    fn answers() -> AnswerQuery {
        AnswerQuery {
            outcome: Some(AnswerOutcome::Incorrect),
            group: Some(AnswerGroup { column: "department".to_owned(), name: Some("Ear: nose".to_owned()) }),
            ..AnswerQuery::default()
        }
    }

    #[test]
    fn what_is_printed_is_read_back() {
        let blank = AnswerGroup { column: "department".to_owned(), name: None };
        let queries = [
            AnswerQuery::default(),
            answers(),
            AnswerQuery { group: Some(blank), rule: Some(Rule::OptionText), ..AnswerQuery::default() },
            AnswerQuery { changing: true, words: "a & b".to_owned(), descending: true, ..AnswerQuery::default() },
            AnswerQuery { sort: AnswerSort::Letter, ..answers() },
        ];
        for query in queries {
            for view in ScoreView::ALL {
                let route =
                    ScoreRoute { view, query: query.clone(), by: Some("modality".to_owned()), ..ScoreRoute::default() };
                let route =
                    Route::Score(ScoreRoute { predictions: Some(3), rules: RuleSet::R2024, at: Some(5), ..route });
                assert_eq!(read_back(&route), route);
            }
        }
    }

    #[test]
    fn addresses_are_short() {
        let route = ScoreRoute { predictions: Some(1), rules: RuleSet::R2024, ..ScoreRoute::default() };
        let route = ScoreRoute { at: Some(5), ..route.with_answers(answers()) };
        let expected = "#/score?p=1&rules=r2024&outcome=incorrect&group=department:Ear:%20nose&at=5";
        assert_eq!(Route::Score(route).to_string(), expected);
        assert_eq!(Route::Score(ScoreRoute::default()).to_string(), "#/score");
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_told() {
        let rejected = [
            "p=x",
            "rules=r1999",
            "sort=odd",
            "outcome=odd",
            "rule=odd",
            "group=odd",
            "changing=odd",
            "at=99999999999",
            "view=odd",
        ];
        let link = Link::parse(&format!("#/score?{}", rejected.join("&")));
        assert_eq!(link.route, Route::Score(ScoreRoute::default()));
        assert_eq!(link.rejected, rejected);
    }
}
