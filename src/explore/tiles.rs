//! Where the tiles of a gallery are: arithmetic without a browser.

use std::ops::Range;

/// How large tiles are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TileSize {
    /// As many as can be recognised.
    #[default]
    Small,
    /// Between the two.
    Medium,
    /// As large as thumbnails are.
    Large,
}

impl TileSize {
    /// Every size, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// Smallest width of a tile in CSS pixels, its gap included.
    fn width(self) -> u32 {
        match self {
            Self::Small => 132,
            Self::Medium => 204,
            Self::Large => 320,
        }
    }

    /// Height of a line in CSS pixels, its gap and two lines of words included.
    pub fn line(self) -> u32 {
        match self {
            Self::Small => 184,
            Self::Medium => 248,
            Self::Large => 356,
        }
    }
}

/// Fewest tiles in a line, on however narrow a screen.
const FEWEST: u32 = 2;

/// Lines drawn beyond the edges, so that slow scrolling shows no gaps.
const OVERSCAN: u32 = 1;

/// A gallery of a number of tiles in a frame.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tiles {
    /// Number of tiles.
    pub total: u32,
    /// How large they are.
    pub size: TileSize,
    /// Tiles in a line; 0 before the frame has been measured.
    pub columns: u32,
    /// Lines that the frame shows in full, at least one.
    pub page: u32,
}

impl Tiles {
    /// As many tiles in a line as fit into a frame of that width and height in CSS pixels.
    pub fn new(total: u32, size: TileSize, width: u32, height: u32) -> Self {
        let columns = if width == 0 { 0 } else { (width / size.width()).max(FEWEST) };
        Self { total, size, columns, page: (height / size.line()).max(1) }
    }

    /// Number of lines.
    pub fn lines(self) -> u32 {
        if self.columns == 0 { 0 } else { self.total.div_ceil(self.columns) }
    }

    /// Line and column of a tile.
    pub fn place(self, tile: u32) -> (u32, u32) {
        let columns = self.columns.max(1);
        (tile / columns, tile % columns)
    }

    /// The tiles of a line.
    pub fn of_line(self, line: u32) -> Range<u32> {
        let first = line.saturating_mul(self.columns).min(self.total);
        first..first.saturating_add(self.columns).min(self.total)
    }

    /// The lines to draw when the frame, of that height, is scrolled so far.
    pub fn drawn(self, scroll_top: u32, height: u32) -> Range<u32> {
        let line = self.size.line();
        let first = (scroll_top / line).saturating_sub(OVERSCAN);
        let end = scroll_top.saturating_add(height).div_ceil(line).saturating_add(OVERSCAN);
        first.min(self.lines())..end.min(self.lines())
    }

    /// The tile that a key leads to from another one; `None` for a key that leads nowhere.
    pub fn step(self, key: &str, from: Option<u32>) -> Option<u32> {
        let last = self.total.checked_sub(1)?;
        let line = self.columns.max(1);
        let page = line.saturating_mul(self.page);
        let from = match (key, from) {
            ("ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "PageUp" | "PageDown", None) => return Some(0),
            (_, from) => from.unwrap_or(0),
        };
        // A step up or down that would leave the gallery stays in its column.
        let down = |by: u32| Some(from.saturating_add(by)).filter(|to| *to <= last);
        let up = |by: u32| from.checked_sub(by);
        let to = match key {
            "ArrowRight" => from.saturating_add(1).min(last),
            "ArrowLeft" => from.saturating_sub(1),
            "ArrowDown" => down(line).unwrap_or(from),
            "ArrowUp" => up(line).unwrap_or(from),
            "PageDown" => down(page).unwrap_or(last),
            "PageUp" => up(page).unwrap_or(0),
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        Some(to.min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: TileSize = TileSize::Small;

    /// Ten tiles, four in a line, one line a page.
    fn ten() -> Tiles {
        Tiles::new(10, SIZE, 4 * SIZE.width() + 10, SIZE.line() + 10)
    }

    #[test]
    fn lines_hold_every_tile_once() {
        for (total, width) in [(0, 500), (1, 500), (10, 530), (12, 530), (25_831, 1100), (7, 20)] {
            let tiles = Tiles::new(total, SIZE, width, 400);
            let held: Vec<u32> = (0..tiles.lines()).flat_map(|line| tiles.of_line(line)).collect();
            assert_eq!(held, (0..total).collect::<Vec<_>>(), "{total} tiles in {width} px");
            for tile in held {
                let (line, column) = tiles.place(tile);
                assert_eq!(tiles.of_line(line).nth(column as usize), Some(tile));
            }
        }
        assert!(Tiles::new(100, SIZE, 0, 0).drawn(0, 0).is_empty());
    }

    #[test]
    fn only_what_is_near_the_frame_is_drawn() {
        let tiles = Tiles::new(4550, SIZE, 4 * SIZE.width(), 600);
        assert_eq!(tiles.drawn(0, 600), 0..5);
        assert_eq!(tiles.drawn(100 * SIZE.line(), 600), 99..105);
        assert_eq!(tiles.drawn(u32::MAX, 600).end, tiles.lines());
    }

    #[test]
    fn keys_move_in_two_dimensions() {
        let tiles = ten();
        assert_eq!((tiles.columns, tiles.page), (4, 1));
        let cases = [
            ("ArrowRight", Some(3), Some(4)),
            ("ArrowLeft", Some(4), Some(3)),
            ("ArrowDown", Some(1), Some(5)),
            ("ArrowDown", Some(7), Some(7)),
            ("ArrowUp", Some(9), Some(5)),
            ("ArrowUp", Some(2), Some(2)),
            ("PageDown", Some(5), Some(9)),
            ("PageDown", Some(8), Some(9)),
            ("PageUp", Some(2), Some(0)),
            ("Home", Some(9), Some(0)),
            ("End", Some(0), Some(9)),
            ("End", None, Some(9)),
            ("ArrowDown", None, Some(0)),
            ("a", Some(1), None),
        ];
        for (key, from, to) in cases {
            assert_eq!(tiles.step(key, from), to, "{key} from {from:?}");
        }
    }

    #[test]
    fn no_key_leads_out_of_the_gallery() {
        assert_eq!(Tiles::new(0, SIZE, 500, 500).step("End", None), None);
        for key in ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"] {
            for from in [0, 9, u32::MAX] {
                assert!(ten().step(key, Some(from)).is_some_and(|to| to < 10), "{key} from {from}");
            }
        }
    }
}
