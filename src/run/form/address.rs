//! What of the form stands in the address.

use super::content::RunForm;
use super::fields::{Choice, Field};
use super::local::{FOLDER, HUB, local_values};
use crate::run::route::RunRoute;
use engine::local::LocalSource;

impl RunForm {
    /// What of the form stands in the address.
    pub fn route(&self) -> RunRoute {
        let pair = |first, second| Some((self.number(first)?, self.number(second)?));
        let named = |name: &str| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        let (mut hub, mut folder) = (None, None);
        if self.is_local {
            // The name of a folder of the user's disk is nobody else's business, nor is a mirror.
            match self.local_source() {
                LocalSource::Hub { id, .. } => hub = named(&id),
                LocalSource::Folder { name } => folder = named(&name),
                LocalSource::Dropped { .. } => {}
            }
        }
        RunRoute {
            preset: (!self.is_local).then(|| self.preset.clone()),
            model: named(self.text(Field::Model)).filter(|_| !self.is_local),
            is_local: self.is_local,
            hub,
            folder,
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
        self.is_local = route.is_local;
        if let Some(id) = route.hub.as_ref().filter(|_| route.is_local) {
            let is_offered = local_values(Choice::Source).contains(&&**id);
            self.choose(Choice::Source, if is_offered { id } else { HUB });
            if !is_offered {
                self.set_text(Field::HubId, id.clone());
            }
        }
        if let Some(name) = route.folder.as_ref().filter(|_| route.is_local) {
            self.choose(Choice::Source, FOLDER);
            self.set_text(Field::SiteFolder, name.clone());
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
    fn models_in_the_browser_travel_by_name_but_for_folders_of_the_disk() {
        let mut form = RunForm { is_local: true, ..RunForm::default() };
        form.set_text(Field::HubId, "a/b".to_owned());
        form.set_text(Field::SiteFolder, "tiny".to_owned());
        for source in [HUB, FOLDER, "Xenova/clip-vit-base-patch32"] {
            form.choose(Choice::Source, source);
            let mut other = RunForm::default();
            other.apply(&form.route());
            assert!(other.is_local);
            assert_eq!(other.local_source(), form.local_source());
        }
        form.local.take_folder("mine".to_owned());
        assert_eq!(form.route(), RunRoute { is_local: true, ..RunRoute::default() });
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
