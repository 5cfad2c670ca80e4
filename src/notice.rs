//! What the user is told in passing, and how long it stays.

use std::time::Duration;

use super::state::route::{CheckRoute, CheckedFile, ExploreRoute, Route, ScoreRoute};
use protocol::{Failure, PredictionsId};

/// How long a notice without a fault stays.
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
    /// A link asks for what is not understood.
    LinkInPart {
        /// That, as `name=value`.
        rejected: Vec<String>,
    },
    /// Another version of the app is there and begins with the next load of the page.
    NewVersion,
}

impl Notice {
    /// Whether something went wrong.
    pub fn is_fault(&self) -> bool {
        match self {
            Self::Refused { .. } | Self::Failed(_) | Self::SampleMissing { .. } | Self::LinkInPart { .. } => true,
            Self::DatasetOpened { .. }
            | Self::PredictionsOpened { .. }
            | Self::NotRemembered
            | Self::NotAllowed { .. }
            | Self::Saved { .. }
            | Self::NewVersion => false,
        }
    }

    /// Whether it goes by itself after a while.
    fn is_passing(&self) -> bool {
        !self.is_fault() && *self != Self::NewVersion
    }

    /// How long it stays, where it goes by itself.
    pub fn lifetime(&self) -> Option<Duration> {
        let is_plain = matches!(self, Self::DatasetOpened { .. } | Self::PredictionsOpened { .. } | Self::Saved { .. });
        self.is_passing().then_some(if is_plain { SHORT_LIFETIME } else { LIFETIME })
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

    /// What else can be done next.
    pub fn other_step(&self) -> Option<Route> {
        match self {
            Self::PredictionsOpened { id, .. } => Some(Route::Check(CheckRoute::of_file(CheckedFile::Loaded(*id)))),
            _ => None,
        }
    }
}

/// Adds a notice. Prediction files that are opened one after the other are one notice, and only the last link is spoken of.
pub fn add(list: &mut Vec<(u32, Notice)>, id: u32, mut notice: Notice) {
    if let Notice::PredictionsOpened { files, .. } = &mut notice {
        list.retain(|(_, earlier)| match earlier {
            Notice::PredictionsOpened { files: more, .. } => {
                *files += more;
                false
            }
            _ => true,
        });
    }
    if matches!(notice, Notice::LinkInPart { .. }) {
        list.retain(|(_, earlier)| !matches!(earlier, Notice::LinkInPart { .. }));
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
    fn several_prediction_files_are_one_notice() {
        let mut list = Vec::new();
        add(&mut list, 0, opened(7, 1));
        add(&mut list, 1, Notice::NewVersion);
        add(&mut list, 2, opened(8, 1));
        add(&mut list, 3, opened(9, 1));
        assert_eq!(list, [(1, Notice::NewVersion), (3, opened(9, 3))]);
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
