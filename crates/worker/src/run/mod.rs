//! Runs: a model is asked the questions of a selection.
//!
//! `driver` begins runs, `active` leads the one under way by the engine's scheduler, `storage` keeps its records, `model`
//! says what a model is to the run, whatever its kind.

mod active;
mod driver;
mod faults;
mod imports;
mod journal_writer;
mod judging;
mod local;
mod model;
mod pictures;
mod planning;
mod remote;
mod results;
mod state;
mod storage;
mod task;
mod test;
mod warming;

use web_sys::File;

pub(super) use active::ActiveRun;
pub(super) use faults::storage as storage_fault;
pub(super) use results::ListedRun;
pub(super) use warming::warm_up;

use super::Shared;
use super::outbox::Answer;
use protocol::run::{RunFault, RunReply, RunRequest};
use protocol::{Failure, Reply};
use storage::Storage;

/// Answers a request.
pub(super) async fn answer(session: &Shared, request: RunRequest, files: Vec<File>) -> Result<Answer, Failure> {
    let reply = match request {
        RunRequest::Preview(settings) => RunReply::Preview(Box::new(planning::preview(session, &settings).await?)),
        RunRequest::Prompt { settings, place } => {
            RunReply::Prompt(Box::new(planning::prompt(session, &settings, place).await?))
        }
        RunRequest::Test { model, sampling, key } => {
            RunReply::Tested(test::test(session, &model, sampling, &key).await?)
        }
        RunRequest::CancelTests => {
            test::cancel(session);
            return done(Ok(()));
        }
        RunRequest::Begin { settings, key } => RunReply::Begun(driver::begin(session, &settings, &key).await?),
        RunRequest::Continue { id, key, limits } => RunReply::Begun(driver::go_on(session, &id, &key, limits).await?),
        RunRequest::Judge { predictions, rules, settings, key } => {
            RunReply::Begun(driver::judge(session, predictions, rules, &settings, &key).await?)
        }
        RunRequest::Pause => return done(driver::pause(session)),
        RunRequest::Resume => return done(driver::resume(session).await),
        RunRequest::Stop => return done(driver::stop(session)),
        RunRequest::RetryFailed => return done(driver::retry_failed(session).await),
        RunRequest::SetBudget(budget) => return done(driver::set_budget(session, budget).await),
        RunRequest::SetKey(key) => return done(driver::set_key(session, &key)),
        RunRequest::Close => return done(driver::close(session)),
        RunRequest::Delete(id) => return done(delete(session, &id).await),
        RunRequest::List => results::list(session).await?,
        RunRequest::Failures { id, start, end } => results::failures(session, &id, start, end).await?,
        RunRequest::Answers { id, start, end } => results::answers(session, &id, start, end).await?,
        RunRequest::Load(id) => RunReply::Loaded(results::load(session, &id).await?),
        RunRequest::Export { id, file } => return results::export(session, &id, file).await,
        RunRequest::ImportJournal => imports::journal(session, &files).await?,
        RunRequest::ImportPredictions(settings) => imports::predictions(session, &settings, &files).await?,
        RunRequest::Merge { settings, format } => {
            return imports::merged(session, &settings, format, &files).await;
        }
    };
    Ok(Reply::Run(reply).into())
}

fn done(result: Result<(), Failure>) -> Result<Answer, Failure> {
    result.map(|()| Reply::Done.into())
}

/// Deletes a run that is not under way, in no tab.
async fn delete(session: &Shared, id: &str) -> Result<(), Failure> {
    let is_open = session.borrow().run.as_ref().is_some_and(|run| run.header.borrow().id() == id);
    if is_open {
        return Err(RunFault::Busy.into());
    }
    let _lock = driver::lock(id).await?;
    session.borrow_mut().listed_run = None;
    results::forget_fit(session, id);
    Ok(Storage::open().await?.delete(id).await?)
}
