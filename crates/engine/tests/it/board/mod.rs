mod column;
mod files;
mod own;
mod percent;
