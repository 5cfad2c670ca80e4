//! Which questions are asked.

use leptos::prelude::*;

use super::field::{CheckField, EitherField, TextFields};
use crate::format::integer;
use crate::i18n::fill;
use crate::queries::latest::Loadable;
use crate::queries::run::selection_count;
use crate::reactive::{dynamic, memo};
use crate::run_form::{Field, RunForm};
use crate::state::preferences::{Preferences, tr};
use crate::state::route::Page;
use crate::tasks::run::RunDesk;

/// All or the selection, the sample of these, the part of that.
#[component]
pub fn Questions() -> impl IntoView {
    let desk = RunDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let model = desk.state.run;
    let count = selection_count(desk.session, desk.navigation);
    let all = Signal::derive(move || {
        fill(preferences.messages().run.asked_all, &[("n", &integer(desk.session.rows.get().into()))])
    });
    let selected = Signal::derive(move || {
        let words = preferences.messages().run;
        match count.get() {
            Loadable::Ready(count) => fill(words.asked_selection, &[("n", &integer(count.into()))]),
            Loadable::Idle => words.asked_selection_none.to_owned(),
            Loadable::Loading | Loadable::Failed(_) => fill(words.asked_selection, &[("n", "…")]),
        }
    });
    let is_on = move |flag: fn(&RunForm) -> bool| memo(move || model.form.with(flag));
    let (sampled, sharded) = (is_on(|form| form.sampled), is_on(|form| form.sharded));
    let explore = move || desk.navigation.of_page(Page::Explore).to_string();
    view! {
        <fieldset class="section section--framed">
            <legend class="section__title">{tr(|m| m.run.asked_title)}</legend>
            <EitherField model name="run-asked" labels=[all, selected] flag=|form| &mut form.from_selection />
            <p class="run__aside"><a href=explore>{tr(|m| m.run.change_selection)}</a></p>
            <CheckField model label=Signal::derive(tr(|m| m.run.sampled)) flag=|form| &mut form.sampled />
            {dynamic(move || sampled.get().then(|| view! {
                <TextFields model fields=&[Field::SampleSize, Field::SampleSeed] />
            }))}
            <CheckField model label=Signal::derive(tr(|m| m.run.sharded)) flag=|form| &mut form.sharded />
            {dynamic(move || sharded.get().then(|| view! { <TextFields model fields=&[Field::Part, Field::Parts] /> }))}
        </fieldset>
    }
}
