//! What a run is set to, once everything typed makes sense.

use super::content::RunForm;
use super::fields::{Field, Input, Models};
use super::local::local_limits;
use engine::endpoint::{Address, AddressError, Dialect, Endpoint, Sampling};
use engine::run::{Model, PictureSettings, Price, PromptSettings, RunLimits, Sample, Shard};
use engine::selection::Selection;
use protocol::run::RunSettings;

/// Tokens that an answer is expected to have where nothing is said.
const ANSWER_TOKENS: u32 = 50;

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldFault {
    /// The field.
    pub field: Field,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// Nothing was typed.
    Blank,
    /// No number, or one out of bounds.
    NotWithin {
        /// Least.
        least: u32,
        /// Greatest.
        most: u32,
    },
    /// The address is not accepted.
    Address(AddressError),
}

impl RunForm {
    /// Every field that makes no sense, in the order of the fields.
    pub fn faults(&self) -> Vec<FieldFault> {
        Field::ALL.into_iter().filter_map(|field| Some(FieldFault { field, kind: self.fault(field)? })).collect()
    }

    /// What is wrong with a field; nothing where it is not in use.
    pub fn fault(&self, field: Field) -> Option<FaultKind> {
        let text = self.text(field).trim();
        let spec = field.spec();
        match field {
            _ if spec.models == Models::Browser || (self.is_local && spec.models == Models::Server) => return None,
            Field::SampleSize | Field::SampleSeed if !self.sampled => return None,
            Field::Part | Field::Parts if !self.sharded => return None,
            Field::System | Field::Template => return None,
            Field::Model => return text.is_empty().then_some(FaultKind::Blank),
            Field::BaseUrl if text.is_empty() => return Some(FaultKind::Blank),
            Field::BaseUrl => return Address::read(text).err().map(FaultKind::Address),
            _ if text.is_empty() && spec.is_optional => return None,
            _ if text.is_empty() => return Some(FaultKind::Blank),
            _ => {}
        }
        let (least, most) = match field {
            Field::Part => (1, self.whole(Field::Parts).unwrap_or(1)),
            _ => spec.bounds,
        };
        let is_within = text.parse().is_ok_and(|number: f64| (f64::from(least)..=f64::from(most)).contains(&number));
        let is_number = if spec.input == Input::Decimal { is_within } else { is_within && text.parse::<u32>().is_ok() };
        (!is_number).then_some(FaultKind::NotWithin { least, most })
    }

    fn whole(&self, field: Field) -> Option<u32> {
        self.text(field).trim().parse().ok()
    }

    fn decimal(&self, field: Field) -> Option<f64> {
        self.text(field).trim().parse().ok()
    }

    /// Whether the dialect knows the probabilities of tokens.
    pub fn has_logprobs(&self) -> bool {
        !self.is_local && self.dialect == Dialect::OpenAiChat
    }

    /// The host that is asked, with its port; `None` while the address makes no sense.
    pub fn authority(&self) -> Option<String> {
        Address::read(self.text(Field::BaseUrl)).ok().map(|address| address.authority)
    }

    /// The model; without a name while none is typed.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint {
            preset: self.preset.clone(),
            dialect: self.dialect,
            base_url: self.text(Field::BaseUrl).trim().to_owned(),
            model: self.text(Field::Model).trim().to_owned(),
            auth: self.auth,
            token_limit_name: self.token_limit_name,
            stream: false,
        }
    }

    /// What the form says; a field that makes no sense counts as it stood at first. `selection` is that of the explore
    /// page.
    pub fn settings(&self, selection: Selection) -> RunSettings {
        let whole = |field, otherwise| self.whole(field).unwrap_or(otherwise);
        let sample = Sample { size: whole(Field::SampleSize, 1), seed: whole(Field::SampleSeed, 1).into() };
        let shard = Shard { number: whole(Field::Part, 1), of: whole(Field::Parts, 1) };
        let max_tokens = whole(Field::MaxTokens, Sampling::default().max_tokens);
        let settings = RunSettings {
            model: Model::Remote(self.endpoint()),
            sampling: Sampling {
                temperature: self.decimal(Field::Temperature),
                max_tokens,
                detail: self.detail,
                logprobs: self.logprobs && self.has_logprobs(),
            },
            prompt: PromptSettings {
                system: Some(self.text(Field::System)).filter(|text| !text.trim().is_empty()).map(str::to_owned),
                template: self.templated.then(|| self.text(Field::Template).to_owned()),
            },
            pictures: PictureSettings {
                encoding: self.encoding,
                longest_side: self.whole(Field::LongestSide),
                excess: self.excess,
            },
            limits: self.limits(),
            price: Price {
                input_per_million: self.decimal(Field::InputPrice).unwrap_or_default(),
                output_per_million: self.decimal(Field::OutputPrice).unwrap_or_default(),
            },
            answer_tokens: whole(Field::AnswerTokens, ANSWER_TOKENS),
            selection: if self.from_selection { selection } else { Selection::default() },
            sample: self.sampled.then_some(sample),
            shard: self.sharded.then_some(shard),
        };
        if !self.is_local {
            return settings;
        }
        // What stands in fields that are for servers alone, and hidden, says nothing here.
        RunSettings {
            model: Model::Local(self.local_model()),
            sampling: Sampling { max_tokens, ..Sampling::default() },
            pictures: PictureSettings { longest_side: settings.pictures.longest_side, ..PictureSettings::default() },
            limits: local_limits(),
            price: Price::default(),
            answer_tokens: ANSWER_TOKENS,
            ..settings
        }
    }

    /// How fast, how often and for how much money a server is asked.
    fn limits(&self) -> RunLimits {
        let standard = RunLimits::default();
        let whole = |field, otherwise| self.whole(field).unwrap_or(otherwise);
        RunLimits {
            concurrency: whole(Field::Concurrency, standard.concurrency),
            requests_per_minute: self.whole(Field::RequestsPerMinute),
            tokens_per_minute: self.whole(Field::TokensPerMinute),
            timeout: u64::from(whole(Field::Timeout, 120)) * 1000,
            most_tries: whole(Field::Tries, standard.most_tries),
            budget: self.decimal(Field::Budget),
            ..standard
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> RunForm {
        let mut form = RunForm::default();
        form.set_text(Field::Model, " seer ".to_owned());
        form
    }

    #[test]
    fn the_first_form_lacks_the_model_alone() {
        assert_eq!(RunForm::default().faults(), [FieldFault { field: Field::Model, kind: FaultKind::Blank }]);
        let form = sound();
        assert!(form.faults().is_empty());
        let settings = form.settings(Selection::default());
        assert_eq!(settings.model.name(), "seer");
        assert_eq!(settings.sampling, Sampling::default());
        assert_eq!(settings.prompt, PromptSettings::default());
        assert_eq!(settings.pictures, PictureSettings::default());
        assert_eq!(settings.limits, RunLimits::default());
        assert_eq!((settings.sample, settings.shard), (None, None));
    }

    #[test]
    fn what_makes_no_sense_is_told_of_its_field() {
        let cases = [
            (Field::BaseUrl, "ftp://x", FaultKind::Address(AddressError::NoScheme)),
            (Field::BaseUrl, " ", FaultKind::Blank),
            (Field::Concurrency, "257", FaultKind::NotWithin { least: 1, most: 256 }),
            (Field::Concurrency, "1.5", FaultKind::NotWithin { least: 1, most: 256 }),
            (Field::Temperature, "NaN", FaultKind::NotWithin { least: 0, most: 2 }),
            (Field::Budget, "inf", FaultKind::NotWithin { least: 0, most: 1_000_000 }),
            (Field::MaxTokens, "", FaultKind::Blank),
        ];
        for (field, text, kind) in cases {
            let mut form = sound();
            form.set_text(field, text.to_owned());
            assert_eq!(form.faults(), [FieldFault { field, kind }], "{text:?}");
        }
    }

    #[test]
    fn fields_that_are_not_in_use_are_not_judged() {
        let mut form = sound();
        form.set_text(Field::Part, "9".to_owned());
        form.set_text(Field::SampleSize, "many".to_owned());
        assert!(form.faults().is_empty());
        form.sharded = true;
        form.sampled = true;
        let faulty: Vec<Field> = form.faults().into_iter().map(|fault| fault.field).collect();
        assert_eq!(faulty, [Field::SampleSize, Field::Part]);
    }

    #[test]
    fn blank_temperature_sends_none() {
        let mut form = sound();
        form.set_text(Field::Temperature, String::new());
        assert_eq!(form.settings(Selection::default()).sampling.temperature, None);
    }

    #[test]
    fn the_selection_counts_where_it_is_asked() {
        let selection = Selection { parts: vec![1], ..Selection::default() };
        let mut form = sound();
        assert_eq!(form.settings(selection.clone()).selection, Selection::default());
        form.from_selection = true;
        assert_eq!(form.settings(selection.clone()).selection, selection);
    }
}
