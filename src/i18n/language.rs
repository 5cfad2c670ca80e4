//! The languages of the page. Their texts are fetched, so that a page loads one language and not all.

use std::sync::OnceLock;

use super::generated::{LOCALES, Messages, NUMBER};

/// What a language says of itself.
pub(super) struct Entry {
    /// The name of its file in `locales/` and of its folder of help.
    pub(super) name: &'static str,
    pub(super) tag: &'static str,
    pub(super) own_name: &'static str,
}

/// A language that the page can have; its texts may have to be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale(usize);

static LOADED: [OnceLock<Messages>; LOCALES.len()] = [const { OnceLock::new() }; LOCALES.len()];

impl Locale {
    /// All of them, English first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LOCALES.len()).map(Self)
    }

    /// The language for a browser's language tag: that of `zh.json` for every `zh`, English where there is none.
    pub fn of_tag(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let is_of = |locale: &Self| {
            tag.strip_prefix(locale.name()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        Self::all().find(is_of).unwrap_or(Self(0))
    }

    /// The name of its file of texts and of its folder of help, as `zh`.
    pub fn name(self) -> &'static str {
        LOCALES[self.0].name
    }

    /// The tag for the document and for storage, as `zh-CN`.
    pub fn tag(self) -> &'static str {
        LOCALES[self.0].tag
    }

    /// The language's name in the language itself.
    pub fn own_name(self) -> &'static str {
        LOCALES[self.0].own_name
    }

    /// The one after it; the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1) % LOCALES.len())
    }

    /// The language, where its texts are there.
    pub fn loaded(self) -> Option<Language> {
        LOADED[self.0].get().map(|messages| Language { locale: self, messages })
    }

    /// Takes the texts of the language: one a line, by their keys in the order of the alphabet. `None` where these are
    /// not as many as the page has messages.
    pub fn load(self, texts: String) -> Option<Language> {
        if LOADED[self.0].get().is_none() {
            // Once for each language that is shown: its texts may be on the screen until the page is closed.
            let lines = lines(String::leak(texts))?;
            LOADED[self.0].get_or_init(|| Messages::of(&lines));
        }
        self.loaded()
    }
}

pub(super) fn lines(texts: &str) -> Option<Box<[&str; NUMBER]>> {
    texts.split('\n').collect::<Vec<_>>().try_into().ok()
}

/// A language whose texts are there.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    locale: Locale,
    messages: &'static Messages,
}

impl Language {
    /// All languages, English first, of the files that the page was built with.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn bundled() -> Vec<Self> {
        let texts = super::generated::BUNDLED;
        Locale::all().zip(texts).filter_map(|(locale, texts)| locale.load(texts.to_owned())).collect()
    }

    /// Which language it is.
    pub fn locale(self) -> Locale {
        self.locale
    }

    /// The tag for the document and for storage, as `zh-CN`.
    pub fn tag(self) -> &'static str {
        self.locale.tag()
    }

    /// The words of the language.
    pub fn messages(self) -> &'static Messages {
        self.messages
    }
}
