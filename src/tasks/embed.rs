//! Doing what the page around the frame asks for, and telling it what it may know.

use leptos::prelude::*;
use web_sys::Element;

use super::check::{CheckDesk, check_files};
use super::open::open_files;
use crate::embed::line::{self, HostMessage};
use crate::embed::{Heard, Ignored, Told};
use crate::queries::explore::Explorer;
use crate::reactive::{effect, memo};
use crate::state::embed::Embed;
use crate::state::preferences::Preferences;
use crate::state::route::{ExploreRoute, Link, Page, Route};
use crate::state::session::{ScoreEntry, ScoreState};
use engine::selection::Selection;
use web::resize::ResizeWatch;

/// Listens to the page around, and tells it of scores and findings as they come.
pub fn serve_host(embed: Embed, desk: CheckDesk, preferences: Preferences) {
    if !embed.host.is_frame() {
        return;
    }
    line::listen(move |message| obey(embed, desk, preferences, message));
    line::tell(&Told::Listening, "*");
    tell_each(embed, move || desk.session.scores.with(|scores| scores.iter().filter_map(told_of_score).collect()));
    tell_each(embed, move || {
        let reports = desk.checks.entries.get().into_iter().filter_map(|entry| entry.report);
        reports.map(|report| Told::of_report(&report)).collect()
    });
}

/// Tells the page around what the explore page lists.
pub fn tell_selection(embed: Embed, explorer: Explorer) {
    let selection = memo(move || {
        let answer = explorer.found.answer.get();
        let wanted = explorer.wanted.selection.get();
        let count = answer.filter(|answer| answer.selection == wanted).map(|answer| answer.summary.count);
        // Results name the visitor's files.
        Told::Selection { filter: parameters(Selection { outcomes: Vec::new(), ..wanted }), count }
    });
    tell_each(embed, move || vec![selection.get()]);
}

/// Keeps the frame as high as what it shows, where the page around wants that.
pub fn tell_height(embed: Embed, shown: impl Fn() -> Option<Element> + 'static) {
    let watch = StoredValue::new_local(None::<ResizeWatch>);
    effect(move || {
        // The height of what is found in a visitor's file would tell of it.
        let follows = embed.follows_height.get() && embed.origin.with(Option::is_some) && embed.may_tell_figures();
        let element = shown().filter(|_| follows);
        watch.set_value(element.and_then(|element| {
            let measured = element.clone();
            ResizeWatch::new(&element, move || tell_height_of(embed, &measured))
        }));
    });
}

fn tell_height_of(embed: Embed, element: &Element) {
    let height = element.get_bounding_client_rect().height().ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    untrack(|| embed.tell(&Told::Height { height: height as u32 }));
}

/// Tells messages as they come up, once each.
fn tell_each(embed: Embed, messages: impl Fn() -> Vec<Told> + 'static) {
    Effect::new(move |earlier: Option<Vec<Told>>| {
        let is_heard = embed.origin.with(Option::is_some) && embed.may_tell_figures();
        let now = if is_heard { messages() } else { Vec::new() };
        let earlier = earlier.unwrap_or_default();
        for told in now.iter().filter(|told| !earlier.contains(told)) {
            embed.tell(told);
        }
        now
    });
}

fn told_of_score(entry: &ScoreEntry) -> Option<Told> {
    match &entry.state {
        ScoreState::Ready(score) => Some(Told::of_score(entry.predictions, score)),
        _ => None,
    }
}

fn parameters(selection: Selection) -> String {
    let route = Route::Explore(ExploreRoute { selection, ..ExploreRoute::default() }).to_string();
    route.split_once('?').map_or_else(String::new, |(_, parameters)| parameters.to_owned())
}

fn obey(embed: Embed, desk: CheckDesk, preferences: Preferences, message: HostMessage) -> Result<(), Ignored> {
    let HostMessage { heard, files, origin } = message;
    let known = embed.origin.get_untracked();
    if known.as_ref().is_some_and(|known| *known != origin) {
        return Err(Ignored::Origin);
    }
    match heard {
        Heard::Hello { follows_height } => {
            line::tell(&Told::Ready, &origin);
            embed.follows_height.set(follows_height);
            embed.origin.set(Some(origin));
        }
        _ if known.is_none() => return Err(Ignored::NoHello),
        // For this visit: what the user prefers elsewhere stays.
        Heard::Theme(theme) => preferences.theme.set(theme),
        Heard::Language(language) => preferences.show_language(language),
        Heard::Filter(filter) => {
            let page = untrack(|| desk.navigation.of_page(desk.navigation.page_now())).to_string();
            let page = page.split('?').next().unwrap_or_default();
            let link = Link::parse(&format!("{page}?{}", filter.trim_start_matches('?')));
            desk.navigation.follow(link);
        }
        Heard::Open => {
            desk.session.custody.hand_over(&files);
            if desk.navigation.page_now() == Page::Check {
                check_files(desk, files);
            } else {
                open_files(desk.session, desk.notices, desk.navigation, files);
            }
        }
    }
    Ok(())
}
