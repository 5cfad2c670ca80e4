//! The zip container: its size limits, and which parts hold the first sheet and the shared strings.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Cursor};
use std::rc::Rc;

use quick_xml::events::Event;
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::conform::{self, Object};
use super::dates::Epoch;
use super::input::{Meter, Metered};
use super::xml::Xml;
use super::{Content, TableError, damaged, refused, values};
use crate::limits::{Limit, Spot, TEXT_COST, shown};
use crate::pause::Pause;

/// Where openpyxl looks for number formats.
pub(super) const STYLES: &str = "xl/styles.xml";
const THEME: &str = "xl/theme/theme1.xml";
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

/// Methods of compression that Python's `zipfile` reads and this page does not (APPNOTE 4.4.5).
const PYTHON_METHODS: [(CompressionMethod, &str); 2] =
    [(CompressionMethod::BZIP2, "bzip2"), (CompressionMethod::LZMA, "LZMA")];

pub(super) type Part<'file, 'bytes> = Xml<'bytes, BufReader<ZipFile<'file, Cursor<&'bytes [u8]>>>>;

type Visit<'v, 'bytes> = dyn FnMut(&Part<'_, 'bytes>, &Object<'_>) -> Result<(), TableError> + 'v;

pub(in crate::table) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    meter: Rc<Meter<'a>>,
}

pub(super) struct Workbook {
    /// Name and path of each worksheet, one at least; chart sheets do not count.
    pub(super) sheets: Vec<(String, String)>,
    pub(super) strings: Option<String>,
    pub(super) epoch: Epoch,
}

#[derive(Clone)]
struct Relationship {
    path: String,
    is_chart: bool,
}

impl<'a> Package<'a> {
    /// Opens a container that does not declare too much once unpacked; what is unpacked of it is counted as well. Sizes
    /// are those of the central directory, which every writer fills in; writers that stream leave them out of the parts'
    /// own headers (general purpose flag bit 3, APPNOTE 4.4.4).
    pub(in crate::table) async fn open(bytes: &'a [u8], pause: &'a dyn Pause) -> Result<Self, TableError> {
        count_parts(bytes, pause).await?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let mut unpacked: u64 = 0;
        for part in 0..archive.len() {
            let part = archive.by_index_data(part).map_err(damaged)?;
            unpacked = unpacked.saturating_add(part.size());
        }
        Limit::UnpackedBytes.check(unpacked, Spot::File)?;
        Ok(Self { archive, meter: Rc::new(Meter::new(bytes.len(), pause)) })
    }

    /// What the container holds, where that is no xlsx workbook (pandas' `inspect_excel_format`). One whose workbook
    /// alone is absent is damaged.
    pub(in crate::table) fn other_content(&self) -> Option<Content> {
        let names = self.archive.file_names().filter_map(Result::ok);
        let names: Vec<String> = names.map(|name| name.replace('\\', "/").to_ascii_lowercase()).collect();
        let has = |name: &str| names.iter().any(|other| other == name);
        let has_folder = |folder: &str| names.iter().any(|name| name.starts_with(folder));
        if has(WORKBOOK) {
            return None;
        }
        match () {
            () if has("xl/workbook.bin") => Some(Content::Xlsb),
            () if has("content.xml") => Some(Content::Ods),
            () if has_folder("word/") => Some(Content::Docx),
            () if has_folder("ppt/") => Some(Content::Pptx),
            () if has_folder("xl/") => None,
            () => Some(Content::Zip),
        }
    }

    pub(super) fn part(&mut self, path: &str) -> Result<Part<'_, 'a>, TableError> {
        self.optional_part(path)?.ok_or_else(|| absent(path))
    }

    pub(super) fn optional_part(&mut self, path: &str) -> Result<Option<Part<'_, 'a>>, TableError> {
        let meter = Rc::clone(&self.meter);
        Ok(self.content(path)?.map(|file| Xml::new(unpacking(file), path, meter)))
    }

    fn content(&mut self, path: &str) -> Result<Option<ZipFile<'_, Cursor<&'a [u8]>>>, TableError> {
        let file = match self.archive.by_name(path) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(error).in_part(path)),
        };
        let method = file.compression();
        if let Some((_, name)) = PYTHON_METHODS.iter().find(|(known, _)| *known == method) {
            return Err(TableError::UnsupportedCompression { part: shown(path), method: (*name).to_owned() });
        }
        if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(refused(format!("its compression is {method}")).in_part(path));
        }
        Ok(Some(file))
    }

    /// Finds the parts to read, as openpyxl does: by content type, then by the workbook's relationships.
    pub(super) async fn workbook(&mut self) -> Result<Workbook, TableError> {
        let (path, strings) = self.content_types().await?;
        let relationships = self.relationships(&path).await?;
        let mut written = Written::default();
        self.required(&path, "@WorkbookPackage", &mut |part, object| written.take(part, object)).await?;
        let mut sheets = Vec::new();
        let mut places = 0;
        for (name, id) in &written.sheets {
            let relationship = relationships.get(id).ok_or_else(|| {
                refused(format!("the sheet {name:?} refers to {id}, which is not among its relationships"))
                    .in_part(&path)
            })?;
            if self.archive.index_for_name(&relationship.path).is_none() {
                continue;
            }
            places += 1;
            if !relationship.is_chart {
                sheets.push((name.clone(), relationship.path.clone()));
            }
        }
        if sheets.is_empty() && written.sheets.is_empty() && written.without_id > 0 {
            // openpyxl knows one namespace for the ids of sheets, which goes with that of the workbook.
            return Err(TableError::ForeignNamespace { part: shown(&path), namespace: self.namespace(&path).await? });
        }
        if sheets.is_empty() {
            return Err(TableError::NoSheet);
        }
        let is_refused =
            |(sheet, title): &&(i128, String)| values::python_index(*sheet, places).is_some() && lacks_sheet(title);
        if let Some((_, title)) = written.print_titles.iter().find(is_refused) {
            return Err(refused(format!("the rows to print at the top are {:?}", shown(title))).in_part(&path));
        }
        Ok(Workbook { sheets, strings, epoch: written.epoch })
    }

    /// Checks the parts that openpyxl loads with a workbook although no cell depends on them
    /// (`openpyxl.reader.excel.ExcelReader.read`).
    pub(super) async fn check_other_parts(&mut self, sheets: &[(String, String)]) -> Result<(), TableError> {
        self.conforming("docProps/core.xml", "@DocumentProperties", &mut |_, _| Ok(())).await?;
        self.conforming("docProps/custom.xml", "@_CustomDocumentPropertyList", &mut |_, _| Ok(())).await?;
        self.unpack(THEME).await?;
        for (_, path) in sheets {
            let path = relationships_of(path);
            if let Some(mut part) = self.optional_part(&path)? {
                part.finish().await.map_err(|error| error.in_part(&path))?;
            }
        }
        Ok(())
    }

    /// Unpacks a part that is not parsed, which checks its sum.
    async fn unpack(&mut self, path: &str) -> Result<(), TableError> {
        let meter = Rc::clone(&self.meter);
        let Some(file) = self.content(path)? else { return Ok(()) };
        let mut unpacked = Metered::new(unpacking(file), Rc::clone(&meter));
        let mut byte = 0;
        loop {
            unpacked.begin_event();
            let length = match unpacked.fill_buf() {
                Ok([]) => return Ok(()),
                Ok(piece) => piece.len(),
                Err(error) => {
                    let spot = || Spot::Part { path: path.to_owned(), byte };
                    return Err(unpacked.error(&error, spot).in_part(path));
                }
            };
            unpacked.consume(length);
            byte += length as u64;
            meter.breathe().await;
        }
    }

    /// Checks a part against the rules of openpyxl; whether it is there.
    async fn conforming(
        &mut self,
        path: &str,
        kind: &'static str,
        visit: &mut Visit<'_, 'a>,
    ) -> Result<bool, TableError> {
        let Some(mut part) = self.optional_part(path)? else { return Ok(false) };
        let checked = conform::part(&mut part, kind, &mut |part, object| visit(part, object)).await;
        checked.map_err(|error| error.in_part(path))?;
        Ok(true)
    }

    async fn required(&mut self, path: &str, kind: &'static str, visit: &mut Visit<'_, 'a>) -> Result<(), TableError> {
        if self.conforming(path, kind, visit).await? { Ok(()) } else { Err(absent(path)) }
    }

    async fn content_types(&mut self) -> Result<(String, Option<String>), TableError> {
        let mut overrides = Vec::new();
        let mut default_workbook = false;
        self.required(CONTENT_TYPES, "@Manifest", &mut |part, object| {
            let kind = object.get("ContentType").unwrap_or_default();
            if let Some(name) = object.get("PartName") {
                part.take((kind.len() + name.len()) as u64 + 2 * TEXT_COST)?;
                // The first character is not looked at.
                let path = name.chars().skip(1).collect::<String>();
                overrides.push((kind.to_owned(), path));
            } else {
                default_workbook |= WORKBOOKS.contains(&kind);
            }
            Ok(())
        })
        .await?;
        let find = |wanted: &str| overrides.iter().find(|(kind, _)| kind == wanted).map(|(_, path)| path.clone());
        let workbook = WORKBOOKS.iter().find_map(|kind| find(kind));
        let workbook = workbook.or_else(|| default_workbook.then(|| WORKBOOK.to_owned()));
        let workbook = workbook.ok_or_else(|| damaged("the container holds no workbook"))?;
        Ok((workbook, find(&format!("{SPREADSHEET}sharedStrings+xml"))))
    }

    async fn relationships(&mut self, workbook_path: &str) -> Result<HashMap<String, Relationship>, TableError> {
        let folder = workbook_path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut relationships = HashMap::new();
        self.required(&relationships_of(workbook_path), "**Relationship", &mut |part, object| {
            let target = object.get("Target").unwrap_or_default();
            let is_external = object.get("TargetMode") == Some("External");
            let path = if is_external { target.to_owned() } else { absolute_path(folder, target) };
            let is_chart = object.get("Type").is_some_and(|kind| kind.contains("chartsheet"));
            let id = object.get("Id").unwrap_or_default().to_owned();
            part.take((id.len() + path.len()) as u64 + 2 * TEXT_COST)?;
            relationships.insert(id, Relationship { path, is_chart });
            part.check(Limit::Relationships, relationships.len() as u64)
        })
        .await?;
        Ok(relationships)
    }

    async fn namespace(&mut self, path: &str) -> Result<String, TableError> {
        let mut part = self.part(path)?;
        let mut buffer = Vec::new();
        loop {
            part.breathe().await;
            match part.next(&mut buffer)? {
                Event::Start(root) => return Ok(shown(part.namespace(root.name()))),
                Event::Eof => return Ok(String::new()),
                _ => {}
            }
        }
    }
}

fn absent(path: &str) -> TableError {
    damaged(format!("{path} is not in the container"))
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

/// What the workbook part says.
#[derive(Default)]
struct Written {
    /// Name and id of the sheets in order.
    sheets: Vec<(String, String)>,
    /// Number of sheets whose id openpyxl does not see.
    without_id: u32,
    epoch: Epoch,
    /// Sheet, and rows and columns to be printed on each of its pages.
    print_titles: Vec<(i128, String)>,
}

impl Written {
    fn take(&mut self, part: &Part<'_, '_>, object: &Object<'_>) -> Result<(), TableError> {
        match object.class {
            "ChildSheet" => match object.get("id").filter(|id| !id.is_empty()) {
                Some(id) => {
                    let name = object.get("name").unwrap_or_default();
                    part.take((name.len() + id.len()) as u64 + 2 * TEXT_COST)?;
                    self.sheets.push((name.to_owned(), id.to_owned()));
                    part.check(Limit::Sheets, self.sheets.len() as u64)?;
                }
                None => self.without_id += 1,
            },
            "WorkbookProperties"
                if object.get("date1904").is_some_and(|value| !matches!(value, "0" | "false" | "f" | "")) =>
            {
                self.epoch = Epoch::Year1904;
            }
            "DefinedName" if object.get("name").is_some_and(|name| name.starts_with("_xlnm.Print_Titles")) => {
                if let Some(sheet) = object.get("localSheetId").and_then(values::int) {
                    part.take(object.text.len() as u64 + TEXT_COST)?;
                    self.print_titles.push((sheet, object.text.clone()));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Whether openpyxl finds no name of a sheet in it (`openpyxl.worksheet.print_settings.PrintTitles`).
fn lacks_sheet(print_title: &str) -> bool {
    let ends_a_name = |before: &str| !before.is_empty() && !before.ends_with(['^', ' ', '!']);
    !print_title.match_indices('!').any(|(at, _)| ends_a_name(&print_title[..at]))
}

fn unpacking<'file, 'bytes>(
    file: ZipFile<'file, Cursor<&'bytes [u8]>>,
) -> BufReader<ZipFile<'file, Cursor<&'bytes [u8]>>> {
    BufReader::with_capacity(1 << 16, file)
}

fn relationships_of(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{path}.rels"),
    }
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
