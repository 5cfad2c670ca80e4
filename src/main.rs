//! The page.

fn main() {
    gmai_scope::start();
}
