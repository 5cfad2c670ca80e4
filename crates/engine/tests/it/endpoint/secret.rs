//! Keys are kept out of what is shown and stored.

use engine::endpoint::Secret;

#[test]
fn keys_are_hidden() {
    let key = Secret::new(" my-own-key \n");
    assert_eq!(key.expose(), "my-own-key");
    assert_eq!(format!("{key:?}"), "Secret");
    let cases = [
        ("wrong key my-own-key.", "wrong key [key]."),
        ("Incorrect API key: sk-proj-****************abcd.", "Incorrect API key: [key]"),
        ("AIzaSyA1234567890abcdef is not valid", "[key] is not valid"),
        ("Bearer abcdefghijklmnop, twice Bearer abcdefghijklmnop", "[key], twice [key]"),
        ("a task sk-short", "a task sk-short"),
        ("desk-", "desk-"),
        ("risk-stratification-based care", "risk-stratification-based care"),
    ];
    for (text, redacted) in cases {
        assert_eq!(key.redact_error(text), redacted);
    }
    assert_eq!(key.redact("sk-stratification my-own-key"), "sk-stratification [key]");
    assert_eq!(Secret::new("a").redact("a cat"), "a cat");
    assert_eq!(Secret::new("a/key").redact(r"it was a\/key"), "it was [key]");
}
