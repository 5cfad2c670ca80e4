//! Which questions a run asks, and what that takes.

use std::collections::HashMap;

use engine::dataset::Dataset;
use engine::endpoint::{Address, Endpoint, TokenRule};
use engine::image::ImageInfo;
use engine::local::{LocalError, LocalErrorKind, LocalModel, LocalSource};
use engine::prompt::PromptParts;
use engine::run::{
    Estimate, Model, PromptSettings, Question, QuestionCost, RunHeader, RunLimits, SendImageError, is_kept,
    picture_tokens, plan, prompt_sha256, text_tokens,
};
use protocol::run::{PictureForm, PicturePreview, PromptPreview, RunFault, RunPreview, RunSettings};
use protocol::{DatasetId, Failure, Missing, Phase};

use super::Runs;
use super::images::{NotReady, forms, ready};
use crate::explore::rows_of;
use crate::host::System;
use crate::loaded::{Shared, count, not_loaded};

/// Number of questions whose images are looked at before a run.
const LOOKED_AT: usize = 48;

/// Number of images that are listed as refused.
const REFUSALS_TOLD: usize = 20;

/// The questions of a run on a dataset.
pub(super) struct Plan {
    pub(super) dataset: DatasetId,
    name: String,
    pub(super) questions: Vec<Question>,
    texts: Vec<String>,
}

impl Plan {
    pub(super) fn make(session: &Shared, settings: &RunSettings) -> Result<Self, Failure> {
        let loaded = &mut *session.borrow_mut();
        if loaded.dataset()?.phase == Phase::Indexing {
            return Err(Failure::StillIndexing);
        }
        let rows: Vec<usize> = rows_of(loaded, &settings.selection)?.into_iter().map(|row| row as usize).collect();
        let open = loaded.dataset()?;
        let dataset = open.questions();
        let questions = plan(dataset, &rows, settings.sample, settings.shard).map_err(RunFault::from)?;
        let text = |question: &Question| settings.prompt.text(&PromptParts::of(dataset, question.row));
        let texts = questions.iter().map(text).collect::<Result<_, _>>().map_err(RunFault::from)?;
        Ok(Self { dataset: open.number, name: open.name(), questions, texts })
    }

    pub(super) fn header(&self, system: &dyn System, settings: &RunSettings, estimate: &RunPreview) -> RunHeader {
        let begun = system.date();
        let limits = RunLimits {
            tokens_per_question: estimate.estimate.tokens_per_question(),
            most_per_question: estimate.most_per_question,
            ..settings.limits.clone()
        };
        RunHeader {
            version: RunHeader::VERSION,
            id: format!("{begun:x}-{:06x}", system.random() & 0xff_ffff),
            software: format!("{} {}", engine::TOOL, engine::VERSION),
            begun,
            dataset: self.name.clone(),
            model: settings.model.clone(),
            sampling: settings.sampling,
            prompt: settings.prompt.clone(),
            prompt_sha256: self.hash(&settings.prompt),
            pictures: settings.pictures,
            limits,
            price: settings.price,
            selection: settings.selection.clone(),
            sample: settings.sample,
            shard: settings.shard,
            concessions: Vec::new(),
            questions: RunHeader::indices(&self.questions),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    fn hash(&self, prompt: &PromptSettings) -> String {
        prompt_sha256(prompt.system.as_deref(), self.texts.iter().map(String::as_str))
    }
}

impl Runs {
    /// What a run would take. Images are looked at in a part of the questions, evenly spread.
    pub(crate) async fn preview(&self, settings: &RunSettings) -> Result<RunPreview, Failure> {
        let mut preview = RunPreview {
            estimate: Estimate::default(),
            looked_at: 0,
            tokens_known: settings.model.token_rule().is_some(),
            most_per_question: 0.0,
            host: settings.model.host(),
            problems: self.problems_of(&settings.model),
            refused_pictures: Vec::new(),
        };
        let plan = match Plan::make(&self.session, settings) {
            Ok(plan) => plan,
            Err(Failure::Run(fault)) => {
                preview.problems.push(fault);
                return Ok(preview);
            }
            Err(other) => return Err(other),
        };
        let looked = look(&self.session, settings, &plan).await?;
        preview.looked_at = count(looked.questions);
        let most = settings.sampling.max_tokens;
        let average = looked.tokens / (looked.questions as u64).max(1);
        let costs: Vec<QuestionCost> = plan
            .texts
            .iter()
            .map(|text| QuestionCost { text: text_tokens(text) + system_tokens(settings), pictures: average })
            .collect();
        let largest =
            QuestionCost { text: costs.iter().map(|cost| cost.text).max().unwrap_or_default(), pictures: looked.most };
        preview.estimate = Estimate::of(costs, u64::from(settings.answer_tokens.min(most)), &settings.price);
        preview.most_per_question = preview.estimate.most_per_question(largest, most, &settings.price);
        preview.refused_pictures = looked.refused;
        Ok(preview)
    }

    /// As [`Runs::preview`], of a run that nothing keeps from beginning.
    pub(super) async fn estimate(&self, settings: &RunSettings) -> Result<RunPreview, Failure> {
        let mut estimate = self.preview(settings).await?;
        if estimate.problems.is_empty() { Ok(estimate) } else { Err(estimate.problems.swap_remove(0).into()) }
    }

    /// Plans a run that nothing keeps from beginning.
    pub(super) async fn plan(&self, settings: &RunSettings) -> Result<(Plan, RunHeader), Failure> {
        let estimate = self.estimate(settings).await?;
        let plan = Plan::make(&self.session, settings)?;
        let header = plan.header(self.session.system(), settings, &estimate);
        Ok((plan, header))
    }

    fn problems_of(&self, model: &Model) -> Vec<RunFault> {
        match model {
            Model::Remote(endpoint) => problems_of_endpoint(endpoint),
            Model::Local(model) => self.problem_of_local(model).into_iter().collect(),
        }
    }

    fn problem_of_local(&self, model: &LocalModel) -> Option<RunFault> {
        if let Err(fault) = model.source.check() {
            return Some(fault.into());
        }
        let LocalSource::Dropped { name } = &model.source else { return None };
        let is_open = self.local.has_folder(name);
        (!is_open).then(|| LocalError::new(LocalErrorKind::FolderGone, name.as_str()).into())
    }
}

fn problems_of_endpoint(endpoint: &Endpoint) -> Vec<RunFault> {
    let no_model = endpoint.model.trim().is_empty().then_some(RunFault::NoModel);
    no_model.into_iter().chain(Address::read(&endpoint.base_url).err().map(RunFault::from)).collect()
}

fn system_tokens(settings: &RunSettings) -> u64 {
    settings.prompt.system.as_deref().map_or(0, text_tokens)
}

#[derive(Default)]
struct Looked {
    questions: usize,
    tokens: u64,
    most: u64,
    refused: Vec<(String, SendImageError)>,
}

async fn look(session: &Shared, settings: &RunSettings, plan: &Plan) -> Result<Looked, Failure> {
    let rule = settings.model.token_rule().unwrap_or(TokenRule::Tiles { base: 85, tile: 170 });
    let limits = settings.model.picture_limits();
    let mut looked = Looked::default();
    let step = plan.questions.len().div_ceil(LOOKED_AT).max(1);
    for question in plan.questions.iter().step_by(step) {
        looked.questions += 1;
        let refused = match forms(session, count(question.row)).await {
            Ok(forms) => {
                let tokens = forms.iter().map(|(info, _)| {
                    let (width, height) = scaled(info.width, info.height, settings.pictures.longest_side);
                    picture_tokens(rule, width, height, settings.sampling.detail)
                });
                let tokens = tokens.sum();
                looked.tokens += tokens;
                looked.most = looked.most.max(tokens);
                let check = |(info, bytes): &(_, u64)| is_kept(*info, *bytes, forms.len(), &settings.pictures, &limits);
                forms.iter().find_map(|form| check(form).err())
            }
            Err(NotReady::Image(fault)) => Some(fault),
            Err(NotReady::Gone(failure)) => return Err(failure),
        };
        if let Some(fault) = refused.filter(|_| looked.refused.len() < REFUSALS_TOLD) {
            looked.refused.push((question.index.clone(), fault));
        }
    }
    Ok(looked)
}

/// About the size that an image is sent in.
fn scaled(width: u32, height: u32, longest: Option<u32>) -> (u32, u32) {
    let Some(longest) = longest.filter(|longest| width.max(height) > *longest) else { return (width, height) };
    let side = u64::from(width.max(height)).max(1);
    let scale = |length: u32| u32::try_from(u64::from(length) * u64::from(longest) / side).unwrap_or(longest).max(1);
    (scale(width), scale(height))
}

/// What would be sent for a question of the plan; behind the last comes the first.
pub(crate) async fn prompt(session: &Shared, settings: &RunSettings, place: u32) -> Result<PromptPreview, Failure> {
    let mut plan = Plan::make(session, settings)?;
    let of = count(plan.questions.len());
    let place = place.checked_rem(of).ok_or_else(|| not_loaded(Missing::Row))?;
    let question = plan.questions.swap_remove(place as usize);
    let text = plan.texts.swap_remove(place as usize);
    let row = count(question.row);
    let before: Vec<PictureForm> = match forms(session, row).await {
        Ok(forms) => forms.into_iter().map(|(info, base64_bytes)| form(info, base64_bytes)).collect(),
        Err(NotReady::Image(_)) => Vec::new(),
        Err(NotReady::Gone(failure)) => return Err(failure),
    };
    let pictures = match ready(session, row, &settings.pictures, &settings.model.picture_limits()).await {
        Ok(ready) => ready
            .iter()
            .enumerate()
            .map(|(at, image)| PicturePreview {
                before: before.get(at).cloned(),
                after: Ok(form(image.info, image.base64_bytes)),
                is_changed: image.is_changed,
            })
            .collect(),
        Err(NotReady::Image(fault)) => {
            vec![PicturePreview { before: before.first().cloned(), after: Err(fault), is_changed: false }]
        }
        Err(NotReady::Gone(failure)) => return Err(failure),
    };
    Ok(PromptPreview { place, of, row, index: question.index, system: settings.prompt.system.clone(), text, pictures })
}

fn form(info: ImageInfo, base64_bytes: u64) -> PictureForm {
    PictureForm { format: info.format.name().to_owned(), width: info.width, height: info.height, base64_bytes }
}

/// The first row of each index.
pub(super) fn rows_by_index(dataset: &Dataset) -> HashMap<String, usize> {
    let mut rows = HashMap::new();
    for row in 0..dataset.row_count() {
        if let Some(key) = dataset.index_key(row) {
            rows.entry(key.to_string()).or_insert(row);
        }
    }
    rows
}

/// The rows of a run's questions, where the dataset that is open has them in the same words.
pub(super) fn rows_of_run(session: &Shared, header: &RunHeader) -> Result<(DatasetId, Vec<usize>), Failure> {
    let loaded = session.borrow();
    let open = loaded.dataset()?;
    if open.phase == Phase::Indexing {
        return Err(Failure::StillIndexing);
    }
    let dataset = open.questions();
    let other = || RunFault::OtherDataset { dataset: header.dataset.clone() };
    let by_index = rows_by_index(dataset);
    let row = |index: &String| by_index.get(index).copied();
    let rows: Vec<usize> = header.questions.iter().map(row).collect::<Option<_>>().ok_or_else(other)?;
    let text = |row: &usize| header.prompt.text(&PromptParts::of(dataset, *row));
    let texts: Vec<String> = rows.iter().map(text).collect::<Result<_, _>>().map_err(RunFault::from)?;
    let hash = prompt_sha256(header.prompt.system.as_deref(), texts.iter().map(String::as_str));
    if hash == header.prompt_sha256 { Ok((open.number, rows)) } else { Err(other().into()) }
}
