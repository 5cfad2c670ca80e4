//! Sessions in a simulated world in which everything that can fail does, one call after the other.

mod chaos;
mod disk;
mod files;
mod machine;
mod models;
mod reading;
mod runs;
mod server;
mod world;
