//! Opening what lies at addresses.

use std::rc::Rc;

use engine::address::Address;
use engine::dataset::{Dataset, IndexFile, IndexedFile};
use engine::endpoint::Secret;
use engine::hexadecimal::hexadecimal;
use engine::limits::{INDEX_FILE_BYTES, PREDICTION_FILE_BYTES};
use protocol::address::{AddressFault, OpenAddress, OpenedAddresses};
use protocol::{Failure, Opened, PredictionsId, Recognised};
use sha2::{Digest, Sha256};

use super::file::{AddressedFile, addressed, urls_of};
use super::images::cells;
use super::remote::Remote;
use crate::exports::NewFile;
use crate::host::Source;
use crate::loaded::{Shared, count};
use crate::opening::{self, open_predictions};
use crate::remembering;
use crate::source::MemorySource;

/// Opens a dataset with or without an index, and prediction files. Where that would read a file through that may not be,
/// it says how large that is instead, and opens nothing.
pub(crate) async fn open(session: &Shared, request: OpenAddress) -> Result<OpenedAddresses, Failure> {
    let token = Token::new(&request);
    let mut outcome = OpenedAddresses::default();
    match &request.index {
        Some(index) => open_indexed(session, index, &request, &token, &mut outcome).await?,
        None => open_plain(session, &request, &token, &mut outcome).await?,
    }
    if outcome.unread.is_some() {
        return Ok(outcome);
    }
    for typed in &request.predictions {
        match session.network.opening(predictions(session, typed, &token)).await {
            Ok((name, id)) => outcome.opened.push(Opened { name, outcome: Ok(Recognised::Predictions(id)) }),
            // What was opened before stays and is reported.
            Err(Failure::Cancelled) => break,
            Err(failure) => outcome.refuse(typed, failure),
        }
    }
    Ok(outcome)
}

trait Refuse {
    /// Notes that what was typed cannot be opened.
    fn refuse(&mut self, typed: &str, failure: Failure);
}

impl Refuse for OpenedAddresses {
    fn refuse(&mut self, typed: &str, failure: Failure) {
        let name = Address::read(typed).map_or_else(|_| typed.to_owned(), |address| address.name().to_owned());
        self.opened.push(Opened { name, outcome: Err(failure) });
    }
}

/// A token for one host.
struct Token {
    token: Secret,
    /// The address whose host it is for.
    of: Option<Address>,
}

impl Token {
    fn new(request: &OpenAddress) -> Self {
        let first = request.data.iter().chain(&request.index).chain(&request.predictions).next();
        Self { token: Secret::new(request.token.expose()), of: first.and_then(|typed| Address::read(typed).ok()) }
    }

    /// The token where it is for that host, else an empty one.
    fn for_address(&self, address: &Address) -> Secret {
        let is_its = self.of.as_ref().is_some_and(|of| of.is_same_origin(address.url()));
        if is_its { self.token.clone() } else { Secret::default() }
    }
}

fn read_address(typed: &str) -> Result<Address, Failure> {
    Ok(Address::read(typed).map_err(AddressFault::from)?)
}

async fn met(session: &Shared, typed: &str, token: &Token) -> Result<Source, Failure> {
    let address = read_address(typed)?;
    let token = token.for_address(&address);
    Ok(Rc::new(AddressedFile::met(&session.network, address, &token).await?))
}

/// A small file.
async fn whole(session: &Shared, typed: &str, token: &Token, limit: u64) -> Result<(String, Vec<u8>), Failure> {
    let address = read_address(typed)?;
    let (name, token) = (address.name().to_owned(), token.for_address(&address));
    Ok((name, Remote::new(&session.network, address, &token).read_whole(limit).await?))
}

async fn predictions(session: &Shared, typed: &str, token: &Token) -> Result<(String, PredictionsId), Failure> {
    let (name, bytes) = whole(session, typed, token, PREDICTION_FILE_BYTES).await?;
    let file = Rc::new(MemorySource::new(name.clone(), bytes));
    Ok((name, open_predictions(session, file).await?))
}

async fn open_plain(
    session: &Shared,
    request: &OpenAddress,
    token: &Token,
    outcome: &mut OpenedAddresses,
) -> Result<(), Failure> {
    let mut files = Vec::new();
    for typed in &request.data {
        match session.network.opening(met(session, typed, token)).await {
            Ok(file) => files.push(file),
            Err(Failure::Cancelled) => return Err(Failure::Cancelled),
            Err(failure) => outcome.refuse(typed, failure),
        }
    }
    if !request.read_through {
        outcome.unread = session.network.opening(async { Ok(opening::unread(session, &files).await) }).await?;
    }
    if outcome.unread.is_none() && !files.is_empty() {
        outcome.opened.extend(opening::open(session, files, request.remember).await);
    }
    Ok(())
}

async fn open_indexed(
    session: &Shared,
    address: &str,
    request: &OpenAddress,
    token: &Token,
    outcome: &mut OpenedAddresses,
) -> Result<(), Failure> {
    let limit = INDEX_FILE_BYTES as u64;
    let read = async {
        let (_, bytes) = whole(session, address, token, limit).await?;
        let index = IndexFile::read(&bytes).map_err(|error| AddressFault::BadIndex { detail: error.to_string() })?;
        let files = indexed_files(session, &index, &request.data, token)?;
        Ok((index, files))
    };
    match session.network.opening(read).await {
        Ok((index, files)) => {
            let opened = |file: &IndexedFile| Opened { name: file.name.clone(), outcome: Ok(Recognised::Dataset) };
            outcome.opened.extend(index.files.iter().map(opened));
            outcome.left_out = index.left_out;
            let number = {
                let mut loaded = session.borrow_mut();
                let number = loaded.open_dataset(files.clone());
                loaded.restore_dataset(number, index.dataset);
                number
            };
            if request.remember {
                let (session, name, address) = (session.clone(), listed_under(&files, address), address.to_owned());
                let system = session.host.system.clone();
                system.spawn(Box::pin(async move { remembering::keep(&session, number, name, Some(address)).await }));
            }
        }
        Err(Failure::Cancelled) => return Err(Failure::Cancelled),
        Err(failure) => outcome.refuse(address, failure),
    }
    Ok(())
}

/// What a dataset with an index is listed under: by the addresses, since nothing is kept that must be of the same files.
fn listed_under(files: &[Source], index: &str) -> String {
    let mut addresses = urls_of(files).unwrap_or_default();
    addresses.push(Address::read(index).map_or_else(|_| index.to_owned(), |address| address.url().to_owned()));
    hexadecimal(&Sha256::digest(addresses.join("\n")))
}

fn indexed_files(session: &Shared, index: &IndexFile, data: &[String], token: &Token) -> Result<Vec<Source>, Failure> {
    if data.len() != index.files.len() {
        let (indexed, given) = (count(index.files.len()), count(data.len()));
        return Err(AddressFault::OtherNumber { indexed, given }.into());
    }
    let file = |((typed, indexed), cells): ((&String, &IndexedFile), _)| {
        let address = read_address(typed)?;
        let token = token.for_address(&address);
        Ok(Rc::new(AddressedFile::claimed(&session.network, address, &token, indexed, cells)) as Source)
    };
    data.iter().zip(&index.files).zip(cells(&index.dataset)).map(file).collect()
}

/// The index of the dataset as a file to give away.
pub(crate) fn export_index(session: &Shared, with_category: bool) -> Result<NewFile, Failure> {
    let loaded = session.borrow();
    let dataset = loaded.dataset()?;
    let questions = dataset.all_questions().ok_or(Failure::NotReadToEnd)?;
    let failed = |detail: String| Failure::Export { detail };
    let file = |(source, part): (&Source, u32)| IndexedFile {
        name: source.name(),
        bytes: source.size(),
        etag: addressed(source).and_then(AddressedFile::etag),
        sha256: None,
        md5: dataset.verified.get(&part).and_then(|(md5, _)| of_hexadecimal(md5)),
    };
    let files: Vec<IndexedFile> = dataset.files.iter().zip(0..).map(file).collect();
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let saved = questions.to_bytes().map_err(|error| failed(error.to_string()))?;
    let copy = Dataset::from_bytes(&saved, &names).map_err(|error| failed(error.to_string()))?;
    let bytes = IndexFile::new(copy, files, with_category).write().map_err(|error| failed(error.to_string()))?;
    Ok(NewFile { name: format!("{}.gmaidx", dataset.name()), mime: "application/octet-stream", bytes })
}

fn of_hexadecimal(digits: &str) -> Option<[u8; 16]> {
    u128::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 32).map(u128::to_be_bytes)
}
