//! What the check page shows: `#/check?file=2&finding=missing_rows`.

use std::fmt;

use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use serde::{Deserialize, Serialize};

use crate::shell::query::{Query, QueryWriter, Rejected};
use engine::check::FindingKind;
use protocol::PredictionsId;

/// What the check page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckRoute {
    /// The checked file; the one checked last where absent.
    pub file: Option<CheckedFile>,
    /// The finding that is open.
    pub finding: Option<FindingKind>,
}

/// A file on the check page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckedFile {
    /// A loaded prediction file; going there checks it.
    Loaded(PredictionsId),
    /// A file that was dropped on the check page, by the order of dropping.
    Dropped(u32),
}

impl CheckRoute {
    /// A file with no finding open.
    pub fn of_file(file: CheckedFile) -> Self {
        Self { file: Some(file), finding: None }
    }

    pub(crate) fn read(query: Query<'_>, rejected: &mut Rejected) -> Self {
        let loaded = query.number("p", rejected).map(CheckedFile::Loaded);
        let dropped = query.number("file", rejected).map(CheckedFile::Dropped);
        Self { file: loaded.or(dropped), finding: query.read("finding", rejected, finding_named) }
    }

    pub(crate) fn write(&self, query: &mut QueryWriter) -> fmt::Result {
        match self.file {
            Some(CheckedFile::Loaded(id)) => query.push("p", Some(id))?,
            Some(CheckedFile::Dropped(number)) => query.push("file", Some(number))?,
            None => {}
        }
        query.push("finding", self.finding.map(FindingName))
    }
}

/// A kind of finding, printed by the name that it has in reports.
struct FindingName(FindingKind);

impl fmt::Display for FindingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

fn finding_named(name: &str) -> Option<FindingKind> {
    let name: StrDeserializer<'_, Error> = name.into_deserializer();
    FindingKind::deserialize(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::address::{Link, Route, read_back};

    #[test]
    fn what_is_printed_is_read_back() {
        for file in [Some(CheckedFile::Loaded(3)), Some(CheckedFile::Dropped(0)), None] {
            for finding in [Some(FindingKind::MissingRows), Some(FindingKind::EncodingNotUtf8), None] {
                let route = Route::Check(CheckRoute { file, finding });
                assert_eq!(read_back(&route), route);
            }
        }
    }

    #[test]
    fn findings_have_the_names_of_reports() {
        let finding = Some(FindingKind::EncodingNotUtf8);
        let route = Route::Check(CheckRoute { file: Some(CheckedFile::Dropped(2)), finding });
        assert_eq!(route.to_string(), "#/check?file=2&finding=encoding_not_utf8");
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_told() {
        let link = Link::parse("#/check?p=-1&file=x&finding=odd");
        assert_eq!(link.route, Route::Check(CheckRoute::default()));
        assert_eq!(link.rejected, ["p=-1", "file=x", "finding=odd"]);
    }
}
