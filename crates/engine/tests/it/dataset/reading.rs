use engine::dataset::{ColumnId, Dataset, DatasetBuilder, DatasetError, IndexKey};
use engine::position::Position;
use engine::scoring::{ScoreError, Truth};
use engine::table::Value;
use engine::tsv::{TsvError, field_content};

/// Greatest accepted length of a text field in bytes.
const FIELD_LIMIT: u64 = 1 << 20;

/// A dataset read from parts, and how reading ended.
fn read(parts: &[&str]) -> (Dataset, Result<(), DatasetError>) {
    let mut builder = DatasetBuilder::new();
    let mut result = Ok(());
    for part in parts {
        builder.begin_part("part.tsv");
        result = result.and(builder.feed(part.as_bytes())).and_then(|()| builder.end_part());
    }
    (builder.finish(), result)
}

fn dataset(text: &str) -> Dataset {
    let (dataset, result) = read(&[text]);
    assert_eq!(result, Ok(()));
    dataset
}

/// A picture that is too long for a reference.
fn picture() -> String {
    "iVBORw0K".repeat(9)
}

fn column_values(dataset: &Dataset, name: &str) -> Vec<Value> {
    let column = dataset.column(name).unwrap();
    (0..dataset.row_count()).map(|row| dataset.value(row, column)).collect()
}

#[test]
fn keeps_texts_and_leaves_pictures_in_the_file() {
    let picture = picture();
    for header in ["index\tquestion\tA\timage", "image\tindex\tquestion\tA", "index\timage\tquestion\tA"] {
        let cell = |name: &str| match name {
            "index" => "7".to_owned(),
            "question" => "\"What \"\"is\"\" it?\"".to_owned(),
            "image" => format!("\"{picture}\""),
            _ => String::new(),
        };
        let row: Vec<String> = header.split('\t').map(cell).collect();
        let text = format!("{header}\n{}\n", row.join("\t"));
        let dataset = dataset(&text);
        assert_eq!(dataset.row_count(), 1);
        assert_eq!(dataset.text(0, dataset.column("question").unwrap()), Some("What \"is\" it?"));
        assert_eq!(dataset.text(0, dataset.column("A").unwrap()), None);
        assert_eq!(dataset.text(0, dataset.column("image").unwrap()), None);
        let image = dataset.image_cell(0).unwrap();
        let range = usize::try_from(image.range.start).unwrap()..usize::try_from(image.range.end).unwrap();
        assert_eq!(&*field_content(&text.as_bytes()[range]), picture.as_bytes());
        assert_eq!((image.chars, image.is_list, image.reference), (72, false, None));
        assert_eq!(dataset.position(0), Some(Position { part: 0, record: 1, byte: header.len() as u64 + 1 }));
        assert_eq!((dataset.refusal(), dataset.finding_count()), (None, 0));
    }
}

#[test]
fn references_are_followed_as_vlmevalkit_does() {
    let picture = picture();
    let dataset = dataset(&format!(
        "index\timage\tquestion\n1\t{picture}\tq\n2\t1\tq\n3\t2\tq\n4\t5\tq\n5\t1\tq\n6\t9\tq\n7\t[a]\tq\n1\t[{picture}]\tq\n"
    ));
    let rows: Vec<Option<usize>> = (0..8).map(|row| dataset.image_row(row).ok()).collect();
    // The last row of index 1 counts; 4 refers to a later reference.
    assert_eq!(rows, [Some(7), Some(7), Some(7), None, Some(7), None, None, Some(7)]);
    let reference = |row: usize| dataset.image_cell(row).unwrap().reference;
    assert_eq!((reference(0), reference(1), reference(6)), (None, Some("1"), Some("[a]")));
    assert!(dataset.image_cell(7).unwrap().is_list);
    assert!(
        matches!(dataset.refusal(), Some(DatasetError::BadReference { index, reference, .. }) if index == "4" && reference == "5")
    );
    assert!(matches!(dataset.findings()[0], DatasetError::DuplicateIndex { .. }));
    assert_eq!(dataset.finding_count(), 4);
}

#[test]
fn references_are_followed_while_reading() {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("a.tsv");
    builder
        .feed(format!("index\timage\tquestion\n1\t{}\tq\n2\t1\tq\n3\t2\tq\n4\t4\tq\n5\t9\tq\n", picture()).as_bytes())
        .unwrap();
    let dataset = builder.dataset();
    let rows: Vec<Option<usize>> = (0..5).map(|row| dataset.image_row(row).ok()).collect();
    assert_eq!(rows, [Some(0), Some(0), Some(0), None, None]);
    assert_eq!((dataset.find_text("3"), dataset.index_key(2), dataset.refusal()), (Some(2), None, None));
}

#[test]
fn sixty_four_characters_are_a_reference() {
    let cell = |chars: usize| format!("index\timage\tquestion\n1\t{}\tq\n", "é".repeat(chars));
    assert!(dataset(&cell(64)).refusal().is_some());
    assert_eq!(dataset(&cell(64)).image_cell(0).unwrap().reference, Some("é".repeat(64).as_str()));
    assert_eq!(dataset(&cell(65)).refusal(), None);
    assert_eq!(dataset(&cell(70)).image_cell(0).unwrap().chars, 70);
}

#[test]
fn blank_images_drop_rows() {
    let dataset = dataset(&format!(
        "index\timage\tquestion\tA\tB\tanswer\n1\tnan\tq\ta\tb\tA\n2\t{}\tq\ta\tb\tB\n3\n",
        picture()
    ));
    assert_eq!([0, 1, 2].map(|row| dataset.is_dropped(row)), [true, false, true]);
    assert_eq!(dataset.answers().unwrap().collect::<Vec<_>>(), [(IndexKey::Int(2), Value::text("B"), 1)]);
    assert_eq!(dataset.index_key(0), None);
    assert_eq!((dataset.find(&IndexKey::Int(1)), dataset.find_text("1")), (None, Some(0)));
    assert_eq!(dataset.image_cell(0), None);
    let position = Position { part: 0, record: 1, byte: 32 };
    assert_eq!(dataset.findings()[0], DatasetError::BlankImage { position });
    assert_eq!((dataset.finding_count(), dataset.refusal()), (2, None));
}

#[test]
fn indices_become_numbers_if_python_evaluates_all() {
    let keys = |indices: &[&str]| {
        let dataset = dataset(&format!("index\tquestion\n{}\tq\n", indices.join("\tq\n")));
        let keys: Vec<IndexKey> = (0..indices.len()).filter_map(|row| dataset.index_key(row)).collect();
        (keys, dataset.refusal().cloned())
    };
    let text = |text: &str| IndexKey::Text(text.into());
    let refused = |index: &str| Some(DatasetError::IndexNotANumber { index: index.to_owned() });
    assert_eq!(keys(&["007", "8"]), (vec![IndexKey::Int(7), IndexKey::Int(8)], None));
    assert_eq!(keys(&["007", "a"]), (vec![text("007"), text("a")], None));
    assert_eq!(
        keys(&["1_0", "99999999999999999999"]),
        (vec![IndexKey::Int(10), IndexKey::Int(99_999_999_999_999_999_999)], None)
    );
    assert_eq!(keys(&["1", "2.0"]), (vec![text("1.0"), text("2.0")], None));
    assert_eq!(keys(&["1", ""]), (vec![text("1.0"), text("nan")], None));
    assert_eq!(keys(&["true", "false"]), (vec![text("True"), text("False")], refused("True")));
    assert_eq!(keys(&["1", "0x10"]).1, refused("0x10"));
}

#[test]
fn the_last_of_equal_indices_counts() {
    let dataset = dataset("index\tquestion\tanswer\n1\tq\tA\n2\tq\tB\n1\tq\tC\n");
    let answers: Vec<_> = dataset.answers().unwrap().collect();
    assert_eq!(answers, [(IndexKey::Int(1), Value::text("C"), 2), (IndexKey::Int(2), Value::text("B"), 1)]);
    assert_eq!(
        (dataset.find(&IndexKey::Int(1)), dataset.find_text(" 1 "), dataset.find_text("3")),
        (Some(2), Some(2), None)
    );
}

#[test]
fn options_print_as_python_prints_them() {
    let dataset = dataset("index\tquestion\tB\tA\tX\ta\n1\tq\t3\tleft\ttrue\tx\n2\tq\t\tNone\tfalse\tx\n");
    let options = |row| -> Vec<(char, String)> { dataset.letters(row) };
    assert_eq!(options(0), [('A', "left".to_owned()), ('B', "3.0".to_owned()), ('X', "True".to_owned())]);
    assert_eq!(options(1), [('X', "False".to_owned())]);
}

#[test]
fn a_column_of_blank_answers_holds_none() {
    let with = |answers: [&str; 2]| {
        let text = format!(
            "index\timage\tquestion\tA\tanswer\n0\t{0}\tq\ta\t{1}\n1\t{0}\tq\ta\t{2}\n",
            picture(),
            answers[0],
            answers[1]
        );
        let dataset = dataset(&text);
        assert_eq!(dataset.answers().is_some(), dataset.has_answers());
        dataset.has_answers()
    };
    assert!(with(["", "A"]));
    assert!(!with(["", "  "]));
    assert!(!with(["nan", ""]));
    let refusal = |answers: &str| Truth::of(&dataset(&format!("index\tquestion{answers}\n"))).unwrap_err();
    assert_eq!(refusal("\n0\tq"), ScoreError::NoAnswers);
    assert_eq!(refusal("\tanswer\n0\tq\t\n1\tq\tnan"), ScoreError::BlankAnswers);
}

#[test]
fn parts_are_typed_by_themselves() {
    let (dataset, result) = read(&[
        "index\tquestion\tA\tB\n1\tq\t3\t4\n",
        "question\tindex\tB\tA\nq\t2\tx\t2.5\n",
        "index\tquestion\tA\tB\n",
    ]);
    assert_eq!(result, Ok(()));
    assert_eq!(column_values(&dataset, "A"), [Value::Float(3.0), Value::Float(2.5)]);
    assert_eq!(column_values(&dataset, "B"), [Value::Int(4), Value::text("x")]);
    assert_eq!(column_values(&dataset, "index"), [Value::Int(1), Value::Int(2)]);
    assert_eq!(dataset.position(1), Some(Position { part: 1, record: 1, byte: 19 }));
    assert_eq!(dataset.parts().count(), 3);
}

#[test]
fn ragged_rows_are_noted_and_shifted_columns_shift() {
    let text = "index\tquestion\n1\tq\n2\tq\tr\n3\n";
    let ragged = dataset(text);
    let position = Position { part: 0, record: 2, byte: 19 };
    let error = DatasetError::Tsv(TsvError::TooManyFields { position, expected: 2, found: 3 });
    assert_eq!((ragged.row_count(), ragged.findings(), ragged.refusal()), (3, &[error.clone()][..], Some(&error)));
    assert_eq!(column_values(&ragged, "question"), [Value::text("q"), Value::text("q"), Value::Missing]);

    let shifted = dataset(&format!("index\timage\tquestion\nlabel\t1\t{}\tq\n", picture()));
    assert_eq!(column_values(&shifted, "index"), [Value::Int(1)]);
    assert_eq!(shifted.image_row(0), Ok(0));
    assert_eq!(shifted.findings(), [DatasetError::ShiftedColumns { part: 0, extra: 1 }]);
}

#[test]
fn faults_keep_the_rows_before_them() {
    let long = "x".repeat(usize::try_from(FIELD_LIMIT).unwrap());
    let fits = format!("index\tquestion\n1\t{long}\n");
    assert_eq!(dataset(&fits).row_count(), 1);
    let (kept, result) = read(&[&format!("{fits}2\tx{long}\n3\tq\n")]);
    let position = Position { part: 0, record: 2, byte: fits.len() as u64 + 2 };
    assert_eq!(result, Err(DatasetError::Tsv(TsvError::FieldTooLong { position, limit: FIELD_LIMIT })));
    assert_eq!((kept.row_count(), kept.refusal(), kept.index_key(0)), (1, None, Some(IndexKey::Int(1))));

    let (kept, result) = read(&["index\tquestion\n1\tq\n2\t\"q\n", "index\tquestion\n3\tq\n"]);
    let position = Position { part: 0, record: 2, byte: 21 };
    let error = DatasetError::Tsv(TsvError::UnterminatedQuote { position });
    assert_eq!((kept.row_count(), kept.refusal(), result), (1, Some(&error), Err(error.clone())));

    let missing = |name: &str, found: &[&str]| DatasetError::MissingColumn {
        name: name.to_owned(),
        found: found.iter().map(|&name| name.to_owned()).collect(),
    };
    assert_eq!(read(&["Index\tquestion\n1\tq\n"]).1, Err(missing("index", &["Index", "question"])));
    assert_eq!(read(&["index\n"]).1, Err(missing("question", &["index"])));
    assert_eq!(read(&["\n \n"]).1, Err(DatasetError::Tsv(TsvError::Empty { part: 0 })));
    let (kept, result) = read(&["index\tquestion\n1\tq\n", "index\tquestion\tA\n2\tq\tx\n"]);
    assert_eq!((kept.row_count(), result), (1, Err(DatasetError::DifferentColumns { part: 1 })));
    let wide = "\t".repeat(20_000);
    assert_eq!(read(&[&wide]).1, Err(DatasetError::TooManyColumns { part: 0, limit: 16_384 }));
}

#[test]
fn a_path_that_is_no_text_is_refused() {
    let refusal = |paths: &str| dataset(&format!("index\tquestion\timage_path\n{paths}")).refusal().cloned();
    assert_eq!(refusal("1\tq\ta.png\n"), None);
    let position = Position { part: 0, record: 2, byte: 36 };
    assert_eq!(refusal("1\tq\ta.png\n2\tq\t\n"), Some(DatasetError::ImagePathNotText { position }));
    assert!(refusal("1\tq\t1\n").is_some());
}

/// VLMEvalKit drops an option whose text is a word such as None.
#[test]
fn answers_that_are_no_option_are_told() {
    let dataset = dataset(
        "index\tquestion\tA\tB\tanswer\n0\tq\tx\ty\tA\n1\tq\tx\tNone\tB\n2\tq\tx\ty\tC\n3\tq\tx\ty\t\n4\tq\tx\ty\t  \n",
    );
    let index = |finding: &DatasetError| match finding {
        DatasetError::AnswerWithoutOption { position, index } => (position.record, index.clone()),
        other => panic!("{other:?}"),
    };
    let found: Vec<_> = dataset.findings().iter().map(index).collect();
    assert_eq!(found, [(2, "1".to_owned()), (3, "2".to_owned())]);
    assert_eq!((dataset.finding_count(), dataset.refusal()), (2, None));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Everything about a dataset that can be asked for, as text.
    fn described(dataset: &Dataset) -> String {
        let columns: Vec<ColumnId> = dataset.columns().iter().filter_map(|name| dataset.column(name)).collect();
        let row = |row: usize| {
            let values: Vec<Value> = columns.iter().map(|&column| dataset.value(row, column)).collect();
            format!(
                "{:?} {values:?} {:?} {:?} {:?}\n",
                dataset.position(row),
                dataset.image_cell(row),
                dataset.image_row(row),
                dataset.index_key(row)
            )
        };
        let rows: String = (0..dataset.row_count()).map(row).collect();
        format!("{:?}\n{rows}{:?} {:?}", dataset.columns(), dataset.findings(), dataset.refusal())
    }

    proptest! {
        #[test]
        fn chunk_borders_do_not_matter(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "1", "2", "a", "é", "\t", "\t", "\t", "\n", "\n", "\r\n", "\"", "\"\"", "[", "]", "nan", " ", "\0",
                "0123456789012345678901234567890123456789012345678901234567890123456789",
            ]), 0..60),
            chunk in 1_usize..20,
        ) {
            let text = format!("index\timage\tquestion\tA\n1\t{}\tq\tx\n{}", picture(), pieces.concat());
            let (whole, result) = read(&[&text]);
            let mut builder = DatasetBuilder::new();
            builder.begin_part("part.tsv");
            let fed = text.as_bytes().chunks(chunk).try_for_each(|chunk| builder.feed(chunk));
            prop_assert_eq!(fed.and_then(|()| builder.end_part()), result);
            prop_assert_eq!(described(&builder.finish()), described(&whole));
        }
    }
}
