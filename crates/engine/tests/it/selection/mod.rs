mod outcomes;
mod select;
