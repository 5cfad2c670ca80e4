//! Thin adapters to the browser, for the page and its worker. What fails does so with the browser's own error.
//!
//! | modules | what of the browser |
//! |---|---|
//! | [`worker_client`], [`parcel`], [`macrotask`] | the line between the page and its worker |
//! | [`file_bytes`], [`file_stream`], [`file_handles`], [`folder`], [`launch_queue`] | the user's files |
//! | [`database`], [`recent_store`], [`open_store`], [`storage`], [`tab_storage`], [`stored`], [`keeping`] | what is kept, and deleting it |
//! | [`download`], [`save_file`], [`object_url`], [`raster`], [`clipboard`] | what users take away |
//! | [`focus`], [`keyboard`], [`resize`], [`theme`], [`page`], [`fragment`], [`crash_panel`] | the document |
//! | [`fetch`], [`sample`], [`service_worker`] | what lies beside the page |
//! | [`calls`], [`clock`], [`log`] | what the others need |
//!
//! ```ignore
//! // Not run: files and their streams are the browser's. Its like is tested in `tests/worker.rs`.
//! let mut stream = FileStream::open(&file)?;
//! let mut piece = Vec::new();
//! while stream.next(&mut piece).await? {
//!     builder.feed(&piece)?;
//! }
//! ```

#![expect(clippy::missing_errors_doc, reason = "see above; errors are documented where there is more to say")]
#![expect(missing_docs, reason = "the page and the worker alone use this; what a name says has no doc beside it")]

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
pub mod log;
pub mod macrotask;
pub mod object_url;
pub mod open_store;
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
