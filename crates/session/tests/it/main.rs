//! Sessions in a simulated world in which everything that can fail does, one call after the other.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod address;
mod asking;
mod chaos;
mod comparing;
mod disk;
mod files;
mod hub;
mod machine;
mod models;
mod reading;
mod runs;
mod server;
mod world;
