mod index;
mod reading;
mod saved;
mod texts;
