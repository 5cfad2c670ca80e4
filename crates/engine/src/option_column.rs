//! Which columns are options.

/// Whether VLMEvalKit takes a column of that name for an option: a single capital letter of ASCII.
pub fn is_option(name: &str) -> bool {
    matches!(name.as_bytes(), [b'A'..=b'Z'])
}
