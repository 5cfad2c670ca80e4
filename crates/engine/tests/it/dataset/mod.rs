mod cell;
mod index;
mod index_file;
mod reading;
mod saved;
mod texts;
