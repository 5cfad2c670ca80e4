//! The page that is shown. In the site that is shipped the code of each page but the first lies in a file of its own, which is
//! fetched when the page is first gone to.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::check::page::CheckPage;
use crate::compare::page::ComparePage;
use crate::data::page::DataPage;
use crate::explore::page::ExplorePage;
use crate::help::page::HelpPage;
use crate::leaderboard::page::LeaderboardPage;
use crate::reactive::{dynamic, effect, handler};
use crate::run::page::RunPage;
use crate::score::page::ScorePage;
use crate::settings::page::SettingsPage;
use crate::shell::address::Page;
use crate::shell::preferences::tr;

/// The code of a page could not be fetched; the browser's console has the details.
#[derive(Debug, Clone)]
struct NotFetched;

#[cfg(split)]
impl From<leptos::wasm_split::SplitLoaderError> for NotFetched {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// Makes a page.
type Make = fn() -> AnyView;

/// Functions that give what makes a page, once the file with its code is there: pages that are used together share one. The
/// split makes the functions `async`; what they return leads it to the code that goes into the file.
macro_rules! fetched_on_use {
    ($($file:ident: $($name:ident => $view:ident),+;)+) => {$($(
        #[cfg(split)]
        #[leptos::wasm_split::wasm_split($file, wasm_split_path = leptos::wasm_split, fallible)]
        fn $name() -> Result<Make, NotFetched> {
            Ok(|| view! { <$view /> }.into_any())
        }

        #[cfg(not(split))]
        async fn $name() -> Result<Make, NotFetched> {
            Ok(|| view! { <$view /> }.into_any())
        }
    )+)+};
}

fetched_on_use! {
    explore: explore => ExplorePage;
    predictions: score => ScorePage, compare => ComparePage, check => CheckPage, leaderboard => LeaderboardPage;
    run: run => RunPage, help => HelpPage, settings => SettingsPage;
}

async fn fetch(page: Page) -> Result<Make, NotFetched> {
    match page {
        Page::Data => Ok(|| view! { <DataPage /> }.into_any()),
        Page::Explore => explore().await,
        Page::Run => run().await,
        Page::Score => score().await,
        Page::Compare => compare().await,
        Page::Check => check().await,
        Page::Leaderboard => leaderboard().await,
        Page::Help => help().await,
        Page::Settings => settings().await,
    }
}

/// The page that the address names; until its code is there, the one before.
#[component]
pub fn PageView(
    /// Which page the address names.
    page: Memo<Page>,
) -> impl IntoView {
    let shown = RwSignal::new(None);
    let show = move || {
        let wanted = page.get_untracked();
        spawn_local(async move {
            let made = fetch(wanted).await;
            if page.try_get_untracked() == Some(wanted) {
                shown.set(Some(made));
            }
        });
    };
    effect(move || {
        page.track();
        show();
    });
    dynamic(move || {
        shown.get().map(|made| match made {
            Ok(make) => make(),
            Err(NotFetched) => view! {
                <div class="page" role="alert">
                    <p>{tr(|m| m.shell.page_not_fetched)}</p>
                    <button type="button" class="button" on:click=handler(move |_| show())>{tr(|m| m.shell.try_again)}</button>
                </div>
            }
            .into_any(),
        })
    })
}
