//! What a team sends.

use engine::check::{Reference, Split, check};
use engine::repair::{Repair, apply};
use engine::submission::{
    ADDRESSES, DatasetIdentity, Form, FormField, Package, PackageError, PackageFile, PartIdentity, pack,
};
use serde_json::{Value, json};

use super::tables::{Table, predictions, test};

fn form() -> Form {
    Form {
        model: "Model 7B".to_owned(),
        team: "Team Ärzte".to_owned(),
        arxiv: "arxiv.org/pdf/2408.03361v2.pdf".to_owned(),
        notes: "Greedy decoding.\n请查收。".to_owned(),
        recipients: ADDRESSES.iter().map(|one| one.address.to_owned()).collect(),
    }
}

fn packed(table: &Table, form: &Form) -> Result<Package, PackageError> {
    let dataset = test();
    let reference = Reference::Dataset(&dataset);
    let checked = check("m.csv", &table.bytes("csv"), &reference);
    let repaired = apply(&checked, &[Repair::DropAnswers], &reference).unwrap();
    let (name, bytes) = ("dataset.tsv".to_owned(), 2_345);
    let md5 = Some("254bd581627866f1c499d3d6b4422324".to_owned());
    let published = Some("VAL".to_owned());
    let verified = PartIdentity { name: name.clone(), bytes, md5, published };
    let parts = vec![verified, PartIdentity { name, bytes, md5: None, published: None }];
    let identity = DatasetIdentity { name: "dataset".to_owned(), rows: dataset.row_count(), parts };
    pack(form, &repaired, &reference, Some(&identity))
}

fn file(package: &Package, which: PackageFile) -> &engine::submission::PackedFile {
    package.files.iter().find(|file| file.file == which).unwrap()
}

#[test]
fn the_spreadsheet_is_clean_and_in_order() {
    let package = packed(&predictions(), &form()).unwrap();
    assert_eq!(package.report.findings, []);
    assert_eq!(
        package.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
        ["Model-7B_GMAI-MMBench_TEST.xlsx", "manifest.json", "Model-7B_GMAI-MMBench_TEST.eml",]
    );
    let spreadsheet = file(&package, PackageFile::Spreadsheet);
    let frame = engine::table::read(&spreadsheet.name, &spreadsheet.bytes).unwrap();
    let names: Vec<_> = frame.columns().iter().map(|column| column.name.to_python_text()).collect();
    let mut expected = predictions().header;
    expected.retain(|name| name != "answer");
    assert_eq!(names, expected);
}

#[test]
fn the_manifest_says_what_was_sent() {
    let mut table = predictions();
    table.set(4, "prediction", "");
    let package = packed(&table, &form()).unwrap();
    let manifest: Value = serde_json::from_slice(&file(&package, PackageFile::Manifest).bytes).unwrap();
    let spreadsheet = file(&package, PackageFile::Spreadsheet);
    assert_eq!(manifest["tool"], "gmai-scope");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["arxiv"], "https://arxiv.org/abs/2408.03361v2");
    assert_eq!(manifest["split"], "TEST");
    assert_eq!((&manifest["rows"], &manifest["expected_rows"]), (&json!(12), &json!(12)));
    let verified = json!({
        "name": "dataset.tsv", "bytes": 2345, "md5": "254bd581627866f1c499d3d6b4422324", "published": "VAL",
    });
    let unverified = json!({"name": "dataset.tsv", "bytes": 2345, "md5": null, "published": null});
    let dataset = json!({"name": "dataset", "rows": 12, "parts": [verified, unverified]});
    assert_eq!(manifest["dataset"], dataset);
    let entry = json!([{
        "name": spreadsheet.name, "bytes": spreadsheet.bytes.len(), "sha256": spreadsheet.sha256,
    }]);
    assert_eq!(manifest["files"], entry);
    assert_eq!(manifest["check"]["rule_set"], "r2026");
    assert_eq!(manifest["check"]["rule_set_revision"], "VLMEvalKit #1552, 2026-06-17");
    assert_eq!(manifest["check"]["severity"], "warning");
    let found = json!([{"kind": "blank_prediction", "severity": "warning", "count": 1, "indices": ["40"]}]);
    assert_eq!(manifest["check"]["findings"], found);
}

#[test]
fn the_mail_names_the_files_and_opens_as_a_draft() {
    let package = packed(&predictions(), &form()).unwrap();
    assert_eq!(package.mail.subject, "GMAI-MMBench TEST submission: Model 7B (Team Ärzte)");
    assert!(package.mail.body.contains(&file(&package, PackageFile::Spreadsheet).sha256));
    assert!(
        package.mail.link().starts_with(
            "mailto:wangguoan@pjlab.org.cn,guoanwang971@gmail.com?subject=GMAI-MMBench%20TEST%20submission"
        )
    );
    let message = String::from_utf8(file(&package, PackageFile::Message).bytes.clone()).unwrap();
    let (head, _) = message.split_once("\r\n\r\n").unwrap();
    let headers: Vec<&str> = head.split("\r\n").collect();
    assert!(headers.contains(&"X-Unsent: 1"), "{head}");
    assert!(head.contains("multipart/mixed"));
    assert!(message.is_ascii());
    // The type's name is a word of its own and cannot be folded.
    let is_long = |line: &&str| line.len() > 78 && !line.starts_with("Content-Type: application/vnd.");
    let long: Vec<_> = message.lines().filter(is_long).collect();
    assert_eq!(long, [""; 0]);
    assert_eq!(message.matches("Content-Disposition: attachment").count(), 2);
    assert!(!message.replace("\r\n", "").contains(['\r', '\n']));
}

#[test]
fn no_name_writes_headers() {
    for hostile in [
        "M\r\nBcc: x@example.org",
        "M\nX-Evil: 1\n\nbody",
        "M\u{2028}Bcc: x",
        "\"M\"; filename=\"x.exe",
        "=?utf-8?Q?=0D=0ABcc:_x?=",
    ] {
        let form = Form { model: hostile.to_owned(), team: hostile.to_owned(), ..form() };
        let package = packed(&predictions(), &form).unwrap();
        let message = String::from_utf8(file(&package, PackageFile::Message).bytes.clone()).unwrap();
        let (head, _) = message.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split_once(':').unwrap().0)
            .collect();
        let allowed = ["X-Unsent", "To", "Subject", "Message-ID", "Date", "MIME-Version", "Content-Type"];
        assert!(names.iter().all(|name| allowed.contains(name)), "{hostile:?} {names:?}");
        let link = package.mail.link();
        assert!(!link.contains(['\r', '\n', ' ']) && link.matches('?').count() == 1 && link.matches('&').count() == 1);
        assert!(package.files.iter().all(|file| !file.name.contains(['"', ';', '/', '\\', '\r', '\n'])));
    }
}

#[test]
fn long_texts_bring_a_tsv() {
    let mut table = predictions();
    table.set(2, "prediction", &format!("{}C", "so ".repeat(11_000)));
    let package = packed(&table, &form()).unwrap();
    assert_eq!(package.unfit.indices, ["20"]);
    let tsv = file(&package, PackageFile::Tsv);
    assert_eq!(tsv.name, "Model-7B_GMAI-MMBench_TEST.tsv");
    let dataset = test();
    assert_eq!(check(&tsv.name, &tsv.bytes, &Reference::Dataset(&dataset)).report.findings, []);
    let manifest: Value = serde_json::from_slice(&file(&package, PackageFile::Manifest).bytes).unwrap();
    assert_eq!(manifest["files"].as_array().unwrap().len(), 2);
}

#[test]
fn a_form_that_is_not_filled_in_packs_nothing() {
    let blank = Form::default();
    let Err(PackageError::Form(faults)) = packed(&predictions(), &blank) else { panic!("packed") };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, [FormField::Model, FormField::Team, FormField::Arxiv, FormField::Recipients]);
}

#[test]
fn without_dataset_the_split_counts() {
    let reference = Reference::Split(Split::Val);
    let checked = check("m.csv", &predictions().bytes("csv"), &reference);
    let table = apply(&checked, &[], &reference).unwrap();
    let package = pack(&form(), &table, &reference, None).unwrap();
    assert_eq!(package.files[0].name, "Model-7B_GMAI-MMBench_VAL.xlsx");
    let manifest: Value = serde_json::from_slice(&file(&package, PackageFile::Manifest).bytes).unwrap();
    assert_eq!((&manifest["dataset"], &manifest["expected_rows"]), (&Value::Null, &json!(4_550)));
}
