//! Thin adapters to the browser.

pub mod clipboard;
pub mod clock;
pub mod crash_panel;
pub mod download;
pub mod fetch;
pub mod file_bytes;
pub mod file_stream;
pub mod focus;
pub mod keyboard;
pub mod launch_queue;
pub mod macrotask;
pub mod object_url;
pub mod parcel;
pub mod raster;
pub mod resize;
pub mod sample;
pub mod save_file;
pub mod service_worker;
pub mod storage;
pub mod theme;
pub mod worker_client;
