//! The tests' own door: what the server shall do, and what it has seen.

use hyper::{HeaderMap, Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::reply::{self, Body};
use crate::service::Service;

pub(crate) fn respond(service: &Service, method: &Method, name: &str, body: &[u8]) -> Response<Body> {
    match (method, name) {
        (&Method::GET, "settings") => shown(service.settings().as_ref()),
        (&Method::PUT, "settings") => match serde_json::from_slice(body) {
            Ok(settings) => {
                service.set(settings);
                reply::empty(StatusCode::NO_CONTENT, HeaderMap::new())
            }
            Err(error) => failed(StatusCode::BAD_REQUEST, &error),
        },
        (&Method::GET, "statistics") => shown(&service.ledger().statistics()),
        (&Method::DELETE, "statistics") => {
            service.forget();
            reply::empty(StatusCode::NO_CONTENT, HeaderMap::new())
        }
        (&Method::GET, "last-request") => reply::json(StatusCode::OK, HeaderMap::new(), &service.last_request()),
        _ => reply::empty(StatusCode::NOT_FOUND, HeaderMap::new()),
    }
}

fn shown(value: &impl serde::Serialize) -> Response<Body> {
    match serde_json::to_value(value) {
        Ok(value) => reply::json(StatusCode::OK, HeaderMap::new(), &value),
        Err(error) => failed(StatusCode::INTERNAL_SERVER_ERROR, &error),
    }
}

fn failed(status: StatusCode, error: &serde_json::Error) -> Response<Body> {
    let value: Value = json!({ "error": error.to_string() });
    reply::json(status, HeaderMap::new(), &value)
}
