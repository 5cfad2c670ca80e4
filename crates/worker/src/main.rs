//! The worker.

fn main() {
    worker::start();
}
