//! An API key or a token with the host it was entered for.

use protocol::run::Key;

/// A key and the only host that may see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostKey {
    host: String,
    secret: Key,
}

impl HostKey {
    /// A key as typed while its form named that host.
    pub fn new(host: String, typed: String) -> Self {
        Self { host, secret: Key::new(typed) }
    }

    /// The key where it was entered for that host; an empty one for every other host, and where there is none.
    pub fn for_host(&self, host: Option<&str>) -> Key {
        if host == Some(&*self.host) { self.secret.clone() } else { Key::default() }
    }

    /// The host that a key was entered for, where it is another one than this.
    pub fn other_host(&self, host: Option<&str>) -> Option<&str> {
        (!self.secret.expose().is_empty() && host != Some(&*self.host)).then_some(&*self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_host_that_it_was_entered_for_gets_a_key() {
        let key = HostKey::new("api.example.org".to_owned(), "secret".to_owned());
        assert_eq!(key.for_host(Some("api.example.org")).expose(), "secret");
        let others = ["api.example.org:8443", "example.org", "api.example.org.evil.net", ""];
        for host in others.map(Some).into_iter().chain([None]) {
            assert_eq!(key.for_host(host).expose(), "", "{host:?}");
            assert_eq!(key.other_host(host), Some("api.example.org"));
        }
        assert_eq!(key.other_host(Some("api.example.org")), None);
        assert_eq!(HostKey::default().other_host(Some("api.example.org")), None);
    }

    #[test]
    fn a_key_that_was_never_entered_is_for_nobody() {
        for host in [Some(""), Some("api.example.org"), None] {
            assert_eq!(HostKey::default().for_host(host), Key::default());
        }
    }

    #[test]
    fn it_is_not_printed() {
        let key = HostKey::new("api.example.org".to_owned(), "sk-12345".to_owned());
        assert!(!format!("{key:?}").contains("sk-12345"));
    }
}
