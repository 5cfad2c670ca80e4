mod arxiv;
mod form;
mod mail;
mod package;
