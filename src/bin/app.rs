//! The page.

fn main() {
    gmai_scope::app::start();
}
