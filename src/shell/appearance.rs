//! Theme and language, and what an address asks of them before its `#`: `?theme=dark&lang=zh`.

use super::query::Query;
use crate::i18n::Locale;

/// The colours of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the operating system.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All themes in the order in which the switch goes through them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in storage, in addresses and in the `data-theme` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The theme that the switch offers next.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// What is asked for this visit, whatever the user prefers elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Appearance {
    /// The theme.
    pub theme: Option<Theme>,
    /// The language.
    pub language: Option<Locale>,
}

impl Appearance {
    /// Reads the part of an address from `?` to `#`; what is not understood is left to the user.
    pub fn parse(search: &str) -> Self {
        let query = Query::new(search.trim_start_matches('?'));
        Self {
            theme: query.value("theme").and_then(|name| Theme::named(&name)),
            language: query.value("lang").map(|tag| Locale::of_tag(&tag)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn theme_and_language_are_read() {
        let dark = Appearance { theme: Some(Theme::Dark), language: Some(Locale::of_tag("zh")) };
        assert_eq!(Appearance::parse("?lang=zh-CN&theme=dark"), dark);
        for search in ["", "?", "?theme=pink", "?themes=dark&x"] {
            assert_eq!(Appearance::parse(search), Appearance::default());
        }
    }
}
