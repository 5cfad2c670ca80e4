//! What openpyxl demands of the parts of a workbook, whether or not anybody needs what is in them.
//!
//! `pandas.read_excel` loads the whole workbook, and openpyxl makes an object of every element of styles, properties and
//! views. Where one does not fit, loading ends, and there is no score. The rules are read off openpyxl's classes:
//! `openpyxl.rules` holds them, made and explained by `tests/spreadsheets/openpyxl_rules.py`.

use std::collections::HashMap;
use std::future::Future;
use std::io::BufRead;
use std::pin::Pin;
use std::sync::LazyLock;

use quick_xml::events::{BytesStart, Event};

use super::values::{self, Outcome};
use super::xml::{Xml, unescaped};
use super::{TableError, refused};
use crate::limits::Limit;

/// The namespaces of `r:id`, which other ones are ignored for (`openpyxl.xml.constants.REL_NS`).
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Tags that take as long as an object, beside its own.
const OBJECT_TAGS: u64 = 4;

static CLASSES: LazyLock<HashMap<&'static str, Class>> =
    LazyLock::new(|| include_str!("openpyxl.rules").lines().filter_map(Class::read).collect());

#[derive(Debug, Default)]
struct Class {
    members: Vec<Member>,
    is_lenient: bool,
}

/// An attribute or a child of an element; the rules' own words stay words.
#[derive(Debug)]
struct Member {
    name: &'static str,
    mark: Mark,
    is_relationship: bool,
    /// The attribute that holds a child's value; its text where there is none.
    source: Option<&'static str>,
    kind: &'static str,
    is_optional: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Required,
    AttributeOnly,
    Forbidden,
}

impl Class {
    fn read(line: &'static str) -> Option<(&'static str, Self)> {
        let (name, members) = line.split_once(' ')?;
        let is_lenient = members.split(' ').any(|member| member == "*");
        let members = members.split(' ').filter(|member| *member != "*").map(Member::read).collect();
        Some((name, Self { members, is_lenient }))
    }

    fn member(&self, name: &str) -> Option<(usize, &Member)> {
        self.members.iter().enumerate().find(|(_, member)| member.name == name)
    }
}

impl Member {
    fn read(written: &'static str) -> Self {
        let (name, kind) = written.split_once('=').unwrap_or((written, ""));
        let (mark, name) = match name.split_at(1) {
            ("+", name) => (Mark::Required, name),
            ("-", name) => (Mark::AttributeOnly, name),
            ("!", name) => (Mark::Forbidden, name),
            _ => (Mark::None, name),
        };
        let (source, kind) = kind.split_once(':').map_or((None, kind), |(source, kind)| (Some(source), kind));
        let (kind, is_optional) = kind.strip_suffix('?').map_or((kind, false), |kind| (kind, true));
        let (name, is_relationship) = name.strip_prefix("r:").map_or((name, false), |name| (name, true));
        Self { name, mark, is_relationship, source, kind, is_optional }
    }
}

pub(super) struct Object<'o> {
    /// Local name of the element that it stands in.
    pub(super) parent: &'o str,
    pub(super) class: &'static str,
    pub(super) attributes: Vec<(&'static str, String)>,
    /// Its own text, where its class keeps it.
    pub(super) text: String,
}

impl Object<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Debug)]
enum Misfit {
    /// Python raises `TypeError`, which openpyxl passes over in rules of formatting.
    Type(String),
    /// Python raises `ValueError`.
    Value(String),
    Unreadable(TableError),
}

impl From<TableError> for Misfit {
    fn from(error: TableError) -> Self {
        Self::Unreadable(error)
    }
}

/// Takes what is needed of an element that fits, within the limits of its part.
type Visit<'v, 'p, R> = dyn FnMut(&Xml<'p, R>, &Object<'_>) -> Result<(), TableError> + 'v;

/// Checks a part whose root is of a class (`@Class`), or whose root's children are (`**Class`), and hands every element
/// that openpyxl makes an object of to `visit`, children first.
pub(super) async fn part<'p, R: BufRead>(
    part: &mut Xml<'p, R>,
    kind: &'static str,
    visit: &mut Visit<'_, 'p, R>,
) -> Result<(), TableError> {
    let mut buffer = Vec::new();
    loop {
        part.breathe().await;
        match part.next(&mut buffer)? {
            Event::Start(root) => element(part, &root, kind, visit).await?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Checks an element that was just opened, with all that is in it, as [`part`] does.
pub(super) async fn check<R: BufRead>(
    part: &mut Xml<'_, R>,
    opened: &BytesStart<'_>,
    kind: &'static str,
) -> Result<(), TableError> {
    element(part, opened, kind, &mut |_, _| Ok(())).await
}

async fn element<'p, R: BufRead>(
    part: &mut Xml<'p, R>,
    element: &BytesStart<'_>,
    kind: &'static str,
    visit: &mut Visit<'_, 'p, R>,
) -> Result<(), TableError> {
    let depth = part.depth() - 1;
    let is_lenient = kind == "@ConditionalFormatting";
    match (Reading { part, visit }).child(element, "", kind, true).await {
        Ok(()) => Ok(()),
        Err(Misfit::Unreadable(error)) => Err(error),
        Err(Misfit::Type(_)) if is_lenient => part.close(depth, &mut Vec::new()).await,
        Err(Misfit::Type(detail) | Misfit::Value(detail)) => Err(refused(detail)),
    }
}

struct Reading<'r, 'p, R> {
    part: &'r mut Xml<'p, R>,
    visit: &'r mut Visit<'r, 'p, R>,
}

impl<R: BufRead> Reading<'_, '_, R> {
    async fn child(
        &mut self,
        element: &BytesStart<'_>,
        parent: &str,
        kind: &'static str,
        is_optional: bool,
    ) -> Result<(), Misfit> {
        let local = element.local_name();
        let name: &str = local.as_ref();
        if let Some(class) = kind.strip_prefix("**") {
            let mut buffer = Vec::new();
            let own = self.part.depth();
            loop {
                self.part.breathe().await;
                match self.part.next(&mut buffer)? {
                    Event::Start(item) => self.required(&item, name, class).await?,
                    Event::End(_) if self.part.depth() < own => return Ok(()),
                    _ => {}
                }
            }
        }
        match kind.strip_prefix('*') {
            Some(class) => self.required(element, parent, class).await,
            None if is_optional => self.object(element, parent, kind.trim_start_matches('@')).await.map(drop),
            None => self.required(element, parent, kind.trim_start_matches('@')).await,
        }
    }

    async fn required(&mut self, element: &BytesStart<'_>, parent: &str, class: &'static str) -> Result<(), Misfit> {
        if self.object(element, parent, class).await? {
            return Ok(());
        }
        Err(Misfit::Type(format!("<{}> is empty", element.local_name().as_ref())))
    }

    /// Reads an object; `false` where openpyxl makes none of the element.
    fn object<'o>(
        &'o mut self,
        element: &'o BytesStart<'_>,
        parent: &'o str,
        class: &'static str,
    ) -> Pin<Box<dyn Future<Output = Result<bool, Misfit>> + 'o>> {
        Box::pin(self.object_within(element, parent, class))
    }

    async fn object_within(
        &mut self,
        element: &BytesStart<'_>,
        parent: &str,
        class: &'static str,
    ) -> Result<bool, Misfit> {
        if class == "Fill" {
            return self.fill(parent).await;
        }
        let local = element.local_name();
        let name: &str = local.as_ref();
        let Some(rules) = CLASSES.get(class) else {
            self.part.skip(&mut Vec::new()).await?;
            return Ok(true);
        };
        self.part.count(OBJECT_TAGS)?;
        let mut given = vec![false; rules.members.len()];
        let attributes = self.attributes(element, class, rules, &mut given)?;
        let keeps_text = rules.member("attr_text").is_some();
        let own = self.part.depth();
        let mut buffer = Vec::new();
        let mut text = String::new();
        loop {
            self.part.breathe().await;
            match self.part.next(&mut buffer)? {
                Event::Start(child) => {
                    let local = child.local_name();
                    match rules.member(local.as_ref()).filter(|(_, member)| member.mark != Mark::AttributeOnly) {
                        Some((place, member)) => {
                            given[place] = true;
                            self.member(&child, name, member).await?;
                        }
                        None => self.part.skip(&mut Vec::new()).await?,
                    }
                }
                Event::Text(piece) if keeps_text => {
                    text.push_str(&piece.xml10_content());
                    self.part.check(Limit::CellBytes, text.len() as u64)?;
                }
                Event::End(_) if self.part.depth() < own => break,
                _ => {}
            }
        }
        let lacking =
            rules.members.iter().zip(&given).find(|(member, given)| member.mark == Mark::Required && !**given);
        if let Some((member, _)) = lacking {
            return Err(Misfit::Type(format!("<{name}> lacks {}", member.name)));
        }
        (self.visit)(self.part, &Object { parent, class, attributes, text })?;
        Ok(true)
    }

    async fn member(&mut self, child: &BytesStart<'_>, parent: &str, member: &Member) -> Result<(), Misfit> {
        if member.mark == Mark::Forbidden {
            return Err(Misfit::Type(format!("<{parent}> has a <{}>", member.name)));
        }
        if member.kind.starts_with(['@', '*']) {
            return self.child(child, parent, member.kind, member.is_optional).await;
        }
        let mut buffer = Vec::new();
        let value = match member.source {
            Some(attribute) => {
                let value = super::xml::attribute(child, attribute)?;
                self.part.skip(&mut buffer).await?;
                value
            }
            None => {
                let mut text = String::new();
                self.part.text(&mut buffer, &mut text).await?;
                (!text.is_empty()).then_some(text)
            }
        };
        fitting(member, parent, value.as_deref())
    }

    /// Checks the attributes of an element. Those of other namespaces are ignored.
    fn attributes(
        &self,
        element: &BytesStart<'_>,
        class: &str,
        rules: &Class,
        given: &mut [bool],
    ) -> Result<Vec<(&'static str, String)>, Misfit> {
        let local = element.local_name();
        let name: &str = local.as_ref();
        let mut attributes = Vec::new();
        for attribute in element.attributes().with_checks(false).flatten() {
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let namespace = self.part.attribute_namespace(attribute.key);
            let local = attribute.key.local_name();
            let key: &str = local.as_ref();
            let is_known =
                |member: &Member| namespace.is_empty() || member.is_relationship && namespace == RELATIONSHIPS;
            let value = unescaped(&attribute.value)?;
            match rules.member(key).filter(|(_, member)| is_known(member) && member.mark != Mark::Forbidden) {
                Some((place, member)) => {
                    given[place] = true;
                    if !is_overruled(class, key, element) {
                        fitting(member, name, Some(&value))?;
                    }
                    attributes.push((member.name, value.into_owned()));
                }
                None if !namespace.is_empty() || rules.is_lenient => {}
                None => return Err(Misfit::Type(format!("<{name}> has the attribute {key}"))),
            }
        }
        Ok(attributes)
    }

    /// Reads the only child that a fill has: a pattern or a gradient (`openpyxl.styles.fills.Fill.from_tree`).
    async fn fill(&mut self, parent: &str) -> Result<bool, Misfit> {
        let own = self.part.depth();
        let mut is_there = false;
        let mut buffer = Vec::new();
        loop {
            self.part.breathe().await;
            match self.part.next(&mut buffer)? {
                Event::Start(_) if is_there => self.part.skip(&mut Vec::new()).await?,
                Event::Start(child) => {
                    is_there = true;
                    let is_pattern = child.local_name().as_ref().contains("patternFill");
                    self.object(&child, "fill", if is_pattern { "PatternFill" } else { "GradientFill" }).await?;
                }
                Event::End(_) if self.part.depth() < own => break,
                _ => {}
            }
        }
        if is_there {
            let fill = Object { parent, class: "Fill", attributes: Vec::new(), text: String::new() };
            (self.visit)(self.part, &fill)?;
        }
        Ok(is_there)
    }
}

/// Whether a colour is given in a way that goes before this one.
fn is_overruled(class: &str, key: &str, element: &BytesStart<'_>) -> bool {
    let has = |name: &str| element.attributes().with_checks(false).flatten().any(|other| other.key.as_ref() == name);
    class == "Color" && key == "rgb" && ["indexed", "index", "theme", "auto"].into_iter().any(has)
}

/// Checks a value; `None` is a child without one.
fn fitting(member: &Member, parent: &str, value: Option<&str>) -> Result<(), Misfit> {
    let outcome = match value {
        None if member.is_optional || member.kind.is_empty() => Outcome::Fits,
        None => Outcome::WrongType,
        Some("none") if member.is_optional && member.kind.contains('|') => Outcome::Fits,
        Some(value) => values::outcome(member.kind, value),
    };
    let detail = || {
        let shown = value.unwrap_or_default().chars().take(40).collect::<String>();
        format!("{} of <{parent}> is {shown:?}", member.name)
    };
    match outcome {
        Outcome::Fits => Ok(()),
        Outcome::WrongType => Err(Misfit::Type(detail())),
        Outcome::WrongValue => Err(Misfit::Value(detail())),
    }
}
