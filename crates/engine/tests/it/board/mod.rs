mod column;
mod curve;
mod files;
mod forest;
mod own;
mod percent;
mod shade;
