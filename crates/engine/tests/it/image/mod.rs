mod base64;
mod format;
mod list;
