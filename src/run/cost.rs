//! What a run takes, where its images go, and the button that begins it.

use leptos::prelude::*;

use super::field::TextFields;
use super::figures::{files_host, money};
use super::form::content::RunForm;
use super::form::fields::Field;
use super::preview::{Preview, run_preview, settings};
use super::tasks::{RunContext, begin};
use crate::format::integer;
use crate::i18n::{Messages, explain, fill};
use crate::reactive::{Loadable, dynamic, dynamic_text, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::text::FailureNote;
use engine::endpoint::{Address, AddressSpace};
use engine::run::{Estimate, PlanError};
use protocol::Failure;
use protocol::run::{RunFault, RunPhase, RunPreview};

/// One question as it will be sent, the estimate, the budget, the host, and the button.
#[component]
pub fn Cost() -> impl IntoView {
    let context = RunContext::of_page();
    let settings = settings(context.state.run.form, context.navigation);
    let loaded = run_preview(context.session, settings, context.state.local);
    let preview = memo(move || match loaded.get() {
        Loadable::Ready(preview) => Some(preview),
        _ => None,
    });
    let failure = move || match loaded.get() {
        Loadable::Failed(Failure::StillIndexing) => {
            Some(view! { <p class="note" role="status">{tr(|m| m.check.waits)}</p> }.into_any())
        }
        Loadable::Failed(failure) => Some(view! { <FailureNote failure /> }.into_any()),
        _ => None,
    };
    let is_local = memo(move || context.state.run.form.with(|form| form.is_local));
    let prices = move || {
        (!is_local.get()).then(|| {
            view! {
                <details class="run__more">
                    <summary>{tr(|m| m.run.cost_more)}</summary>
                    <TextFields
                        model=context.state.run
                        fields=&[Field::InputPrice, Field::OutputPrice, Field::AnswerTokens, Field::Budget]
                    />
                </details>
            }
        })
    };
    view! {
        <section class="section section--framed run__step" aria-label=tr(|m| m.run.before_title)>
            <h2 class="section__title">{tr(|m| m.run.before_title)}</h2>
            {dynamic(failure)}
            <Costs preview />
            {dynamic(prices)}
            <Preview settings />
            <Problems preview />
        </section>
        <Start preview />
    }
}

/// The estimate.
#[component]
fn Costs(preview: Memo<Option<RunPreview>>) -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let figures = move || {
        let preview = preview.get()?;
        let words = preferences.messages().run;
        let Estimate { questions, text_tokens, picture_tokens, output_tokens, cost } = preview.estimate;
        let has_price = context.state.run.form.with(|form| {
            [Field::InputPrice, Field::OutputPrice].iter().any(|field| !form.text(*field).trim().is_empty())
        });
        if context.state.run.form.with(|form| form.is_local) {
            // Tokens of a model in the browser cost nothing, and are not known before it is loaded.
            let count = integer(questions);
            let count =
                view! { <dl class="run__figures"><div><dt>{words.estimate_questions}</dt><dd>{count}</dd></div></dl> };
            return Some(count.into_any());
        }
        let cost = if has_price { money(cost) } else { words.estimate_no_price.to_owned() };
        let rows = [
            (words.estimate_questions, integer(questions)),
            (words.estimate_input, integer(text_tokens + picture_tokens)),
            (words.estimate_pictures, integer(picture_tokens)),
            (words.estimate_output, integer(output_tokens)),
            (words.estimate_cost, cost),
        ];
        let rows = rows.map(|(name, figure)| view! { <div><dt>{name}</dt><dd>{figure}</dd></div> }).collect_view();
        let about = fill(words.estimate_about, &[("n", &integer(preview.looked_at.into()))]);
        let unknown = (!preview.tokens_known).then_some(words.estimate_unknown);
        let all = view! {
            <dl class="run__figures">{rows}</dl>
            <p class="form__hint">{about} " " {unknown}</p>
        };
        Some(all.into_any())
    };
    view! { <div>{dynamic(figures)}</div> }
}

/// What keeps the run from beginning, beyond the fields, which tell it themselves; and images that will not be sent.
#[component]
fn Problems(preview: Memo<Option<RunPreview>>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    // A template's fault is told beside the question that shows it.
    let problems = memo(move || preview.with(|preview| preview.as_ref().map(|preview| preview.problems.clone())));
    let notes = move || {
        let problems = problems.get().unwrap_or_default();
        let is_told = |problem: &RunFault| is_told_by_field(problem) || matches!(problem, RunFault::Template(_));
        let told = problems.into_iter().filter(|problem| !is_told(problem));
        told.map(|problem| {
            let words = explain(preferences.language.get(), &Failure::Run(problem), &[]);
            view! {
                <div class="note note--fault">
                    <p class="note__what">{words.what}</p>
                    <p class="note__next">{words.next}</p>
                </div>
            }
        })
        .collect_view()
    };
    let refused = move || {
        let number = preview.with(|preview| preview.as_ref().map_or(0, |preview| preview.refused_pictures.len()));
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let words = preferences.messages().run;
        (number > 0).then(|| {
            let text = fill(words.refused, &[("n", &integer(number.into()))]);
            view! { <p class="note note--fault">{text}</p> }
        })
    };
    view! { <div role="status">{dynamic(notes)} {dynamic(refused)}</div> }
}

fn is_told_by_field(problem: &RunFault) -> bool {
    matches!(problem, RunFault::NoModel | RunFault::Address(_) | RunFault::Plan(PlanError::NoSuchShard { .. }))
}

/// Where images go; nothing while the address makes no sense.
fn goes(messages: &Messages, form: &RunForm) -> Option<String> {
    if form.is_local {
        let source = form.local_source();
        let host = files_host(&source);
        return Some(host.map_or_else(
            || messages.local.goes_nowhere.to_owned(),
            |host| fill(messages.local.goes_hub, &[("host", host)]),
        ));
    }
    let address = Address::read(form.text(Field::BaseUrl)).ok()?;
    let is_public = address.space() == AddressSpace::Public;
    let text = if is_public { messages.run.goes_to } else { messages.run.goes_local };
    Some(fill(text, &[("host", &address.authority)]))
}

/// Where images go, then the button.
#[component]
fn Start(preview: Memo<Option<RunPreview>>) -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let form = context.state.run.form;
    let goes = memo(move || form.with(|form| goes(preferences.messages(), form)));
    let questions = move || preview.with(|preview| preview.as_ref().map_or(0, |preview| preview.estimate.questions));
    let label = move || {
        let words = preferences.messages().run;
        if context.state.starting.get() {
            return words.starting.to_owned();
        }
        let number = questions();
        fill(words.run, &[("n", &integer(number))])
    };
    let is_busy = memo(move || {
        let goes_on = |phase: &RunPhase| !matches!(phase, RunPhase::Ended(_));
        context.session.run.with(|run| run.as_ref().is_some_and(|run| goes_on(&run.phase)))
    });
    // What is being tried of a model in the browser would be given up.
    let is_waiting =
        memo(move || context.state.starting.get() || context.state.local.with(|news| news.trial.is_some()));
    let has_problem = move || {
        preview.with(|preview| {
            let told = |preview: &RunPreview| preview.problems.iter().any(|problem| !is_told_by_field(problem));
            preview.as_ref().is_none_or(told)
        })
    };
    // Faults of fields are told, with the focus on the first, when the button is pressed.
    let disabled = move || is_busy.get() || is_waiting.get() || !context.state.host.allows_keys() || has_problem();
    let blocked = move || {
        let words = preferences.messages().run;
        if is_busy.get() {
            return Some(words.run_busy);
        }
        let is_faulty = context.state.run.tried.get() && form.with(|form| !RunForm::faults(form).is_empty());
        is_faulty.then_some(words.run_blocked)
    };
    let summary = move || {
        let messages = preferences.messages();
        let count = fill(messages.explore.count_all, &[("n", &integer(questions()))]);
        form.with(|form| {
            let name = if form.is_local { messages.local.browser } else { form.text(Field::Model).trim() };
            let has_price = !form.is_local && !form.text(Field::InputPrice).trim().is_empty();
            let cost = preview
                .with(|preview| preview.as_ref().filter(|_| has_price).map(|preview| money(preview.estimate.cost)));
            let model = if name.is_empty() { messages.run.no_model } else { name };
            [Some(count), Some(model.to_owned()), cost].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    view! {
        <div class="run__start" role="region" aria-label=tr(|m| m.run.start)>
            <p class="run__summary">{dynamic_text(summary)}</p>
            <p class="run__goes">{goes}</p>
            <div class="actions">
                <button type="button" class="button button--primary" disabled=disabled on:click=handler(move |_| begin(context))>
                    {dynamic(label)}
                </button>
                <span class="form__fault" role="status">{dynamic(blocked)}</span>
            </div>
        </div>
    }
}
