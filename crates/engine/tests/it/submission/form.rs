use engine::submission::{FieldFault, Form, FormFault, FormField};

fn form() -> Form {
    Form {
        model: "Model".to_owned(),
        team: "Team".to_owned(),
        arxiv: "2408.03361".to_owned(),
        notes: String::new(),
        recipients: vec!["a@example.org".to_owned()],
    }
}

#[test]
fn lines_cannot_hold_line_breaks() {
    let hostile =
        Form { model: "M\r\nBcc: x@example.org\0".to_owned(), notes: "a\r\nb \u{202e}c\u{7}\rd".to_owned(), ..form() };
    let checked = hostile.checked().unwrap();
    assert_eq!(checked.model, "M Bcc: x@example.org");
    assert_eq!(checked.notes, "a\nb c\nd");
    assert_eq!(checked.arxiv, "https://arxiv.org/abs/2408.03361");
}

#[test]
fn all_faults_are_told_at_once() {
    let long = "x".repeat(1_001);
    let wrong = Form {
        model: " \n".to_owned(),
        team: long.clone(),
        arxiv: String::new(),
        notes: long,
        recipients: vec!["a@example.org\r\nBcc: b@example.org".to_owned()],
    };
    let faults: Vec<_> = wrong.checked().unwrap_err().into_iter().map(|fault| (fault.field, fault.fault)).collect();
    assert_eq!(
        faults,
        [
            (FormField::Model, FieldFault::Blank),
            (FormField::Team, FieldFault::TooLong(200)),
            (FormField::Arxiv, FieldFault::Blank),
            (FormField::Notes, FieldFault::TooLong(1_000)),
            (FormField::Recipients, FieldFault::Address),
        ]
    );
}

#[test]
fn addresses_have_a_name_and_a_domain() {
    for (text, is_right) in [
        ("wangguoan@pjlab.org.cn", true),
        ("a.b+c@example.org", true),
        ("a@b", false),
        ("@example.org", false),
        ("a b@example.org", false),
        ("a@b@example.org", false),
        ("a@example..org", false),
        ("a,b@example.org", false),
    ] {
        let checked = Form { recipients: vec![text.to_owned()], ..form() }.checked();
        let faults = [FormFault { field: FormField::Recipients, fault: FieldFault::Address }];
        assert_eq!(checked.err().as_deref(), (!is_right).then_some(&faults[..]), "{text}");
    }
}
