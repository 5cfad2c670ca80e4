//! Which addresses are accepted, and where they lead.

use engine::endpoint::{Address, AddressError, AddressSpace, Ask, Endpoint, Sampling, build};

#[test]
fn addresses_lead_somewhere() {
    use AddressSpace::{Local, Loopback, Public};
    let cases = [
        ("http://localhost:11434/v1", Loopback),
        (" HTTP://LocalHost. ", Loopback),
        ("http://127.0.0.1:8000", Loopback),
        ("http://[::1]:8000/v1/", Loopback),
        ("http://[::ffff:127.0.0.1]", Loopback),
        ("http://192.168.1.7/v1", Local),
        ("http://gpu-server:8000/v1", Local),
        ("http://node7.cluster.internal", Local),
        ("http://[fd00::1]", Local),
        ("https://api.openai.com/v1", Public),
        ("https://8.8.8.8?api-version=1", Public),
    ];
    for (typed, space) in cases {
        assert_eq!(Address::read(typed).map(|address| address.space()), Ok(space), "{typed}");
    }
}

#[test]
fn others_are_refused() {
    use AddressError::{BadCharacter, BadHost, Credentials, NoScheme, Unencrypted};
    let cases = [
        ("api.openai.com", NoScheme),
        ("ftp://host", NoScheme),
        ("javascript:alert(1)", NoScheme),
        ("https://", BadHost),
        ("https:///v1", BadHost),
        ("https://host:port", BadHost),
        ("https://host:70000", BadHost),
        ("https://a..b", BadHost),
        ("https://[::1", BadHost),
        ("https://bücher.example", BadHost),
        ("http://0x7f.1", BadHost),
        ("http://2130706433", BadHost),
        ("https://user:key@host/v1", Credentials),
        ("https://host/v1?key=abc", Credentials),
        ("https://host/v1?a=1&API_KEY=abc", Credentials),
        ("https://ho st", BadCharacter),
        ("https://host\\@evil", BadCharacter),
        ("https://host/#a", BadCharacter),
        ("http://api.openai.com/v1", Unencrypted),
        ("http://8.8.8.8", Unencrypted),
    ];
    for (typed, error) in cases {
        assert_eq!(Address::read(typed), Err(error), "{typed}");
    }
}

#[test]
fn methods_are_appended_once() {
    let cases = [
        ("https://h/v1", "https://h/v1/chat/completions"),
        ("https://h/v1/", "https://h/v1/chat/completions"),
        ("https://h/v1/chat/completions", "https://h/v1/chat/completions"),
        ("https://h", "https://h/chat/completions"),
        ("https://h/d?api-version=2", "https://h/d/chat/completions?api-version=2"),
    ];
    for (base, url) in cases {
        let endpoint = Endpoint { base_url: base.to_owned(), ..Endpoint::default() };
        assert_eq!(build(&endpoint, &Ask::default(), &Sampling::default()).unwrap().url, url);
    }
}
