//! Taking away what is selected.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::format::{bytes, integer};
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_value, effect, handler};
use crate::shell::notice::Notice;
use crate::shell::notices::Notices;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::button::{close_on_escape, close_when_left};
use crate::ui::icon::{Icon, IconView};
use protocol::Failure;
use protocol::explore::SelectionNumber;
use protocol::source::{ExportSelection, ExportedSelection, SubsetFile};
use web::save_file::{Saved, save_file};

/// How many questions with a CMYK image are named.
const CMYK_NAMED: usize = 10;

/// A menu of files that the selection can be taken away as. The worker makes the file first, so that its size is known
/// before it is saved.
#[component]
pub fn ExportMenu(
    /// The selection shown.
    selection: Memo<Option<SelectionNumber>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let preferences = expect_context::<Preferences>();
    let ready = RwSignal::new_local(None::<SubsetToSave>);
    let is_busy = RwSignal::new(false);
    effect(move || {
        selection.track();
        ready.set(None);
    });
    let make = move |file: SubsetFile| {
        let Some(number) = selection.get_untracked() else { return };
        is_busy.set(true);
        spawn_local(async move {
            let made = subset(session, number, file).await;
            // The page may have been left meanwhile.
            is_busy.try_set(false);
            match made {
                // A file of another selection than the one shown now is not offered.
                Ok(made) => {
                    if selection.try_get_untracked().flatten() == Some(number) {
                        ready.try_set(Some(made));
                    }
                }
                Err(failure) => notices.push(Notice::Failed(failure)),
            }
        });
    };
    let write = move |subset: SubsetToSave| {
        is_busy.set(true);
        spawn_local(async move {
            save(notices, subset).await;
            is_busy.try_set(false);
            ready.try_set(None);
        });
    };
    let item = move |label: Signal<String>, file: SubsetFile| {
        let disabled = move || is_busy.get() || selection.get().is_none();
        view! {
            <li>
                <button type="button" class="button" disabled=disabled on:click=handler(move |_| make(file))>{label}</button>
            </li>
        }
    };
    let fixed =
        move |pick: fn(&Messages) -> &'static str| Signal::derive(move || pick(preferences.messages()).to_owned());
    let predictions = move || {
        let words = preferences.messages().source;
        let items = |file: protocol::PredictionsState| {
            let id = file.id;
            [(true, words.export_xlsx), (false, words.export_tsv)].map(|(xlsx, label)| {
                let label = fill(label, &[("name", &file.name)]);
                item(Signal::stored(label), SubsetFile::Predictions { predictions: id, xlsx })
            })
        };
        session.predictions.get().into_iter().map(items).collect_view()
    };
    let to_save = move || {
        let subset = ready.get()?;
        let words = preferences.messages().source;
        let size = bytes(subset.bytes);
        let cmyk = (!subset.cmyk.is_empty()).then(|| {
            let indices = subset.cmyk.iter().take(CMYK_NAMED).cloned().collect::<Vec<_>>().join(", ");
            let more = if subset.cmyk.len() > CMYK_NAMED { " …" } else { "" };
            fill(words.export_cmyk, &[("n", &integer(subset.cmyk.len() as u64)), ("indices", &(indices + more))])
        });
        Some(view! {
            <p role="status">
                {subset.name.clone()}
                {subset.is_large().then(|| format!(": {}", fill(words.export_size, &[("bytes", &size)])))}
            </p>
            {cmyk.map(|warning| view! { <p class="note" role="status">{warning}</p> })}
            <button
                type="button"
                class="button button--primary"
                disabled=dynamic_value(move || is_busy.get())
                on:click=handler(move |_| write(subset.clone()))
            >
                {fill(words.save, &[("bytes", &size)])}
            </button>
        })
    };
    let menu = NodeRef::<html::Details>::new();
    close_when_left(menu);
    view! {
        <details class="export-menu" node_ref=menu on:keydown=move |event| close_on_escape(menu, &event)>
            <summary class="button" aria-label=tr(|m| m.source.export)>
                <IconView icon=Icon::Download />
                <span class="toolbar__word">{tr(|m| m.source.export)}</span>
            </summary>
            <div class="export-menu__panel">
                <ul class="export-menu__list">
                    {item(fixed(|m| m.source.export_index), SubsetFile::Indices)}
                    {item(fixed(|m| m.source.export_questions), SubsetFile::Questions)}
                    {dynamic(predictions)}
                </ul>
                {dynamic(to_save)}
                {dynamic(move || is_busy.get().then(|| view! { <p role="status">{tr(|m| m.source.saving)}</p> }))}
            </div>
        </details>
    }
}

/// A file that the worker made, not saved yet.
#[derive(Debug, Clone)]
pub struct SubsetToSave {
    /// Name to save it under.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Indices of the questions whose image is CMYK.
    pub cmyk: Vec<String>,
    file: File,
}

impl SubsetToSave {
    /// Whether its size is worth a thought before it is saved: more than 100 megabytes.
    pub fn is_large(&self) -> bool {
        const LARGE: u64 = 100_000_000;
        self.bytes > LARGE
    }
}

/// What a selection holds, as a file.
///
/// # Errors
/// What the worker answers instead.
pub async fn subset(session: Session, selection: SelectionNumber, file: SubsetFile) -> Result<SubsetToSave, Failure> {
    let answer = session.send(ExportSelection { selection, file }, Vec::new()).await?;
    let file = answer.files.into_iter().next().ok_or(Failure::VersionMismatch)?;
    let ExportedSelection { name, bytes, cmyk } = answer.reply;
    Ok(SubsetToSave { name, bytes, cmyk, file })
}

/// Has the user choose where, and lets the browser write the file.
pub async fn save(notices: Notices, subset: SubsetToSave) {
    match save_file(&subset.file, &subset.name).await {
        Ok(Saved::Done) => notices.push(Notice::Saved { name: subset.name }),
        Ok(Saved::NotWanted) => {}
        Err(error) => notices.push(Notice::Failed(Failure::Export { detail: format!("{error:?}") })),
    }
}
