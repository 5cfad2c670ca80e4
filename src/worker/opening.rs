//! Opening files: what they are decides what becomes of them.

use web_sys::File;

use super::failures::unreadable;
use super::outbox::Answer;
use super::{Shared, indexing};
use crate::engine::dataset::DatasetError;
use crate::engine::natural_order::natural_key;
use crate::engine::position::ByteRange;
use crate::engine::recognise::{self, recognise};
use crate::engine::scoring::Prepared;
use crate::engine::table::{self, TableError};
use crate::protocol::{Failure, Opened, Recognised, Reply};
use crate::web::file_bytes::{read_range, size_of};

/// Bytes in which a header must end.
const HEADER_BYTES: u64 = 64 << 10;

/// Greatest size of a prediction file: it is read whole.
const PREDICTIONS_BYTES: u64 = 512 << 20;

/// Opens files: those that are parts of a dataset form one dataset together and replace the former one, each of the
/// others is a prediction file.
pub(super) async fn open(session: &Shared, files: Vec<File>) -> Answer {
    let mut opened = Vec::new();
    let mut parts = Vec::new();
    for file in files {
        let outcome = match recognise_file(&file).await {
            Ok(recognise::Recognised::Dataset) => {
                parts.push(file.clone());
                Ok(Recognised::Dataset)
            }
            Ok(recognise::Recognised::Predictions) => open_predictions(session, &file).await,
            Ok(recognise::Recognised::Neither { columns }) => {
                Err(Failure::NotRecognised { name: file.name(), columns })
            }
            Err(failure) => Err(failure),
        };
        opened.push(Opened { name: file.name(), outcome });
    }
    if !parts.is_empty() {
        parts.sort_by_key(|part| natural_key(&part.name()));
        indexing::begin(session, parts);
    }
    Reply::Opened(opened).into()
}

async fn recognise_file(file: &File) -> Result<recognise::Recognised, Failure> {
    if size_of(file) == 0 {
        return Err(Failure::EmptyFile { name: file.name() });
    }
    let range = ByteRange { start: 0, end: HEADER_BYTES };
    let start = read_range(file, range).await.map_err(|error| unreadable(file, &error))?;
    recognise(&file.name(), &start).map_err(|error| DatasetError::from(error).into())
}

async fn open_predictions(session: &Shared, file: &File) -> Result<Recognised, Failure> {
    let size = size_of(file);
    if size > PREDICTIONS_BYTES {
        let limit = PREDICTIONS_BYTES;
        return Err(TableError::TooLarge { what: "bytes".to_owned(), found: size, limit }.into());
    }
    let range = ByteRange { start: 0, end: size };
    let bytes = read_range(file, range).await.map_err(|error| unreadable(file, &error))?;
    let frame = table::read(&file.name(), &bytes)?;
    let columns = frame.columns.iter().map(|column| column.name.to_python_text()).collect();
    let table = Prepared::new(frame)?;
    Ok(Recognised::Predictions(session.borrow_mut().open_predictions(file, columns, table)))
}
