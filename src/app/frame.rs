//! Header, navigation, page, what lies over them, and the keys that lead from page to page.

use leptos::prelude::*;
use leptos::{ev, html};

use super::drop_overlay::DropOverlay;
use super::header::{EmbedBar, Header};
use super::notice_list::NoticeList;
use super::pages::PageView;
use crate::embed::serve::{Embed, report_height};
use crate::help::page::KeyList;
use crate::i18n::Messages;
use crate::reactive::{dynamic_value, effect, handler};
use crate::shell::address::Page;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};
use web::keyboard::command_key;

/// The whole window.
#[component]
pub fn Shell() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let page = navigation.page();
    let main = NodeRef::<html::Main>::new();
    let shell = NodeRef::<html::Div>::new();
    let keys_open = RwSignal::new(false);
    let embed = expect_context::<Embed>();
    let host = embed.host;
    report_height(embed, move || shell.get().map(Into::into));
    go_by_keys(navigation, keys_open);
    announce_page(page, main);

    let skip = move |_: ev::MouseEvent| focus(main);
    view! {
        <div class="shell" class:shell--frame=host.is_frame() node_ref=shell>
            <button type="button" class="skip" on:click=skip>{tr(|m| m.shell.skip_to_content)}</button>
            {if host.is_frame() {
                view! { <EmbedBar /> }.into_any()
            } else {
                view! { <Header keys_open /><NavigationBar /> }.into_any()
            }}
            <main class="shell__main" node_ref=main tabindex="-1">
                <PageView page />
            </main>
            <NoticeList />
            <DropOverlay />
            <KeysDialog open=keys_open />
        </div>
    }
}

/// Gives the document the page's title, and the focus to a page that has been gone to.
fn announce_page(page: Memo<Page>, main: NodeRef<html::Main>) {
    let preferences = expect_context::<Preferences>();
    effect(move || {
        let words = preferences.messages();
        let title = match page.get() {
            Page::Data => words.data.title,
            Page::Explore => words.explore.title,
            Page::Run => words.run.title,
            Page::Score => words.score.title,
            Page::Compare => words.compare.title,
            Page::Check => words.check.title,
            Page::Leaderboard => words.board.title,
            Page::Help => words.help.title,
            Page::Settings => words.settings.title,
        };
        document().set_title(&format!("{title} · GMAI Scope"));
    });
    // In a frame that the user is not in, the focus would be taken from the page around.
    let has_focus = || document().has_focus().unwrap_or(true);
    Effect::watch(
        move || page.get(),
        move |_, _, _| {
            if has_focus() {
                focus(main);
            }
        },
        false,
    );
}

fn focus(main: NodeRef<html::Main>) {
    if let Some(Err(error)) = main.get_untracked().map(|main| main.focus()) {
        leptos::logging::warn!("{error:?}");
    }
}

/// So long, in milliseconds, a letter after `g` belongs to it.
const AFTER_G: f64 = 1500.0;

/// `g` and a letter go to a page; `?` lists the keys.
fn go_by_keys(navigation: Navigation, keys_open: RwSignal<bool>) {
    let pressed_g = StoredValue::new(f64::NEG_INFINITY);
    window_event_listener(ev::keydown, move |event| {
        let Some(key) = command_key(&event) else { return };
        // When it was pressed, however late it is handled.
        let time = event.time_stamp();
        let follows_g = time - pressed_g.get_value() < AFTER_G;
        pressed_g.set_value(if key == "g" { time } else { f64::NEG_INFINITY });
        let page = match key.as_str() {
            "d" => Page::Data,
            "e" => Page::Explore,
            "r" => Page::Run,
            "s" => Page::Score,
            "v" => Page::Compare,
            "c" => Page::Check,
            "b" => Page::Leaderboard,
            "h" => Page::Help,
            "?" => {
                event.prevent_default();
                keys_open.set(true);
                return;
            }
            _ => return,
        };
        if follows_g {
            event.prevent_default();
            navigation.go(navigation.of_page(page));
        }
    });
}

type Entry = (Page, Icon, fn(&'static Messages) -> &'static str);

const ENTRIES: [Entry; 8] = [
    (Page::Data, Icon::Data, |m| m.data.title),
    (Page::Explore, Icon::Explore, |m| m.explore.title),
    (Page::Run, Icon::Run, |m| m.run.title),
    (Page::Score, Icon::Score, |m| m.score.title),
    (Page::Compare, Icon::Compare, |m| m.compare.title),
    (Page::Check, Icon::Check, |m| m.check.title),
    (Page::Leaderboard, Icon::Leaderboard, |m| m.board.title),
    (Page::Help, Icon::Help, |m| m.help.title),
];

/// Links to the pages, each to where it was left.
#[component]
pub fn NavigationBar() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let current = navigation.page();
    let links = ENTRIES
        .map(|(page, icon, title)| {
            view! {
                <li>
                    <a
                        class="nav__link"
                        href=dynamic_value(move || navigation.of_page(page).to_string())
                        aria-current=dynamic_value(move || (current.get() == page).then_some("page"))
                    >
                        <IconView icon />
                        <span>{tr(title)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="nav" aria-label=tr(|m| m.shell.pages)>
            <ul class="nav__list">{links}</ul>
        </nav>
    }
}

/// The keys in a dialog; Esc closes it.
#[component]
pub fn KeysDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if !open.get() {
            dialog.close();
        } else if let Err(error) = dialog.show_modal() {
            leptos::logging::warn!("{error:?}");
        }
    });
    view! {
        <dialog
            class="keys"
            node_ref=dialog
            aria-labelledby="keys-title"
            on:close=move |_: ev::Event| open.set(false)
        >
            <h2 id="keys-title">{tr(|m| m.keys.title)}</h2>
            <KeyList />
            <label class="keys__switch">
                <input
                    type="checkbox"
                    aria-describedby="keys-switch-about"
                    prop:checked=preferences.single_keys
                    on:change=move |event| preferences.set_single_keys(event_target_checked(&event))
                />
                {tr(|m| m.question.single_keys)}
            </label>
            <p id="keys-switch-about" class="keys__about">{tr(|m| m.question.single_keys_about)}</p>
            <button type="button" class="button" on:click=handler(move |_| open.set(false))>{tr(|m| m.shell.close)}</button>
        </dialog>
    }
}
