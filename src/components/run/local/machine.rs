//! What the browser tells of this machine's GPU.

use leptos::prelude::*;

use crate::components::common::failure_note::FailureNote;
use crate::i18n::{explain, fill};
use crate::reactive::memo;
use crate::state::preferences::Preferences;
use crate::tasks::run::RunDesk;
use engine::local::{Gpu, GpuReason, LocalError, LocalErrorKind};
use protocol::Failure;
use protocol::run::RunFault;

/// The GPU, or why there is none.
#[component]
pub fn Machine() -> impl IntoView {
    let desk = RunDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let line = memo(move || {
        let language = preferences.language.get();
        let words = preferences.messages().local;
        desk.state.run.form.with(|form| match &form.local.gpu {
            None => words.asking_gpu.to_owned(),
            Some(Gpu { missing: Some(reason), .. }) => {
                let kind = match reason {
                    GpuReason::NoWebgpu => LocalErrorKind::NoWebgpu,
                    GpuReason::NoAdapter => LocalErrorKind::NoAdapter,
                };
                explain(language, &Failure::Run(RunFault::Local(LocalError::new(kind, ""))), &[]).what
            }
            Some(gpu) => {
                let name = if gpu.name.is_empty() { words.gpu_unnamed } else { &gpu.name };
                let bits = if gpu.shader_f16 { words.gpu_f16 } else { words.gpu_no_f16 };
                let software = if gpu.is_software { words.gpu_software } else { "" };
                [&*fill(words.gpu, &[("name", name)]), bits, software].join(" ")
            }
        })
    });
    move || match desk.state.local.with(|news| news.gpu_failure.clone()) {
        Some(failure) => view! { <FailureNote failure /> }.into_any(),
        None if !desk.state.host.allows_keys() => ().into_any(),
        None => view! { <p role="status">{line}</p> }.into_any(),
    }
}
