//! How pictures are sent.

use serde::{Deserialize, Serialize};

use crate::endpoint::Detail;

/// How pictures are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureSettings {
    /// As they are, or anew.
    pub encoding: Encoding,
    /// Greatest side in pixels; larger pictures are scaled down and sent as JPEG.
    pub longest_side: Option<u32>,
    /// What happens to pictures that exceed the provider's limits.
    pub excess: Excess,
}

/// As pictures are, or anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// The bytes of the dataset, untouched but for an orientation (EXIF), of which VLMEvalKit's models do not learn.
    #[default]
    Original,
    /// JPEG of quality 75 in RGB without transparency, as `VLMEvalKit`'s wrappers of web interfaces send. Not byte for
    /// byte: the encoder is another one than Pillow's and keeps the colours in full resolution.
    Jpeg,
}

/// What happens to pictures that exceed the provider's limits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Excess {
    /// They are not sent; the question fails.
    #[default]
    Refuse,
    /// They are scaled down and sent as JPEG.
    Resize,
}

/// Settings by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PicturePreset {
    /// The name in files.
    pub id: &'static str,
    /// How pictures are sent.
    pub encoding: Encoding,
    /// Greatest side in pixels.
    pub longest_side: Option<u32>,
    /// How closely OpenAI's models look.
    pub detail: Option<Detail>,
}

/// What VLMEvalKit's models are set to (its `vlmeval/config.py`, `api/gpt.py` and `api/claude.py`), after the pictures as
/// they are.
pub const PICTURE_PRESETS: [PicturePreset; 5] = [
    PicturePreset { id: "original", encoding: Encoding::Original, longest_side: None, detail: None },
    PicturePreset { id: "vlmevalkit-jpeg", encoding: Encoding::Jpeg, longest_side: None, detail: None },
    PicturePreset {
        id: "vlmevalkit-gpt4o",
        encoding: Encoding::Jpeg,
        longest_side: Some(512),
        detail: Some(Detail::Low),
    },
    PicturePreset {
        id: "vlmevalkit-gpt4o-high",
        encoding: Encoding::Jpeg,
        longest_side: None,
        detail: Some(Detail::High),
    },
    // There a PNG stays one; what is larger becomes a JPEG here.
    PicturePreset { id: "vlmevalkit-claude", encoding: Encoding::Original, longest_side: Some(4096), detail: None },
];
