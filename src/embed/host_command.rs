//! What the page around tells the frame. It may be anyone's: texts are measured before they are read, and what is not
//! understood is ignored with a reason.

use std::fmt;

use super::{FAMILY, PROTOCOL};
use crate::i18n::Locale;
use crate::shell::appearance::Theme;

/// Greatest length of a text, in UTF-16 units; filters are as long as addresses.
pub const MOST_TEXT: u32 = 16 << 10;

/// Greatest number of files handed over at once.
pub const MOST_FILES: u32 = 64;

/// A member of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Not there.
    Absent,
    /// A text of at most [`MOST_TEXT`].
    Text(String),
    /// A list of this many files and nothing else.
    Files(u32),
    /// Anything else.
    Odd,
}

/// A message of the page around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostCommand {
    /// Begins the talk; says whether the frame shall be as high as what it shows.
    Hello {
        /// Whether the frame follows the height it is told.
        follows_height: bool,
    },
    /// Show this theme.
    Theme(Theme),
    /// Speak this language.
    Language(Locale),
    /// Show the current view with these parameters, as they stand behind the `?` of its address.
    Filter(String),
    /// Open the files that travel along.
    Open,
}

/// Why a message is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ignored {
    /// Of another version of the protocol.
    Version,
    /// Of no known type.
    Type,
    /// A member is missing, too long, or of another kind.
    Malformed,
    /// Not from the page around.
    Sender,
    /// Not from the origin that said hello first.
    Origin,
    /// From a page without an origin of its own (a local file, a sandboxed frame), which cannot be answered safely.
    NoOrigin,
    /// Before any hello.
    NoHello,
}

impl fmt::Display for Ignored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Version => "of another version than gmai-scope/1",
            Self::Type => "of an unknown type",
            Self::Malformed => "malformed",
            Self::Sender => "not sent by the page around the frame",
            Self::Origin => "sent from another origin than the hello",
            Self::NoOrigin => "sent by a page without an origin",
            Self::NoHello => "sent before any hello",
        })
    }
}

impl HostCommand {
    /// Reads a message by its members; `None` where it is none of this protocol in any version.
    ///
    /// # Errors
    /// Why it is ignored.
    pub fn read(member: impl Fn(&str) -> Field) -> Option<Result<Self, Ignored>> {
        let Field::Text(protocol) = member("protocol") else { return None };
        if !protocol.starts_with(FAMILY) {
            return None;
        }
        Some(if protocol == PROTOCOL { read_current(member) } else { Err(Ignored::Version) })
    }
}

fn read_current(member: impl Fn(&str) -> Field) -> Result<HostCommand, Ignored> {
    let text = |name: &str| match member(name) {
        Field::Text(text) => Ok(text),
        _ => Err(Ignored::Malformed),
    };
    match text("type")?.as_str() {
        "hello" => match member("height") {
            Field::Absent => Ok(HostCommand::Hello { follows_height: false }),
            Field::Text(height) if height == "auto" => Ok(HostCommand::Hello { follows_height: true }),
            _ => Err(Ignored::Malformed),
        },
        "set-theme" => Theme::named(&text("theme")?).map(HostCommand::Theme).ok_or(Ignored::Malformed),
        "set-language" => text("lang").map(|tag| HostCommand::Language(Locale::of_tag(&tag))),
        "set-filter" => text("filter").map(HostCommand::Filter),
        "open" => match member("files") {
            Field::Files(1..=MOST_FILES) => Ok(HostCommand::Open),
            _ => Err(Ignored::Malformed),
        },
        _ => Err(Ignored::Type),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(members: &[(&str, Field)]) -> Option<Result<HostCommand, Ignored>> {
        HostCommand::read(|name| {
            members.iter().find(|(known, _)| *known == name).map_or(Field::Absent, |(_, field)| field.clone())
        })
    }

    fn text(text: &str) -> Field {
        Field::Text(text.to_owned())
    }

    /// A message of the current version with one more member.
    fn of(kind: &str, name: &str, field: Field) -> Option<Result<HostCommand, Ignored>> {
        read(&[("protocol", text(PROTOCOL)), ("type", text(kind)), (name, field)])
    }

    #[test]
    fn every_message_is_read() {
        assert_eq!(of("hello", "x", Field::Odd), Some(Ok(HostCommand::Hello { follows_height: false })));
        assert_eq!(of("hello", "height", text("auto")), Some(Ok(HostCommand::Hello { follows_height: true })));
        assert_eq!(of("set-theme", "theme", text("dark")), Some(Ok(HostCommand::Theme(Theme::Dark))));
        assert_eq!(of("set-language", "lang", text("zh-Hans")), Some(Ok(HostCommand::Language(Locale::of_tag("zh")))));
        assert_eq!(of("set-filter", "filter", text("q=lens")), Some(Ok(HostCommand::Filter("q=lens".to_owned()))));
        assert_eq!(of("open", "files", Field::Files(2)), Some(Ok(HostCommand::Open)));
    }

    #[test]
    fn what_is_malformed_is_ignored() {
        for (kind, name, field) in [
            ("hello", "height", text("high")),
            ("hello", "height", Field::Odd),
            ("set-theme", "theme", text("pink")),
            ("set-theme", "them", text("dark")),
            ("set-language", "lang", Field::Odd),
            ("set-filter", "filter", Field::Odd),
            ("open", "files", Field::Files(0)),
            ("open", "files", Field::Files(MOST_FILES + 1)),
            ("open", "files", text("a")),
        ] {
            assert_eq!(of(kind, name, field), Some(Err(Ignored::Malformed)), "{kind} {name}");
        }
        assert_eq!(of("run", "key", text("x")), Some(Err(Ignored::Type)));
        assert_eq!(read(&[("protocol", text(PROTOCOL))]), Some(Err(Ignored::Malformed)));
    }

    #[test]
    fn other_versions_are_told_from_other_protocols() {
        for protocol in ["gmai-scope/2", "gmai-scope/", "gmai-scope/1.1"] {
            assert_eq!(read(&[("protocol", text(protocol))]), Some(Err(Ignored::Version)));
        }
        for protocol in [text("other/1"), Field::Odd, Field::Absent] {
            assert_eq!(read(&[("protocol", protocol), ("type", text("hello"))]), None);
        }
    }
}
