//! Whose page this one is shown in.

/// Where the page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// In a window of its own.
    Alone,
    /// In a frame; every page around it is of this site.
    SameOrigin,
    /// In a frame; a page around it is of another site.
    Foreign,
}

impl Host {
    /// Whether the page is in a frame.
    pub fn is_frame(self) -> bool {
        self != Self::Alone
    }

    /// Whether keys may be entered and runs started: a foreign page could lay its own things over ours, and have a user
    /// type or click what the user does not see (clickjacking).
    pub fn allows_keys(self) -> bool {
        self != Self::Foreign
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_for_pages_of_this_site() {
        assert!(Host::Alone.allows_keys() && Host::SameOrigin.allows_keys());
        assert!(!Host::Foreign.allows_keys());
        assert!(!Host::Alone.is_frame() && Host::SameOrigin.is_frame() && Host::Foreign.is_frame());
    }
}
