mod fold;
mod marks;
mod matcher;
mod query;
mod store;
