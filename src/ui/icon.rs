//! Line icons, drawn on a grid of 16.

use leptos::prelude::*;

/// An icon. It says nothing to a screen reader: what it stands on is labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Data: a stack.
    Data,
    /// Explore: a magnifier.
    Explore,
    /// Run: go.
    Run,
    /// Score: bars.
    Score,
    /// Compare: an interval on either side of a line.
    Compare,
    /// Check: a tick in a box.
    Check,
    /// Board: ranked lines.
    Leaderboard,
    /// Help: a question mark.
    Help,
    /// Settings: a cogwheel.
    Settings,
    /// Remove.
    Close,
    /// Add.
    Add,
    /// Theme.
    Theme,
    /// Previous.
    Previous,
    /// Next.
    Next,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// Into the frame.
    Fit,
    /// Window and level.
    Sliders,
    /// Black and white exchanged.
    Invert,
    /// Full size of the window.
    Full,
    /// Download.
    Download,
    /// Narrow down.
    Filter,
    /// A link.
    Link,
    /// Out of the frame.
    Outside,
    /// Columns of a table.
    Columns,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Data => "M2.5 4.5 8 2l5.5 2.5L8 7zM2.5 8 8 10.5 13.5 8M2.5 11.5 8 14l5.5-2.5",
            Self::Explore => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.5 10.5 14 14",
            Self::Run => "M4.5 2.5v11l9-5.5z",
            Self::Score => "M2.5 13.5h11M4 11V8M8 11V3M12 11V5.5",
            Self::Compare => "M8 2.5v11M2.5 5.5h4M3 4v3M9.5 10.5h4M13 9v3M4.5 5.5h0M11.5 10.5h0",
            Self::Check => "M2.5 2.5h11v11h-11zM5 8l2.2 2.2L11 6",
            Self::Leaderboard => "M2.5 4h11M2.5 8h8M2.5 12h5",
            Self::Help => {
                "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM6.3 6.5a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.7.5-.7 1.1M8 11v.3"
            }
            Self::Settings => {
                "M6.4 3.9 6.6 2h2.8l.2 1.9 1.1.6 1.8-.7 1.4 2.4-1.5 1.2v1.2l1.5 1.2-1.4 2.4-1.8-.7-1.1.6-.2 1.9H6.6l-.2-1.9-1.1-.6-1.8.7-1.4-2.4 1.5-1.2V7.4L2.1 6.2l1.4-2.4 1.8.7zM8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z"
            }
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Add => "M8 3v10M3 8h10",
            Self::Theme => "M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11",
            Self::Previous => "M10 3 5 8l5 5",
            Self::Next => "M6 3l5 5-5 5",
            Self::ZoomIn => "M8 4v8M4 8h8",
            Self::ZoomOut => "M4 8h8",
            Self::Fit => "M2.5 4.5h11v7h-11zM5 8h6",
            Self::Sliders => "M2.5 5H9M12 5h1.5M2.5 11H4M7 11h6.5M9 3.5h3v3H9zM4 9.5h3v3H4z",
            Self::Invert => "M2.5 2.5h11v11h-11zM2.5 13.5l11-11M5 4.5v3M3.5 6h3M9 10.5h3",
            Self::Full => "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
            Self::Filter => "M2.5 3.5h11L9.5 8.5v4l-3 1v-5z",
            Self::Link => "M6.5 9.5l3-3M7.5 4.5l1-1a2.8 2.8 0 0 1 4 4l-1 1M8.5 11.5l-1 1a2.8 2.8 0 0 1-4-4l1-1",
            Self::Outside => "M6.5 3.5h-4v10h10v-4M9 2.5h4.5V7M13.5 2.5 7.5 8.5",
            Self::Columns => "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
            Self::Download => "M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10",
        }
    }
}

/// Draws an icon.
#[component]
pub fn IconView(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path() />
        </svg>
    }
}
