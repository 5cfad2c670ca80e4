//! Which files are compared, and what the worker says of them.

use std::sync::Arc;

use leptos::prelude::*;

use super::route::CompareRoute;
use crate::i18n::CompareWords;
use crate::reactive::{Loadable, Meanwhile, latest, memo};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::notices::{Notices, save_file};
use crate::shell::preferences::Preferences;
use crate::shell::session::Session;
use engine::compare::Pair;
use protocol::compare::{ComparedFiles, ComparisonForm};
use protocol::{CompareFiles, ExportComparison, PredictionsId};

/// Files that have been compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// What was asked.
    pub of: CompareFiles,
    /// Names of the files for narrow places.
    pub names: Vec<String>,
    /// The answer.
    pub files: Box<ComparedFiles>,
}

impl Compared {
    /// The two files that stand against each other: their names for narrow places, and in full.
    pub fn sides(&self) -> Option<([&str; 2], [&str; 2], &Pair)> {
        let [a, b, ..] = self.names.as_slice() else { return None };
        let [of_a, of_b, ..] = self.files.files.as_slice() else { return None };
        Some(([a, b], [&of_a.name, &of_b.name], self.files.pairs.first()?))
    }
}

/// What the page shows and stands on.
#[derive(Clone, Copy)]
pub struct Comparing {
    /// What is loaded.
    pub session: Session,
    /// Where the page is.
    pub navigation: Navigation,
    notices: Notices,
    preferences: Preferences,
    /// The prediction files: A, B, then the others.
    pub files: Memo<Vec<PredictionsId>>,
    /// The comparison.
    pub answer: ReadSignal<Loadable<Arc<Compared>>>,
}

impl Comparing {
    /// Follows the open files and the address.
    pub fn new() -> Self {
        let session = expect_context::<Session>();
        let navigation = expect_context::<Navigation>();
        let files = memo(move || {
            let open: Vec<_> = session.predictions.with(|list| list.iter().map(|file| file.id).collect());
            navigation.compare().ordered(&open)
        });
        // Files that were compared before the dataset was complete are compared again.
        let key = move || {
            let predictions = files.get();
            let has_dataset = session.dataset_id.get().is_some();
            let of = CompareFiles { predictions, rules: navigation.compare().rules };
            (has_dataset && of.predictions.len() > 1).then(|| (of, session.basis.get()))
        };
        let answer = latest(key, Meanwhile::KeepPrevious, move |(of, _)| {
            let of = of.clone();
            Box::pin(async move {
                let files = session.ask(of.clone()).await?;
                let name = |id: &PredictionsId| session.short_predictions_name(*id).unwrap_or_default();
                let names = untrack(|| of.predictions.iter().map(name).collect());
                Ok(Arc::new(Compared { of, names, files }))
            })
        });
        let (notices, preferences) = (expect_context::<Notices>(), expect_context::<Preferences>());
        Self { session, navigation, notices, preferences, files, answer }
    }

    /// The words of this page.
    pub fn words(self) -> &'static CompareWords {
        &self.preferences.messages().compare
    }

    /// Shows a part of the comparison, once there is one, in the language of the page.
    pub fn show(
        self,
        mut part: impl FnMut(&Arc<Compared>) -> AnyView + Send + 'static,
    ) -> Box<dyn FnMut() -> Option<AnyView> + Send> {
        Box::new(move || {
            self.preferences.language.track();
            self.answer.with(|answer| match answer {
                Loadable::Ready(compared) => Some(part(compared)),
                Loadable::Idle | Loadable::Loading | Loadable::Failed(_) => None,
            })
        })
    }

    /// Shows something else of the page.
    pub fn change(self, change: impl FnOnce(CompareRoute) -> CompareRoute) {
        let route = untrack(|| self.navigation.compare());
        self.navigation.push(Route::Compare(change(route)));
    }

    /// Saves the comparison in a form.
    pub fn save(self, form: ComparisonForm) {
        let of = self.answer.with_untracked(|answer| match answer {
            Loadable::Ready(compared) => Some(compared.of.clone()),
            Loadable::Idle | Loadable::Loading | Loadable::Failed(_) => None,
        });
        if let Some(of) = of {
            save_file(self.session, self.notices, ExportComparison { of, form });
        }
    }
}
