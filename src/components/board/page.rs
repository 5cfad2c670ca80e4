//! The board page: the table or the comparison, and the open row's details beside them.

use leptos::ev;
use leptos::prelude::*;

use super::about::About;
use super::compare::Compare;
use super::details::Details;
use super::notes::{BoardFault, OwnNotes};
use super::table::BoardTable;
use super::toolbar::Toolbar;
use crate::queries::board::BoardQuery;
use crate::reactive::{dynamic, dynamic_value, memo};
use crate::state::board::{BoardLoad, BoardState};
use crate::state::navigation::Navigation;
use crate::state::preferences::tr;
use crate::state::route::BoardRoute;
use crate::state::session::Session;
use crate::tasks::board::load_board;
use engine::board::View;
use web::keyboard::command_key;

/// The leaderboard.
#[component]
pub fn BoardPage() -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let board = expect_context::<BoardState>();
    load_board(board);
    let query = BoardQuery::new(session, board, navigation);
    let open = memo(move || query.route.with(|route| query.entry(route.open.as_deref()?)));
    let has_open = memo(move || open.with(Option::is_some));
    let state = memo(move || board.load.get());
    let is_comparing = memo(move || query.route.with(|route| route.view == View::Compare));
    close_by_key(query);
    let body = move || match state.get() {
        BoardLoad::Idle | BoardLoad::Loading => {
            view! { <p class="hint" role="status">{tr(|m| m.board.loading)}</p> }.into_any()
        }
        BoardLoad::Failed(failure) => view! { <BoardFault failure /> }.into_any(),
        BoardLoad::Ready(_) if is_comparing.get() => view! { <Compare query /> }.into_any(),
        BoardLoad::Ready(_) => view! { <BoardTable query /> }.into_any(),
    };
    view! {
        <div class="split split--board" class:split--single=dynamic_value(move || !has_open.get())>
            <section class="split__list">
                <Toolbar query />
                <div class="board">
                    <div class="board__words">
                        <About query />
                        <OwnNotes query />
                    </div>
                    {dynamic(body)}
                </div>
            </section>
            {dynamic(move || has_open.get().then(|| view! { <Details query open /> }))}
        </div>
    }
}

/// Esc closes the open row.
fn close_by_key(query: BoardQuery) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if command_key(&event).as_deref() == Some("Escape") && query.route.with_untracked(|route| route.open.is_some())
        {
            query.change(|route| BoardRoute { open: None, ..route });
        }
    });
    on_cleanup(move || listener.remove());
}
