//! The worker.

fn main() {
    gmai_scope::worker::start();
}
