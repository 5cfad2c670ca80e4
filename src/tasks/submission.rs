//! Packing a checked file for the organisers.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::check::CheckDesk;
use super::export::save_file;
use crate::queries::latest::Loadable;
use engine::repair::Repair;
use engine::submission::{Form, PackageFile};
use protocol::Failure;
use protocol::check::{CheckId, ExportPackaged, PackagePreview, PreviewPackage};
use web::clipboard;

/// What is packed.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The checked file.
    pub check: CheckId,
    /// The repairs.
    pub repairs: Vec<Repair>,
    /// What the team says.
    pub form: Form,
}

/// A package with what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// What was asked for.
    pub order: Order,
    /// What it holds.
    pub preview: Arc<PackagePreview>,
}

/// Packs a file; `package` is told what becomes of it.
pub fn prepare(desk: CheckDesk, order: Order, package: RwSignal<Loadable<Prepared>>) {
    package.set(Loadable::Loading);
    spawn_local(async move {
        let Order { check, repairs, form } = order.clone();
        let packed = desk.session.ask(PreviewPackage { check, repairs, form }).await;
        // The page asks only with a form in which it has found no fault, by the same rules as the worker.
        let packed = packed.and_then(|packed| packed.map_err(|_faults| Failure::VersionMismatch));
        // The page may have been left meanwhile.
        package.try_set(match packed {
            Ok(preview) => Loadable::Ready(Prepared { order, preview: Arc::new(preview) }),
            Err(failure) => Loadable::Failed(failure),
        });
    });
}

/// Hands a file of a package to the browser to save.
pub fn save_packed(desk: CheckDesk, order: Order, file: PackageFile) {
    let Order { check, repairs, form } = order;
    save_file(desk.session, desk.notices, ExportPackaged { check, repairs, form, file });
}

/// Copies a text; `copied` is told whether the browser allowed it.
pub fn copy(text: String, copied: RwSignal<Option<bool>>) {
    spawn_local(async move {
        let is_copied = clipboard::write(&text).await.is_ok();
        copied.try_set(Some(is_copied));
    });
}
