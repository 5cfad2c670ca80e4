//! Writes the tables of providers and of models, which are JSON, as postcard, so that neither page nor worker reads JSON
//! for them. The types are the engine's. A table with an unknown or a misspelt entry ends the build.
#![expect(dead_code, unreachable_pub, reason = "the files of the engine hold more than the tables need")]

#[path = "src/endpoint/config.rs"]
mod config;
#[path = "src/names.rs"]
mod names;
#[path = "src/local/offered.rs"]
mod offered;
#[path = "src/endpoint/preset.rs"]
mod preset;

use std::error::Error;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let presets: Vec<Value> = read("src/endpoint/presets.json")?;
    let presets: Result<Vec<preset::Preset>, _> = presets.into_iter().map(without_sources).collect();
    write("presets", &presets?)?;
    write("offered", &read::<Vec<offered::OfferedModel>>("src/local/offered.json")?)
}

fn read<T: Deserialize<'static>>(path: &str) -> Result<T, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={path}");
    parse(std::fs::read_to_string(path)?).map_err(|error| format!("{path}: {error}").into())
}

/// Reads JSON that is kept until the end, since the types borrow their texts.
fn parse<T: Deserialize<'static>>(json: String) -> serde_json::Result<T> {
    serde_json::from_str(json.leak())
}

/// Sources of the facts, for maintenance of the file. The preset for any server has none.
fn without_sources(mut entry: Value) -> Result<preset::Preset, Box<dyn Error>> {
    let sources = entry.as_object_mut().and_then(|entry| entry.remove("sources"));
    let preset: preset::Preset = parse(entry.to_string())?;
    let is_sourced = sources.as_ref().and_then(Value::as_array).is_some_and(|sources| !sources.is_empty());
    if is_sourced || preset.id == "custom" { Ok(preset) } else { Err(format!("{} has no source", preset.id).into()) }
}

fn write(name: &str, table: &impl Serialize) -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::var("OUT_DIR")?);
    Ok(std::fs::write(folder.join(name), postcard::to_allocvec(table)?)?)
}
