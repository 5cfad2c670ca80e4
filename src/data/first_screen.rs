//! What a newcomer sees first: what the benchmark is, and what can be done with it here.

use leptos::prelude::*;

use crate::i18n::Messages;
use crate::shell::address::{Page, Route};
use crate::shell::navigation::Navigation;
use crate::shell::preferences::tr;

type Job = (Page, &'static str, fn(&'static Messages) -> &'static str, fn(&'static Messages) -> &'static str);

/// Where each job is done, the name of its images, its title and what it is.
const JOBS: [Job; 4] = [
    (Page::Explore, "explore", |m| m.explore.title, |m| m.data.job_explore),
    (Page::Score, "score", |m| m.score.title, |m| m.data.job_score),
    (Page::Check, "check", |m| m.data.job_check_title, |m| m.data.job_check),
    (Page::Run, "run", |m| m.run.title, |m| m.data.job_run),
];

/// A card a job, with an image of the page where it is done.
#[component]
pub fn Jobs() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let cards = JOBS
        .map(|(page, name, title, about)| {
            let route = move || Route::to_string(&navigation.of_page(page));
            let shot = |theme: &str| {
                let class = format!("job__shot job__shot--{theme}");
                // Only the one that is shown is fetched.
                view! { <img class=class src=format!("first-screen/{name}-{theme}.webp") width="480" height="270" loading="lazy" alt="" /> }
            };
            view! {
                <li>
                    <a class="job" href=route>
                        {shot("light")}
                        {shot("dark")}
                        <span class="job__title">{tr(title)}</span>
                        <span class="job__about">{tr(about)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="jobs" aria-label=tr(|m| m.data.jobs)>{cards}</ul> }
}
