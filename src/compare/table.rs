//! Tables of figures: what stands in them, apart from how they are drawn.

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Figure(String),
    /// A number of questions, which leads to them.
    Link {
        /// The number.
        text: String,
        /// Where it leads.
        href: String,
    },
}

/// A row of a table; its first cell names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// As many as the table has columns.
    pub cells: Vec<Cell>,
    /// Whether it is shaded, since nothing can be concluded from it.
    pub is_shaded: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is of.
    pub caption: String,
    /// The headings of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// A table without shaded rows.
    pub fn new(caption: &str, heads: &[&str], rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        let rows = rows.into_iter().map(|cells| Row { cells, is_shaded: false }).collect();
        Self { caption: caption.to_owned(), heads: heads.iter().map(|head| (*head).to_owned()).collect(), rows }
    }
}

/// Words.
pub fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// A number.
pub fn figure(text: impl Into<String>) -> Cell {
    Cell::Figure(text.into())
}

/// A number that leads somewhere, unless it is none.
pub fn link(count: u32, href: impl FnOnce() -> String) -> Cell {
    let text = crate::format::integer(count.into());
    if count == 0 { Cell::Figure(text) } else { Cell::Link { text, href: href() } }
}
