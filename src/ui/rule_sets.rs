//! Rule sets to choose from.

use leptos::prelude::*;

use crate::i18n::words::rule_sets::rule_set_words;
use crate::reactive::{dynamic_text, dynamic_value};
use crate::shell::preferences::Preferences;
use engine::scoring::RuleSet;

/// The options of a `select`, one a rule set; their values are what [`RuleSet`] is parsed from.
pub fn rule_set_options(chosen: impl Fn() -> RuleSet + Copy + Send + 'static) -> AnyView {
    let preferences = expect_context::<Preferences>();
    let option = |rules: RuleSet| {
        view! {
            <option value=rules.name() prop:selected=dynamic_value(move || chosen() == rules)>
                {dynamic_text(move || rule_set_words(preferences.language.get(), rules).short)}
            </option>
        }
    };
    RuleSet::ALL.map(option).collect_view().into_any()
}
