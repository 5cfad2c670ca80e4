//! Thin adapters to the browser.

mod calls;
pub mod clipboard;
pub mod clock;
pub mod crash_panel;
pub mod database;
pub mod download;
pub mod fetch;
pub mod file_bytes;
pub mod file_handles;
pub mod file_stream;
pub mod focus;
pub mod fragment;
pub mod host;
pub mod host_line;
pub mod keyboard;
pub mod macrotask;
pub mod object_url;
pub mod parcel;
pub mod raster;
pub mod recent_store;
pub mod resize;
pub mod sample;
pub mod save_file;
pub mod storage;
pub mod stored;
pub mod theme;
pub mod worker_client;
