//! Tests of the engine by its public interface, in one program that is linked once.

mod board;
mod endpoint;
mod files;
mod local;
mod run;
