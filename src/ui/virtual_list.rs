//! A long list of which only the lines in view are elements.

use leptos::html;
use leptos::prelude::*;

use crate::reactive::effect;
use web::resize::ResizeWatch;

/// The frame of a list whose lines all have one height.
#[derive(Clone, Copy)]
pub struct Viewport {
    /// The element that scrolls.
    pub element: NodeRef<html::Div>,
    /// How far it is scrolled, in pixels.
    pub scroll_top: RwSignal<u32>,
    /// Its inner width and height in pixels; zero until it has been measured.
    pub size: RwSignal<(u32, u32)>,
    line_height: u32,
}

impl Viewport {
    /// A frame that is measured from now on; the height of a line is in pixels.
    pub fn new(line_height: u32) -> Self {
        let viewport =
            Self { element: NodeRef::new(), scroll_top: RwSignal::new(0), size: RwSignal::new((0, 0)), line_height };
        let watch = StoredValue::new_local(None::<ResizeWatch>);
        effect(move || {
            let Some(element) = viewport.element.get() else { return };
            let measured = element.clone();
            watch.set_value(ResizeWatch::new(&element, move || {
                let pixels = |length: i32| u32::try_from(length).unwrap_or(0);
                viewport.size.try_set((pixels(measured.client_width()), pixels(measured.client_height())));
            }));
        });
        viewport
    }

    /// Notes how far the element has been scrolled.
    pub fn scrolled(self) {
        if let Some(element) = self.element.get_untracked() {
            self.scroll_top.set(u32::try_from(element.scroll_top()).unwrap_or(0));
        }
    }

    /// The height of a number of lines as a CSS length; that of one is the style sheets' `--list-line`.
    pub fn pixels(self, lines: u32) -> String {
        format!("{}px", u64::from(lines) * u64::from(self.line_height))
    }

    /// Scrolls no further than shows a line whole; as many lines as `covered` are hidden behind headings at the top.
    pub fn bring_into_view(self, line: u32, covered: u32) {
        let Some(element) = self.element.get_untracked() else { return };
        let pixel = |lines: u32| i32::try_from(lines.saturating_mul(self.line_height)).unwrap_or(i32::MAX);
        let (top, bottom) = (pixel(line), pixel(line.saturating_add(1)));
        let shown = element.client_height() - pixel(covered);
        if top < element.scroll_top() {
            element.set_scroll_top(top);
        } else if bottom > element.scroll_top().saturating_add(shown) {
            element.set_scroll_top(bottom.saturating_sub(shown));
        }
    }
}
