//! One finding: its title and number, and behind it what it means and what to do.

use leptos::prelude::*;

use super::finding_rows::FindingRows;
use super::severity_sign::SeveritySign;
use crate::components::common::icon::{Icon, IconView};
use crate::format::integer;
use crate::i18n::words::findings::{Detail, finding_detail, finding_words, is_fix_fitting};
use crate::i18n::{Messages, count, fill};
use crate::reactive::{dynamic, dynamic_value, memo};
use crate::state::navigation::Navigation;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{CheckRoute, Route};
use engine::check::{Finding, FindingKind};
use protocol::Failure;

/// A finding that opens and closes; the address says which one is open.
#[component]
pub fn FindingView(
    /// The finding.
    finding: Finding,
    /// Rows of the file, and questions without a row.
    of: u32,
    /// Why the file could not be read, where that is so.
    failure: Option<Failure>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let kind = finding.kind;
    let (titled, reason) = (finding.clone(), failure.clone());
    let title = move || finding_words(preferences.language.get(), &titled, reason.as_ref()).title;
    let open = memo(move || navigation.check().finding == Some(kind));
    let toggle = move |_| {
        let finding = if open.get_untracked() { None } else { Some(kind) };
        navigation.replace(Route::Check(CheckRoute { finding, ..navigation.check() }));
    };
    let rows = finding.clone();
    let number = move || number(preferences.messages(), &rows, of);
    let id = format!("finding-{kind:?}");
    let controls = id.clone();
    view! {
        <div class="finding">
            <h4 class="finding__heading">
                <button
                    type="button"
                    class="finding__summary"
                    aria-expanded=dynamic_value(move || open.get().to_string())
                    aria-controls=controls
                    on:click=toggle
                >
                    <SeveritySign severity=kind.severity() />
                    <span class="finding__title">{dynamic(title)}</span>
                    <span class="finding__count">{dynamic(number)}</span>
                    <IconView icon=Icon::Next />
                </button>
            </h4>
            <div class="finding__body" id=id hidden=dynamic_value(move || !open.get())>
                {dynamic(move || open.get().then(|| view! { <Body finding=finding.clone() failure=failure.clone() /> }))}
            </div>
        </div>
    }
}

#[component]
fn Body(finding: Finding, failure: Option<Failure>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let about = finding.clone();
    let has_fix = is_fix_fitting(&finding, failure.as_ref());
    let (named, reason) = (finding.clone(), failure.clone());
    let words = memo(move || finding_words(preferences.language.get(), &named, reason.as_ref()));
    let details = move || match finding_detail(preferences.language.get(), &about, failure.as_ref()) {
        Detail::None => ().into_any(),
        Detail::Sentence(sentence) => fact(tr(|m| m.check.details), view! { <p>{sentence}</p> }.into_any()),
        Detail::Names(names) => fact(tr(|m| m.check.details), tags(names)),
        Detail::Absent(names) => fact(tr(|m| m.check.absent), tags(names)),
    };
    view! {
        <dl class="finding__facts">
            {dynamic(details)}
            {fact(tr(|m| m.check.meaning), (move || words.get().meaning).into_any())}
            {has_fix.then(|| fact(tr(|m| m.check.fix), (move || words.get().fix).into_any()))}
        </dl>
        <FindingRows finding />
    }
}

fn fact(title: impl Fn() -> &'static str + Send + 'static, content: AnyView) -> AnyView {
    view! {
        <div>
            <dt>{dynamic(title)}</dt>
            <dd>{content}</dd>
        </div>
    }
    .into_any()
}

fn tags(names: Vec<String>) -> AnyView {
    let tags = names.into_iter().map(|name| view! { <code>{name}</code> }).collect_view();
    view! { <span class="tags">{tags}</span> }.into_any()
}

/// How many rows or questions; empty where the finding is about the file as a whole.
fn number(words: &'static Messages, finding: &Finding, of: u32) -> String {
    let words = &words.check;
    let (one, many) = match finding.kind {
        FindingKind::MissingRows => (words.question_of, words.questions_of),
        _ if finding.indices.is_empty() => return String::new(),
        _ => (words.row_of, words.rows_of),
    };
    fill(count(of, one, many), &[("n", &integer(finding.count.into())), ("of", &integer(of.into()))])
}
