//! Files by their addresses, as a form or a link names them, before anything of them is asked for.
//!
//! A link holds them before its `#`: `?data=hf:OWNER/NAME@REVISION/PATH&index=…&predictions=…#/explore?row=12`. So they
//! stay while the page goes from place to place, and come before every place.

use super::query::{Query, QueryWriter};
use engine::address::{Address, AddressError};
use engine::endpoint::AddressSpace;

const DATA: &str = "data";
const INDEX: &str = "index";
const PREDICTIONS: &str = "predictions";

/// Addresses as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    /// Those of the dataset's parts, in order.
    pub data: Vec<String>,
    /// That of its index.
    pub index: Option<String>,
    /// Those of prediction files.
    pub predictions: Vec<String>,
}

impl Addresses {
    /// What is typed into a form: an address a line.
    pub fn typed(data: &str, index: &str, predictions: &str) -> Self {
        let lines =
            |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let index: Vec<String> = lines(index);
        Self { data: lines(data), index: index.into_iter().next(), predictions: lines(predictions) }
    }

    /// Whether any has a query, where signed addresses have what lets anyone read the file.
    pub fn have_query(&self) -> bool {
        let all = self.data.iter().chain(&self.index).chain(&self.predictions);
        all.filter_map(|typed| Address::read(typed).ok()).any(|address| address.url().contains('?'))
    }

    /// What stands in the part of a link between `?` and `#`.
    pub fn of_search(search: &str) -> Self {
        let query = Query::new(search.trim_start_matches('?'));
        let values = |name| query.values(name).into_iter().filter(|value| !value.is_empty()).collect();
        let index: Vec<String> = values(INDEX);
        Self { data: values(DATA), index: index.into_iter().next(), predictions: values(PREDICTIONS) }
    }

    /// That part of a link with these addresses in place of those that stood there; what else it says stays.
    pub fn in_search(&self, search: &str) -> String {
        let is_other = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty() && ![DATA, INDEX, PREDICTIONS].contains(&name)
        };
        let others: Vec<&str> = search.trim_start_matches('?').split('&').filter(is_other).collect();
        let mut query = QueryWriter::of_pairs(&others);
        let data = self.data.iter().map(|address| (DATA, address));
        let index = self.index.iter().map(|address| (INDEX, address));
        let predictions = self.predictions.iter().map(|address| (PREDICTIONS, address));
        for (name, address) in data.chain(index).chain(predictions) {
            // Writing into a text does not fail.
            query.push(name, Some(address)).ok();
        }
        query.finish()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// The hosts that are asked first, each once.
    ///
    /// # Errors
    /// Why the first address that is not accepted is not.
    pub fn hosts(&self) -> Result<Vec<String>, AddressError> {
        let mut hosts = Vec::new();
        for address in self.all() {
            let host = Address::read(address)?.host().to_owned();
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        Ok(hosts)
    }

    /// The host of the first address, which a token is for.
    pub fn first_host(&self) -> Option<String> {
        Some(Address::read(self.all().next()?).ok()?.host().to_owned())
    }

    /// Whether all lead to the internet, where every page may look.
    pub fn are_public(&self) -> bool {
        self.all().all(|address| Address::read(address).is_ok_and(|address| address.space() == AddressSpace::Public))
    }

    /// In the order in which the worker asks for them.
    fn all(&self) -> impl Iterator<Item = &String> {
        self.data.iter().chain(&self.index).chain(&self.predictions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Addresses {
        Addresses::typed(
            " hf:o/n@main/a b.tsv \n\nhttps://example.org/x.tsv?a=1&b=2\n",
            "https://example.org/x.gmaidx",
            "hf:o/n/p.xlsx",
        )
    }

    #[test]
    fn a_link_holds_them_beside_what_else_it_says() {
        let search = some().in_search("?theme=dark&data=old&lang=zh&index=&x");
        assert_eq!(Addresses::of_search(&search), some());
        assert!(
            search.starts_with("?theme=dark&lang=zh&x&data=hf:o/n@main/a%20b.tsv&data=https://example.org/x.tsv%3Fa")
        );
        assert_eq!(Addresses::default().in_search(&search), "?theme=dark&lang=zh&x");
        assert_eq!(Addresses::default().in_search("?data=a"), "");
        assert!(Addresses::of_search("?data=&index=").is_empty() && Addresses::of_search("").is_empty());
    }

    #[test]
    fn their_hosts_are_known_before_they_are_asked() {
        assert_eq!(some().hosts(), Ok(vec!["huggingface.co".to_owned(), "example.org".to_owned()]));
        assert_eq!(some().first_host().as_deref(), Some("huggingface.co"));
        assert_eq!(Addresses::typed("hf:o", "", "").hosts(), Err(AddressError::Hub));
        assert_eq!(Addresses::default().first_host(), None);
    }

    #[test]
    fn what_is_public_is_not_of_this_computer() {
        assert!(some().are_public());
        assert!(!Addresses::typed("http://127.0.0.1:8000/a.tsv", "", "").are_public());
    }
}
