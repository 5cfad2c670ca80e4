//! The way from page to page.

use leptos::prelude::*;

use crate::components::common::icon::{Icon, IconView};
use crate::i18n::Messages;
use crate::reactive::dynamic_value;
use crate::state::navigation::Navigation;
use crate::state::preferences::tr;
use crate::state::route::Page;

type Entry = (Page, Icon, fn(&'static Messages) -> &'static str);

const ENTRIES: [Entry; 7] = [
    (Page::Data, Icon::Data, |m| m.data.title),
    (Page::Explore, Icon::Explore, |m| m.explore.title),
    (Page::Run, Icon::Run, |m| m.run.title),
    (Page::Score, Icon::Score, |m| m.score.title),
    (Page::Check, Icon::Check, |m| m.check.title),
    (Page::Board, Icon::Board, |m| m.board.title),
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
