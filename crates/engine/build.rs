//! Writes the tables of providers and of models, which are JSON, as Rust, so that neither page nor worker reads JSON for
//! them. A table with an unknown or a misspelt entry ends the build.
//!
//! The types here are the engine's as the files have them, and `{:?}` prints each as an expression of the engine's type.

use std::error::Error;
use std::fmt::{Debug, Formatter, Result as Printed};
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let presets: Vec<Value> = read("src/endpoint/presets.json")?;
    let presets: Result<Vec<Preset>, _> = presets.into_iter().map(without_sources).collect();
    write("presets.rs", &List(presets?))?;
    write("offered.rs", &List(read::<Vec<OfferedModel>>("src/local/offered.json")?))
}

fn read<T: DeserializeOwned>(path: &str) -> Result<T, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={path}");
    serde_json::from_str(&std::fs::read_to_string(path)?).map_err(|error| format!("{path}: {error}").into())
}

/// Where a preset's facts stand is for whoever mends the file. Only the preset for any server has nothing to say.
fn without_sources(mut entry: Value) -> Result<Preset, Box<dyn Error>> {
    let sources = entry.as_object_mut().and_then(|entry| entry.remove("sources"));
    let preset: Preset = serde_json::from_value(entry)?;
    let is_sourced = sources.as_ref().and_then(Value::as_array).is_some_and(|sources| !sources.is_empty());
    if is_sourced || preset.id == "custom" { Ok(preset) } else { Err(format!("{} has no source", preset.id).into()) }
}

fn write(name: &str, table: &impl Debug) -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::var("OUT_DIR")?);
    Ok(std::fs::write(folder.join(name), format!("{table:#?}"))?)
}

/// Printed as a slice.
#[derive(Deserialize)]
struct List<T>(Vec<T>);

impl<T: Debug> Debug for List<T> {
    fn fmt(&self, f: &mut Formatter) -> Printed {
        f.write_str("&")?;
        f.debug_list().entries(&self.0).finish()
    }
}

/// Enums without fields: `open-ai-chat` is printed as `Dialect::OpenAiChat`.
macro_rules! enums {
    ($($name:ident),*) => {
        $(
            #[derive(Deserialize)]
            struct $name(String);

            impl Debug for $name {
                fn fmt(&self, f: &mut Formatter) -> Printed {
                    write!(f, "{}::{}", stringify!($name), capitalised(&self.0))
                }
            }
        )*
    };
}

enums!(Auth, Cors, Dialect, ModelKind, Precision, TokenLimitName);

#[derive(Deserialize)]
struct Format(String);

impl Debug for Format {
    fn fmt(&self, f: &mut Formatter) -> Printed {
        let name = if self.0 == "webp" { "WebP".to_owned() } else { capitalised(&self.0) };
        write!(f, "Format::{name}")
    }
}

fn capitalised(name: &str) -> String {
    let capitalise = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split(['-', '_']).map(capitalise).collect()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "printed")]
struct Preset {
    id: String,
    name: String,
    dialect: Dialect,
    base_url: String,
    auth: Auth,
    token_limit_name: TokenLimitName,
    cors: Cors,
    help: Help,
    picture_limits: PictureLimits,
    picture_tokens: List<ModelTokens>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "printed")]
struct Help {
    en: String,
    zh: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "printed")]
struct PictureLimits {
    base64_bytes: Option<u64>,
    side: Option<u32>,
    request_bytes: Option<u64>,
    formats: List<Format>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "printed")]
struct ModelTokens {
    models: List<String>,
    rule: TokenRule,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "printed")]
enum TokenRule {
    Tiles { base: u64, tile: u64 },
    Patches { side: u32, most: u64, percent: u64 },
    Area { pixels_per_token: u64, side: u32, most: u64 },
    GeminiTiles,
    Fixed { tokens: u64 },
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "printed")]
struct OfferedModel {
    id: String,
    kind: ModelKind,
    parameters: u32,
    megabytes: List<(Precision, u32)>,
    memory: f64,
    licence: Licence,
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "printed")]
struct Licence {
    name: String,
    is_restricted: bool,
}
