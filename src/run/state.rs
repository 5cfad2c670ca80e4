//! The forms of the run page: what is typed into them and what came of it. Keys are here and nowhere else in the page.

use leptos::prelude::*;

use super::form::content::RunForm;
use super::form::fields::Field;
use super::local::news::LocalNews;
use crate::reactive::{Loadable, effect, memo};
use crate::shell::address::{Page, Route};
use crate::shell::around::host;
use crate::shell::host::Host;
use crate::shell::host_key::HostKey;
use crate::shell::navigation::Navigation;
use protocol::run::{Imported, MergeReport, RunListing, StoredRuns, Tested};
use web::tab_storage;

/// Where the key is kept for the tab, once that is asked for.
const KEPT_KEY: &str = "gmai-scope-run-key";

/// A model's form with its key.
#[derive(Clone, Copy)]
pub struct ModelContext {
    /// Tells the ids of its elements from those of other forms.
    pub name: &'static str,
    /// What is typed.
    pub form: RwSignal<RunForm>,
    /// The key that was typed last.
    pub key: RwSignal<HostKey>,
    /// What a test of the connection has shown.
    pub tested: RwSignal<Loadable<Tested>>,
    /// Counts changes of the model: what a test of an earlier one shows is of no interest.
    pub tests: StoredValue<u32>,
    /// Whether something was asked of the form, so that blank fields are told.
    pub tried: RwSignal<bool>,
}

impl ModelContext {
    fn new(name: &'static str) -> Self {
        let context = Self {
            name,
            form: RwSignal::new(RunForm::default()),
            key: RwSignal::new(HostKey::default()),
            tested: RwSignal::new(Loadable::Idle),
            tests: StoredValue::new(0),
            tried: RwSignal::new(false),
        };
        let endpoint = memo(move || context.form.with(RunForm::endpoint));
        // What a test has shown is for one model.
        let forget = move |_: &_, _: Option<&_>, _: Option<()>| {
            context.tests.update_value(|tests| *tests = tests.wrapping_add(1));
            context.tested.set(Loadable::Idle);
        };
        Effect::watch(move || endpoint.get(), forget, false);
        context
    }

    /// The host that the form names.
    pub fn host(self) -> Option<String> {
        self.form.with(RunForm::authority)
    }
}

/// The run page.
#[derive(Clone, Copy)]
pub struct RunForms {
    /// The model that is asked, and all the rest of the form.
    pub run: ModelContext,
    /// The model that judges.
    pub judge: ModelContext,
    /// Whether the key of the run is kept for the tab.
    pub keeps_key: RwSignal<bool>,
    /// Whether a run is about to begin.
    pub starting: RwSignal<bool>,
    /// What is known of models in the browser beside the form.
    pub local: RwSignal<LocalNews>,
    /// Whether the browser promises not to delete runs by itself, once it has been asked.
    pub persists: RwSignal<Option<bool>>,
    /// The stored runs.
    pub runs: RwSignal<Loadable<StoredRuns>>,
    /// What came of the last import.
    pub imported: RwSignal<Option<Imported>>,
    /// What came of the last merge.
    pub merged: RwSignal<Option<MergeReport>>,
    /// Where the page stands.
    pub host: Host,
}

impl RunForms {
    /// Forms at their beginning; the run's follows the address, and takes back the key that the tab has kept.
    pub fn new(navigation: Navigation) -> Self {
        let state = Self {
            run: ModelContext::new("run"),
            judge: ModelContext::new("judge"),
            keeps_key: RwSignal::new(false),
            starting: RwSignal::new(false),
            local: RwSignal::new(LocalNews::default()),
            persists: RwSignal::new(None),
            runs: RwSignal::new(Loadable::Idle),
            imported: RwSignal::new(None),
            merged: RwSignal::new(None),
            host: host(),
        };
        state.take_back();
        let route = memo(move || navigation.run());
        effect(move || {
            let route = route.get();
            if state.run.form.with_untracked(RunForm::route) != route {
                state.run.form.update(|form| form.apply(&route));
            }
        });
        effect(move || state.keep());
        state
    }

    /// The form of the model that a stored run asks.
    pub fn model_of(self, run: &RunListing) -> ModelContext {
        if run.is_judge { self.judge } else { self.run }
    }

    /// Puts what of the form may be shared into the address, where it shows the run page.
    pub fn tell_address(self, navigation: Navigation) {
        if navigation.page_now() == Page::Run {
            navigation.replace(Route::Run(self.run.form.with_untracked(RunForm::route)));
        }
    }

    /// Keeps the key with what it is for, or forgets what was kept.
    fn keep(self) {
        let (preset, address) = self.run.form.with(|form| (form.preset.clone(), form.text(Field::BaseUrl).to_owned()));
        let key = self.run.key.with(|key| key.for_host(self.run.host().as_deref()));
        if self.keeps_key.get() && self.host.allows_keys() && !key.expose().is_empty() {
            tab_storage::write(KEPT_KEY, &format!("{preset}\n{address}\n{}", key.expose()));
        } else {
            tab_storage::remove(KEPT_KEY);
        }
    }

    fn take_back(self) {
        let Some(kept) = tab_storage::read(KEPT_KEY).filter(|_| self.host.allows_keys()) else { return };
        let mut lines = kept.splitn(3, '\n');
        if let (Some(preset), Some(address), Some(key)) = (lines.next(), lines.next(), lines.next()) {
            self.run.form.update(|form| {
                form.choose_preset(preset);
                form.set_text(Field::BaseUrl, address.to_owned());
            });
            if let Some(host) = self.run.form.with_untracked(RunForm::authority) {
                self.run.key.set(HostKey::new(host, key.to_owned()));
                self.keeps_key.set(true);
            }
        }
    }
}
