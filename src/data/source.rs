//! Where a dataset on a server comes from, what was fetched of it, and its index as a file to give away.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::format::{bytes, integer};
use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::shell::notices::{Notices, save_file};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use protocol::Phase;
use protocol::address::{ExportIndex, ReadTraffic, Traffic};

/// How often the traffic is looked at.
const LOOKED_AT: Duration = Duration::from_secs(1);

/// The host of the dataset, where it lies on a server.
pub fn host_of(session: Session) -> Memo<Option<String>> {
    memo(move || session.dataset.with(|dataset| dataset.as_ref()?.host.clone()))
}

/// The host, and what was fetched.
#[component]
pub fn Fetched() -> impl IntoView {
    let session = expect_context::<Session>();
    let host = host_of(session);
    move || host.get().map(|host| view! { <TrafficOf host /> })
}

#[component]
fn TrafficOf(host: String) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let traffic = RwSignal::new(Traffic::default());
    let look = move || {
        let asking = session.ask(ReadTraffic);
        spawn_local(async move {
            if let Ok(now) = asking.await {
                traffic.try_set(now);
            }
        });
    };
    look();
    if let Ok(timer) = set_interval_with_handle(look, LOOKED_AT) {
        on_cleanup(move || timer.clear());
    }
    let text = move || {
        let Traffic { requests, bytes: fetched } = traffic.get();
        let (fetched, requests) = (bytes(fetched), integer(requests.into()));
        fill(preferences.messages().address.traffic, &[("host", &host), ("bytes", &fetched), ("n", &requests)])
    };
    view! { <p class="muted">{dynamic(text)}</p> }
}

/// Saves the index of a dataset that was read to its end.
#[component]
pub fn SaveIndex() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let with_category = RwSignal::new(false);
    let is_complete =
        memo(move || session.dataset.with(|dataset| dataset.as_ref().is_some_and(|d| d.phase == Phase::Complete)));
    // Without answers it is the column `category` that says what they are.
    let tells = memo(move || {
        session.dataset.with(|dataset| {
            dataset.as_ref().is_some_and(|d| !d.has_answers && d.columns.iter().any(|column| column == "category"))
        })
    });
    let save = move |_| save_file(session, notices, ExportIndex { with_category: with_category.get_untracked() });
    let choice = move || {
        tells.get().then(|| {
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=with_category
                        on:change=handler(move |event| with_category.set(event_target_checked(&event)))
                    />
                    <span>{tr(|m| m.address.with_category)}</span>
                </label>
            }
        })
    };
    move || {
        is_complete.get().then(|| {
            view! {
                <h3 class="section__subtitle">{tr(|m| m.address.index_title)}</h3>
                <div class="progress__line">
                    <p>{tr(|m| m.address.index_about)}</p>
                    <button type="button" class="button" on:click=handler(save)>{tr(|m| m.address.save_index)}</button>
                </div>
                {dynamic(choice)}
            }
        })
    }
}
