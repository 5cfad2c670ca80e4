//! Checking the GPU: two small models that come with this page answer five known images on the processor and on the GPU.

use engine::local::{
    AnswerMode, AnswerRequest, CheckAnswer, Device, GpuCheck, GpuReason, LetterScores, LocalError, LocalErrorKind,
    LocalModel, LocalSource, Precision, SourceRequest, compare,
};

use super::{LocalModels, Runtime, probe};
use crate::host::{CallBeside, Host};

/// The images and their letters; the folder holds one `.png` of each name.
const IMAGES: [(&str, char); 5] = [("red", 'A'), ("green", 'B'), ("blue", 'C'), ("white", 'D'), ("black", 'E')];

const PROMPT: &str = "Which colour is it? A. red B. green C. blue D. white E. black";

/// Tokens of an answer: only its first one is compared.
const TOKENS: u32 = 1;

struct CheckModel {
    /// Its folder beside the script that runs models.
    folder: &'static str,
    /// Whether it knows the colours; else only agreement counts.
    is_wired: bool,
}

/// One that knows the colours, and one of the operators that published models are made of, with random weights.
const MODELS: [CheckModel; 2] =
    [CheckModel { folder: "check", is_wired: true }, CheckModel { folder: "check-ops", is_wired: false }];

impl LocalModels {
    pub(crate) async fn check_gpu(&self) -> Result<GpuCheck, LocalError> {
        match probe(&self.host).await?.missing {
            Some(GpuReason::NoWebgpu) => return Err(LocalError::new(LocalErrorKind::NoWebgpu, "")),
            Some(GpuReason::NoAdapter) => return Err(LocalError::new(LocalErrorKind::NoAdapter, "")),
            None => {}
        }
        self.unload();
        self.unless_unloaded(answers(&self.host)).await.map(compare)
    }
}

async fn answers(host: &Host) -> Result<Vec<CheckAnswer>, LocalError> {
    let mut images = Vec::new();
    for (name, _) in IMAGES {
        let image = host.models.beside(&format!("local-model/check/{name}.png")).await;
        images.push(image.map_err(|said| LocalError::new(LocalErrorKind::NoRuntime, said))?);
    }
    let mut answers = Vec::new();
    for model in &MODELS {
        let processor = scores(host, model, Device::Wasm, &images).await?;
        let gpu = scores(host, model, Device::Webgpu, &images).await?;
        for (((name, letter), processor), gpu) in IMAGES.iter().zip(processor).zip(gpu) {
            let right = model.is_wired.then_some(*letter);
            answers.push(CheckAnswer { picture: (*name).to_owned(), right, processor, gpu });
        }
    }
    Ok(answers)
}

async fn scores(
    host: &Host,
    check: &CheckModel,
    device: Device,
    images: &[Vec<u8>],
) -> Result<Vec<LetterScores>, LocalError> {
    let model = LocalModel {
        source: LocalSource::Folder { name: check.folder.to_owned() },
        device,
        precision: Precision::Q4,
        mode: AnswerMode::Letters,
        whole_pictures: false,
        loaded: Vec::new(),
    };
    let source = SourceRequest::Folder { url: format!("{}local-model/{}/", host.models.site(), check.folder) };
    let runtime = Runtime::load(host, &model, &source, CallBeside::Nothing).await?;
    let letters: Vec<char> = IMAGES.iter().map(|(_, letter)| *letter).collect();
    let mut all = Vec::new();
    for image in images {
        let request = AnswerRequest {
            system: None,
            prompt: PROMPT,
            letters: letters.clone(),
            options: IMAGES.iter().map(|(name, _)| *name).collect(),
            max_tokens: TOKENS,
            mode: AnswerMode::Letters,
            whole_pictures: false,
        };
        let reply = runtime.answer(&request, std::slice::from_ref(image)).await?;
        // Numbers that are none are a finding, not an error.
        let none = LetterScores { log_probabilities: Vec::new(), choice_mass: 0.0 };
        all.push(reply.scores(&letters).ok().flatten().unwrap_or(none));
    }
    Ok(all)
}
