//! From a request to its response.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use serde_json::{Value, json};

use crate::cors;
use crate::dialect::Dialect;
use crate::fault::Fault;
use crate::hub::Hub;
use crate::ledger::{Asking, Ledger};
use crate::problem::Problem;
use crate::question::{Question, Says};
use crate::reply::{self, Body};
use crate::route::Route;
use crate::settings::{Model, Settings};

/// What all connections share.
#[derive(Default)]
pub(crate) struct Service {
    pub(crate) hub: Hub,
    settings: Mutex<Arc<Settings>>,
    ledger: Mutex<Arc<Ledger>>,
    last_request: Mutex<Option<LastRequest>>,
}

struct LastRequest {
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

/// The connection is to end without a response.
#[derive(Debug)]
pub(crate) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("the connection ends without a response")
    }
}

impl Error for Dropped {}

impl Service {
    pub(crate) fn settings(&self) -> Arc<Settings> {
        Arc::clone(&lock(&self.settings))
    }

    pub(crate) fn set(&self, settings: Settings) {
        self.hub.begin();
        *lock(&self.settings) = Arc::new(settings);
    }

    pub(crate) fn ledger(&self) -> Arc<Ledger> {
        Arc::clone(&lock(&self.ledger))
    }

    /// Requests still being answered go on, and count no more.
    pub(crate) fn forget(&self) {
        *lock(&self.ledger) = Arc::default();
        *lock(&self.last_request) = None;
    }

    /// The last request for an answer, `null` where there is none.
    pub(crate) fn last_request(&self) -> Value {
        let last = lock(&self.last_request);
        let Some(last) = last.as_ref() else { return Value::Null };
        let header = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
            (name.to_string(), json!(String::from_utf8_lossy(value.as_bytes())))
        };
        let body: Value =
            serde_json::from_slice(&last.body).unwrap_or_else(|_| json!(String::from_utf8_lossy(&last.body)));
        let headers: serde_json::Map<String, Value> = last.headers.iter().map(header).collect();
        json!({ "path": last.path, "headers": headers, "body": body })
    }

    pub(crate) async fn respond(&self, request: Request<Incoming>) -> Result<Response<Body>, Dropped> {
        let (parts, body) = request.into_parts();
        let headers = &parts.headers;
        let settings = self.settings();
        let Some(route) = Route::of(parts.uri.path()) else {
            return Ok(reply::empty(StatusCode::NOT_FOUND, HeaderMap::new()));
        };
        match route {
            Route::Control(name) => {
                let body = whole(body).await?;
                return Ok(crate::control::respond(self, &parts.method, name, &body));
            }
            Route::Resolve(file) => return Ok(self.hub.resolve(file, &parts, &settings.hub).await),
            Route::Storage(file) => return self.hub.serve(file, &parts, &settings.hub).await,
            _ => {}
        }
        let (Route::Answer(dialect, _) | Route::Models(dialect) | Route::Unknown(dialect)) = route else {
            return Ok(reply::empty(StatusCode::NOT_FOUND, HeaderMap::new()));
        };
        if parts.method == Method::OPTIONS {
            self.ledger().preflight();
            let (status, allowed) = cors::preflight(dialect, headers, &settings);
            return Ok(reply::empty(status, allowed));
        }
        match (route, parts.method) {
            (Route::Answer(_, model), Method::POST) => {
                let body = whole(body).await?;
                let last =
                    LastRequest { path: parts.uri.path().to_owned(), headers: headers.clone(), body: body.clone() };
                *lock(&self.last_request) = Some(last);
                self.answer(dialect, model, headers, &body, &settings).await
            }
            (Route::Models(_), Method::GET) => Ok(list_models(dialect, headers, &settings)),
            _ => Ok(refuse(dialect, &Problem::UnknownPath, headers, &settings)),
        }
    }

    async fn answer(
        &self,
        dialect: Dialect,
        model_of_path: &str,
        headers: &HeaderMap,
        body: &[u8],
        settings: &Settings,
    ) -> Result<Response<Body>, Dropped> {
        let ledger = self.ledger();
        ledger.request(headers, body.len());
        let read = dialect.admit(headers, settings).and_then(|()| dialect.read(model_of_path, body));
        let checked = read.and_then(|question| check(&question, settings).map(|model| (question, model)));
        let (question, model) = match checked {
            Ok(checked) => checked,
            Err(problem) => {
                ledger.problem(dialect.problem(&problem).0);
                return Ok(refuse(dialect, &problem, headers, settings));
            }
        };
        let text = question.answer_text(settings);
        let asking = ledger.ask(dialect, &question, &text);
        tokio::time::sleep(Duration::from_millis(settings.latency_ms)).await;
        let fault = fault_of(&question, &asking, settings);
        if let Some(fault) = fault {
            asking.fault(fault);
            if fault == Fault::DropBeforeHeaders {
                return Err(Dropped);
            }
            if let Some(problem) = problem_of(fault, &question, settings) {
                let mut response = refuse(dialect, &problem, headers, settings);
                reply::insert_retry_after(response.headers_mut(), fault, settings);
                return Ok(response);
            }
        }
        let says = match fault {
            Some(Fault::Refusal) => Says::Refusal,
            Some(Fault::EmptyAnswer) => Says::Nothing,
            _ => Says::Text(text),
        };
        let answer = question.answer(says, model.thinks);
        if fault.is_none_or(Fault::leaves_answer) {
            asking.answered(answer.usage);
        }
        let allowed = cors::of_response(dialect, headers, settings);
        Ok(reply::faulty(fault, allowed, &dialect.answer(&question.model, &answer), settings))
    }
}

async fn whole(body: Incoming) -> Result<Bytes, Dropped> {
    match body.collect().await {
        Ok(body) => Ok(body.to_bytes()),
        // The client went away in the middle of its request.
        Err(_) => Err(Dropped),
    }
}

/// The model that a question is for, if it can answer it.
fn check<'a>(question: &Question, settings: &'a Settings) -> Result<&'a Model, Problem> {
    let model = settings.models.iter().find(|model| model.id == question.model);
    let model = model.ok_or_else(|| Problem::UnknownModel(question.model.clone()))?;
    if !model.vision && !question.pictures.is_empty() {
        return Err(Problem::NoVision);
    }
    match question.sampling {
        Some(parameter) if model.fixed_sampling => Err(Problem::FixedSampling(parameter)),
        _ => Ok(model),
    }
}

fn fault_of(question: &Question, asking: &Asking, settings: &Settings) -> Option<Fault> {
    if settings.faults_per_question.is_some_and(|most| asking.faults >= most) {
        return None;
    }
    Fault::draw(settings, question.id(), asking.attempt)
}

/// What a fault pretends to be wrong, `None` where it only spoils the answer.
fn problem_of(fault: Fault, question: &Question, settings: &Settings) -> Option<Problem> {
    let problem = match fault {
        Fault::RateLimitHint => Problem::RateLimit(Some(settings.retry_after_seconds)),
        Fault::RateLimitSeconds | Fault::RateLimitDate | Fault::RateLimitBare => Problem::RateLimit(None),
        Fault::QuotaExceeded => Problem::Quota,
        Fault::ServerError => Problem::Internal,
        Fault::Unavailable => Problem::Unavailable,
        Fault::Overloaded => Problem::Overloaded,
        Fault::WrongKey => Problem::WrongKey,
        Fault::UnknownModel => Problem::UnknownModel(question.model.clone()),
        Fault::NoVision => Problem::NoVision,
        _ => return None,
    };
    Some(problem)
}

fn list_models(dialect: Dialect, headers: &HeaderMap, settings: &Settings) -> Response<Body> {
    match dialect.admit(headers, settings) {
        Ok(()) => {
            let allowed = cors::of_response(dialect, headers, settings);
            reply::json(StatusCode::OK, allowed, &dialect.models(&settings.models))
        }
        Err(problem) => refuse(dialect, &problem, headers, settings),
    }
}

fn refuse(dialect: Dialect, problem: &Problem, headers: &HeaderMap, settings: &Settings) -> Response<Body> {
    let shown = cors::shows(dialect, problem);
    let allowed = if shown { cors::of_response(dialect, headers, settings) } else { HeaderMap::new() };
    let (status, value) = dialect.problem(problem);
    reply::json(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), allowed, &value)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
