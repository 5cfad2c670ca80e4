//! Leading to other parts of the score page.

use super::route::ScoreRoute;
use crate::reactive::dynamic_text;
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use engine::scoring::AnswerQuery;

/// Shows something else of the page, with an entry for the back button.
pub fn change(navigation: Navigation, change: impl FnOnce(ScoreRoute) -> ScoreRoute) {
    navigation.push(Route::Score(change(navigation.score_now())));
}

/// The address of some answers under the same rules; follows these.
pub fn answers_link(navigation: Navigation, query: AnswerQuery) -> Box<dyn FnMut() -> String + Send> {
    dynamic_text(move || Route::Score(navigation.score().with_answers(query.clone())).to_string())
}
