//! What stands in the form of the run page.

use super::fields::{
    AUTHS, Choice, DETAILS, ENCODINGS, EXCESSES, FIELDS, Field, OWN_IMAGES, SIDES, TOKEN_LIMIT_NAMES, name_of, named,
};
use super::local::LocalForm;
use super::setup::FieldFault;
use engine::endpoint::{Auth, Detail, Dialect, Preset, TokenLimitName};
use engine::local::AnswerMode;
use engine::run::{Encoding, Excess, PICTURE_PRESETS};

/// The server that is offered first: on one's own machine, so that nothing is sent away by mistake.
pub const FIRST_PRESET: &str = "vllm";

/// What stands in the form; texts are as typed.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box of the form, ticked or not")]
pub struct RunForm {
    /// Whether the selection of the explore page is asked, rather than everything.
    pub from_selection: bool,
    /// Whether a sample of these is asked.
    pub sampled: bool,
    /// Whether a part of that is asked.
    pub sharded: bool,
    /// Whether the user's own text is sent.
    pub templated: bool,
    /// Whether a server is asked for the probabilities of letters.
    pub logprobs: bool,
    /// Whether a model in the browser is asked.
    pub is_local: bool,
    /// Which model in the browser, and how it computes.
    pub local: LocalForm,
    /// Name of the preset.
    pub preset: String,
    pub(crate) dialect: Dialect,
    pub(crate) auth: Auth,
    pub(crate) token_limit_name: TokenLimitName,
    pub(crate) encoding: Encoding,
    pub(crate) detail: Option<Detail>,
    pub(crate) excess: Excess,
    pub(crate) texts: [String; FIELDS.len()],
}

impl Default for RunForm {
    /// The faithful settings, for a server of one's own.
    fn default() -> Self {
        let mut form = Self {
            from_selection: false,
            sampled: false,
            sharded: false,
            templated: false,
            logprobs: false,
            is_local: false,
            local: LocalForm::default(),
            preset: String::new(),
            dialect: Dialect::default(),
            auth: Auth::default(),
            token_limit_name: TokenLimitName::default(),
            encoding: Encoding::default(),
            detail: None,
            excess: Excess::default(),
            texts: FIELDS.map(|spec| spec.default.to_owned()),
        };
        form.choose_preset(FIRST_PRESET);
        form
    }
}

impl RunForm {
    /// What stands in a field.
    pub fn text(&self, field: Field) -> &str {
        self.texts.get(field.place()).map_or("", String::as_str)
    }

    /// Types into a field.
    pub fn set_text(&mut self, field: Field, text: String) {
        if let Some(place) = self.texts.get_mut(field.place()) {
            *place = text;
        }
    }

    /// Starts over from a preset; the model's name stays, for it is often the same.
    pub fn choose_preset(&mut self, id: &str) {
        let Some(preset) = Preset::of(id) else { return };
        preset.id.clone_into(&mut self.preset);
        self.dialect = preset.dialect;
        self.auth = preset.auth;
        self.token_limit_name = preset.token_limit_name;
        self.set_text(Field::BaseUrl, preset.base_url.to_owned());
    }

    /// The preset in use.
    pub fn preset(&self) -> Option<&'static Preset> {
        Preset::of(&self.preset)
    }

    /// The value of a choice.
    pub fn chosen(&self, choice: Choice) -> String {
        match choice {
            Choice::Dialect => self.dialect.name(),
            Choice::Auth => name_of(&AUTHS, &self.auth),
            Choice::TokenLimitName => self.token_limit_name.name(),
            Choice::Encoding => name_of(&ENCODINGS, &self.encoding),
            Choice::Detail => name_of(&DETAILS, &self.detail),
            Choice::Excess => name_of(&EXCESSES, &self.excess),
            Choice::Pictures => return self.images(),
            Choice::Source | Choice::Device | Choice::Precision | Choice::Mode => self.local.chosen(choice),
        }
        .to_owned()
    }

    /// Chooses a value; an unknown one changes nothing.
    pub fn choose(&mut self, choice: Choice, value: &str) {
        match choice {
            Choice::Dialect => {
                let found = Dialect::ALL.into_iter().find(|dialect| dialect.name() == value);
                self.dialect = found.unwrap_or(self.dialect);
            }
            Choice::TokenLimitName => {
                let found = TOKEN_LIMIT_NAMES.into_iter().find(|name| name.name() == value);
                self.token_limit_name = found.unwrap_or(self.token_limit_name);
            }
            Choice::Auth => self.auth = named(&AUTHS, value).unwrap_or(self.auth),
            Choice::Encoding => self.encoding = named(&ENCODINGS, value).unwrap_or(self.encoding),
            Choice::Detail => self.detail = named(&DETAILS, value).unwrap_or(self.detail),
            Choice::Excess => self.excess = named(&EXCESSES, value).unwrap_or(self.excess),
            Choice::Pictures => self.choose_images(value),
            Choice::Source | Choice::Device | Choice::Precision | Choice::Mode => self.local.choose(choice, value),
        }
    }

    fn choose_images(&mut self, value: &str) {
        let preset = PICTURE_PRESETS.iter().find(|preset| preset.id == value);
        let side = value.strip_prefix("side-");
        if let Some(preset) = preset {
            self.encoding = preset.encoding;
            self.detail = preset.detail;
            self.set_text(Field::LongestSide, preset.longest_side.map(|side| side.to_string()).unwrap_or_default());
        } else if let Some(side) = side {
            self.encoding = Encoding::Original;
            self.detail = None;
            self.set_text(Field::LongestSide, side.to_owned());
        }
    }

    /// The name of the image settings.
    fn images(&self) -> String {
        let side = self.text(Field::LongestSide).trim();
        let fits = |preset: &&engine::run::PicturePreset| {
            preset.encoding == self.encoding
                && preset.detail == self.detail
                && preset.longest_side.map(|side| side.to_string()).unwrap_or_default() == side
        };
        if let Some(preset) = PICTURE_PRESETS.iter().find(fits) {
            return preset.id.to_owned();
        }
        let is_plain = self.encoding == Encoding::Original && self.detail.is_none();
        let is_offered = SIDES.iter().any(|known| known.to_string() == side);
        if is_plain && is_offered { format!("side-{side}") } else { OWN_IMAGES.to_owned() }
    }

    /// Whether questions, prompt, images and sampling are as VLMEvalKit has them.
    pub fn is_faithful(&self) -> bool {
        let first = Self::default();
        let unchanged = [Field::MaxTokens, Field::System, Field::LongestSide];
        let is_unchanged = |field: Field| self.text(field).trim() == first.text(field);
        let is_faithful = if self.is_local {
            self.local.mode() == AnswerMode::Text
        } else {
            self.encoding == first.encoding && self.detail == first.detail && is_unchanged(Field::Temperature)
        };
        is_faithful && !self.templated && unchanged.into_iter().all(is_unchanged)
    }
}

/// Fields that say how fast, how often and for how much money is asked.
const LIMITS: [Field; 6] =
    [Field::Concurrency, Field::RequestsPerMinute, Field::TokensPerMinute, Field::Timeout, Field::Tries, Field::Budget];

impl RunForm {
    /// The first of the limits that makes no sense.
    pub fn limit_fault(&self) -> Option<FieldFault> {
        LIMITS.into_iter().find_map(|field| Some(FieldFault { field, kind: self.fault(field)? }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_choice_can_be_chosen() {
        let choices = [
            Choice::Dialect,
            Choice::Auth,
            Choice::TokenLimitName,
            Choice::Pictures,
            Choice::Encoding,
            Choice::Detail,
            Choice::Excess,
            Choice::Source,
            Choice::Device,
            Choice::Precision,
            Choice::Mode,
        ];
        for choice in choices {
            for value in choice.values().into_iter().filter(|value| value != OWN_IMAGES) {
                let mut form = RunForm::default();
                form.choose(choice, &value);
                assert_eq!(form.chosen(choice), value, "{choice:?}");
            }
        }
    }

    #[test]
    fn settings_of_nobody_are_ones_own() {
        let mut form = RunForm::default();
        assert_eq!(form.chosen(Choice::Pictures), "original");
        form.set_text(Field::LongestSide, "1000".to_owned());
        assert_eq!(form.chosen(Choice::Pictures), OWN_IMAGES);
        form.choose(Choice::Pictures, "nothing known");
        assert_eq!(form.text(Field::LongestSide), "1000");
    }

    #[test]
    fn presets_fill_in_the_model_but_for_its_name() {
        let mut form = RunForm::default();
        form.set_text(Field::Model, "seer".to_owned());
        form.choose_preset("anthropic");
        assert_eq!(form.chosen(Choice::Dialect), "anthropic-messages");
        assert_eq!(form.chosen(Choice::Auth), "x-api-key");
        assert!(form.text(Field::BaseUrl).starts_with("https://api.anthropic.com"));
        assert_eq!(form.text(Field::Model), "seer");
    }

    #[test]
    fn faithful_is_what_stands_there_at_first() {
        let mut form = RunForm::default();
        form.set_text(Field::Concurrency, "64".to_owned());
        assert!(form.is_faithful());
        form.set_text(Field::Temperature, "0.7".to_owned());
        assert!(!form.is_faithful());
    }

    #[test]
    fn a_run_goes_on_with_limits_that_make_sense_whatever_else_is_wrong() {
        let mut form = RunForm::default();
        form.set_text(Field::BaseUrl, "nowhere".to_owned());
        form.set_text(Field::MaxTokens, "many".to_owned());
        assert_eq!(form.limit_fault(), None);
        for field in LIMITS {
            let mut faulty = form.clone();
            faulty.set_text(field, "little".to_owned());
            assert_eq!(faulty.limit_fault().map(|fault| fault.field), Some(field));
        }
        form.set_text(Field::Budget, String::new());
        assert_eq!(form.limit_fault(), None);
    }
}
