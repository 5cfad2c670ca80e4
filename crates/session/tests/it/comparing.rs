//! Comparing prediction files.

use std::rc::Rc;

use engine::compare::{CompareError, TableForm, TableKind};
use engine::scoring::RuleSet;
use protocol::compare::ComparisonForm;
use protocol::{BootstrapDifference, CompareFiles, ExportComparison, Failure, OpenFiles, Opened, Recognised};
use session::host::Source;
use session::{Beside, MemorySource};

use crate::files::{QUESTIONS, predictions};
use crate::world::{User, World};

/// Opens the dataset with the tests' predictions, and the same without their first answer.
fn open_two(user: &User<'_>) {
    let whole = predictions();
    let text = String::from_utf8(whole.clone()).unwrap();
    let shorter: String =
        text.split_inclusive('\n').enumerate().filter(|(line, _)| *line != 1).map(|(_, l)| l).collect();
    let file = |name: &str, bytes| -> Source { Rc::new(MemorySource::new(name.to_owned(), bytes)) };
    let files = vec![user.file.clone(), file("one.csv", whole), file("two.csv", shorter.into_bytes())];
    let opened: Vec<Opened> = user.ask_with(OpenFiles { remember: false }, files).unwrap();
    assert_eq!(opened[2].outcome, Ok(Recognised::Predictions(2)));
    user.settle();
}

#[test]
fn files_are_compared_over_what_both_have() {
    let (world, rules) = (World::default(), RuleSet::default());
    let user = world.user();
    open_two(&user);
    let compared = user.ask(CompareFiles { predictions: vec![1, 2], rules }).unwrap();
    let names: Vec<&str> = compared.files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["one.csv", "two.csv"]);
    assert_eq!((compared.notes[0].missing, compared.notes[1].missing), (0, 1));
    let pair = &compared.pairs[0];
    assert_eq!((pair.n as usize, pair.only_a, pair.only_b, pair.difference), (QUESTIONS - 1, 0, 0, Some(0.0)));
    assert_eq!((compared.profiles.len(), compared.position_bias.len()), (2, 2));
    let bootstrap = user.ask(BootstrapDifference { a: 1, b: 2, rules }).unwrap();
    assert_eq!(bootstrap.unwrap().interval, (0.0, 0.0));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let (world, rules) = (World::default(), RuleSet::default());
    let user = world.user();
    let ask = |predictions| user.ask(CompareFiles { predictions, rules });
    assert!(matches!(ask(vec![1, 2]), Err(Failure::NotLoaded { .. })));
    open_two(&user);
    assert_eq!(ask(vec![1]).unwrap_err(), Failure::Compare(CompareError::TooFewFiles));
    assert!(matches!(ask(vec![1, 3]), Err(Failure::NotLoaded { .. })));
}

#[test]
fn a_comparison_is_downloaded() {
    let (world, rules) = (World::default(), RuleSet::default());
    let user = world.user();
    open_two(&user);
    let download = |form| {
        let of = CompareFiles { predictions: vec![1, 2], rules };
        let answer = user.answer(ExportComparison { of, form }, Vec::new()).unwrap().unwrap();
        let Beside::Bytes(bytes) = answer.beside else { panic!("no bytes") };
        String::from_utf8(bytes).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&download(ComparisonForm::Json)).unwrap();
    assert_eq!(json["pairs"][0]["a"], "one.csv");
    let csv = download(ComparisonForm::Table(TableKind::Files, TableForm::Csv));
    assert_eq!(csv.lines().count(), 3);
}
