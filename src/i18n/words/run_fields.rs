//! The fields of the run page in words.

use engine::local::OFFERED_MODELS;

use super::super::generated::HintLabel;
use crate::i18n::{Language, fill};
use crate::run::form::fields::{Choice, Field};

/// A field in words: its label, and a hint that may be empty.
pub fn field_words(language: Language, field: Field) -> HintLabel {
    let words = language.messages().form.fields;
    match field {
        Field::SampleSize => words.sample_size,
        Field::SampleSeed => words.sample_seed,
        Field::Part => words.part,
        Field::Parts => words.parts,
        Field::BaseUrl => words.base_url,
        Field::Model => words.model,
        Field::System => words.system,
        Field::Template => words.template,
        Field::LongestSide => words.longest_side,
        Field::Temperature => words.temperature,
        Field::MaxTokens => words.max_tokens,
        Field::Concurrency => words.concurrency,
        Field::RequestsPerMinute => words.requests_per_minute,
        Field::TokensPerMinute => words.tokens_per_minute,
        Field::Timeout => words.timeout,
        Field::Tries => words.tries,
        Field::InputPrice => words.input_price,
        Field::OutputPrice => words.output_price,
        Field::AnswerTokens => words.answer_tokens,
        Field::Budget => words.budget,
        Field::HubId => words.hub_id,
        Field::HubRevision => words.hub_revision,
        Field::HubHost => words.hub_host,
        Field::SiteFolder => words.site_folder,
    }
}

/// The name of a choice.
pub fn choice_label(language: Language, choice: Choice) -> &'static str {
    let words = language.messages().form.choices;
    match choice {
        Choice::Dialect => words.dialect,
        Choice::Auth => words.auth,
        Choice::TokenLimitName => words.token_limit_name,
        Choice::Pictures => words.pictures,
        Choice::Encoding => words.encoding,
        Choice::Detail => words.detail,
        Choice::Excess => words.excess,
        Choice::Source => words.source,
        Choice::Device => words.device,
        Choice::Precision => words.precision,
        Choice::Mode => words.mode,
    }
}

/// A value of a choice in words; what has no words is printed as it is.
pub fn value_label(language: Language, choice: Choice, value: &str) -> String {
    let words = language.messages().form.values;
    let words = match (choice, value) {
        (Choice::Dialect, "open-ai-chat") => words.dialect_open_ai_chat,
        (Choice::Dialect, "open-ai-responses") => words.dialect_open_ai_responses,
        (Choice::Dialect, "anthropic-messages") => words.dialect_anthropic_messages,
        (Choice::Dialect, "gemini-generate-content") => words.dialect_gemini_generate_content,
        (Choice::Auth, "none") => words.auth_none,
        (Choice::Auth, "bearer") => words.auth_bearer,
        (Choice::Pictures, "original") => words.pictures_original,
        (Choice::Pictures, "vlmevalkit-jpeg") => words.pictures_vlmevalkit_jpeg,
        (Choice::Pictures, "vlmevalkit-gpt4o") => words.pictures_vlmevalkit_gpt4o,
        (Choice::Pictures, "vlmevalkit-gpt4o-high") => words.pictures_vlmevalkit_gpt4o_high,
        (Choice::Pictures, "vlmevalkit-claude") => words.pictures_vlmevalkit_claude,
        (Choice::Pictures, "own") => words.pictures_own,
        (Choice::Pictures, side) => {
            return fill(words.pictures_side, &[("pixels", side.trim_start_matches("side-"))]);
        }
        (Choice::Encoding, "original") => words.encoding_original,
        (Choice::Encoding, "jpeg") => words.encoding_jpeg,
        (Choice::Detail, "none") => words.detail_none,
        (Choice::Excess, "refuse") => words.excess_refuse,
        (Choice::Excess, "resize") => words.excess_resize,
        (Choice::Source, "hub") => words.source_hub,
        (Choice::Source, "folder") => words.source_folder,
        (Choice::Source, "dropped") => words.source_dropped,
        (Choice::Source, id) => {
            let parameters = OFFERED_MODELS.iter().find(|model| model.id == id).map_or(0, |model| model.parameters);
            return fill(words.source_offered, &[("id", id), ("parameters", &parameters.to_string())]);
        }
        (Choice::Device, "webgpu") => words.device_webgpu,
        (Choice::Device, "wasm") => words.device_wasm,
        (Choice::Precision, "q4f16") => words.precision_q4f16,
        (Choice::Precision, "q4") => words.precision_q4,
        (Choice::Precision, "q8") => words.precision_q8,
        (Choice::Precision, "fp16") => words.precision_fp16,
        (Choice::Precision, "fp32") => words.precision_fp32,
        (Choice::Mode, "text") => words.mode_text,
        (Choice::Mode, "letters") => words.mode_letters,
        (_, other) => other,
    };
    words.to_owned()
}

/// The choice to follow the machine, with what that is now.
pub fn recommended_label(language: Language, choice: Choice, value: &str) -> String {
    let value = if choice == Choice::Device { value_label(language, choice, value) } else { value.to_owned() };
    fill(language.messages().form.recommended, &[("value", &value)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name_of_its_own() {
        for language in Language::bundled() {
            let names: std::collections::BTreeSet<_> =
                Field::ALL.iter().map(|field| field_words(language, *field).label).collect();
            assert_eq!(names.len(), Field::ALL.len());
        }
    }
}
