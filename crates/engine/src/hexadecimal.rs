//! Bytes as people read them in reports.

use std::fmt::Write;

/// Two digits a byte, in lower case.
pub fn hexadecimal(bytes: &[u8]) -> String {
    joined(bytes, "")
}

/// The first eight bytes with spaces between, enough to tell what a file is.
pub(crate) fn first_bytes(bytes: &[u8]) -> String {
    joined(bytes.get(..8).unwrap_or(bytes), " ")
}

fn joined(bytes: &[u8], separator: &str) -> String {
    let mut text = String::with_capacity(bytes.len() * (2 + separator.len()));
    for (number, byte) in bytes.iter().enumerate() {
        if number > 0 {
            text.push_str(separator);
        }
        // Writing to a string does not fail.
        if write!(text, "{byte:02x}").is_err() {
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_two_digits() {
        assert_eq!(hexadecimal(&[0, 15, 255]), "000fff");
        assert_eq!(first_bytes(b"PK\x03\x04"), "50 4b 03 04");
        assert_eq!(first_bytes(&[1; 9]), "01 01 01 01 01 01 01 01");
        assert_eq!(first_bytes(&[]), "");
    }
}
