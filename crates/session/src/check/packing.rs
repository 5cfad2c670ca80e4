//! Packing a checked file for the organisers.

use engine::official::OfficialFile;
use engine::repair::Repair;
use engine::submission::{DatasetIdentity, Form, FormFault, Package, PackageError, PartIdentity, pack_paused};
use protocol::check::{Against, CheckId, ExportPackaged, PackagePreview, PreviewPackage};
use protocol::{Failure, Missing, PartState};

use super::{Checks, view};
use crate::exports::NewFile;
use crate::loaded::{LoadedDataset, not_loaded};

impl Checks {
    /// What a package would hold, or what is wrong with the form.
    pub(crate) async fn preview_package(
        &self,
        ask: &PreviewPackage,
    ) -> Result<Result<PackagePreview, Vec<FormFault>>, Failure> {
        let (package, against) = match self.package(ask.check, &ask.repairs, &ask.form).await? {
            Ok(packed) => packed,
            Err(PackageError::Form(faults)) => return Ok(Err(faults)),
            Err(error) => return Err(failure(error)),
        };
        let name = package.files.first().map(|file| file.name.clone()).unwrap_or_default();
        let files = package.files.iter().map(|file| (file.file, file.name.clone(), file.bytes.len() as u64));
        Ok(Ok(PackagePreview {
            files: files.collect(),
            mail: package.mail,
            unfit: package.unfit,
            report: view(ask.check, name, against, package.report, Vec::new()),
        }))
    }

    pub(crate) async fn packed_file(&self, ask: &ExportPackaged) -> Result<NewFile, Failure> {
        let (package, _) = self.package(ask.check, &ask.repairs, &ask.form).await?.map_err(failure)?;
        let file =
            package.files.into_iter().find(|file| file.file == ask.file).ok_or_else(|| not_loaded(Missing::File))?;
        Ok(NewFile { name: file.name, mime: ask.file.mime(), bytes: file.bytes })
    }

    async fn package(
        &self,
        id: CheckId,
        repairs: &[Repair],
        form: &Form,
    ) -> Result<Result<(Package, Against), PackageError>, Failure> {
        let (_, table, basis) = self.repaired(id, repairs).await?;
        let identity = match basis.number() {
            Some(number) => {
                let mut loaded = self.session.borrow_mut();
                identity(loaded.dataset_of(number).ok_or(Failure::BasisChanged)?)
            }
            None => None,
        };
        let pause = self.session.pause();
        let packed = pack_paused(form, &table, &basis.reference(), identity.as_ref(), pause).await;
        Ok(packed.map(|package| (package, basis.against)))
    }
}

/// The dataset that predictions are checked against.
fn identity(dataset: &LoadedDataset) -> Option<DatasetIdentity> {
    let identity = |(number, part): (u32, PartState)| {
        let verified = dataset.verified.get(&number);
        PartIdentity {
            name: part.name,
            bytes: part.bytes,
            md5: verified.map(|(md5, _)| md5.clone()),
            published: verified.and_then(|(_, official)| *official).map(OfficialFile::name),
        }
    };
    let parts = (0..).zip(dataset.parts()).map(identity).collect();
    let rows = dataset.all_questions()?.row_count();
    Some(DatasetIdentity { name: dataset.name(), rows, parts })
}

fn failure(error: PackageError) -> Failure {
    match error {
        PackageError::Table(error) => error.into(),
        error => Failure::Export { detail: error.to_string() },
    }
}
