//! The page in a frame: who is around it, what they may be told, and doing what they ask for.

use leptos::prelude::*;
use web_sys::Element;

use super::frame_event::Told;
use super::host_command::{Heard, Ignored};
use super::line;
use super::line::HostMessage;
use crate::check::checking::{CheckDesk, check_files};
use crate::reactive::effect;
use crate::shell::address::{Link, Page};
use crate::shell::around::Custody;
use crate::shell::host::Host;
use crate::shell::opening::open_files;
use crate::shell::preferences::Preferences;
use crate::shell::session::{ScoreEntry, ScoreState};
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
pub fn tell_each(embed: Embed, messages: impl Fn() -> Vec<Told> + 'static) {
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
        Heard::Language(language) => preferences.language.set(language),
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

/// The talk with the page around.
#[derive(Clone, Copy)]
pub struct Embed {
    /// Whose page is around.
    pub host: Host,
    /// The origin that said hello first; the only one that is heard and told.
    pub origin: RwSignal<Option<String>>,
    /// Whether the frame is as high as what it shows.
    pub follows_height: RwSignal<bool>,
    /// Whether the visitor lets the page around see figures of the visitor's own files.
    pub consent: RwSignal<bool>,
    custody: Custody,
}

impl Embed {
    /// Nobody has said hello so far.
    pub fn new(host: Host, custody: Custody) -> Self {
        let embed = Self {
            host,
            origin: RwSignal::new(None),
            follows_height: RwSignal::new(false),
            consent: RwSignal::new(false),
            custody,
        };
        effect(move || set_flow(embed.follows_height.get()));
        embed
    }

    /// Whether the visitor is asked to let the page around see figures.
    pub fn asks_consent(self) -> bool {
        self.host == Host::Foreign && self.custody.has_own() && self.origin.with(Option::is_some)
    }

    /// Whether the page around may see figures. A foreign page sees those of the files that it handed over; where the
    /// visitor's files have a part in them, it could find out what is in these by many datasets and filters of its own,
    /// so the visitor decides.
    pub fn may_tell_figures(self) -> bool {
        self.host != Host::Foreign || !self.custody.has_own() || self.consent.get()
    }

    /// Tells the page around, once it has said hello.
    pub fn tell(self, told: &Told) {
        self.origin.with(|origin| {
            if let Some(origin) = origin {
                line::tell(told, origin);
            }
        });
    }
}

/// Lets the page be as high as its content (`style/components/embed.css`).
fn set_flow(on: bool) {
    let Some(root) = document().document_element() else { return };
    if let Err(error) = root.toggle_attribute_with_force("data-flow", on) {
        leptos::logging::warn!("data-flow not set: {error:?}");
    }
}
