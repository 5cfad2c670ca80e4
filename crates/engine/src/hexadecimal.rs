//! Bytes as people read them in reports.

/// Two digits a byte, in lower case.
pub fn hexadecimal(bytes: &[u8]) -> String {
    digits(bytes).collect()
}

/// The first eight bytes with spaces between, enough to tell what a file is.
pub(crate) fn first_bytes(bytes: &[u8]) -> String {
    digits(bytes.get(..8).unwrap_or(bytes)).collect::<Vec<_>>().join(" ")
}

fn digits(bytes: &[u8]) -> impl Iterator<Item = String> {
    bytes.iter().map(|byte| format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_are_spaced() {
        assert_eq!(first_bytes(b"PK\x03\x04"), "50 4b 03 04");
        assert_eq!(first_bytes(&[1; 9]), "01 01 01 01 01 01 01 01");
        assert_eq!(first_bytes(&[]), "");
    }
}
