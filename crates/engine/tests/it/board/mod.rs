mod column;
mod files;
mod forest;
mod own;
mod percent;
mod shade;
