//! Which request is answered by what.

use web_sys::File;

use super::outbox::Answer;
use super::{
    Shared, check, explore, exports, local, opening, pictures, predictions, questions, run, scores, source, thumbnails,
};
use engine::scoring::RuleSet;
use protocol::explore::ExploreRequest;
use protocol::{Failure, Reply, Request};

/// Answers a request.
pub(super) async fn answer(session: &Shared, request: Request, files: Vec<File>) -> Result<Answer, Failure> {
    match request {
        Request::Open { remember } => Ok(opening::open(session, files, remember).await),
        Request::CancelIndexing => {
            session.borrow_mut().cancel_indexing();
            Ok(Reply::Done.into())
        }
        Request::CancelOpening => {
            let session = &mut session.borrow_mut();
            session.openings_cancelled = session.openings_cancelled.wrapping_add(1);
            Ok(Reply::Done.into())
        }
        Request::CloseDataset => {
            session.borrow_mut().close_dataset();
            Ok(Reply::Done.into())
        }
        Request::ClosePredictions(id) => {
            session.borrow_mut().close_predictions(id);
            Ok(Reply::Done.into())
        }
        Request::Rows { start, end } => questions::rows(&session.borrow(), start, end),
        Request::Question { row } => questions::question(session, row).await,
        Request::Picture { row, which } => pictures::picture(session, row, which).await,
        Request::PredictionsOf { row, rules } => predictions::predictions_of(&session.borrow(), row, rules),
        Request::Thumbnail { row, which } => thumbnails::thumbnail(session, row, which).await,
        Request::Find { index } => questions::find(&session.borrow(), &index),
        Request::Score { predictions, rules } => {
            scores::prepare(session, predictions, &RuleSet::ALL).await?;
            scores::score(&mut session.borrow_mut(), predictions, rules)
        }
        Request::ScoredRows { predictions, rules, filter, start, end } => {
            scores::prepare(session, predictions, &[rules]).await?;
            scores::rows(&mut session.borrow_mut(), predictions, rules, filter, start..end)
        }
        Request::ScoredPlace { predictions, rules, filter, at } => {
            scores::prepare(session, predictions, &[rules]).await?;
            scores::place(&mut session.borrow_mut(), predictions, rules, filter, at)
        }
        Request::ScoredRow { predictions, rules, at } => {
            scores::prepare(session, predictions, &[rules]).await?;
            scores::row(&mut session.borrow_mut(), predictions, rules, at)
        }
        Request::Export { predictions, rules, file } => {
            scores::prepare(session, predictions, &RuleSet::ALL).await?;
            exports::export(&mut session.borrow_mut(), predictions, rules, file)
        }
        Request::Explore(request) => {
            if let ExploreRequest::Select { rules, .. } = request {
                scores::prepare_all(session, rules).await;
            }
            explore::answer(session, request)
        }
        Request::Source(request) => source::answer(session, request).await,
        Request::Check(request) => check::answer(session, request, files).await,
        Request::Run(request) => run::answer(session, request, files).await,
        Request::Local(request) => local::answer(session, request, files).await,
    }
}
