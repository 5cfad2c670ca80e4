//! Tests of the engine through its public interface, in one program that is linked once.

mod compare;
mod stats;
