//! A server that answers as the servers of remote models do, over real HTTP with real CORS preflights, and misbehaves on
//! command.
//!
//! It shares no code with the page that it tests: both were written from the providers' documentation, so that a
//! misreading on one side shows. Base URLs are `/openai/v1`, `/anthropic/v1` and `/gemini/v1beta`. Files are served below
//! `/datasets/` as by the Hugging Face Hub. Tests in other languages go through `/mock/`: `PUT settings`, `GET statistics`,
//! `DELETE statistics`, `GET last-request`.

mod control;
mod cors;
mod dialect;
mod fault;
mod hub;
mod ledger;
mod problem;
mod question;
mod reply;
mod route;
mod server;
mod service;
mod settings;

pub use dialect::Dialect;
pub use fault::Fault;
pub use hub::{HubFault, HubSettings};
pub use ledger::{QuestionStatistics, Statistics};
pub use question::{Picture, Usage};
pub use server::Server;
pub use settings::{Model, Settings};
