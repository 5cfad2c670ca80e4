//! What the user is told in passing, and how long it stays.

use std::mem::discriminant;
use std::time::Duration;

use super::address::Route;
use crate::check::route::{CheckRoute, CheckedFile};
use crate::explore::route::ExploreRoute;
use crate::score::route::ScoreRoute;
use protocol::{Failure, PredictionsId};

/// How long a notice stays that says what went wrong, or asks for something.
const LONG_LIFETIME: Duration = Duration::from_secs(40);

/// How long one without a fault stays.
const LIFETIME: Duration = Duration::from_secs(12);

/// How long one stays that says no more than that all went well.
const SHORT_LIFETIME: Duration = Duration::from_secs(6);

/// Greatest number of notices shown; older ones give way.
const MOST: usize = 5;

/// What a notice says; put into words where it is shown, so that it follows the language.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// Files of the dataset were opened.
    DatasetOpened {
        /// Number of files.
        files: u32,
    },
    /// Prediction files were opened.
    PredictionsOpened {
        /// Name of the last file.
        name: String,
        /// Names the last file in requests.
        id: PredictionsId,
        /// Number of files.
        files: u32,
    },
    /// Files of a dropped folder were opened, or are nothing that can be.
    FolderRead {
        /// The folder's name.
        folder: String,
        /// Number of files that were opened.
        opened: u32,
        /// The names of the tables among the others.
        left: Vec<String>,
    },
    /// A file was refused.
    Refused {
        /// File name.
        name: String,
        /// Why.
        failure: Failure,
    },
    /// Something asked for could not be done.
    Failed(Failure),
    /// The sample could not be fetched.
    SampleMissing {
        /// What the browser said.
        detail: String,
    },
    /// The browser has no room for the dataset's index.
    NotRemembered,
    /// The user has not let the page read a file again.
    NotAllowed {
        /// Short name of the dataset.
        name: String,
    },
    /// A file was handed to the browser to save.
    Saved {
        /// File name.
        name: String,
    },
    /// Hosts are asked for what a link names.
    HostsAsked {
        /// The hosts.
        hosts: Vec<String>,
    },
    /// An index lacks columns of its dataset.
    LeftOut {
        /// Their names.
        columns: Vec<String>,
    },
    /// A link asks for what is not understood.
    LinkInPart {
        /// That, as `name=value`.
        rejected: Vec<String>,
    },
    /// The texts of a language could not be fetched.
    LanguageMissing {
        /// The language's own name.
        language: &'static str,
        /// What the browser said.
        detail: String,
    },
    /// Another version of the app is there and begins with the next load of the page.
    NewVersion,
}

impl Notice {
    /// Whether something went wrong.
    pub fn is_fault(&self) -> bool {
        match self {
            Self::Refused { .. }
            | Self::Failed(_)
            | Self::SampleMissing { .. }
            | Self::LinkInPart { .. }
            | Self::LanguageMissing { .. } => true,
            Self::FolderRead { opened, .. } => *opened == 0,
            Self::DatasetOpened { .. }
            | Self::PredictionsOpened { .. }
            | Self::NotRemembered
            | Self::NotAllowed { .. }
            | Self::Saved { .. }
            | Self::HostsAsked { .. }
            | Self::LeftOut { .. }
            | Self::NewVersion => false,
        }
    }

    /// How long it stays, unless it is pointed at or has the focus.
    pub fn lifetime(&self) -> Duration {
        match self {
            Self::DatasetOpened { .. } | Self::PredictionsOpened { .. } | Self::Saved { .. } => SHORT_LIFETIME,
            Self::NewVersion => LONG_LIFETIME,
            _ if self.is_fault() => LONG_LIFETIME,
            _ => LIFETIME,
        }
    }

    /// Where the natural next step is done.
    pub fn next_step(&self) -> Option<Route> {
        match self {
            Self::DatasetOpened { .. } => Some(Route::Explore(ExploreRoute::default())),
            Self::PredictionsOpened { id, .. } => {
                Some(Route::Score(ScoreRoute { predictions: Some(*id), ..Default::default() }))
            }
            _ => None,
        }
    }

    /// Whether what was opened can be compared, where so many prediction files are open.
    pub fn can_compare(&self, open: usize) -> bool {
        matches!(self, Self::PredictionsOpened { .. }) && open > 1
    }

    /// What else can be done next.
    pub fn other_step(&self) -> Option<Route> {
        match self {
            Self::PredictionsOpened { id, .. } => Some(Route::Check(CheckRoute::of_file(CheckedFile::Loaded(*id)))),
            _ => None,
        }
    }
}

/// Adds a notice. Only the prediction files opened last and the last link are spoken of.
pub fn add(list: &mut Vec<(u32, Notice)>, id: u32, notice: Notice) {
    if matches!(notice, Notice::PredictionsOpened { .. } | Notice::LinkInPart { .. }) {
        list.retain(|(_, earlier)| discriminant(earlier) != discriminant(&notice));
    }
    list.push((id, notice));
    let surplus = list.len().saturating_sub(MOST);
    list.drain(..surplus);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(id: PredictionsId, files: u32) -> Notice {
        Notice::PredictionsOpened { name: format!("{id}.xlsx"), id, files }
    }

    #[test]
    fn only_the_prediction_files_opened_last_are_spoken_of() {
        let mut list = Vec::new();
        add(&mut list, 0, opened(7, 2));
        add(&mut list, 1, Notice::NewVersion);
        add(&mut list, 2, opened(8, 1));
        assert_eq!(list, [(1, Notice::NewVersion), (2, opened(8, 1))]);
    }

    #[test]
    fn every_notice_goes_and_faults_stay_longest() {
        let fault = Notice::Failed(Failure::NoTruth);
        let folder = |opened| Notice::FolderRead { folder: String::new(), opened, left: Vec::new() };
        assert!(opened(1, 1).lifetime() < folder(1).lifetime());
        assert!(folder(1).lifetime() < folder(0).lifetime());
        assert_eq!([fault.lifetime(), Notice::NewVersion.lifetime()], [folder(0).lifetime(); 2]);
    }

    #[test]
    fn only_the_last_link_is_spoken_of() {
        let link = |pair: &str| Notice::LinkInPart { rejected: vec![pair.to_owned()] };
        let mut list = Vec::new();
        add(&mut list, 0, link("row=x"));
        add(&mut list, 1, Notice::NewVersion);
        add(&mut list, 2, link("row=y"));
        assert_eq!(list, [(1, Notice::NewVersion), (2, link("row=y"))]);
    }

    #[test]
    fn older_notices_give_way() {
        let mut list = Vec::new();
        for id in 0..9 {
            add(&mut list, id, Notice::NotRemembered);
        }
        assert_eq!(list.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [4, 5, 6, 7, 8]);
    }
}
