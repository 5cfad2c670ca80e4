//! The form of files by their addresses: who is asked, for how much, and what went wrong.

use leptos::prelude::*;
use leptos::{ev, html};

use crate::format::bytes;
use crate::i18n::{AddressWords, fill};
use crate::reactive::{dynamic, dynamic_value, effect, handler, memo};
use crate::shell::addresses::Addresses;
use crate::shell::around::host;
use crate::shell::by_address::{AddressContext, Stage};
use crate::shell::host_key::HostKey;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::text::{FailureNote, OtherHost};

/// Where addresses are typed.
#[component]
pub fn ByAddressForm() -> impl IntoView {
    let context = AddressContext::of_page();
    let Addresses { data, index, predictions } = context.state.addresses.get_untracked();
    let data = RwSignal::new(data.join("\n"));
    let index = RwSignal::new(index.unwrap_or_default());
    let predictions = RwSignal::new(predictions.join("\n"));
    // Those of a list or a link take the place of what is typed, so that what is wrong with them can be changed.
    Effect::watch(
        move || context.state.addresses.get(),
        move |asked, _, _| {
            data.set(asked.data.join("\n"));
            index.set(asked.index.clone().unwrap_or_default());
            predictions.set(asked.predictions.join("\n"));
        },
        false,
    );
    let typed = memo(move || Addresses::typed(&data.get(), &index.get(), &predictions.get()));
    let is_refused = move || context.state.refused.with(|refused| !refused.is_empty());
    let has_more =
        memo(move || typed.with(|typed| typed.index.is_some() || !typed.predictions.is_empty()) || is_refused());
    // It closes by a press alone: a field that is emptied would take the focus with it.
    let more = NodeRef::<html::Details>::new();
    effect(move || {
        if let Some(more) = more.get()
            && has_more.get()
        {
            more.set_open(true);
        }
    });
    let is_busy = memo(move || matches!(context.state.stage.get(), Stage::Asking(_)));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let addresses = typed.get_untracked();
        if !addresses.is_empty() && !is_busy.get_untracked() {
            context.open(addresses);
        }
    };
    view! {
        <section class="section section--framed address" aria-labelledby="by-address-title">
            <h2 id="by-address-title" class="section__title">{tr(|m| m.address.title)}</h2>
            <p>{tr(|m| m.address.about)}</p>
            <form class="form" on:submit=submit>
                <Lines id="address-data" label=|m| m.data hint=|m| m.data_hint text=data />
                <details class="address__more" node_ref=more>
                    <summary>{tr(|m| m.address.more)}</summary>
                    <div class="form">
                        <Lines id="address-index" label=|m| m.index hint=|m| m.index_hint text=index />
                        <Lines
                            id="address-predictions"
                            label=|m| m.predictions
                            hint=|m| m.predictions_hint
                            text=predictions
                        />
                        {host().allows_keys().then(|| view! { <Token typed /> })}
                    </div>
                </details>
                <div class="actions">
                    <button
                        type="submit"
                        class="button"
                        aria-disabled=dynamic_value(move || (typed.with(Addresses::is_empty) || is_busy.get()).then_some("true"))
                    >
                        {tr(|m| m.address.open)}
                    </button>
                </div>
            </form>
            <Progress context />
            {dynamic(move || is_refused().then(|| view! { <Refused context /> }))}
        </section>
    }
}

/// What could not be opened, and why.
#[component]
fn Refused(context: AddressContext) -> impl IntoView {
    let refused = move || {
        let refused = context.state.refused.get().into_iter();
        refused
            .map(|(name, failure)| {
                let name = (!name.is_empty()).then(|| view! { <p class="form__label">{name}</p> });
                view! { {name} <FailureNote failure /> }
            })
            .collect_view()
    };
    view! { <div node_ref=gone_to() tabindex="-1">{dynamic(refused)}</div> }
}

/// An element that gets the focus once it is there: on small screens it would be below what is in view.
fn gone_to() -> NodeRef<html::Div> {
    let element = NodeRef::<html::Div>::new();
    effect(move || {
        if let Some(Err(error)) = element.get().map(|element| element.focus()) {
            leptos::logging::warn!("{error:?}");
        }
    });
    element
}

/// Addresses, one a line.
#[component]
fn Lines(
    id: &'static str,
    label: fn(&AddressWords) -> &'static str,
    hint: fn(&AddressWords) -> &'static str,
    text: RwSignal<String>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let word = move |pick: fn(&AddressWords) -> &'static str| move || pick(&preferences.messages().address);
    let hint_id = format!("{id}-hint");
    view! {
        <div class="form__field">
            <label class="form__label" for=id>{word(label)}</label>
            <textarea
                id=id
                class="field form__text"
                rows=dynamic_value(move || text.with(|text| text.lines().count().clamp(1, 12)))
                spellcheck="false"
                autocapitalize="off"
                aria-describedby=hint_id.clone()
                prop:value=text
                on:input=handler(move |event| text.set(event_target_value(&event)))
            ></textarea>
            <p class="form__hint" id=hint_id>{word(hint)}</p>
        </div>
    }
}

/// The token for the first host.
#[component]
fn Token(typed: Memo<Addresses>) -> impl IntoView {
    let state = AddressContext::of_page().state;
    let preferences = expect_context::<Preferences>();
    let host = memo(move || typed.with(Addresses::first_host));
    let shown = move || host.with(|host| state.token.with(|key| key.for_host(host.as_deref()).expose().to_owned()));
    let entered = move |event: ev::Event| {
        if let Some(host) = host.get_untracked() {
            state.token.set(HostKey::new(host, event_target_value(&event)));
        }
    };
    let hint = move || {
        let words = preferences.messages().address;
        host.get().map_or_else(|| words.token_no_host.to_owned(), |host| fill(words.token_hint, &[("host", &host)]))
    };
    view! {
        <div class="form__field">
            <label class="form__label" for="address-token">{tr(|m| m.address.token)}</label>
            <input
                class="field"
                id="address-token"
                type="password"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="address-token-hint"
                disabled=dynamic_value(move || host.with(Option::is_none))
                prop:value=shown
                on:input=handler(entered)
            />
            <OtherHost key=state.token host />
            <p class="form__hint" id="address-token-hint">{dynamic(hint)}</p>
        </div>
    }
}

/// Who is asked, and the question before a whole file is.
#[component]
fn Progress(context: AddressContext) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let cancel = move || {
        view! {
            <button type="button" class="button" on:click=handler(move |_| context.cancel())>
                {tr(|m| m.shell.cancel)}
            </button>
        }
    };
    let shown = move || {
        let words = preferences.messages();
        let joined = |hosts: &[String]| hosts.join(words.shell.list_joint);
        match context.state.stage.get() {
            Stage::Idle => ().into_any(),
            Stage::Asking(hosts) => view! {
                <p class="actions">
                    <span>{fill(words.address.asking, &[("hosts", &joined(&hosts))])}</span>
                    {cancel()}
                </p>
            }
            .into_any(),
            Stage::Unread(hosts, size) => {
                let (size, host) = (bytes(size), hosts.first().cloned().unwrap_or_default());
                view! {
                    <div class="note" node_ref=gone_to() tabindex="-1">
                        <p class="note__what">{fill(words.address.unread, &[("host", &host), ("bytes", &size)])}</p>
                        <p>{words.address.unread_next}</p>
                        <p class="actions">
                            <button
                                type="button"
                                class="button button--primary"
                                on:click=handler(move |_| context.read_through())
                            >
                                {fill(words.address.read, &[("bytes", &size)])}
                            </button>
                            {cancel()}
                        </p>
                    </div>
                }
                .into_any()
            }
        }
    };
    view! { <div role="status">{dynamic(shown)}</div> }
}
