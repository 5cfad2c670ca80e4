//! Models in the browser: looking at the GPU, checking it, measuring a model, handing over folders, deleting what is kept.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::news::{LocalNews, Trial, TrialOutcome};
use crate::run::form::content::RunForm;
use crate::run::tasks::RunContext;
use crate::shell::address::{Page, Route};
use protocol::Ask;
use protocol::local::{CheckGpu, DeleteModel, ListModels, ProbeGpu, TakeFolder, UnloadModel, WarmUpModel};
use web::folder::{FolderFile, with_paths};

/// Asks what the GPU can do, unless that is known.
pub fn probe(context: RunContext) {
    let form = context.state.run.form;
    if !context.state.host.allows_keys() || form.with_untracked(|form| form.local.gpu.is_some()) {
        return;
    }
    spawn_local(async move {
        match context.session.ask(ProbeGpu).await {
            Ok(gpu) => {
                form.update(|form| form.local.gpu = Some(gpu));
                context.state.local.update(|news| news.gpu_failure = None);
            }
            Err(failure) => context.state.local.update(|news| news.gpu_failure = Some(failure)),
        }
    });
}

/// Checks whether the GPU computes right.
pub fn check_gpu(context: RunContext) {
    attempt(context, Trial::Check, async move { TrialOutcome::Checked(context.session.ask(CheckGpu).await) });
}

/// Loads the model and asks it the first questions.
pub fn measure(context: RunContext) {
    if RunContext::is_sound(context.state.run) {
        let settings = context.settings(context.state.run);
        context.state.local.update(|news| news.warm_for = Some(settings.clone()));
        let asking = context.session.ask(WarmUpModel(settings));
        attempt(context, Trial::Measure, async move { TrialOutcome::Measured(asking.await) });
    }
}

fn attempt(context: RunContext, trial: Trial, asking: impl Future<Output = TrialOutcome> + 'static) {
    let news = context.state.local;
    let Some(turn) = news.try_update(|news| news.begin(trial)) else { return };
    spawn_local(async move {
        let outcome = asking.await;
        news.update(|news| news.finish(turn, outcome));
    });
}

/// Gives up what is being tried or loaded.
pub fn give_up(context: RunContext) {
    context.state.local.update(LocalNews::give_up);
    tell_worker(context, UnloadModel);
}

/// Takes the files of a chosen folder as a model.
pub fn take_chosen(context: RunContext, files: Vec<File>) {
    if !files.is_empty() {
        spawn_local(take_model(context, with_paths(files)));
    }
}

/// Takes the files of a folder as a model, and goes where it is asked.
pub async fn take_model(context: RunContext, files: Vec<FolderFile>) {
    let (paths, files) = files.into_iter().unzip();
    match context.session.send(TakeFolder { paths }, files).await {
        Ok(taken) => {
            context.state.local.update(|news| news.folders = news.folders.wrapping_add(1));
            context.state.run.form.update(|form| {
                form.is_local = true;
                form.local.take_folder(taken.reply);
            });
            let route = Route::Run(context.state.run.form.with_untracked(RunForm::route));
            if context.navigation.page_now() == Page::Run {
                context.navigation.replace(route);
            } else {
                context.navigation.go(route);
            }
        }
        Err(failure) => context.tell(failure),
    }
}

/// Lists the kept models; none where the browser keeps none for this page.
pub fn list_kept(context: RunContext) {
    // A page around this one could have the user click what deletes them.
    if !context.state.host.allows_keys() {
        return;
    }
    spawn_local(async move {
        let kept = context.session.ask(ListModels).await.unwrap_or_default();
        context.state.local.update(|news| news.set_kept(kept));
    });
}

/// Deletes a kept model, which makes room.
pub fn delete_kept(context: RunContext, name: String) {
    context.session.model_not_kept.set(false);
    tell_worker(context, DeleteModel { name });
}

/// Asks for something that has no answer, and lists the kept models again.
fn tell_worker(context: RunContext, request: impl Ask<Reply = ()>) {
    let asking = context.session.tell(request);
    spawn_local(async move {
        if let Err(failure) = asking.await {
            context.tell(failure);
        }
        list_kept(context);
    });
}
