//! Checking the GPU: two small models that come with this page answer five known pictures on the processor and on the GPU.

use web_sys::{AbortController, AbortSignal, Blob};

use super::runtime::{Runtime, probe};
use crate::Shared;
use engine::local::{
    AnswerMode, AnswerRequest, CheckAnswer, Device, GpuCheck, GpuReason, LetterScores, LocalError, LocalErrorKind,
    LocalModel, LocalSource, Precision, SourceRequest, compare,
};
use web::fetch::describe;
use web::model_worker::{fetch_beside, site};

/// The pictures and their letters; the folder holds one `.png` of each name.
const PICTURES: [(&str, char); 5] = [("red", 'A'), ("green", 'B'), ("blue", 'C'), ("white", 'D'), ("black", 'E')];

const PROMPT: &str = "Which colour is it? A. red B. green C. blue D. white E. black";

/// Tokens of an answer: only its first one is compared.
const TOKENS: u32 = 1;

/// A model of the check.
struct CheckModel {
    /// Its folder beside the script that runs models.
    folder: &'static str,
    /// Whether it knows the colours; else only agreement counts.
    is_wired: bool,
}

/// One that knows the colours, and one of the operators that published models are made of, with weights by chance.
const MODELS: [CheckModel; 2] =
    [CheckModel { folder: "check", is_wired: true }, CheckModel { folder: "check-ops", is_wired: false }];

/// Compares both devices.
pub(super) async fn check(session: &Shared) -> Result<GpuCheck, LocalError> {
    match probe().await?.missing {
        Some(GpuReason::NoWebgpu) => return Err(LocalError::new(LocalErrorKind::NoWebgpu, "")),
        Some(GpuReason::NoAdapter) => return Err(LocalError::new(LocalErrorKind::NoAdapter, "")),
        None => {}
    }
    let controller = AbortController::new().map_err(|error| failed(&error))?;
    {
        let mut session = session.borrow_mut();
        session.local.unload();
        session.local.loading = Some(controller.clone());
    }
    let compared = answers(&controller.signal()).await;
    super::runtime::tell(None);
    session.borrow_mut().local.loading.take_if(|loading| *loading == controller);
    compared.map(compare)
}

async fn answers(signal: &AbortSignal) -> Result<Vec<CheckAnswer>, LocalError> {
    let mut pictures = Vec::new();
    for (name, _) in PICTURES {
        let picture = fetch_beside(&format!("local-model/check/{name}.png")).await;
        pictures.push(picture.map_err(|error| failed(&error))?);
    }
    let mut answers = Vec::new();
    for model in &MODELS {
        let processor = scores(model, Device::Wasm, &pictures, signal).await?;
        let gpu = scores(model, Device::Webgpu, &pictures, signal).await?;
        for (((name, letter), processor), gpu) in PICTURES.iter().zip(processor).zip(gpu) {
            let right = model.is_wired.then_some(*letter);
            answers.push(CheckAnswer { picture: (*name).to_owned(), right, processor, gpu });
        }
    }
    Ok(answers)
}

async fn scores(
    check: &CheckModel,
    device: Device,
    pictures: &[Blob],
    signal: &AbortSignal,
) -> Result<Vec<LetterScores>, LocalError> {
    let model = LocalModel {
        source: LocalSource::Folder { name: check.folder.to_owned() },
        device,
        precision: Precision::Q4,
        mode: AnswerMode::Letters,
        whole_pictures: false,
        loaded: Vec::new(),
    };
    let source = SourceRequest::Folder { url: format!("{}local-model/{}/", site(), check.folder) };
    let engine = Runtime::load(&model, &source, None, &[signal]).await?;
    let letters: Vec<char> = PICTURES.iter().map(|(_, letter)| *letter).collect();
    let mut all = Vec::new();
    for picture in pictures {
        let request = AnswerRequest {
            system: None,
            prompt: PROMPT,
            letters: letters.clone(),
            options: PICTURES.iter().map(|(name, _)| *name).collect(),
            max_tokens: TOKENS,
            mode: AnswerMode::Letters,
            whole_pictures: false,
        };
        let reply = engine.answer(&request, std::slice::from_ref(picture), signal).await?;
        // Numbers that are none are a finding, not an error.
        let none = LetterScores { log_probabilities: Vec::new(), choice_mass: 0.0 };
        all.push(reply.scores(&letters).ok().flatten().unwrap_or(none));
    }
    Ok(all)
}

fn failed(error: &wasm_bindgen::JsValue) -> LocalError {
    LocalError::new(LocalErrorKind::NoRuntime, describe(error))
}
