//! Makes a table of messages of the texts in `locales/`, one file a language: a struct for each object, with a field for
//! each key. The build ends where a language lacks a key that English has, has one more, or differs in the places of a
//! message.
//!
//! A release of the page for browsers is compiled so that it can be split: the code of each page goes into a file of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;

use serde::Deserialize;

const FOLDER: &str = "locales";

/// The language that the others are compared with, and the page's where it has not the user's own.
const FIRST: &str = "en";

type Group = BTreeMap<String, Node>;

/// Keys go by the alphabet, as `.make/languages.mjs` has them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Node {
    Text(String),
    Group(Group),
}

struct Locale {
    name: String,
    /// The texts by their whole keys, as `explore.filters`.
    texts: BTreeMap<String, String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rustc-check-cfg=cfg(split)");
    if std::env::var("PROFILE")? == "release" && std::env::var("CARGO_CFG_TARGET_FAMILY")? == "wasm" {
        println!("cargo::rustc-cfg=split");
        // Says what uses what, which is gone once the program is linked.
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
    let (first, shape) = read(FIRST)?;
    let mut locales = vec![first];
    for name in names_of_others()? {
        let (locale, _) = read(&name)?;
        compare(&locales[0], &locale);
        locales.push(locale);
    }
    let out = std::env::var("OUT_DIR")?;
    std::fs::write(format!("{out}/messages.rs"), code(&locales, &shape)?)?;
    for locale in &locales {
        let texts: Vec<&str> = locale.texts.values().map(String::as_str).collect();
        std::fs::write(format!("{out}/{}.txt", locale.name), texts.join("\n"))?;
    }
    Ok(())
}

fn names_of_others() -> std::io::Result<BTreeSet<String>> {
    let files = std::fs::read_dir(FOLDER)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let files: std::io::Result<Vec<String>> = files.collect();
    Ok(files?
        .iter()
        .filter_map(|file| file.strip_suffix(".json"))
        .filter(|name| *name != FIRST)
        .map(str::to_owned)
        .collect())
}

fn read(name: &str) -> Result<(Locale, Group), Box<dyn Error>> {
    let path = format!("{FOLDER}/{name}.json");
    let json = std::fs::read_to_string(&path)?;
    let file: Group = serde_json::from_str(&json).map_err(|error| format!("{path}: {error}"))?;
    let mut texts = BTreeMap::new();
    list(&file, "", &mut texts);
    for (key, text) in &texts {
        if text.contains('\n') {
            refuse(name, key, "has a line break, which separates texts in what the page fetches");
        }
    }
    Ok((Locale { name: name.to_owned(), texts }, file))
}

fn list(group: &Group, prefix: &str, texts: &mut BTreeMap<String, String>) {
    for (key, node) in group {
        match node {
            Node::Text(text) => drop(texts.insert(format!("{prefix}{key}"), text.clone())),
            Node::Group(inner) => list(inner, &format!("{prefix}{key}."), texts),
        }
    }
}

/// Ends the build once all files are read.
fn refuse(name: &str, key: &str, what: &str) {
    println!("cargo::error={FOLDER}/{name}.json: {key} {what}");
}

fn compare(first: &Locale, other: &Locale) {
    for key in first.texts.keys().filter(|key| !other.texts.contains_key(*key)) {
        refuse(&other.name, key, "is missing");
    }
    for (key, text) in &other.texts {
        let Some(english) = first.texts.get(key) else {
            refuse(&other.name, key, &format!("is not in {FIRST}.json"));
            continue;
        };
        let ((filled, counted), (filled_here, counted_here)) = (places(english), places(text));
        if filled != filled_here {
            refuse(&other.name, key, &format!("has the places {filled_here:?}, and {filled:?} in {FIRST}.json"));
        }
        for name in counted.iter().chain(&counted_here).filter(|name| !filled.contains(*name)) {
            refuse(&other.name, key, &format!("has words for the number {name}, which is no place of {FIRST}.json"));
        }
    }
}

/// The names in `{name}`, and those in `{name|one|many}`.
fn places(text: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let (mut filled, mut counted) = (BTreeSet::new(), BTreeSet::new());
    for (place, _) in text.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
        let (name, forms) = place.split_once('|').unwrap_or((place, ""));
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            if forms.is_empty() {
                filled.insert(name)
            } else {
                counted.insert(name)
            };
        }
    }
    (filled, counted)
}

fn code(locales: &[Locale], shape: &Group) -> Result<String, std::fmt::Error> {
    let mut tables = Tables::default();
    tables.count(shape);
    let value = tables.add("Messages", "", shape)?;
    let Tables { number, structs, .. } = tables;
    let mut code: String = structs.into_values().collect();
    write!(code, "impl Messages {{ pub(super) fn of(texts: &[&'static str; {number}]) -> Self {{ {value} }} }}\n\n")?;
    writeln!(code, "pub(super) const NUMBER: usize = {number};")?;
    writeln!(code, "pub(super) const LOCALES: [Entry; {}] = [", locales.len())?;
    for Locale { name, texts } in locales {
        let [tag, own_name] = ["language.tag", "language.own_name"].map(|key| &texts[key]);
        writeln!(code, "    Entry {{ name: {name:?}, tag: {tag:?}, own_name: {own_name:?} }},")?;
    }
    writeln!(code, "];\n#[cfg(not(target_arch = \"wasm32\"))]")?;
    writeln!(code, "pub(super) const BUNDLED: [&str; {}] = [", locales.len())?;
    for Locale { name, .. } in locales {
        writeln!(code, "    include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}.txt\")),")?;
    }
    Ok(code + "];\n")
}

/// The structs by their names.
#[derive(Default)]
struct Tables {
    structs: BTreeMap<String, String>,
    /// How many objects have the same keys.
    alike: BTreeMap<Vec<String>, usize>,
    number: usize,
}

impl Tables {
    fn count(&mut self, group: &Group) {
        *self.alike.entry(group.keys().cloned().collect()).or_default() += 1;
        for node in group.values() {
            if let Node::Group(inner) = node {
                self.count(inner);
            }
        }
    }

    /// Adds the struct of an object and of those within it; returns the expression of its value.
    fn add(&mut self, name: &str, prefix: &str, group: &Group) -> Result<String, std::fmt::Error> {
        let (mut fields, mut values) = (String::new(), String::new());
        for (key, node) in group {
            match node {
                Node::Text(text) => {
                    let doc = format!("```text\n{text}\n```");
                    writeln!(fields, "    #[doc = {doc:?}]\n    pub {key}: &'static str,")?;
                    write!(values, "{key}: texts[{}], ", self.number)?;
                    self.number += 1;
                }
                Node::Group(inner) => {
                    let path = format!("{prefix}{}", pascal(key));
                    let name = self.name_of(&path, inner);
                    let value = self.add(&name, &path, inner)?;
                    writeln!(fields, "    /// `{key}` in `{FOLDER}/`.\n    pub {key}: {name},")?;
                    write!(values, "{key}: {value}, ")?;
                }
            }
        }
        let head =
            format!("/// Texts in `{FOLDER}/`.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub struct {name}");
        self.structs.insert(name.to_owned(), format!("{head} {{\n{fields}}}\n\n"));
        Ok(format!("{name} {{ {values}}}"))
    }

    /// Objects with the same keys are of one type, which is named by these: `NextWhat`.
    fn name_of(&self, path: &str, group: &Group) -> String {
        let keys: Vec<String> = group.keys().cloned().collect();
        let is_shared = self.alike.get(&keys).is_some_and(|number| *number > 1);
        if is_shared { keys.iter().map(|key| pascal(key)).collect() } else { format!("{path}Words") }
    }
}

fn pascal(key: &str) -> String {
    key.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}
