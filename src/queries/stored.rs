//! What the page keeps in the browser, as it is at this moment.

use leptos::prelude::*;
use leptos::task::spawn_local;

use web::stored::{Stored, stored, used_bytes};

/// What is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Place by place; only those where something is.
    pub stored: Vec<Stored>,
    /// Bytes in all, where the browser tells.
    pub used: Option<u64>,
}

/// Looks once.
pub fn survey() -> RwSignal<Option<Survey>> {
    let survey = RwSignal::new(None);
    spawn_local(look(survey));
    survey
}

async fn look(survey: RwSignal<Option<Survey>>) {
    let stored = stored().await.into_iter().filter(|stored| !stored.names.is_empty()).collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number below 2^53")]
    let used = used_bytes().await.map(|bytes| bytes as u64);
    survey.try_set(Some(Survey { stored, used }));
}
