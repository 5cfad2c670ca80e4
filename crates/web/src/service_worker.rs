//! The page's side of the service worker (`public/sw.js`), which keeps the site for when there is no network.

use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
    ServiceWorkerUpdateViaCache,
};

use super::{log, page};

const SCRIPT: &str = "sw.js";

/// Has the next version take over; the page is to be loaded anew once it has.
const ACTIVATE: &str = "activate";
/// Says that a page has started, so that versions which no page uses any more can go.
const STARTED: &str = "started";

/// Registers the service worker; `on_new_version` is told when another version of the site than the page's is ready.
/// Nothing is done where the browser has none: on an insecure origin, or in a sandbox without an origin.
pub async fn register(on_new_version: impl Fn() + 'static) -> Result<(), JsValue> {
    let Some(container) = container() else { return Ok(()) };
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let registration: ServiceWorkerRegistration =
        JsFuture::from(container.register_with_options(SCRIPT, &options)).await?.dyn_into()?;
    if let Some(active) = container.controller() {
        active.post_message(&STARTED.into())?;
        if registration.waiting().is_some() {
            on_new_version();
        }
    }
    watch(&container, &registration, Rc::new(on_new_version));
    Ok(())
}

/// Lets the version that waits, if any, take over, and loads the page anew.
pub async fn begin_new_version() -> Result<(), JsValue> {
    if let Some(container) = container() {
        let registration: JsValue = JsFuture::from(container.get_registration()).await?;
        let waiting = registration.dyn_into::<ServiceWorkerRegistration>().ok().and_then(|found| found.waiting());
        if let Some(waiting) = waiting {
            EventListener::new(&container, "controllerchange", |_| log::refusal(reload())).forget();
            return waiting.post_message(&ACTIVATE.into());
        }
    }
    // Another tab has let it take over.
    reload()
}

/// Waits for versions that are found from now on, for as long as the page lives.
fn watch(container: &ServiceWorkerContainer, registration: &ServiceWorkerRegistration, tell: Rc<dyn Fn()>) {
    let container = container.clone();
    let found = registration.clone();
    let listener = EventListener::new(registration, "updatefound", move |_| {
        if let (Some(installing), Some(_)) = (found.installing(), container.controller()) {
            tell_when_installed(&installing, tell.clone());
        }
    });
    listener.forget();
}

fn tell_when_installed(installing: &ServiceWorker, tell: Rc<dyn Fn()>) {
    let worker = installing.clone();
    let listener = EventListener::new(installing, "statechange", move |_| {
        if worker.state() == ServiceWorkerState::Installed {
            tell();
        }
    });
    listener.forget();
}

/// `navigator.serviceWorker`, which only secure origins have.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = page::window().navigator();
    // In a sandbox without an origin even reading it throws.
    Reflect::get(&navigator, &"serviceWorker".into()).ok()?.dyn_into().ok()
}

fn reload() -> Result<(), JsValue> {
    page::window().location().reload()
}
