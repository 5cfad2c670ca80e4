//! The page in a frame: who is around it, what they may be told, and doing what they ask for.

use leptos::prelude::*;
use web_sys::Element;

use super::frame_event::FrameEvent;
use super::host_command::{HostCommand, Ignored};
use super::line;
use super::line::HostMessage;
use crate::check::checking::{CheckContext, take_files};
use crate::reactive::effect;
use crate::shell::address::Link;
use crate::shell::around::Custody;
use crate::shell::host::Host;
use crate::shell::preferences::Preferences;
use crate::shell::session::{ScoreEntry, ScoreState};
use web::resize::ResizeWatch;

/// Listens to the page around, and tells it of scores and findings as they come.
pub fn serve_host(embed: Embed, context: CheckContext, preferences: Preferences) {
    if !embed.host.is_frame() {
        return;
    }
    line::listen(move |message| run_command(embed, context, preferences, message));
    line::send(&FrameEvent::Listening, "*");
    send_each(embed, move || context.session.scores.with(|scores| scores.iter().filter_map(score_event).collect()));
    send_each(embed, move || {
        let reports = context.checks.entries.get().into_iter().filter_map(|entry| entry.report);
        reports.map(|report| FrameEvent::of_report(&report)).collect()
    });
}

/// Keeps the frame as high as what it shows, where the page around wants that.
pub fn report_height(embed: Embed, shown: impl Fn() -> Option<Element> + 'static) {
    let watch = StoredValue::new_local(None::<ResizeWatch>);
    effect(move || {
        // The height of what is found in a visitor's file would tell of it.
        let follows = embed.follows_height.get() && embed.origin.with(Option::is_some) && embed.may_report_figures();
        let element = shown().filter(|_| follows);
        watch.set_value(element.and_then(|element| {
            let measured = element.clone();
            ResizeWatch::new(&element, move || report_height_of(embed, &measured))
        }));
    });
}

fn report_height_of(embed: Embed, element: &Element) {
    let height = element.get_bounding_client_rect().height().ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    untrack(|| embed.send(&FrameEvent::Height { height: height as u32 }));
}

/// Tells messages as they come up, once each.
pub fn send_each(embed: Embed, messages: impl Fn() -> Vec<FrameEvent> + 'static) {
    Effect::new(move |earlier: Option<Vec<FrameEvent>>| {
        let is_listening = embed.origin.with(Option::is_some) && embed.may_report_figures();
        let now = if is_listening { messages() } else { Vec::new() };
        let earlier = earlier.unwrap_or_default();
        for event in now.iter().filter(|event| !earlier.contains(event)) {
            embed.send(event);
        }
        now
    });
}

fn score_event(entry: &ScoreEntry) -> Option<FrameEvent> {
    match &entry.state {
        ScoreState::Ready(score) => Some(FrameEvent::of_score(entry.predictions, score)),
        _ => None,
    }
}

fn run_command(
    embed: Embed,
    context: CheckContext,
    preferences: Preferences,
    message: HostMessage,
) -> Result<(), Ignored> {
    let HostMessage { command, files, origin } = message;
    let known = embed.origin.get_untracked();
    if known.as_ref().is_some_and(|known| *known != origin) {
        return Err(Ignored::Origin);
    }
    match command {
        HostCommand::Hello { follows_height } => {
            line::send(&FrameEvent::Ready, &origin);
            embed.follows_height.set(follows_height);
            embed.origin.set(Some(origin));
        }
        _ if known.is_none() => return Err(Ignored::NoHello),
        // For this visit: what the user prefers elsewhere stays.
        HostCommand::Theme(theme) => preferences.theme.set(theme),
        HostCommand::Language(language) => preferences.show_language(language),
        HostCommand::Filter(filter) => {
            let link = Link::read(context.navigation.page_now(), filter.trim_start_matches('?'));
            context.navigation.follow(link);
        }
        HostCommand::Open => {
            context.session.custody.hand_over(&files);
            take_files(context, files);
        }
    }
    Ok(())
}

/// The talk with the page around.
#[derive(Clone, Copy)]
pub struct Embed {
    /// Whose page is around.
    pub host: Host,
    /// The origin that said hello first; the only one that is listened to and sent anything.
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
    pub fn may_report_figures(self) -> bool {
        self.host != Host::Foreign || !self.custody.has_own() || self.consent.get()
    }

    /// Sends the page around an event, once it has said hello.
    pub fn send(self, event: &FrameEvent) {
        self.origin.with(|origin| {
            if let Some(origin) = origin {
                line::send(event, origin);
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
