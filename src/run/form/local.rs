//! What of the form is about a model in the browser.

use super::content::RunForm;
use super::fields::{Choice, Field, RECOMMENDED, name_of, named};
use engine::local::{
    AnswerMode, Device, Gpu, GpuReason, LocalModel, LocalSource, OFFERED_MODELS, OfferedModel, Precision,
    Recommendation, recommend,
};
use engine::run::RunLimits;

/// The source that is any model at the hub.
pub const HUB: &str = "hub";

/// The source that is a folder of this site.
pub const FOLDER: &str = "folder";

/// The source that is a folder of the user's disk.
pub const DROPPED: &str = "dropped";

/// An answer of a slow processor takes minutes, so that a run waits an hour for it before it gives it up.
const TIMEOUT: u64 = 3_600_000;

/// What fails on one's own machine three times fails always.
const MOST_TRIES: u32 = 3;

const MODES: [(&str, AnswerMode); 2] = [("text", AnswerMode::Text), ("letters", AnswerMode::Letters)];

/// What of the form is about a model in the browser.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LocalForm {
    /// An offered model's name, or [`HUB`], [`FOLDER`], [`DROPPED`]; the first offered model where it is blank.
    source: String,
    /// What computes, where it is not as recommended.
    device: Option<Device>,
    /// The precision, where it is not as recommended.
    precision: Option<Precision>,
    mode: AnswerMode,
    /// Whether images are looked at as a whole alone.
    pub whole_pictures: bool,
    /// Name of the folder that was handed over.
    dropped: String,
    /// What the browser tells of its GPU, once it was asked.
    pub gpu: Option<Gpu>,
}

impl LocalForm {
    /// The name of the source.
    pub fn source(&self) -> &str {
        let first = OFFERED_MODELS.first().map_or(HUB, |model| model.id);
        if self.source.is_empty() { first } else { &self.source }
    }

    /// The offered model that is chosen.
    pub fn offered(&self) -> Option<&'static OfferedModel> {
        OFFERED_MODELS.iter().find(|model| model.id == self.source())
    }

    /// Name of the folder that was handed over; blank without one.
    pub fn dropped(&self) -> &str {
        &self.dropped
    }

    /// Chooses the folder that was handed over.
    pub fn take_folder(&mut self, name: String) {
        DROPPED.clone_into(&mut self.source);
        self.dropped = name;
    }

    /// What counts as the answer.
    pub fn mode(&self) -> AnswerMode {
        self.mode
    }

    /// What is best computed how, where the user has not chosen; the precision fits the device that the user has chosen.
    pub fn recommended(&self) -> Recommendation {
        let unknown = Gpu {
            missing: None,
            shader_f16: false,
            is_software: false,
            largest_buffer: 0.0,
            name: String::new(),
            memory: 0.0,
        };
        let known = self.gpu.clone();
        let mut gpu = known.unwrap_or(Gpu { missing: Some(GpuReason::NoWebgpu), ..unknown });
        match self.device {
            Some(Device::Webgpu) => (gpu.missing, gpu.is_software) = (None, false),
            Some(Device::Wasm) => gpu.missing = Some(GpuReason::NoWebgpu),
            None => {}
        }
        let available: Vec<Precision> =
            self.offered().map_or_else(Vec::new, |model| model.megabytes.iter().map(|(known, _)| *known).collect());
        recommend(&gpu, &available)
    }

    /// What computes.
    pub fn device(&self) -> Device {
        self.device.unwrap_or_else(|| self.recommended().device)
    }

    /// The precision.
    pub fn precision(&self) -> Precision {
        self.precision.unwrap_or_else(|| self.recommended().precision)
    }

    /// The name of what is recommended for a choice; blank where nothing is.
    pub fn recommended_for(&self, choice: Choice) -> &'static str {
        match choice {
            Choice::Device => self.recommended().device.name(),
            Choice::Precision => self.recommended().precision.name(),
            _ => "",
        }
    }

    /// The value of a choice; blank for those that are not about models in the browser.
    pub(crate) fn chosen(&self, choice: Choice) -> &str {
        match choice {
            Choice::Source => self.source(),
            Choice::Device => self.device.map_or(RECOMMENDED, Device::name),
            Choice::Precision => self.precision.map_or(RECOMMENDED, Precision::name),
            Choice::Mode => name_of(&MODES, &self.mode),
            _ => "",
        }
    }

    /// Chooses a value.
    pub(crate) fn choose(&mut self, choice: Choice, value: &str) {
        match choice {
            Choice::Source => value.clone_into(&mut self.source),
            Choice::Device => self.device = Device::ALL.into_iter().find(|device| device.name() == value),
            Choice::Precision => {
                self.precision = Precision::ALL.into_iter().find(|precision| precision.name() == value);
            }
            Choice::Mode => self.mode = named(&MODES, value).unwrap_or_default(),
            _ => {}
        }
    }
}

/// The values of a choice about models in the browser; none for other choices.
pub(crate) fn local_values(choice: Choice) -> Vec<&'static str> {
    match choice {
        Choice::Source => OFFERED_MODELS.iter().map(|model| model.id).chain([HUB, FOLDER, DROPPED]).collect(),
        Choice::Device => [RECOMMENDED].into_iter().chain(Device::ALL.map(Device::name)).collect(),
        Choice::Precision => [RECOMMENDED].into_iter().chain(Precision::ALL.map(Precision::name)).collect(),
        Choice::Mode => MODES.map(|(name, _)| name).to_vec(),
        _ => Vec::new(),
    }
}

impl RunForm {
    /// Where the files of the model come from.
    pub fn local_source(&self) -> LocalSource {
        let typed = |field| self.text(field).trim().to_owned();
        match self.local.source() {
            HUB => LocalSource::Hub {
                id: typed(Field::HubId),
                revision: typed(Field::HubRevision),
                host: typed(Field::HubHost),
            },
            FOLDER => LocalSource::Folder { name: typed(Field::SiteFolder) },
            DROPPED => LocalSource::Dropped { name: self.local.dropped().to_owned() },
            id => LocalSource::Hub { id: id.to_owned(), revision: String::new(), host: String::new() },
        }
    }

    /// The model in the browser.
    pub fn local_model(&self) -> LocalModel {
        LocalModel {
            source: self.local_source(),
            device: self.local.device(),
            precision: self.local.precision(),
            mode: self.local.mode(),
            whole_pictures: self.local.whole_pictures,
            loaded: Vec::new(),
        }
    }
}

/// The limits of a run that asks a model in the browser.
pub(crate) fn local_limits() -> RunLimits {
    RunLimits { concurrency: 1, timeout: TIMEOUT, most_tries: MOST_TRIES, ..RunLimits::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::run::Model;
    use engine::selection::Selection;

    fn gpu(shader_f16: bool) -> Gpu {
        Gpu { missing: None, shader_f16, is_software: false, largest_buffer: 0.0, name: String::new(), memory: 8.0 }
    }

    fn local() -> RunForm {
        RunForm { is_local: true, ..RunForm::default() }
    }

    #[test]
    fn the_first_form_asks_the_first_offered_model_and_lacks_nothing() {
        let form = local();
        assert!(form.faults().is_empty());
        let settings = form.settings(Selection::default());
        let Model::Local(model) = settings.model else { unreachable!() };
        assert_eq!(model.name(), OFFERED_MODELS[0].id);
        assert_eq!((model.device, model.precision), (Device::Wasm, Precision::Q4));
        assert_eq!((settings.limits.concurrency, settings.limits.most_tries), (1, 3));
        assert_eq!((settings.limits.timeout, settings.limits.budget), (3_600_000, None));
    }

    #[test]
    fn what_is_typed_for_servers_does_not_count() {
        let mut form = local();
        for (field, text) in [(Field::Budget, "3"), (Field::Concurrency, "many"), (Field::InputPrice, "2")] {
            form.set_text(field, text.to_owned());
        }
        form.choose(Choice::Encoding, "jpeg");
        assert!(form.faults().is_empty() && form.is_faithful());
        assert_eq!(form.settings(Selection::default()), local().settings(Selection::default()));
        form.set_text(Field::MaxTokens, "few".to_owned());
        assert_eq!(form.faults().len(), 1);
    }

    #[test]
    fn the_recommendation_follows_gpu_and_device() {
        let mut form = LocalForm { gpu: Some(gpu(true)), ..LocalForm::default() };
        assert_eq!((form.device(), form.precision()), (Device::Webgpu, Precision::Q4f16));
        form.gpu = Some(gpu(false));
        assert_eq!(form.recommended_for(Choice::Precision), "q4");
        form.choose(Choice::Source, "Xenova/siglip-base-patch16-224");
        assert_eq!(form.precision(), Precision::Fp32);
        form.choose(Choice::Device, "wasm");
        assert_eq!((form.device(), form.precision()), (Device::Wasm, Precision::Q8));
        form.choose(Choice::Device, RECOMMENDED);
        form.choose(Choice::Precision, "fp16");
        assert_eq!((form.device(), form.precision()), (Device::Webgpu, Precision::Fp16));
    }

    #[test]
    fn every_source_is_what_its_fields_say() {
        let mut form = local();
        form.set_text(Field::HubId, " a/b ".to_owned());
        form.set_text(Field::SiteFolder, "tiny".to_owned());
        form.choose(Choice::Source, HUB);
        let hub = LocalSource::Hub { id: "a/b".to_owned(), revision: String::new(), host: String::new() };
        assert_eq!(form.local_source(), hub);
        form.choose(Choice::Source, FOLDER);
        assert_eq!(form.local_source(), LocalSource::Folder { name: "tiny".to_owned() });
        form.local.take_folder("mine".to_owned());
        assert_eq!(form.local_source(), LocalSource::Dropped { name: "mine".to_owned() });
    }

    #[test]
    fn letters_are_not_what_vlmevalkit_does() {
        let mut form = local();
        assert!(form.is_faithful());
        form.choose(Choice::Mode, "letters");
        assert!(!form.is_faithful());
    }
}
