use engine::dataset::{DatasetBuilder, DatasetError, IndexKey};
use engine::table::Value;

#[test]
fn numbers_print_as_in_python() {
    let printed = |number| IndexKey::of(&Value::Float(number)).unwrap().to_string();
    assert_eq!([1e-5, 1.5, 1e300].map(printed), ["1e-05", "1.5", "1e+300"]);
}

/// The keys of two rows and why the dataset is refused; the second index is text to pandas and 10 to Python, so that the
/// first one is evaluated as it is written.
fn keys(index: &str) -> ([IndexKey; 2], Option<DatasetError>) {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("part.tsv");
    builder.feed(format!("index\tquestion\n{index}\tq\n1_0\tq\n").as_bytes()).unwrap();
    builder.end_part().unwrap();
    let dataset = builder.finish();
    ([0, 1].map(|row| dataset.index_key(row).unwrap()), dataset.refusal().cloned())
}

#[test]
fn indices_are_evaluated_as_python_does() {
    let text = |text: &str| IndexKey::Text(text.into());
    let read = [("12", 12), ("+5", 5), ("-7 ", -7), (" 3", 3), ("1_000", 1000), ("0", 0), ("00", 0), ("0_0", 0)];
    for (index, number) in read {
        assert_eq!(keys(index), ([IndexKey::Int(number), IndexKey::Int(10)], None), "{index:?}");
    }
    let long = "9".repeat(60);
    assert_eq!(keys(&long), ([text(&long), IndexKey::Int(10)], None));
    for index in ["True", "False", "0x1F", "0b1_0", "0o7", "--5", "- 5", "~1", "1-2", "1 + 2*3", "12-3-4"] {
        let refusal = DatasetError::IndexNotANumber { index: index.to_owned() };
        assert_eq!(keys(index), ([text(index), text("1_0")], Some(refusal)), "{index:?}");
    }
    for index in [
        "nan", "007", "1.0", "1e5", "1_", "_1", "1__0", "0x", "0b2", "1 2", "1-", "1-02", "a", "１", "1/2", "true",
        "q1", "1**x",
    ] {
        assert_eq!(keys(index), ([text(index), text("1_0")], None), "{index:?}");
    }
    assert_eq!(keys(""), ([text("nan"), text("1_0")], None));
}
