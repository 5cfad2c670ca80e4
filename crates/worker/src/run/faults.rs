//! From the browser's errors to the failures that the page explains.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

use protocol::run::RunFault;

/// Why the storage, or another faculty of the browser, cannot be used.
pub(crate) fn storage(error: &JsValue) -> RunFault {
    match error.dyn_ref::<DomException>() {
        Some(exception) if exception.name() == "QuotaExceededError" => RunFault::StorageFull,
        Some(exception) => RunFault::Storage { detail: exception.name() },
        None => RunFault::Storage { detail: error.as_string().unwrap_or_default() },
    }
}

/// Why a request to the database failed.
pub(super) fn database(error: &idb::Error) -> RunFault {
    let said = error.to_string();
    if said.contains("QuotaExceeded") { RunFault::StorageFull } else { RunFault::Storage { detail: said } }
}
