//! The drop zone and the sample.

use leptos::prelude::*;

use crate::components::common::file_button::FileButton;
use crate::format::integer;
use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::state::navigation::Navigation;
use crate::state::notices::Notices;
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;
use crate::tasks::close::cancel_opening;
use crate::tasks::sample::{ATTRIBUTION, try_sample};

/// Where files are dropped or chosen, and the sample for those who have none.
#[component]
pub fn Welcome() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let opening = move || match session.opening.get() {
        0 => String::new(),
        files => fill(preferences.messages().data.opening, &[("n", &integer(files.into()))]),
    };
    let is_opening = memo(move || session.opening.get() > 0);
    view! {
        <section class="welcome" aria-label=tr(|m| m.shell.open_files)>
            <p class="welcome__drop">{tr(|m| m.shell.drop_here)}</p>
            <p class="welcome__kinds">{tr(|m| m.shell.drop_kinds)}</p>
            <div class="actions">
                <FileButton class="button button--primary" label=Signal::derive(tr(|m| m.data.choose_files))>
                    {tr(|m| m.data.choose_files)}
                </FileButton>
                <button
                    type="button"
                    class="button"
                    on:click=handler(move |_| try_sample(session, notices, navigation))
                >
                    {tr(|m| m.data.try_sample)}
                </button>
            </div>
            <p class="welcome__opening" role="status">{dynamic(opening)}</p>
            {dynamic(move || {
                is_opening.get().then(|| view! {
                    <button type="button" class="button" on:click=handler(move |_| cancel_opening(session, notices))>
                        {tr(|m| m.shell.cancel)}
                    </button>
                })
            })}
            <p class="welcome__private">{tr(|m| m.data.nothing_leaves)}</p>
            <p class="welcome__sample">
                {tr(|m| m.data.sample_is)} " " <a href=ATTRIBUTION target="_blank">{tr(|m| m.data.sample_attribution)}</a>
            </p>
        </section>
    }
}
