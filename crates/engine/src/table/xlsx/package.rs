//! The zip container: its size limits, and which parts hold the first sheet and the shared strings.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};
use std::rc::Rc;

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::dates::Epoch;
use super::meter::Meter;
use super::xml::{Xml, attribute};
use super::{TableError, damaged};
use crate::limits::{Limit, Spot, TEXT_COST};
use crate::pause::Pause;

/// Where openpyxl looks for number formats.
pub(super) const STYLES: &str = "xl/styles.xml";
const WORKBOOK: &str = "xl/workbook.xml";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
/// openpyxl's order of preference: template and workbook, with and without macros.
const WORKBOOKS: [&str; 4] = [
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
];

/// A part's XML as it is unpacked.
pub(super) type Part<'file, 'bytes> = Xml<BufReader<ZipFile<'file, Cursor<&'bytes [u8]>>>>;

/// An opened container.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    meter: Rc<Meter>,
}

/// What the workbook part says.
pub(super) struct Workbook {
    /// Name and path of each worksheet, one at least; chart sheets do not count.
    pub(super) sheets: Vec<(String, String)>,
    /// Path of the shared strings.
    pub(super) strings: Option<String>,
    /// Day that dates count from.
    pub(super) epoch: Epoch,
}

struct Relationship {
    path: String,
    is_chart: bool,
}

impl<'a> Package<'a> {
    /// Opens a container that does not declare too much once unpacked; what is unpacked of it is counted as well. Sizes are those of the central directory, which every writer fills in; writers
    /// that stream leave them out of the parts' own headers (general purpose flag bit 3, APPNOTE 4.4.4).
    pub(super) async fn open(bytes: &'a [u8], pause: &dyn Pause) -> Result<Self, TableError> {
        count_parts(bytes, pause).await?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
        let mut unpacked: u64 = 0;
        for part in 0..archive.len() {
            let part = archive.by_index_data(part).map_err(|error| damaged(error.to_string()))?;
            unpacked = unpacked.saturating_add(part.size());
        }
        Limit::UnpackedBytes.check(unpacked, Spot::File)?;
        Ok(Self { archive, meter: Rc::new(Meter::new(bytes.len())) })
    }

    /// Whether the container holds what pandas takes for an xlsx workbook (`inspect_excel_format`).
    pub(super) fn is_spreadsheet(&self) -> bool {
        let is_workbook = |name: &str| name.replace('\\', "/").eq_ignore_ascii_case(WORKBOOK);
        self.archive.file_names().any(|name| name.is_ok_and(|name| is_workbook(&name)))
    }

    /// A part that must be there.
    pub(super) fn part(&mut self, path: &str) -> Result<Part<'_, 'a>, TableError> {
        self.optional_part(path)?.ok_or_else(|| damaged(format!("{path} is not in the container")))
    }

    /// A part that may be absent.
    pub(super) fn optional_part(&mut self, path: &str) -> Result<Option<Part<'_, 'a>>, TableError> {
        match self.archive.by_name(path) {
            Ok(file) => Ok(Some(Xml::new(BufReader::with_capacity(1 << 16, file), path, Rc::clone(&self.meter)))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(damaged(error.to_string())),
        }
    }

    /// Finds the parts to read, as openpyxl does: by content type, then by the workbook's relationships.
    pub(super) fn workbook(&mut self) -> Result<Workbook, TableError> {
        let (workbook_path, strings) = self.content_types()?;
        let relationships = self.relationships(&workbook_path)?;
        let (named_ids, epoch) = self.sheets(&workbook_path)?;
        let path_of = |id: &str| {
            let relationship = relationships.get(id)?;
            let is_there = self.archive.index_for_name(&relationship.path).is_some();
            (is_there && !relationship.is_chart).then(|| relationship.path.clone())
        };
        let sheets: Vec<_> = named_ids.into_iter().filter_map(|(name, id)| Some((name, path_of(&id)?))).collect();
        if sheets.is_empty() {
            return Err(TableError::NoSheet);
        }
        Ok(Workbook { sheets, strings, epoch })
    }

    /// Paths of the workbook and of the shared strings.
    fn content_types(&mut self) -> Result<(String, Option<String>), TableError> {
        let mut overrides = Vec::new();
        let mut default_workbook = false;
        self.elements(CONTENT_TYPES, |part, element| {
            let Some(kind) = attribute(element, "ContentType")? else {
                return Ok(());
            };
            match element.local_name().as_ref() {
                "Override" => {
                    let name = attribute(element, "PartName")?.unwrap_or_default();
                    part.take((kind.len() + name.len()) as u64 + 2 * TEXT_COST)?;
                    overrides.push((kind.into_owned(), name.trim_start_matches('/').to_owned()));
                }
                "Default" => default_workbook |= WORKBOOKS.contains(&kind.as_ref()),
                _ => {}
            }
            Ok(())
        })?;
        let find = |wanted: &str| overrides.iter().find(|(kind, _)| kind == wanted).map(|(_, path)| path.clone());
        let workbook = WORKBOOKS
            .iter()
            .find_map(|kind| find(kind))
            .or_else(|| default_workbook.then(|| WORKBOOK.to_owned()))
            .ok_or_else(|| damaged("the container holds no workbook"))?;
        Ok((workbook, find(&format!("{SPREADSHEET}sharedStrings+xml"))))
    }

    /// Name and id of the sheets in order, and the day that dates count from.
    fn sheets(&mut self, workbook_path: &str) -> Result<(Vec<(String, String)>, Epoch), TableError> {
        let mut ids = Vec::new();
        let mut epoch = Epoch::Year1900;
        self.elements(workbook_path, |part, element| {
            match element.local_name().as_ref() {
                "sheet" => {
                    let name = attribute(element, "name")?.unwrap_or_default().into_owned();
                    ids.extend(attribute(element, "id")?.map(|id| (name, id.into_owned())));
                    part.check(Limit::Sheets, ids.len() as u64)?;
                    part.take(element.len() as u64 + 2 * TEXT_COST)?;
                }
                "workbookPr" => {
                    if matches!(attribute(element, "date1904")?.as_deref(), Some("1" | "true" | "t")) {
                        epoch = Epoch::Year1904;
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok((ids, epoch))
    }

    fn relationships(&mut self, workbook_path: &str) -> Result<HashMap<String, Relationship>, TableError> {
        let (folder, name) = workbook_path.rsplit_once('/').unwrap_or(("", workbook_path));
        let rels_path =
            if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let mut relationships = HashMap::new();
        self.elements(&rels_path, |part, element| {
            if element.local_name().as_ref() == "Relationship" {
                let target = attribute(element, "Target")?.unwrap_or_default();
                let id = attribute(element, "Id")?.unwrap_or_default().into_owned();
                let relationship = Relationship {
                    path: absolute_path(folder, &target),
                    is_chart: attribute(element, "Type")?.is_some_and(|kind| kind.contains("chartsheet")),
                };
                // Of a repeated id the first one counts.
                relationships.entry(id).or_insert(relationship);
                part.check(Limit::Relationships, relationships.len() as u64)?;
                part.take(element.len() as u64 + 2 * TEXT_COST)?;
            }
            Ok(())
        })?;
        Ok(relationships)
    }

    /// Hands every opened element of a part to `visit`.
    fn elements(
        &mut self,
        path: &str,
        mut visit: impl FnMut(&Part<'_, 'a>, &quick_xml::events::BytesStart<'_>) -> Result<(), TableError>,
    ) -> Result<(), TableError> {
        let mut part = self.part(path)?;
        let mut buffer = Vec::new();
        loop {
            match part.next(&mut buffer)? {
                Event::Start(element) => visit(&part, &element)?,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// Refuses a container of very many files before its directory is read. Each has an entry there that begins with these
/// bytes (APPNOTE 4.3.12); compressed bytes hold them hardly ever.
async fn count_parts(bytes: &[u8], pause: &dyn Pause) -> Result<(), TableError> {
    const ENTRY: &[u8] = b"PK\x01\x02";
    const AT_A_TIME: usize = 16 << 20;
    let mut parts = 0;
    for start in (0..bytes.len()).step_by(AT_A_TIME) {
        // An entry may begin in the last bytes of a piece.
        let end = bytes.len().min(start + AT_A_TIME + ENTRY.len() - 1);
        parts += memchr::memmem::find_iter(&bytes[start..end], ENTRY).count() as u64;
        Limit::Parts.check(parts, Spot::File)?;
        pause.pause().await;
    }
    Ok(())
}

/// Resolves a relationship's target against the folder of its source.
fn absolute_path(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_against_the_folder() {
        assert_eq!(absolute_path("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(absolute_path("xl", "/xl/sheet.xml"), "xl/sheet.xml");
        assert_eq!(absolute_path("xl/a", "../b/./sheet.xml"), "xl/b/sheet.xml");
    }
}
