//! What the user prefers: language, theme, rule set and keys, kept in the browser.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::appearance::{Appearance, Theme};
use super::notice::Notice;
use super::notices::Notices;
use crate::i18n::fetched::fetch;
use crate::i18n::{Language, Locale, Messages};
use crate::reactive::effect;
use engine::scoring::RuleSet;
use web::{keyboard, storage};

const LANGUAGE_KEY: &str = "gmai-scope.language";
const THEME_KEY: &str = "gmai-scope.theme";
const RULES_KEY: &str = "gmai-scope.rules";
const SINGLE_KEYS_KEY: &str = "gmai-scope.single-keys";

/// Language, theme and keys.
#[derive(Clone, Copy)]
pub struct Preferences {
    /// The language.
    pub language: RwSignal<Language>,
    /// The theme.
    pub theme: RwSignal<Theme>,
    /// The rule set where no page was set to another one.
    pub rules: RwSignal<RuleSet>,
    /// Whether keys of a single character are shortcuts.
    pub single_keys: RwSignal<bool>,
    /// The language that was chosen last; its texts may be on their way.
    wanted: StoredValue<Locale>,
    notices: Notices,
}

impl Preferences {
    /// Begins with a language and takes the theme that the address asks for, else what is kept, else the system's;
    /// applies changes to the page.
    pub fn new(language: Language, notices: Notices) -> Self {
        let theme = asked()
            .theme
            .or_else(|| storage::read(THEME_KEY).and_then(|kept| Theme::named(&kept)))
            .unwrap_or(Theme::System);
        let single_keys = storage::read(SINGLE_KEYS_KEY).is_none_or(|kept| kept != "off");
        let preferences = Self {
            language: RwSignal::new(language),
            theme: RwSignal::new(theme),
            rules: RwSignal::new(storage::read(RULES_KEY).and_then(|kept| kept.parse().ok()).unwrap_or_default()),
            single_keys: RwSignal::new(single_keys),
            wanted: StoredValue::new(language.locale()),
            notices,
        };
        effect(move || keyboard::set_single_keys(preferences.single_keys.get()));
        effect(move || set_root_attribute("lang", preferences.language.get().tag()));
        effect(move || set_root_attribute("data-theme", preferences.theme.get().name()));
        preferences
    }

    /// Changes the language for now and later visits, once its texts are there.
    pub fn set_language(self, locale: Locale) {
        self.fetch_language(locale, move || storage::write(LANGUAGE_KEY, locale.tag()));
    }

    /// Changes the language for this visit, once its texts are there.
    pub fn show_language(self, locale: Locale) {
        self.fetch_language(locale, || {});
    }

    fn fetch_language(self, locale: Locale, keep: impl FnOnce() + 'static) {
        self.wanted.set_value(locale);
        spawn_local(async move {
            let fetched = fetch(locale).await;
            if self.wanted.try_get_value() != Some(locale) {
                return;
            }
            match fetched {
                Ok(language) => {
                    keep();
                    self.language.set(language);
                }
                Err(detail) => {
                    self.notices.push(Notice::LanguageMissing { language: locale.own_name(), detail });
                }
            }
        });
    }

    /// Changes the theme for now and later visits.
    pub fn set_theme(self, theme: Theme) {
        storage::write(THEME_KEY, theme.name());
        self.theme.set(theme);
    }

    /// Changes the rule set for now and later visits.
    pub fn set_rules(self, rules: RuleSet) {
        storage::write(RULES_KEY, rules.name());
        self.rules.set(rules);
    }

    /// Switches shortcuts of a single character on or off for now and later visits.
    pub fn set_single_keys(self, on: bool) {
        storage::write(SINGLE_KEYS_KEY, if on { "on" } else { "off" });
        self.single_keys.set(on);
    }

    /// The messages of the current language; a view that calls this follows the language.
    pub fn messages(self) -> &'static Messages {
        self.language.get().messages()
    }
}

/// The language that the address asks for, else the one that is kept, else the browser's.
pub fn first_locale() -> Locale {
    let preferred = || storage::read(LANGUAGE_KEY).or_else(|| window().navigator().language());
    asked().language.unwrap_or_else(|| Locale::of_tag(&preferred().unwrap_or_default()))
}

fn asked() -> Appearance {
    Appearance::parse(&window().location().search().unwrap_or_default())
}

/// A message that follows the language, for use in views.
pub fn tr(pick: fn(&'static Messages) -> &'static str) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let preferences = expect_context::<Preferences>();
    move || pick(preferences.messages())
}

fn set_root_attribute(name: &str, value: &str) {
    let Some(root) = document().document_element() else {
        return;
    };
    if let Err(error) = root.set_attribute(name, value) {
        leptos::logging::warn!("{name} not set: {error:?}");
    }
}
