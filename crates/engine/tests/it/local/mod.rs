mod gpu;
mod model;
mod wire;
