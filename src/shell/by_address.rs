//! Opening files by their addresses: from the form, from a link, and again from the list of datasets.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address::Page;
use super::addresses::Addresses;
use super::host_key::HostKey;
use super::last_open::note_opened;
use super::navigation::Navigation;
use super::notice::Notice;
use super::notices::{Notices, tell_failure};
use super::opening::{show_opened, tell};
use super::session::Session;
use protocol::address::{AddressFault, OpenAddress, OpenedAddresses};
use protocol::{CancelOpening, DatasetId, Failure, Opened, Recognised};

/// What is asked, and what came of it.
#[derive(Clone, Copy)]
pub struct ByAddress {
    /// The addresses that were asked for last.
    pub addresses: RwSignal<Addresses>,
    /// The token that was typed last, with the host that it is for. It is kept nowhere else.
    pub token: RwSignal<HostKey>,
    /// How far it is.
    pub stage: RwSignal<Stage>,
    /// What could not be opened: its name, and why.
    pub refused: RwSignal<Vec<(String, Failure)>>,
    /// The page that the link leads to.
    leads_to: StoredValue<Page>,
    /// The number of what was asked last.
    asked: StoredValue<u32>,
}

/// How far opening is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Nothing is under way.
    Idle,
    /// These hosts are asked.
    Asking(Vec<String>),
    /// The first of these hosts would send so many bytes, and the user is asked.
    Unread(Vec<String>, u64),
}

impl ByAddress {
    /// Nothing asked so far.
    pub fn new() -> Self {
        Self {
            addresses: RwSignal::default(),
            token: RwSignal::default(),
            stage: RwSignal::new(Stage::Idle),
            refused: RwSignal::default(),
            leads_to: StoredValue::new(Page::Data),
            asked: StoredValue::new(0),
        }
    }
}

/// What opening by address needs of the page.
#[derive(Clone, Copy)]
pub struct AddressContext {
    /// What is asked.
    pub state: ByAddress,
    session: Session,
    notices: Notices,
    navigation: Navigation,
}

impl AddressContext {
    /// Of the page's contexts.
    pub fn of_page() -> Self {
        Self {
            state: expect_context(),
            session: expect_context(),
            notices: expect_context(),
            navigation: expect_context(),
        }
    }

    /// Opens what the page's own address names, and keeps that in step with what is open.
    pub fn follow_link(self) {
        let addresses = Addresses::of_search(&search());
        if !addresses.is_empty() {
            self.state.leads_to.set_value(self.navigation.page_now());
            // What a page around this one names on the internet it could look at itself.
            if !addresses.are_public() {
                self.session.custody.open_kept();
            }
            if let Ok(hosts) = addresses.hosts() {
                self.notices.push(Notice::HostsAsked { hosts });
            }
            self.ask(addresses, false);
        }
        let session = self.session;
        Effect::watch(
            move || session.dataset_id.get(),
            move |_, _, _| {
                if !untrack(|| session.is_remote()) {
                    write_link(&Addresses::default());
                }
            },
            false,
        );
    }

    /// Opens what the visitor names.
    pub fn open(self, addresses: Addresses) {
        self.state.leads_to.set_value(self.navigation.page_now());
        self.session.custody.open_kept();
        self.ask(addresses, false);
    }

    /// Reads through what is asked for.
    pub fn read_through(self) {
        self.ask(self.state.addresses.get_untracked(), true);
    }

    /// Gives up what is under way.
    pub fn cancel(self) {
        self.supersede();
        self.state.stage.set(Stage::Idle);
        tell_failure(self.session, self.notices, CancelOpening);
    }

    /// The number of what is asked from now on; replies to what was asked before are no longer wanted.
    fn supersede(self) -> u32 {
        let number = self.state.asked.get_value().wrapping_add(1);
        self.state.asked.set_value(number);
        number
    }

    fn ask(self, addresses: Addresses, read_through: bool) {
        self.state.addresses.set(addresses.clone());
        self.state.refused.set(Vec::new());
        let hosts = match addresses.hosts() {
            Ok(hosts) => hosts,
            Err(error) => return self.refuse(vec![(String::new(), AddressFault::from(error).into())]),
        };
        self.state.stage.set(Stage::Asking(hosts.clone()));
        let token = self.state.token.with_untracked(|token| token.for_host(addresses.first_host().as_deref()));
        let Addresses { data, index, predictions } = addresses.clone();
        let request = OpenAddress { data, index, predictions, token, remember: !addresses.have_query(), read_through };
        let before = self.session.dataset_id.get_untracked();
        let number = self.supersede();
        let asking = self.session.ask(request);
        spawn_local(async move {
            let answer = asking.await;
            if self.state.asked.get_value() != number {
                return;
            }
            self.state.stage.set(Stage::Idle);
            match answer {
                Err(failure) => self.refuse(vec![(String::new(), failure)]),
                Ok(OpenedAddresses { unread: Some(bytes), opened, .. }) => {
                    self.state.stage.set(Stage::Unread(hosts, bytes));
                    self.refuse(refusals(opened));
                    self.show_form();
                }
                Ok(opened) => self.finish(&addresses, opened, before),
            }
        });
    }

    fn finish(self, addresses: &Addresses, answer: OpenedAddresses, before: Option<DatasetId>) {
        let OpenedAddresses { opened, left_out, .. } = answer;
        if opened.iter().any(|file| file.outcome.is_ok()) {
            let dataset = opened.iter().find(|file| file.outcome == Ok(Recognised::Dataset));
            note_opened(Vec::new(), dataset.map(|file| &*file.name));
            write_link(addresses);
        }
        let (of_dataset, others): (Vec<_>, Vec<_>) =
            opened.into_iter().partition(|file| file.outcome == Ok(Recognised::Dataset));
        if of_dataset.is_empty() {
            let (good, bad): (Vec<_>, Vec<_>) = others.into_iter().partition(|file| file.outcome.is_ok());
            tell(self.notices, good);
            self.refuse(refusals(bad));
            return;
        }
        tell(self.notices, others);
        if !left_out.is_empty() {
            self.notices.push(Notice::LeftOut { columns: left_out });
        }
        self.lead_on(before);
    }

    /// From the form to where the link leads, or to the dataset's first question.
    fn lead_on(self, before: Option<DatasetId>) {
        if self.navigation.page_now() != Page::Data {
            return;
        }
        match self.state.leads_to.get_value() {
            Page::Data | Page::Explore => show_opened(self.session, self.navigation, before),
            other => self.navigation.go(untrack(|| self.navigation.of_page(other))),
        }
    }

    fn refuse(self, refused: Vec<(String, Failure)>) {
        let refused: Vec<_> = refused.into_iter().filter(|(_, failure)| *failure != Failure::Cancelled).collect();
        if !refused.is_empty() {
            self.state.refused.set(refused);
            self.show_form();
        }
    }

    /// Only there it is said what is wrong, and can be changed.
    fn show_form(self) {
        if self.navigation.page_now() != Page::Data {
            self.navigation.replace(super::address::Route::Data);
        }
    }
}

fn refusals(opened: Vec<Opened>) -> Vec<(String, Failure)> {
    opened.into_iter().filter_map(|file| Some((file.name, file.outcome.err()?))).collect()
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// Names these addresses in the page's own, which a reload or another visitor then opens.
///
/// One with a query is not written: a signed address lets anyone read the file who sees it, and the host of this page does.
pub fn write_link(addresses: &Addresses) {
    if addresses.have_query() {
        return;
    }
    let location = window().location();
    let (before, path, hash) = (search(), location.pathname(), location.hash());
    let after = addresses.in_search(&before);
    let (Ok(path), Ok(hash)) = (path, hash) else { return };
    if after == before {
        return;
    }
    let url = format!("{path}{after}{hash}");
    let written =
        window().history().and_then(|history| history.replace_state_with_url(&history.state()?, "", Some(&url)));
    if let Err(error) = written {
        leptos::logging::warn!("address not updated: {error:?}");
    }
}

/// The addresses of the page's own address, as a link of this site names them.
pub fn linked() -> String {
    Addresses::of_search(&search()).in_search("")
}
