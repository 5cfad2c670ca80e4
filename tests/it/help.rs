//! The texts of the help page: all languages say the same, nothing in them runs, and their links lead somewhere.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use engine::check::Severity;
use engine::repair::Repair;
use gmai_scope::help::route::Topic;
use gmai_scope::i18n::words::repairs::repair_words;
use gmai_scope::i18n::{Language, Locale};
use gmai_scope::shell::address::Link;
use quick_xml::Reader;
use quick_xml::events::Event;

/// What the texts are made of.
const ELEMENTS: [&str; 16] =
    ["a", "code", "em", "h3", "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"];

fn text(topic: Topic, locale: Locale) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("public").join(topic.address(locale));
    std::fs::read_to_string(path).unwrap()
}

/// Elements in order with their attributes, and what stands in `code`, which is the same in every language.
fn structure(topic: Topic, locale: Locale) -> Vec<String> {
    let text = format!("<help>{}</help>", text(topic, locale));
    let mut reader = Reader::from_str(&text);
    let mut found = Vec::new();
    let mut in_code = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let name = element.name().as_ref().to_owned();
                assert!(name == "help" || ELEMENTS.contains(&name.as_str()), "{topic:?}: <{name}>");
                in_code = name == "code";
                found.push(name);
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    let name = attribute.key.as_ref().to_owned();
                    assert!(["href", "scope"].contains(&name.as_str()), "{topic:?}: {name}");
                    found.push(format!("{name}={}", attribute.value));
                }
            }
            Event::Text(text) if in_code => found.push(text.to_string()),
            Event::End(_) => in_code = false,
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn all_languages_have_the_same_structure() {
    for topic in Topic::ALL {
        let english = structure(topic, Locale::of_tag("en"));
        assert!(english.len() > 2, "{topic:?} is empty");
        for locale in Locale::all() {
            assert_eq!(english, structure(topic, locale), "{topic:?} in {}", locale.name());
        }
    }
}

#[test]
fn links_lead_to_pages_and_topics_that_exist() {
    let mut links = 0;
    for topic in Topic::ALL {
        for address in structure(topic, Locale::of_tag("en")).iter().filter_map(|part| part.strip_prefix("href=")) {
            assert_eq!(Link::parse(address).route.to_string(), address, "{topic:?}");
            links += 1;
        }
    }
    assert!(links > 10);
}

#[test]
fn verdicts_and_what_alters_predictions_are_named_as_on_the_check_page() {
    for language in Language::bundled() {
        let text = text(Topic::Checks, language.locale());
        let verdict = |severity| language.messages().check.verdict(severity);
        let verdicts = [Severity::Error, Severity::Warning, Severity::Ok].map(verdict);
        for name in verdicts.into_iter().chain([repair_words(language, Repair::RemoveEndTokens).title]) {
            assert!(text.contains(&format!("<strong>{name}</strong>")), "{name}");
        }
    }
}
