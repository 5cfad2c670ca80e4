use engine::check::{Reference, Split, check};
use engine::repair::apply;
use engine::submission::{Form, pack};

#[test]
fn model_names_become_file_names() {
    let reference = Reference::Split(Split::Val);
    let checked = check("m.csv", b"index,question,prediction\n0,q,A\n", &reference);
    let table = apply(&checked, &[], &reference).unwrap();
    for (model, stem) in [
        ("Qwen2.5-VL-7B", "Qwen2.5-VL-7B"),
        ("a/b\\c: d?*", "a-b-c-d"),
        ("../../etc/passwd", "etc-passwd"),
        ("模型 7B", "模型-7B"),
        ("...", "model"),
    ] {
        let form = Form {
            model: model.to_owned(),
            team: "Team".to_owned(),
            arxiv: "2408.03361".to_owned(),
            notes: String::new(),
            recipients: vec!["a@example.org".to_owned()],
        };
        let package = pack(&form, &table, &reference, None).unwrap();
        assert_eq!(package.files[0].name, format!("{stem}_GMAI-MMBench_VAL.xlsx"));
    }
}
