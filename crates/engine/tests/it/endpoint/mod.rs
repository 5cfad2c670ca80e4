mod address;
mod connection;
mod preset;
mod response;
mod secret;
