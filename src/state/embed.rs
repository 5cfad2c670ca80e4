//! The page in a frame: who is around it, and what may be told to them.

use leptos::prelude::*;

use super::custody::Custody;
use super::host::Host;
use crate::embed::Told;
use crate::embed::line;
use crate::reactive::effect;

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
