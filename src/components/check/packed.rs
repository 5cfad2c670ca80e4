//! A prepared package: its files and its mail.

use std::sync::Arc;

use leptos::prelude::*;

use super::repair::{After, UnfitNote};
use crate::components::common::icon::{Icon, IconView};
use crate::format::bytes;
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, handler};
use crate::state::preferences::{Preferences, tr};
use crate::tasks::check::CheckDesk;
use crate::tasks::submission::{Order, Prepared, copy, save_packed};
use engine::submission::{Mail, PackageFile};

/// Files to take away, and the mail that carries them.
#[component]
pub fn Packed(
    /// The package.
    prepared: Prepared,
) -> impl IntoView {
    let Prepared { order, preview } = prepared;
    let files = preview
        .files
        .iter()
        .map(|(file, name, size)| view! { <FileRow order=order.clone() file=*file name=name.clone() size=*size /> })
        .collect_view();
    view! {
        <div>
            <p class="packed__told">{tr(|m| m.package.prepared)}</p>
            <After report=Arc::new(preview.report.clone()) lead=false />
            <UnfitNote unfit=preview.unfit.clone() />
            <h4 class="card__subtitle">{tr(|m| m.package.files)}</h4>
            <ul class="packed__files">{files}</ul>
        </div>
        <MailPart mail=preview.mail.clone() />
    }
}

#[component]
fn FileRow(order: Order, file: PackageFile, name: String, size: u64) -> impl IntoView {
    let desk = CheckDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let named = name.clone();
    let label = move || fill(preferences.messages().package.download, &[("name", &named)]);
    view! {
        <li class="packed__file">
            <button
                type="button"
                class="packed__download"
                aria-label=label.clone()
                title=label
                on:click=handler(move |_| save_packed(desk, order.clone(), file))
            >
                <IconView icon=Icon::Download />
                <span class="packed__name">{name}</span>
                <span class="muted">{bytes(size)}</span>
            </button>
            <span class="packed__about">{tr(about(file))}</span>
        </li>
    }
}

fn about(file: PackageFile) -> fn(&'static Messages) -> &'static str {
    match file {
        PackageFile::Spreadsheet => |m| m.package.file_spreadsheet,
        PackageFile::Tsv => |m| m.package.file_tsv,
        PackageFile::Manifest => |m| m.package.file_manifest,
        PackageFile::Message => |m| m.package.file_message,
    }
}

#[component]
fn MailPart(mail: Mail) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let copied = RwSignal::new(None::<bool>);
    let told = move || {
        let words = &preferences.messages().package;
        copied.get().map(|is_copied| if is_copied { words.copied } else { words.not_copied })
    };
    let text = mail.text();
    let shown = text.clone();
    view! {
        <div>
        <h4 class="card__subtitle card__subtitle--first">{tr(|m| m.package.mail)}</h4>
        <p class="packed__about">{tr(|m| m.package.mail_lead)}</p>
        <pre class="packed__mail" tabindex="0">{shown}</pre>
        <div class="actions">
            <a class="button" href=mail.link()>{tr(|m| m.package.open_mail)}</a>
            <button type="button" class="button" on:click=handler(move |_| copy(text.clone(), copied))>
                {tr(|m| m.package.copy_mail)}
            </button>
            <span role="status">{dynamic(told)}</span>
        </div>
        </div>
    }
}
