use engine::submission::Mail;

#[test]
fn links_are_encoded() {
    let mail = Mail {
        recipients: vec!["a+b@example.org".to_owned(), "c@example.org".to_owned()],
        subject: "M&M ? #1 模型".to_owned(),
        body: "one\ntwo & three".to_owned(),
    };
    assert_eq!(
        mail.link(),
        "mailto:a%2Bb@example.org,c@example.org?subject=M%26M%20%3F%20%231%20%E6%A8%A1%E5%9E%8B\
         &body=one%0D%0Atwo%20%26%20three"
    );
    assert_eq!(mail.text(), "To: a+b@example.org, c@example.org\nSubject: M&M ? #1 模型\n\none\ntwo & three");
}
