//! How tables of figures are drawn.

use leptos::prelude::*;

use super::table::{Cell, Row, Table};

/// A table that scrolls sideways where it is too wide.
pub fn table(table: Table) -> AnyView {
    let Table { caption, heads, rows } = table;
    let is_number = |column: usize| {
        let cell = rows.first().and_then(|row: &Row| row.cells.get(column));
        // The first column names the rows.
        column > 0 && matches!(cell, Some(Cell::Figure(_) | Cell::Link { .. }))
    };
    let heads: Vec<_> =
        heads.into_iter().enumerate().map(|(column, text)| head(text, column == 0, is_number(column))).collect();
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    let label = caption.clone();
    view! {
        <div class="figures" role="group" tabindex="0" aria-label=label>
            <table class="table">
                <caption class="unseen">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn head(text: String, is_name: bool, is_number: bool) -> AnyView {
    view! { <th scope="col" class:table__name=is_name class:table__number=is_number>{text}</th> }.into_any()
}

fn row(row: Row) -> AnyView {
    let mut cells = row.cells.into_iter();
    let name = match cells.next() {
        Some(Cell::Text(text) | Cell::Figure(text)) => text.into_any(),
        Some(Cell::Link { text, href }) => anchor(text, href),
        None => ().into_any(),
    };
    let cells: Vec<_> = cells.map(cell).collect();
    view! {
        <tr class:figures__row--shaded=row.is_shaded>
            <th scope="row" class="table__name">{name}</th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(cell: Cell) -> AnyView {
    let (class, content) = match cell {
        Cell::Text(text) => ("", text.into_any()),
        Cell::Figure(text) => ("table__number", text.into_any()),
        Cell::Link { text, href } => ("table__number", anchor(text, href)),
    };
    view! { <td class=class>{content}</td> }.into_any()
}

fn anchor(text: String, href: String) -> AnyView {
    view! { <a class="figures__link" href=href>{text}</a> }.into_any()
}

/// Terms with what they come to.
pub fn terms(terms: Vec<(&'static str, String)>) -> AnyView {
    let pair = |(term, value): (&'static str, String)| view! { <div><dt>{term}</dt><dd>{value}</dd></div> }.into_any();
    let pairs: Vec<_> = terms.into_iter().map(pair).collect();
    view! { <dl class="terms">{pairs}</dl> }.into_any()
}
