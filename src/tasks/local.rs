//! Models in the browser: looking at the GPU, checking it, measuring a model, handing over folders, deleting what is kept.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::run::RunDesk;
use crate::run_form::{LocalNews, RunForm, Trial};
use crate::state::route::{Page, Route};
use crate::state::session::{Session, expect_reply};
use protocol::local::{LocalReply, LocalRequest};
use protocol::{Failure, Reply, Request};
use web::folder::{FolderFile, with_paths};

/// Asks what the GPU can do, unless that is known.
pub fn probe(desk: RunDesk) {
    let form = desk.state.run.form;
    if !desk.state.host.allows_keys() || form.with_untracked(|form| form.local.gpu.is_some()) {
        return;
    }
    spawn_local(async move {
        match ask(desk.session, LocalRequest::Probe, Vec::new()).await {
            Ok(LocalReply::Probed(gpu)) => {
                form.update(|form| form.local.gpu = Some(gpu));
                desk.state.local.update(|news| news.gpu_failure = None);
            }
            Ok(_) => {}
            Err(failure) => desk.state.local.update(|news| news.gpu_failure = Some(failure)),
        }
    });
}

/// Checks whether the GPU computes right.
pub fn check_gpu(desk: RunDesk) {
    attempt(desk, Trial::Check, LocalRequest::CheckGpu);
}

/// Loads the model and asks it the first questions.
pub fn measure(desk: RunDesk) {
    if RunDesk::is_sound(desk.state.run) {
        let settings = desk.settings(desk.state.run);
        desk.state.local.update(|news| news.warm_for = Some(settings.clone()));
        attempt(desk, Trial::Measure, LocalRequest::WarmUp(settings));
    }
}

fn attempt(desk: RunDesk, trial: Trial, request: LocalRequest) {
    let news = desk.state.local;
    let Some(turn) = news.try_update(|news| news.begin(trial)) else { return };
    spawn_local(async move {
        let outcome = ask(desk.session, request, Vec::new()).await;
        news.update(|news| news.finish(turn, outcome));
    });
}

/// Gives up what is being tried or loaded.
pub fn give_up(desk: RunDesk) {
    desk.state.local.update(LocalNews::give_up);
    tell_worker(desk, LocalRequest::Unload);
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
    match ask(desk.session, LocalRequest::TakeFolder { paths }, files).await {
        Ok(LocalReply::Taken(name)) => {
            desk.state.local.update(|news| news.folders = news.folders.wrapping_add(1));
            desk.state.run.form.update(|form| {
                form.is_local = true;
                form.local.take_folder(name);
            });
            let route = Route::Run(desk.state.run.form.with_untracked(RunForm::route));
            if desk.navigation.page_now() == Page::Run {
                desk.navigation.replace(route);
            } else {
                desk.navigation.go(route);
            }
        }
        Ok(_) => {}
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
        let kept = match ask(desk.session, LocalRequest::Kept, Vec::new()).await {
            Ok(LocalReply::Kept(kept)) => kept,
            _ => Vec::new(),
        };
        desk.state.local.update(|news| news.set_kept(kept));
    });
}

/// Deletes a kept model, which makes room.
pub fn delete_kept(desk: RunDesk, name: String) {
    desk.session.model_not_kept.set(false);
    tell_worker(desk, LocalRequest::Delete { name });
}

/// Asks for something that has no answer, and lists the kept models anew.
fn tell_worker(desk: RunDesk, request: LocalRequest) {
    spawn_local(async move {
        if let Err(failure) = desk.session.ask(Request::Local(request)).await {
            desk.tell(failure);
        }
        list_kept(desk);
    });
}

async fn ask(session: Session, request: LocalRequest, files: Vec<File>) -> Result<LocalReply, Failure> {
    expect_reply(session.send(Request::Local(request), files).await, |parcel| match parcel.message {
        Reply::Local(reply) => Some(reply),
        _ => None,
    })
}
