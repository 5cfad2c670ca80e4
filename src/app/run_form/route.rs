//! What of the form stands in the address.

use super::field::Field;
use super::form::RunForm;
use crate::app::state::route::RunRoute;

impl RunForm {
    /// What of the form stands in the address.
    pub fn route(&self) -> RunRoute {
        let pair = |first, second| Some((self.number(first)?, self.number(second)?));
        let model = self.text(Field::Model).trim();
        RunRoute {
            preset: Some(self.preset.clone()),
            model: (!model.is_empty()).then(|| model.to_owned()),
            from_selection: self.from_selection,
            sample: self.sampled.then(|| pair(Field::SampleSize, Field::SampleSeed)).flatten(),
            part: self.sharded.then(|| pair(Field::Part, Field::Parts)).flatten(),
        }
    }

    /// Takes over what an address says.
    pub fn apply(&mut self, route: &RunRoute) {
        if let Some(preset) = route.preset.as_ref().filter(|preset| **preset != self.preset) {
            self.choose_preset(preset);
        }
        if let Some(model) = &route.model {
            self.set_text(Field::Model, model.clone());
        }
        self.from_selection = route.from_selection;
        self.sampled = route.sample.is_some();
        if let Some((size, seed)) = route.sample {
            self.set_text(Field::SampleSize, size.to_string());
            self.set_text(Field::SampleSeed, seed.to_string());
        }
        self.sharded = route.part.is_some();
        if let Some((number, of)) = route.part {
            self.set_text(Field::Part, number.to_string());
            self.set_text(Field::Parts, of.to_string());
        }
    }

    fn number(&self, field: Field) -> Option<u32> {
        self.text(field).trim().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_the_form_that_it_came_from() {
        let mut form = RunForm::default();
        form.choose_preset("gemini");
        form.set_text(Field::Model, "gemini-2.5-flash".to_owned());
        form.sampled = true;
        form.sharded = true;
        let mut other = RunForm::default();
        other.apply(&form.route());
        assert_eq!(other, form);
    }

    #[test]
    fn neither_address_nor_prices_travel() {
        let mut form = RunForm::default();
        form.set_text(Field::BaseUrl, "http://secret.local/v1".to_owned());
        form.set_text(Field::InputPrice, "3".to_owned());
        let mut plain = RunForm::default();
        plain.apply(&form.route());
        assert_eq!(plain, RunForm::default());
    }
}
