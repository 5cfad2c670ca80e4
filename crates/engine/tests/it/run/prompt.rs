//! The wording of questions.

use engine::prompt::PromptParts;
use engine::run::{PromptSettings, TemplateError, prompt_sha256};

fn parts() -> PromptParts {
    PromptParts {
        hint: None,
        question: "Which {organ}?".to_owned(),
        options: vec![('A', "liver".to_owned()), ('B', "lung".to_owned())],
    }
}

fn filled(template: &str) -> Result<String, TemplateError> {
    PromptSettings { system: None, template: Some(template.to_owned()) }.text(&parts())
}

#[test]
fn fields_are_filled_in_once() {
    let cases = [
        ("{question}\n{options}\n", "Which {organ}?\nA. liver\nB. lung\n"),
        ("{{{letters}}} {hint}.", "{A, B} ."),
        ("{B}{C}", "lung"),
        ("é", "é"),
        ("", ""),
    ];
    for (template, text) in cases {
        assert_eq!(filled(template).unwrap(), text, "{template}");
    }
    assert_eq!(PromptSettings::default().text(&parts()).unwrap(), parts().to_text());
}

#[test]
fn faults_are_placed() {
    let unknown = TemplateError::UnknownField { name: "answer".to_owned(), at: 2 };
    assert_eq!(filled("é {answer}"), Err(unknown));
    assert_eq!(filled("a {question"), Err(TemplateError::LoneBrace { at: 2 }));
    assert_eq!(filled("a } b"), Err(TemplateError::LoneBrace { at: 2 }));
}

#[test]
fn the_hash_tells_texts_apart() {
    // Python: hashlib.sha256(b"s\0a\0b\0").hexdigest()
    let hash = "dd4bcdda775b6bb5b3d4c0e5dba1e23c6763efd23eafeb7e1866fcf823d835cd";
    assert_eq!(prompt_sha256(Some("s"), ["a", "b"]), hash);
    assert_ne!(prompt_sha256(Some("s"), ["ab", ""]), hash);
}
