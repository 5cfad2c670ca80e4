//! What one request asks, whatever the dialect, and the answer to it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{SeqAccess, Visitor, value::SeqAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

use crate::fault::digest;
use crate::problem::Problem;
use crate::settings::Settings;

/// One question to a model.
#[derive(Debug, Default)]
pub(crate) struct Question {
    pub(crate) model: String,
    /// The texts of the user's parts, one a line.
    pub(crate) prompt: String,
    pub(crate) pictures: Vec<Picture>,
    /// Whether the request sets a parameter that models with fixed sampling refuse, and which.
    pub(crate) sampling: Option<&'static str>,
    /// Whether the probabilities of tokens are asked for.
    pub(crate) logprobs: bool,
}

/// A picture of a question.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// As the request declares it.
    pub media_type: String,
    /// Of the picture itself, not of its base64.
    pub bytes: usize,
    #[serde(skip)]
    digest: u64,
}

/// What a model says.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) says: Says,
    pub(crate) thoughts: Option<&'static str>,
    pub(crate) usage: Usage,
    /// The letters among which the model chose, where their probabilities are asked for.
    pub(crate) letters: Option<Vec<String>>,
}

#[derive(Debug)]
pub(crate) enum Says {
    Text(String),
    Refusal,
    Nothing,
}

/// Tokens, made up but always the same for the same question and answer.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Usage {
    /// Of prompt and pictures.
    pub input: usize,
    /// Of thoughts and answer.
    pub output: usize,
    /// Of the thoughts alone.
    pub thoughts: usize,
}

const THOUGHTS: &str = "Option B looks tempting, but the picture decides. The answer is C? No.";
const TOKENS_OF_A_PICTURE: usize = 256;

impl Question {
    /// The number that stands for this question: the same in every run.
    pub(crate) fn id(&self) -> u64 {
        let pictures: Vec<u64> = self.pictures.iter().map(|picture| picture.digest).collect();
        digest((&self.model, &self.prompt, pictures))
    }

    pub(crate) fn add_text(&mut self, text: &str) {
        if !self.prompt.is_empty() {
            self.prompt.push('\n');
        }
        self.prompt.push_str(text);
    }

    /// The text of the answer: from the table of answers, else one of the option letters of the prompt.
    pub(crate) fn answer_text(&self, settings: &Settings) -> String {
        if let Some(answer) = settings.answers.get(&self.prompt) {
            return answer.clone();
        }
        let letters = self.letters();
        let place = usize::try_from(self.id() % letters.len() as u64).unwrap_or_default();
        letters[place].to_owned()
    }

    fn letters(&self) -> Vec<&str> {
        let letters: Vec<&str> = self.prompt.lines().filter_map(option_letter).collect();
        if letters.is_empty() { vec!["A", "B", "C", "D"] } else { letters }
    }

    pub(crate) fn answer(&self, says: Says, thinks: bool) -> Answer {
        let thoughts = thinks.then_some(THOUGHTS);
        let said = if let Says::Text(text) = &says { tokens(text) } else { 0 };
        let thought = thoughts.map_or(0, tokens);
        let input = tokens(&self.prompt) + TOKENS_OF_A_PICTURE * self.pictures.len();
        let letters = self.logprobs.then(|| self.letters().into_iter().map(str::to_owned).collect());
        Answer { says, thoughts, usage: Usage { input, output: said + thought, thoughts: thought }, letters }
    }
}

fn tokens(text: &str) -> usize {
    text.len().div_ceil(4)
}

/// `B` of the line `B. Pneumonia`.
fn option_letter(line: &str) -> Option<&str> {
    let (letter, _) = line.split_once(". ")?;
    (letter.len() == 1 && letter.as_bytes()[0].is_ascii_uppercase()).then_some(letter)
}

impl Picture {
    /// Of a URL `data:image/png;base64,…`.
    pub(crate) fn of_data_url(url: &str) -> Result<Self, Problem> {
        let parts = url.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,"));
        let (media_type, base64) = parts.ok_or_else(|| Problem::bad("The image URL is no base64 data URL."))?;
        Self::of_base64(media_type, base64)
    }

    pub(crate) fn of_base64(media_type: &str, base64: &str) -> Result<Self, Problem> {
        let start = match media_type {
            "image/jpeg" => "/9j/",
            "image/png" => "iVBOR",
            "image/gif" => "R0lG",
            "image/webp" => "UklG",
            _ => return Err(Problem::bad(format!("Images of the type {media_type} are not supported."))),
        };
        if !base64.starts_with(start) {
            return Err(Problem::bad(format!("The image does not appear to be of the type {media_type}.")));
        }
        if !base64.len().is_multiple_of(4) {
            return Err(Problem::bad("The image is no whole base64."));
        }
        let padding = base64.bytes().rev().take_while(|&byte| byte == b'=').count();
        let bytes = base64.len() / 4 * 3 - padding.min(2);
        Ok(Self { media_type: media_type.to_owned(), bytes, digest: digest(base64) })
    }
}

/// Text that stays in the request where it can: a picture is megabytes.
#[derive(Deserialize)]
pub(crate) struct Payload<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// A text, or a list of parts.
pub(crate) enum Content<P> {
    Text(String),
    Parts(Vec<P>),
}

impl<'de, P: Deserialize<'de>> Deserialize<'de> for Content<P> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor(PhantomData))
    }
}

struct ContentVisitor<P>(PhantomData<P>);

impl<'de, P: Deserialize<'de>> Visitor<'de> for ContentVisitor<P> {
    type Value = Content<P>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a text or a list of parts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Content::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, parts: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(parts)).map(Content::Parts)
    }
}
