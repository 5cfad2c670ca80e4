//! The protocol `gmai-scope/1` between the page in a frame and the page around it, by `postMessage`.
//!
//! Every message is an object with `protocol`, `type` and what its type needs. The frame tells `listening` to the page
//! around it; the first `hello` from there fixes the origin that the frame talks with, and is answered by `ready`.
//! `public/embed.js` is the other end.

pub mod frame_event;
pub mod host_command;

#[cfg(feature = "web")]
pub mod line;
#[cfg(feature = "web")]
pub mod serve;

/// Protocol and version, in every message.
pub const PROTOCOL: &str = "gmai-scope/1";

/// What every version of the protocol begins with.
const FAMILY: &str = "gmai-scope/";
