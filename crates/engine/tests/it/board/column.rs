//! Columns and views by their names, and how columns are sorted.

use engine::board::{Column, Sorting, View};

#[test]
fn names_lead_back_to_their_columns() {
    for view in View::ALL {
        assert_eq!(View::named(view.name()), Some(view));
        for column in view.columns() {
            assert_eq!(Column::named(view, column.name()), Some(column), "{view:?}");
        }
    }
}

#[test]
fn every_table_is_first_sorted_by_one_of_its_figures() {
    for view in View::ALL.into_iter().filter(|view| *view != View::Compare) {
        assert!(view.columns().contains(&view.first_sort()));
        assert!(view.first_sort().is_figure());
    }
}

#[test]
fn pressing_a_head_turns_its_order_round() {
    let sorting = Sorting::first(Column::Test);
    assert!(sorting.descending);
    assert!(!sorting.pressed(Column::Test).descending);
    assert!(!sorting.pressed(Column::Model).descending);
}
