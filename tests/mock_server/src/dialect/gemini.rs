//! Gemini's `generateContent`. Source: `ai.google.dev/api/generate-content`; errors are Google's `google.rpc.Status`
//! with `RetryInfo`, `QuotaFailure` and `ErrorInfo` as details.

use hyper::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{check_key, header};
use crate::problem::Problem;
use crate::question::{Answer, Payload, Picture, Question, Says};
use crate::settings::{Model, Settings};

const MOST_BYTES_OF_A_REQUEST: usize = 20 << 20;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Request<'a> {
    #[serde(borrow)]
    contents: Vec<Turn<'a>>,
    generation_config: Option<GenerationConfig>,
    #[serde(rename = "systemInstruction")]
    _system_instruction: Option<Value>,
    #[serde(rename = "safetySettings")]
    _safety_settings: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GenerationConfig {
    temperature: Option<f64>,
    max_output_tokens: Option<u64>,
}

#[derive(Deserialize)]
struct Turn<'a> {
    #[serde(borrow)]
    parts: Vec<Part<'a>>,
    role: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    text: Option<String>,
    #[serde(borrow)]
    inline_data: Option<Blob<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Blob<'a> {
    mime_type: String,
    #[serde(borrow)]
    data: Payload<'a>,
}

pub(super) fn admit(headers: &HeaderMap, settings: &Settings) -> Result<(), Problem> {
    check_key(header(headers, "x-goog-api-key"), settings)
}

pub(super) fn read(model: &str, body: &[u8]) -> Result<Question, Problem> {
    if body.len() > MOST_BYTES_OF_A_REQUEST {
        return Err(Problem::TooLarge);
    }
    let request: Request = serde_json::from_slice(body)?;
    let config = request.generation_config.as_ref();
    if config.and_then(|config| config.max_output_tokens) == Some(0) {
        return Err(Problem::bad("max_output_tokens must be positive."));
    }
    let sampling = config.and_then(|config| config.temperature).map(|_| "temperature");
    let mut question = Question { model: model.to_owned(), sampling, ..Question::default() };
    for turn in request.contents {
        if turn.role.is_some_and(|role| role != "user") {
            return Err(Problem::bad("Please ensure that single turn requests have the role user."));
        }
        for part in turn.parts {
            match (part.text, part.inline_data) {
                (Some(text), None) => question.add_text(&text),
                (None, Some(blob)) => question.pictures.push(Picture::of_base64(&blob.mime_type, &blob.data.0)?),
                _ => return Err(Problem::bad("A part must have exactly one of text and inlineData.")),
            }
        }
    }
    Ok(question)
}

pub(super) fn answer(model: &str, answer: &Answer) -> Value {
    let usage = answer.usage;
    let mut response = json!({
        "usageMetadata": {
            "promptTokenCount": usage.input,
            "candidatesTokenCount": usage.output - usage.thoughts,
            "thoughtsTokenCount": usage.thoughts,
            "totalTokenCount": usage.input + usage.output,
        },
        "modelVersion": model,
        "responseId": "mock",
    });
    match &answer.says {
        Says::Text(text) => {
            let mut parts = Vec::new();
            if let Some(thoughts) = answer.thoughts {
                parts.push(json!({ "text": thoughts, "thought": true }));
            }
            parts.push(json!({ "text": text }));
            let content = json!({ "parts": parts, "role": "model" });
            response["candidates"] = json!([{ "content": content, "finishReason": "STOP", "index": 0 }]);
        }
        Says::Refusal => response["promptFeedback"] = json!({ "blockReason": "PROHIBITED_CONTENT" }),
        Says::Nothing => {}
    }
    response
}

pub(super) fn models(models: &[Model]) -> Value {
    let entry = |model: &Model| {
        let name = format!("models/{}", model.id);
        json!({ "name": name, "displayName": model.id, "supportedGenerationMethods": ["generateContent"] })
    };
    json!({ "models": models.iter().map(entry).collect::<Vec<_>>() })
}

pub(super) fn problem(problem: &Problem) -> (u16, Value) {
    let (code, status, message, details) = match problem {
        Problem::Bad(message) => (400, "INVALID_ARGUMENT", message.clone(), None),
        Problem::MissingKey => {
            let message = "Method doesn't allow unregistered callers. Please use API Key.".to_owned();
            (403, "PERMISSION_DENIED", message, None)
        }
        Problem::WrongKey | Problem::UnwantedBrowser => {
            let message = "API key not valid. Please pass a valid API key.".to_owned();
            (400, "INVALID_ARGUMENT", message, Some(error_info("API_KEY_INVALID")))
        }
        Problem::UnknownModel(model) => {
            let message = format!("models/{model} is not found for API version v1beta.");
            (404, "NOT_FOUND", message, None)
        }
        Problem::UnknownPath => (404, "NOT_FOUND", "The requested URL was not found.".to_owned(), None),
        Problem::NoVision => {
            (400, "INVALID_ARGUMENT", "Image input modality is not enabled for this model.".to_owned(), None)
        }
        Problem::FixedSampling(name) => (400, "INVALID_ARGUMENT", format!("{name} is fixed for this model."), None),
        Problem::TooLarge => {
            (400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes.".to_owned(), None)
        }
        Problem::RateLimit(wait) => {
            let message = "Resource has been exhausted (e.g. check quota).".to_owned();
            (429, "RESOURCE_EXHAUSTED", message, wait.map(retry_info))
        }
        Problem::Quota => {
            let message = "You exceeded your current quota, please check your plan and billing details.".to_owned();
            (429, "RESOURCE_EXHAUSTED", message, Some(quota_failure()))
        }
        Problem::Internal => (500, "INTERNAL", "An internal error has occurred.".to_owned(), None),
        Problem::Unavailable => {
            (503, "UNAVAILABLE", "The model is overloaded. Please try again later.".to_owned(), None)
        }
        Problem::Overloaded => (529, "UNAVAILABLE", "The model is overloaded.".to_owned(), None),
    };
    let mut error = json!({ "code": code, "message": message, "status": status });
    if let Some(detail) = details {
        error["details"] = json!([detail]);
    }
    (code, json!({ "error": error }))
}

fn retry_info(seconds: f64) -> Value {
    json!({ "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": format!("{seconds}s") })
}

fn error_info(reason: &str) -> Value {
    json!({ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com" })
}

fn quota_failure() -> Value {
    let violation = json!({ "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier" });
    json!({ "@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [violation] })
}
