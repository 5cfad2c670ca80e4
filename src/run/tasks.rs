//! Asking a model: testing it, running it, and what is done with its answers.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::form::content::RunForm;
use super::state::{ModelContext, RunForms};
use crate::check::route::{CheckRoute, CheckedFile};
use crate::reactive::{Loadable, LocalFuture};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::notice::Notice;
use crate::shell::notices::{Notices, save_file, tell_failure};
use crate::shell::session::Session;
use engine::scoring::RuleSet;
use engine::table::TableFormat;
use protocol::run::{
    BeginJudge, BeginRun, CancelTests, ContinueRun, DeleteRun, ExportRun, ImportJournal, ImportPredictions, Imported,
    Key, ListRuns, ListServerModels, LoadRun, MergeParts, Model, ResumeRun, RunFile, RunId, RunListing, RunSettings,
    SetKey, TestConnection,
};
use protocol::{Ask, Failure, PredictionsId};
use web::download;
use web::focus::focus_by_id;
use web::stored::ask_to_persist;

/// What running works with.
#[derive(Clone, Copy)]
pub struct RunContext {
    /// What is loaded.
    pub session: Session,
    /// What the user is told in passing.
    pub notices: Notices,
    /// Where the user is.
    pub navigation: Navigation,
    /// The forms.
    pub state: RunForms,
}

impl RunContext {
    /// What the page provides.
    pub fn of_page() -> Self {
        Self {
            session: expect_context(),
            notices: expect_context(),
            navigation: expect_context(),
            state: expect_context(),
        }
    }

    /// What a form says.
    pub fn settings(self, model: ModelContext) -> Box<RunSettings> {
        let selection = self.navigation.explore_now().selection;
        Box::new(model.form.with_untracked(|form| form.settings(selection)))
    }

    /// The key, where it was entered for that host: no other server may see it.
    fn key_for(self, model: ModelContext, host: Option<&str>) -> Key {
        if self.state.host.allows_keys() { model.key.with_untracked(|key| key.for_host(host)) } else { Key::default() }
    }

    /// The question for the models of a server.
    pub fn list_models(self, model: ModelContext) -> ListServerModels {
        let (endpoint, sampling) = (model.form.with_untracked(RunForm::endpoint), self.settings(model).sampling);
        let key = self.key_for(model, Model::Remote(endpoint.clone()).host().as_deref());
        ListServerModels { model: endpoint, sampling, key }
    }

    /// Whether a form makes sense; else the first field that does not gets the focus.
    pub fn is_sound(model: ModelContext) -> bool {
        let faults = model.form.with_untracked(RunForm::faults);
        model.tried.set(true);
        match faults.first() {
            Some(fault) => focus_by_id(&format!("{}-{}", model.name, fault.field.id())),
            None => return true,
        }
        false
    }

    /// Tells of a failure in passing.
    pub fn tell(self, failure: Failure) {
        self.notices.push(Notice::Failed(failure));
    }
}

/// Asks a model a small question and tells what its answer means.
pub fn test_connection(context: RunContext, model: ModelContext) {
    let is_busy = model.tested.with_untracked(|tested| matches!(tested, Loadable::Loading));
    if is_busy || !context.state.host.allows_keys() || !RunContext::is_sound(model) {
        return;
    }
    let (endpoint, sampling) = (model.form.with_untracked(RunForm::endpoint), context.settings(model).sampling);
    let key = context.key_for(model, Model::Remote(endpoint.clone()).host().as_deref());
    let request = TestConnection { model: endpoint, sampling, key };
    model.tested.set(Loadable::Loading);
    let number = model.tests.get_value();
    spawn_local(async move {
        let tested = context.session.ask(request).await;
        // What was tested may have been changed meanwhile.
        if model.tests.get_value() == number {
            model.tested.set(match tested {
                Ok(tested) => Loadable::Ready(tested),
                Err(Failure::Cancelled) => Loadable::Idle,
                Err(failure) => Loadable::Failed(failure),
            });
        }
    });
}

/// Gives up the tests under way.
pub fn cancel_tests(context: RunContext) {
    tell_failure(context.session, context.notices, CancelTests);
}

/// Begins a run.
pub fn begin(context: RunContext) {
    let model = context.state.run;
    if RunContext::is_sound(model) {
        let settings = context.settings(model);
        let key = context.key_for(model, settings.model.host().as_deref());
        start(context, BeginRun { settings, key });
    }
}

/// Goes on with a stored run, with the form's key where that is for the run's host, and with the form's limits where
/// those are wanted.
pub fn continue_run(context: RunContext, run: &RunListing, with_limits: bool) {
    let model = context.state.model_of(run);
    let fault = model.form.with_untracked(RunForm::limit_fault).filter(|_| with_limits);
    if let Some(fault) = fault {
        // A budget that makes no sense must not become none.
        model.tried.set(true);
        focus_by_id(&format!("{}-{}", model.name, fault.field.id()));
        return;
    }
    let limits = with_limits.then(|| context.settings(model).limits);
    start(context, ContinueRun { id: run.id.clone(), key: context.key_for(model, run.host.as_deref()), limits });
}

/// Has a second model judge a prediction file.
pub fn judge(context: RunContext, predictions: PredictionsId, rules: RuleSet) {
    let model = context.state.judge;
    if RunContext::is_sound(model) {
        let settings = context.settings(model);
        let key = context.key_for(model, settings.model.host().as_deref());
        start(context, BeginJudge { predictions, rules, settings, key });
    }
}

fn start(context: RunContext, request: impl Ask<Reply = RunId> + 'static) {
    if context.state.host.allows_keys() {
        follow_start(context, Box::pin(context.session.ask(request)));
    }
}

fn follow_start(context: RunContext, beginning: LocalFuture<Result<RunId, Failure>>) {
    context.state.starting.set(true);
    spawn_local(async move { context.state.persists.set(Some(ask_to_persist().await)) });
    spawn_local(async move {
        let begun = beginning.await;
        context.state.starting.set(false);
        match begun {
            Ok(_) => focus_by_id("run-now"),
            Err(failure) => context.tell(failure),
        }
        list_runs(context);
    });
}

/// Asks something of the run that is under way, and lists the runs again.
pub fn tell_run(context: RunContext, request: impl Ask<Reply = ()>) {
    follow_change(context, context.session.tell(request));
}

fn follow_change(context: RunContext, asking: LocalFuture<Result<(), Failure>>) {
    spawn_local(async move {
        if let Err(failure) = asking.await {
            context.tell(failure);
        }
        list_runs(context);
    });
}

/// Deletes a stored run; not inside another site's page, which could have the user click without seeing on what.
pub fn delete_run(context: RunContext, id: RunId) {
    if context.state.host.allows_keys() {
        tell_run(context, DeleteRun(id));
    }
}

/// Goes on with the run that is under way, with the key that stands in the form.
pub fn resume(context: RunContext) {
    if !context.state.host.allows_keys() {
        return;
    }
    let about =
        context.session.run.with_untracked(|run| run.as_ref().map(|run| (run.judging.is_some(), run.host.clone())));
    let Some((is_judge, host)) = about else { return };
    let model = if is_judge { context.state.judge } else { context.state.run };
    let key = context.key_for(model, host.as_deref());
    let has_key = !key.expose().is_empty();
    spawn_local(async move {
        let set = if has_key { context.session.ask(SetKey(key)).await } else { Ok(()) };
        let resumed = match set {
            Ok(()) => context.session.ask(ResumeRun).await,
            Err(failure) => Err(failure),
        };
        if let Err(failure) = resumed {
            context.tell(failure);
        }
    });
}

/// Lists the stored runs.
pub fn list_runs(context: RunContext) {
    spawn_local(async move {
        context.state.runs.set(match context.session.ask(ListRuns).await {
            Ok(runs) => Loadable::Ready(runs),
            Err(failure) => Loadable::Failed(failure),
        });
    });
}

/// Where the answers of a run are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// To be scored.
    Score,
    /// To be checked.
    Check,
}

/// Loads a run's answers as a prediction file and goes there.
pub fn load(context: RunContext, id: RunId, destination: Destination) {
    context.session.custody.open_kept();
    spawn_local(async move {
        match (context.session.ask(LoadRun(id)).await, destination) {
            (Ok(id), Destination::Score) => {
                context.navigation.go(context.navigation.score_of(id));
            }
            (Ok(id), Destination::Check) => {
                context.navigation.go(Route::Check(CheckRoute::of_file(CheckedFile::Loaded(id))));
            }
            (Err(failure), _) => context.tell(failure),
        }
    });
}

/// Hands a file made of a run to the browser to save.
pub fn export(context: RunContext, id: RunId, file: RunFile) {
    save_file(context.session, context.notices, ExportRun { id, file });
}

/// Keeps a journal as a run.
pub fn import_journal(context: RunContext, files: Vec<File>) {
    import(context, ImportJournal, files);
}

/// Makes a run of the form's settings that goes on from a prediction file.
pub fn import_predictions(context: RunContext, files: Vec<File>) {
    if RunContext::is_sound(context.state.run) {
        import(context, ImportPredictions(context.settings(context.state.run)), files);
    }
}

fn import(context: RunContext, request: impl Ask<Reply = Imported> + 'static, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    spawn_local(async move {
        match context.session.send(request, files).await {
            Ok(imported) => context.state.imported.set(Some(imported.reply)),
            Err(failure) => context.tell(failure),
        }
        list_runs(context);
    });
}

/// Puts prediction files of parts together and hands the whole to the browser to save.
pub fn merge(context: RunContext, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    let request = MergeParts { settings: context.settings(context.state.run), format: TableFormat::Xlsx };
    spawn_local(async move {
        let saved = context.session.send(request, files).await.and_then(|answer| {
            let (report, bytes) = (answer.reply, answer.bytes.ok_or(Failure::VersionMismatch)?);
            match download::save(&bytes, &report.name, &report.mime) {
                Ok(()) => Ok(report),
                Err(error) => Err(Failure::Export { detail: format!("{error:?}") }),
            }
        });
        match saved {
            Ok(report) => context.state.merged.set(Some(report)),
            Err(failure) => context.tell(failure),
        }
    });
}
