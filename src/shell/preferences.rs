//! What the user prefers: language, theme and keys, kept in the browser.

use leptos::prelude::*;

use super::appearance::{Appearance, Theme};
use crate::i18n::{Language, Messages};
use crate::reactive::effect;
use web::{keyboard, storage};

const LANGUAGE_KEY: &str = "gmai-scope.language";
const THEME_KEY: &str = "gmai-scope.theme";
const SINGLE_KEYS_KEY: &str = "gmai-scope.single-keys";

/// Language, theme and keys.
#[derive(Clone, Copy)]
pub struct Preferences {
    /// The language.
    pub language: RwSignal<Language>,
    /// The theme.
    pub theme: RwSignal<Theme>,
    /// Whether keys of a single character are shortcuts.
    pub single_keys: RwSignal<bool>,
}

impl Preferences {
    /// Takes what the address asks for, else what is kept, else the browser's language and the system's theme, and
    /// applies changes to the page.
    pub fn new() -> Self {
        let asked = Appearance::parse(&window().location().search().unwrap_or_default());
        let preferred_tag = || storage::read(LANGUAGE_KEY).or_else(|| window().navigator().language());
        let language =
            asked.language.or_else(|| preferred_tag().map(|tag| Language::of_tag(&tag))).unwrap_or(Language::English);
        let theme = asked
            .theme
            .or_else(|| storage::read(THEME_KEY).and_then(|kept| Theme::named(&kept)))
            .unwrap_or(Theme::System);
        let single_keys = storage::read(SINGLE_KEYS_KEY).is_none_or(|kept| kept != "off");
        let preferences = Self {
            language: RwSignal::new(language),
            theme: RwSignal::new(theme),
            single_keys: RwSignal::new(single_keys),
        };
        effect(move || keyboard::set_single_keys(preferences.single_keys.get()));
        effect(move || set_root_attribute("lang", preferences.language.get().tag()));
        effect(move || set_root_attribute("data-theme", preferences.theme.get().name()));
        preferences
    }

    /// Changes the language for now and later visits.
    pub fn set_language(self, language: Language) {
        storage::write(LANGUAGE_KEY, language.tag());
        self.language.set(language);
    }

    /// Changes the theme for now and later visits.
    pub fn set_theme(self, theme: Theme) {
        storage::write(THEME_KEY, theme.name());
        self.theme.set(theme);
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
