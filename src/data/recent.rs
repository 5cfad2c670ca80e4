//! The datasets that were opened before.

use leptos::prelude::*;

use crate::format::{bytes, integer};
use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::shell::addresses::Addresses;
use crate::shell::by_address::AddressContext;
use crate::shell::navigation::Navigation;
use crate::shell::notices::Notices;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::recent::{RecentEntry, RecentFiles, forget, load, reopen};
use crate::shell::session::Session;
use crate::ui::button::FileButton;
use crate::ui::icon::{Icon, IconView};
use web::clock::date_and_time;

/// The list, where there is something to list.
#[component]
pub fn Recent() -> impl IntoView {
    let recent = expect_context::<RecentFiles>();
    load(recent);
    let is_empty = memo(move || recent.list.with(Vec::is_empty));
    let entries = move || recent.list.get().into_iter().map(|entry| view! { <Entry entry /> }).collect_view();
    move || {
        (!is_empty.get()).then(|| {
            view! {
                <section class="section" aria-labelledby="recent-title">
                    <h2 id="recent-title" class="section__title">{tr(|m| m.recent.title)}</h2>
                    <p>{tr(|m| m.recent.about)}</p>
                    <ul class="recent">{dynamic(entries)}</ul>
                </section>
            }
        })
    }
}

#[component]
fn Entry(entry: RecentEntry) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let recent = expect_context::<RecentFiles>();
    let preferences = expect_context::<Preferences>();
    let RecentEntry { dataset, handles } = entry.clone();
    let name = dataset.name.clone();
    let remove = move || fill(preferences.messages().recent.forget, &[("name", &name)]);
    let size = dataset.parts.iter().map(|part| part.bytes).sum();
    let parts = dataset.parts.len();
    let about = move || {
        let words = preferences.messages().recent;
        let when = date_and_time(dataset.opened, preferences.language.get().tag());
        let rows = integer(dataset.rows.into());
        let about = fill(words.entry, &[("rows", &rows), ("bytes", &bytes(size)), ("when", &when)]);
        let files = fill(words.files, &[("files", &parts.to_string())]);
        if parts > 1 { format!("{about} · {files}") } else { about }
    };
    let fingerprint = dataset.fingerprint.clone();
    let by_address = AddressContext::of_page();
    let addresses = Addresses { data: dataset.addresses, index: dataset.index, predictions: Vec::new() };
    let open = if !addresses.is_empty() {
        let press = move |_| by_address.open(addresses.clone());
        view! { <button type="button" class="button" on:click=press>{tr(|m| m.recent.open)}</button> }.into_any()
    } else if handles.is_empty() {
        view! {
            <div class="recent__again">
                <FileButton class="button" label=Signal::derive(tr(|m| m.recent.choose_again))>
                    {tr(|m| m.recent.choose_again)}
                </FileButton>
                <span class="recent__hint">{tr(|m| m.recent.drop_again)}</span>
            </div>
        }
        .into_any()
    } else {
        let press = move |_| reopen(session, notices, navigation, recent, entry.clone());
        view! { <button type="button" class="button" on:click=press>{tr(|m| m.recent.open)}</button> }.into_any()
    };
    view! {
        <li class="recent__entry">
            <div class="recent__what">
                <span class="recent__name">{dataset.name}</span>
                <span class="recent__about">{dynamic(about)}</span>
            </div>
            {open}
            <button
                type="button"
                class="button button--icon"
                aria-label=remove.clone()
                title=remove
                on:click=handler(move |_| forget(recent, fingerprint.clone()))
            >
                <IconView icon=Icon::Close />
            </button>
        </li>
    }
}
