//! What the user prefers: language, theme, rule set, keys.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::words::rule_sets::rule_set_words;
use crate::i18n::{Locale, Messages};
use crate::reactive::dynamic;
use crate::shell::appearance::Theme;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use engine::scoring::RuleSet;

/// A field a preference; each takes effect at once and is kept.
#[component]
pub fn Choices() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let navigation = expect_context::<Navigation>();
    let languages = move || {
        options(Locale::all().map(|locale| (locale.tag(), locale.own_name())), preferences.language.get().tag())
    };
    let themes = move || {
        let words = preferences.messages().settings;
        let name = |theme| match theme {
            Theme::System => words.theme_system,
            Theme::Light => words.theme_light,
            Theme::Dark => words.theme_dark,
        };
        options(Theme::ALL.into_iter().map(|theme| (theme.name(), name(theme))), preferences.theme.get().name())
    };
    let rule_sets = move || {
        let name = |rules| rule_set_words(preferences.language.get(), rules).name;
        options(RuleSet::ALL.into_iter().map(|rules| (rules.name(), name(rules))), preferences.rules.get().name())
    };
    let set_language = Callback::new(move |tag: String| preferences.set_language(Locale::of_tag(&tag)));
    let set_theme = Callback::new(move |name: String| {
        if let Some(theme) = Theme::named(&name) {
            preferences.set_theme(theme);
        }
    });
    let set_rules = Callback::new(move |name: String| {
        if let Ok(rules) = name.parse() {
            preferences.set_rules(rules);
            navigation.prefer_rules(rules);
        }
    });
    view! {
        <section class="section" aria-labelledby="choices-title">
            <h2 id="choices-title" class="section__title">{tr(|m| m.settings.choices)}</h2>
            <div class="settings__choices">
                <Choice label=|m| m.settings.language options=dynamic(languages) choose=set_language />
                <Choice label=|m| m.settings.theme options=dynamic(themes) choose=set_theme />
                <Choice label=|m| m.settings.rules options=dynamic(rule_sets) choose=set_rules />
            </div>
            <p class="form__hint">{tr(|m| m.settings.rules_about)}</p>
            <label class="keys__switch">
                <input
                    type="checkbox"
                    prop:checked=preferences.single_keys
                    on:change=move |event| preferences.set_single_keys(event_target_checked(&event))
                />
                {tr(|m| m.question.single_keys)}
            </label>
            <p class="form__hint">{tr(|m| m.question.single_keys_about)}</p>
        </section>
    }
}

#[component]
fn Choice(
    label: fn(&'static Messages) -> &'static str,
    options: Box<dyn FnMut() -> AnyView + Send>,
    choose: Callback<String>,
) -> impl IntoView {
    view! {
        <label class="settings__choice">
            <span>{tr(label)}</span>
            <select class="field" on:change=move |event: ev::Event| choose.run(event_target_value(&event))>{options}</select>
        </label>
    }
}

fn options(choices: impl Iterator<Item = (&'static str, &'static str)>, chosen: &str) -> Vec<AnyView> {
    choices
        .map(|(value, name)| view! { <option value=value selected={value == chosen}>{name}</option> }.into_any())
        .collect()
}
