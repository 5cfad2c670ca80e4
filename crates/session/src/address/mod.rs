//! Files that are read over the network: datasets of which only ranges are fetched, and small files that are fetched whole.
//!
//! `remote` speaks with the server that has a file and judges what it replies (`reply`), `body` reads on where a connection
//! breaks, `file` is a file of the dataset, with its images in caches. What a stranger's index says is believed of texts
//! only: every image is read with the bytes around it, which must be the ends of its cell.

mod body;
mod file;
mod gate;
mod images;
mod network;
mod once;
mod opening;
mod remote;
mod reply;

pub(crate) use file::{beginning, host_of, urls_of};
pub use images::surplus_images;
pub(crate) use images::{fetch_ahead, know_cells, while_wanted};
pub(crate) use network::Network;
pub(crate) use opening::{export_index, open};
