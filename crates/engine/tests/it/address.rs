use engine::address::{Address, AddressError};
use engine::endpoint;

fn url(typed: &str) -> String {
    Address::read(typed).unwrap().url().to_owned()
}

#[test]
fn the_short_form_leads_to_the_hub() {
    let address = Address::read(" hf:VLMEval/GMAI-MMBench@main/GMAI-MMBench_VAL.tsv ").unwrap();
    assert_eq!(address.url(), "https://huggingface.co/datasets/VLMEval/GMAI-MMBench/resolve/main/GMAI-MMBench_VAL.tsv");
    assert_eq!((address.host(), address.name()), ("huggingface.co", "GMAI-MMBench_VAL.tsv"));
    assert_eq!(url("hf:o/n/a/b.tsv"), "https://huggingface.co/datasets/o/n/resolve/main/a/b.tsv");
    assert_eq!(url("HF:o/n@v1.0/a b?#é.tsv"), "https://huggingface.co/datasets/o/n/resolve/v1.0/a%20b%3F%23%C3%A9.tsv");
    assert_eq!(url("hf:o/n@refs/pr/3/x.tsv"), "https://huggingface.co/datasets/o/n/resolve/refs%2Fpr%2F3/x.tsv");
    assert_eq!(Address::read("hf:o/n@r/a%2Fb.tsv").unwrap().name(), "a%2Fb.tsv");
    for wrong in [
        "hf:",
        "hf:o",
        "hf:o/n",
        "hf:o/n@r",
        "hf:o/n@r/",
        "hf:o/n@/x",
        "hf:/n/x",
        "hf:o/n@r/../x",
        "hf:o/../x/y",
        "hf:o/n@a:b/x",
        "hf:o n/m/x",
        "hf:user@host/n/x",
        "hf:o/n@r//x",
        "hf:o/n@refs/pr/3",
    ] {
        assert_eq!(Address::read(wrong), Err(AddressError::Hub), "{wrong}");
    }
}

#[test]
fn other_addresses_are_encrypted_and_without_credentials() {
    let address = Address::read("HTTPS://Data.Example:8443/a/VAL%20%C3%A9.tsv?sig=1").unwrap();
    assert_eq!(address.url(), "https://Data.Example:8443/a/VAL%20%C3%A9.tsv?sig=1");
    assert_eq!((address.host(), address.name()), ("data.example:8443", "VAL é.tsv"));
    assert_eq!(Address::read("https://x.example/a%2F..%2Fb").unwrap().name(), "a_.._b");
    assert_eq!(
        url("https://huggingface.co/datasets/o/n/blob/main/blob/x.tsv"),
        "https://huggingface.co/datasets/o/n/resolve/main/blob/x.tsv"
    );
    assert!(Address::read("http://127.0.0.1:9/x.tsv").is_ok() && Address::read("http://localhost/x.tsv").is_ok());
    for wrong in ["http://data.example/x.tsv", "http://192.168.0.2/x.tsv"] {
        assert_eq!(Address::read(wrong), Err(AddressError::Unencrypted));
    }
    assert_eq!(Address::read("https://x.example"), Err(AddressError::NoFile));
    assert_eq!(Address::read("https://x.example/a/"), Err(AddressError::NoFile));
    for (wrong, why) in [
        ("https://me:pw@x.example/a", endpoint::AddressError::Credentials),
        ("https://x.example/a?token=1", endpoint::AddressError::Credentials),
        ("file:///etc/passwd", endpoint::AddressError::NoScheme),
        ("javascript:alert(1)", endpoint::AddressError::NoScheme),
        ("https://x.example/a b", endpoint::AddressError::BadCharacter),
    ] {
        assert_eq!(Address::read(wrong), Err(why.into()), "{wrong}");
    }
}

#[test]
fn an_origin_is_scheme_host_and_port() {
    let address = Address::read("https://X.example/a.tsv").unwrap();
    assert!(address.is_same_origin("https://x.example:443/b?c"));
    for other in
        ["https://y.example/a", "https://x.example:444/a", "http://x.example/a", "https://x.example.evil/a", ""]
    {
        assert!(!address.is_same_origin(other), "{other}");
    }
}
