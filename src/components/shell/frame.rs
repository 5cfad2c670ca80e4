//! Header, navigation, page, and what lies over them.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::drop_overlay::DropOverlay;
use super::embed_bar::EmbedBar;
use super::header::Header;
use super::keys_dialog::KeysDialog;
use super::navigation_bar::NavigationBar;
use super::notice_list::NoticeList;
use crate::components::board::page::BoardPage;
use crate::components::check::page::CheckPage;
use crate::components::data::page::DataPage;
use crate::components::explore::page::ExplorePage;
use crate::components::help::page::HelpPage;
use crate::components::run::page::RunPage;
use crate::components::score::page::ScorePage;
use crate::components::settings::page::SettingsPage;
use crate::reactive::{dynamic, effect};
use crate::state::embed::Embed;
use crate::state::navigation::Navigation;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::Page;
use crate::tasks::embed::tell_height;
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
    tell_height(embed, move || shell.get().map(Into::into));
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
                {dynamic(move || match page.get() {
                    Page::Data => view! { <DataPage /> }.into_any(),
                    Page::Explore => view! { <ExplorePage /> }.into_any(),
                    Page::Run => view! { <RunPage /> }.into_any(),
                    Page::Score => view! { <ScorePage /> }.into_any(),
                    Page::Check => view! { <CheckPage /> }.into_any(),
                    Page::Board => view! { <BoardPage /> }.into_any(),
                    Page::Help => view! { <HelpPage /> }.into_any(),
                    Page::Settings => view! { <SettingsPage /> }.into_any(),
                })}
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
            Page::Check => words.check.title,
            Page::Board => words.board.title,
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
            "c" => Page::Check,
            "b" => Page::Board,
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
