//! Models in the browser: looking at the GPU, checking it, measuring a model, handing over folders, deleting what is kept.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::news::{LocalNews, Trial, TrialOutcome};
use crate::run::form::content::RunForm;
use crate::run::tasks::RunDesk;
use crate::shell::address::{Page, Route};
use protocol::Ask;
use protocol::local::{CheckGpu, DeleteModel, ListModels, ProbeGpu, TakeFolder, UnloadModel, WarmUpModel};
use web::folder::{FolderFile, with_paths};

/// Asks what the GPU can do, unless that is known.
pub fn probe(desk: RunDesk) {
    let form = desk.state.run.form;
    if !desk.state.host.allows_keys() || form.with_untracked(|form| form.local.gpu.is_some()) {
        return;
    }
    spawn_local(async move {
        match desk.session.ask(ProbeGpu).await {
            Ok(gpu) => {
                form.update(|form| form.local.gpu = Some(gpu));
                desk.state.local.update(|news| news.gpu_failure = None);
            }
            Err(failure) => desk.state.local.update(|news| news.gpu_failure = Some(failure)),
        }
    });
}

/// Checks whether the GPU computes right.
pub fn check_gpu(desk: RunDesk) {
    attempt(desk, Trial::Check, async move { TrialOutcome::Checked(desk.session.ask(CheckGpu).await) });
}

/// Loads the model and asks it the first questions.
pub fn measure(desk: RunDesk) {
    if RunDesk::is_sound(desk.state.run) {
        let settings = desk.settings(desk.state.run);
        desk.state.local.update(|news| news.warm_for = Some(settings.clone()));
        let asking = desk.session.ask(WarmUpModel(settings));
        attempt(desk, Trial::Measure, async move { TrialOutcome::Measured(asking.await) });
    }
}

fn attempt(desk: RunDesk, trial: Trial, asking: impl Future<Output = TrialOutcome> + 'static) {
    let news = desk.state.local;
    let Some(turn) = news.try_update(|news| news.begin(trial)) else { return };
    spawn_local(async move {
        let outcome = asking.await;
        news.update(|news| news.finish(turn, outcome));
    });
}

/// Gives up what is being tried or loaded.
pub fn give_up(desk: RunDesk) {
    desk.state.local.update(LocalNews::give_up);
    tell_worker(desk, UnloadModel);
}

/// Takes the files of a chosen folder as a model.
pub fn take_chosen(desk: RunDesk, files: Vec<File>) {
    if !files.is_empty() {
        spawn_local(take_model(desk, with_paths(files)));
    }
}

/// Takes the files of a folder as a model, and goes where it is asked.
pub async fn take_model(desk: RunDesk, files: Vec<FolderFile>) {
    let (paths, files) = files.into_iter().unzip();
    match desk.session.send(TakeFolder { paths }, files).await {
        Ok(taken) => {
            desk.state.local.update(|news| news.folders = news.folders.wrapping_add(1));
            desk.state.run.form.update(|form| {
                form.is_local = true;
                form.local.take_folder(taken.reply);
            });
            let route = Route::Run(desk.state.run.form.with_untracked(RunForm::route));
            if desk.navigation.page_now() == Page::Run {
                desk.navigation.replace(route);
            } else {
                desk.navigation.go(route);
            }
        }
        Err(failure) => desk.tell(failure),
    }
}

/// Lists the kept models; none where the browser keeps none for this page.
pub fn list_kept(desk: RunDesk) {
    // A page around this one could have the user click what deletes them.
    if !desk.state.host.allows_keys() {
        return;
    }
    spawn_local(async move {
        let kept = desk.session.ask(ListModels).await.unwrap_or_default();
        desk.state.local.update(|news| news.set_kept(kept));
    });
}

/// Deletes a kept model, which makes room.
pub fn delete_kept(desk: RunDesk, name: String) {
    desk.session.model_not_kept.set(false);
    tell_worker(desk, DeleteModel { name });
}

/// Asks for something that has no answer, and lists the kept models anew.
fn tell_worker(desk: RunDesk, request: impl Ask<Reply = ()>) {
    let asking = desk.session.tell(request);
    spawn_local(async move {
        if let Err(failure) = asking.await {
            desk.tell(failure);
        }
        list_kept(desk);
    });
}
