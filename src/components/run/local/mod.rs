//! A model in the browser: which one, what this machine can do, whether it computes right, how fast it is.

pub mod check;
pub mod form;
pub mod kept;
pub mod loading;
pub mod machine;
pub mod measure;
pub mod source;
