//! What the loaded prediction files answer and why each letter was extracted; the other columns of the question.

use leptos::prelude::*;

use super::options::AnswerSwitch;
use crate::format::{beginning, integer};
use crate::i18n::filter_words::bilingual;
use crate::i18n::words::rule_sets::rule_set_words;
use crate::i18n::{fill, rule_about, rule_name};
use crate::reactive::{Loadable, Meanwhile, dynamic, dynamic_text, dynamic_value, handler, latest, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::marks;
use crate::ui::text::FailureNote;
use engine::scoring::RuleSet;
use protocol::{FoundPrediction, PredictionOf, PredictionsId, ReadPredictions, ScoredRowSummary};

/// The predictions under the chosen rule set; whether they are right is told with the answer.
#[component]
pub fn Predictions(
    /// Whether the answer is shown.
    answer: AnswerSwitch,
    /// The rule set.
    rules: Memo<RuleSet>,
    /// The predictions.
    predictions: ReadSignal<Loadable<Vec<PredictionOf>>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let is_withheld = memo(move || answer.withholds());
    let title = move || {
        fill(
            preferences.messages().question.predictions,
            &[("rules", rule_set_words(preferences.language.get(), rules.get()).short)],
        )
    };
    let content = move || match predictions.get() {
        Loadable::Idle => ().into_any(),
        Loadable::Loading => view! { <p class="hint">{tr(|m| m.shell.loading)}</p> }.into_any(),
        Loadable::Failed(failure) => view! { <FailureNote failure /> }.into_any(),
        Loadable::Ready(_) if is_withheld.get() => {
            view! { <p class="muted">{tr(|m| m.question.predictions_withheld)}</p> }.into_any()
        }
        Loadable::Ready(list) => {
            let items = list.into_iter().map(|prediction| view! { <Prediction prediction answer /> }).collect_view();
            view! { <ul class="predictions">{items}</ul> }.into_any()
        }
    };
    let is_there = memo(move || session.predictions.with(|list| !list.is_empty()));
    move || {
        is_there.get().then(|| {
            view! {
                <section class="question__predictions">
                    <h3 class="section__subtitle">{dynamic(title)}</h3>
                    {dynamic(content)}
                </section>
            }
        })
    }
}

#[component]
fn Prediction(prediction: PredictionOf, answer: AnswerSwitch) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let PredictionOf { predictions, rows, found } = prediction;
    let name = move || session.predictions_named(predictions);
    let repeated = (rows > 1).then(|| {
        let told = move || {
            let words = preferences.messages();
            fill(words.question.prediction_repeated, &[("rows", &integer(rows.into()))])
        };
        view! { <p class="predictions__note">{dynamic(told)}</p> }
    });
    let found = match found {
        Some(found) => view! { <Found found answer /> }.into_any(),
        None => view! { <p class="predictions__note">{tr(|m| m.question.prediction_missing)}</p> }.into_any(),
    };
    view! {
        <li class="predictions__item">
            <p class="predictions__file">{dynamic(name)}</p>
            {found}
            {repeated}
        </li>
    }
}

#[component]
fn Found(found: FoundPrediction, answer: AnswerSwitch) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let FoundPrediction { prediction, cut, letter, rule, hit } = found;
    let outcome = hit.map(|hit| Outcome::from_letter(letter, hit));
    let verdict = move || {
        let outcome = outcome.filter(|_| answer.is_shown())?;
        Some(view! { <Verdict outcome worded=true /> })
    };
    let more = (cut > 0).then(|| {
        let told = move || fill(preferences.messages().question.prediction_cut, &[("n", &integer(cut.into()))]);
        view! { <p class="predictions__note">{dynamic(told)}</p> }
    });
    view! {
        <p class="predictions__letter">
            <strong>{letter}</strong>
            <span>{dynamic_text(move || rule_name(preferences.messages(), rule))}</span>
            {dynamic(verdict)}
        </p>
        <p class="predictions__note">{dynamic_text(move || rule_about(preferences.messages(), rule))}</p>
        <Folded text=prediction />
        {more}
    }
}

/// The predictions for a row under a rule set, following the rule set and the loaded files.
pub fn predictions_of(session: Session, row: u32, rules: Memo<RuleSet>) -> ReadSignal<Loadable<Vec<PredictionOf>>> {
    let key = move || {
        let files: Vec<PredictionsId> = session.predictions.with(|list| list.iter().map(|file| file.id).collect());
        (!files.is_empty()).then(|| (rules.get(), session.basis.get(), files))
    };
    latest(key, Meanwhile::KeepPrevious, move |(rules, _, _)| {
        Box::pin(session.ask(ReadPredictions { row, rules: *rules }))
    })
}

/// What a prediction file chose, as it is marked on the options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The letter.
    pub letter: char,
    /// The file's name for narrow places.
    pub file: String,
    /// Whether that is the answer, where the answer is shown.
    pub outcome: Option<Outcome>,
}

/// What two or more prediction files chose; nothing of one, which is read below the options as easily.
pub fn choices(
    session: Session,
    predictions: ReadSignal<Loadable<Vec<PredictionOf>>>,
    answer: AnswerSwitch,
) -> Memo<Vec<Choice>> {
    memo(move || {
        let list = match predictions.get() {
            Loadable::Ready(list) if list.len() > 1 && !answer.withholds() => list,
            _ => return Vec::new(),
        };
        let choice = |prediction: PredictionOf| {
            let FoundPrediction { letter, hit, .. } = prediction.found?;
            let outcome = hit.filter(|_| answer.is_shown()).map(|hit| Outcome::from_letter(letter, hit));
            Some(Choice { letter, file: session.short_predictions_name(prediction.predictions)?, outcome })
        };
        list.into_iter().filter_map(choice).collect()
    })
}

/// The letter of a row where no option can be inferred.
pub const NOT_INFERABLE: char = 'Z';

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The letter is the answer.
    Right,
    /// The letter is another option.
    Wrong,
    /// There is no letter.
    NotInferable,
}

impl Outcome {
    /// The outcome of a row.
    pub fn of(row: &ScoredRowSummary) -> Self {
        Self::from_letter(row.letter, row.hit)
    }

    /// The outcome of an extracted letter that is, or is not, the answer.
    pub fn from_letter(letter: char, hit: bool) -> Self {
        if hit {
            Self::Right
        } else if letter == NOT_INFERABLE {
            Self::NotInferable
        } else {
            Self::Wrong
        }
    }
}

/// The sign, with the word for those who cannot see it or wish to read it.
#[component]
pub fn Verdict(
    /// What became of the row.
    outcome: Outcome,
    /// Whether the word is written beside the sign.
    worded: bool,
) -> impl IntoView {
    let (sign, class, word) = match outcome {
        Outcome::Right => (marks::CORRECT, "verdict verdict--correct", tr(|m| m.score.correct)),
        Outcome::Wrong => (marks::INCORRECT, "verdict verdict--incorrect", tr(|m| m.score.incorrect)),
        Outcome::NotInferable => (marks::NO_LETTER, "verdict verdict--warning", tr(|m| m.score.no_letter)),
    };
    view! {
        <span class=class title=word>
            <span class="verdict__sign" aria-hidden="true">{sign}</span>
            <span class=if worded { "verdict__word" } else { "unseen" }>{word}</span>
        </span>
    }
}

/// The column of the true label, which gives the answer away.
const LABEL: &str = "category";

/// Name and text of each column.
#[component]
pub fn Metadata(
    /// Name and text.
    metadata: Vec<(String, String)>,
    /// Whether the question has an answer, with which its label is shown.
    has_answer: bool,
    /// What is shown.
    answer: AnswerSwitch,
) -> impl IntoView {
    // A question may ask for just what stands here, as for the modality.
    let is_withheld = memo(move || has_answer && answer.withholds());
    move || {
        if is_withheld.get() {
            return view! { <p class="muted">{tr(|m| m.question.metadata_withheld)}</p> }.into_any();
        }
        let items = metadata.iter().cloned().map(|(name, text)| {
            let text = match (name == LABEL, has_answer) {
                (false, _) => view! { <Named name=name.clone() text /> }.into_any(),
                (true, true) => view! { <AnsweredLabel text answer /> }.into_any(),
                (true, false) => view! { <UnansweredLabel text answer /> }.into_any(),
            };
            view! { <div class="metadata__item"><dt>{name}</dt><dd>{text}</dd></div> }
        });
        view! { <dl class="metadata">{items.collect_view()}</dl> }.into_any()
    }
}

/// The columns whose values have a name in each language.
const NAMED: [&str; 4] = ["modality", "clinical VQA task", "department", "perceptual granularity"];

#[component]
fn Named(name: String, text: String) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let is_named = NAMED.contains(&name.as_str());
    move || if is_named { bilingual(preferences.messages(), &text) } else { text.clone() }
}

/// The label of a question with an answer: shown together with it.
#[component]
fn AnsweredLabel(text: String, answer: AnswerSwitch) -> impl IntoView {
    move || {
        if answer.is_shown() {
            text.clone().into_any()
        } else {
            view! { <span class="muted">{tr(|m| m.question.label_hidden)}</span> }.into_any()
        }
    }
}

/// The label of a question without an answer, as in TEST: shown only by a switch of its own.
#[component]
fn UnansweredLabel(text: String, answer: AnswerSwitch) -> impl IntoView {
    let shown = answer.labels();
    let words = move || if shown.get() { tr(|m| m.question.label_hide)() } else { tr(|m| m.question.label_show)() };
    view! {
        {dynamic(move || shown.get().then(|| view! { <span>{text.clone()}</span> " " }))}
        <button
            type="button"
            class="link"
            aria-pressed=dynamic_value(move || shown.get().to_string())
            on:click=handler(move |_| shown.update(|shown| *shown = !*shown))
        >
            {words}
        </button>
        <p class="metadata__warning">{tr(|m| m.question.label_warning)}</p>
    }
}

/// Characters that are always shown.
const SHOWN: usize = 280;

/// A text as a model wrote it, folded where it is long.
#[component]
pub fn Folded(
    /// The text.
    text: String,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let open = RwSignal::new(false);
    let Some(start) = beginning(&text, SHOWN) else {
        return view! { <pre class="prediction">{text}</pre> }.into_any();
    };
    let start = format!("{start} …");
    let characters = integer(u64::try_from(text.chars().count()).unwrap_or(u64::MAX));
    let label = move || {
        let words = &preferences.messages().question;
        fill(if open.get() { words.fold } else { words.unfold }, &[("n", &characters)])
    };
    let shown = move || if open.get() { text.clone() } else { start.clone() };
    view! {
        <pre class="prediction" tabindex="0">{dynamic(shown)}</pre>
        <button
            type="button"
            class="link"
            aria-expanded=dynamic_value(move || open.get().to_string())
            on:click=handler(move |_| open.update(|open| *open = !*open))
        >
            {dynamic(label)}
        </button>
    }
    .into_any()
}
