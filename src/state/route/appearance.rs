//! What an address asks of theme and language, before its `#`: `?theme=dark&lang=zh`.

use super::query::Query;
use crate::i18n::Locale;
use crate::theme::Theme;

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
