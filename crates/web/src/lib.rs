//! Thin adapters to the browser. What fails does so with the browser's own error.

#![expect(clippy::missing_errors_doc, reason = "see above; errors are documented where there is more to say")]

pub mod calls;
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
pub mod folder;
pub mod fragment;
pub mod keeping;
pub mod keyboard;
pub mod launch_queue;
pub mod locks;
pub mod log;
pub mod macrotask;
pub mod model_caches;
pub mod object_url;
pub mod page;
pub mod parcel;
pub mod raster;
pub mod recent_store;
pub mod resize;
pub mod sample;
pub mod save_file;
pub mod service_worker;
pub mod storage;
pub mod stored;
pub mod tab_storage;
pub mod theme;
pub mod worker_client;
