use engine::dataset::{ColumnId, Dataset, DatasetBuilder, SavedError};
use engine::hexadecimal::hexadecimal;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

fn read(parts: &[String]) -> Dataset {
    let mut builder = DatasetBuilder::new();
    for (name, part) in names(parts.len()).iter().zip(parts) {
        builder.begin_part(name);
        builder.feed(part.as_bytes()).unwrap();
        builder.end_part().unwrap();
    }
    builder.finish()
}

fn names(number: usize) -> Vec<String> {
    (1..=number).map(|number| format!("x_part_{number}.tsv")).collect()
}

/// Everything that can be asked of a dataset, as one text.
fn everything(dataset: &Dataset) -> String {
    let columns: Vec<ColumnId> = dataset.columns().iter().filter_map(|name| dataset.column(name)).collect();
    let row = |row: usize| {
        let cells: Vec<_> = columns
            .iter()
            .map(|&column| (dataset.text(row, column), dataset.value(row, column), dataset.text_number(row, column)))
            .collect();
        let key = dataset.index_key(row);
        let found = key.as_ref().and_then(|key| dataset.find(key));
        let by_text = dataset.find_text(dataset.index_text(row));
        let picture = (dataset.image_cell(row), dataset.image_row(row), dataset.is_dropped(row));
        format!("{cells:?} {key:?} {found:?} {by_text:?} {picture:?} {:?}", dataset.position(row))
    };
    let rows: Vec<String> = (0..dataset.row_count()).map(row).collect();
    let answers: Option<Vec<_>> = dataset.answers().map(Iterator::collect);
    let parts: Vec<_> = dataset.parts().collect();
    let findings = (dataset.findings(), dataset.finding_count(), dataset.refusal());
    format!("{parts:?} {:?} {} {rows:?} {answers:?} {findings:?}", dataset.columns(), dataset.text_count())
}

/// Files that have something of everything: quoted texts, references good and bad, doubled indices, blanks, ragged rows.
fn sample() -> Vec<String> {
    let picture = "iVBORw0K".repeat(9);
    vec![
        format!("index\timage\tquestion\tA\tanswer\n1\t{picture}\t\"a\tb\"\té\tA\n2\t1\tq\t\tB\n3\tnan\tq\tx\tC\n"),
        format!("index\tquestion\timage\tA\tanswer\n2\tq\t9\tx\tA\n4\tq\t[{picture}]\tx\tB\tmore\n5\tq\n"),
    ]
}

#[test]
fn a_restored_dataset_is_the_one_that_was_saved() {
    let dataset = read(&sample());
    assert!(dataset.refusal().is_some() && dataset.finding_count() >= 4);
    let restored = Dataset::from_bytes(&dataset.to_bytes().unwrap(), &names(2)).unwrap();
    assert_eq!(everything(&restored), everything(&dataset));
    assert_eq!(restored.to_bytes(), dataset.to_bytes());
}

/// Where this fails, the form has changed: raise `VERSION`, so that older indices are made anew, and write the new sum.
#[test]
fn the_form_of_this_version_is_fixed() {
    let sum = Sha256::digest(read(&sample()).to_bytes().unwrap());
    assert_eq!(hexadecimal(&sum), "9c2b0cd7803dfddcbaf2c261aea8d8a81a6c16dcd05eb334e58197526d6a5270");
}

/// The sum is the one that the test above wanted of version 1.
#[test]
fn the_index_of_an_older_version_is_read() {
    let text = include_str!("../../../../../tests/journals/0.1.0/index.base64");
    let older = base64_simd::forgiving_decode_to_vec(text.as_bytes()).unwrap();
    assert_eq!(
        hexadecimal(&Sha256::digest(&older)),
        "80e71e97ceb6f6a8a23758390e3ba8ace26b42c8185e85be554f236c2493260c"
    );
    let restored = Dataset::from_bytes(&older, &names(2)).unwrap();
    assert_eq!(everything(&restored), everything(&read(&sample())));
}

#[test]
fn only_what_was_read_to_its_end_is_saved() {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("a.tsv");
    builder.feed(b"index\tquestion\n1\tq\n").unwrap();
    assert_eq!(builder.dataset().to_bytes(), Err(SavedError::Unfinished));
    assert!(builder.feed(b"2\t\xff\n").is_err());
    assert_eq!(builder.finish().to_bytes(), Err(SavedError::Unfinished));
}

#[test]
fn what_is_foreign_old_or_damaged_is_told_apart() {
    let bytes = read(&sample()).to_bytes().unwrap();
    let of = |change: fn(&mut Vec<u8>)| {
        let mut bytes = bytes.clone();
        change(&mut bytes);
        Dataset::from_bytes(&bytes, &names(2)).err()
    };
    assert_eq!(of(Vec::clear), Some(SavedError::Foreign));
    assert_eq!(of(|bytes| bytes[0] = b'x'), Some(SavedError::Foreign));
    assert_eq!(of(|bytes| bytes[8] = 99), Some(SavedError::OtherVersion { found: 99 }));
    assert_eq!(of(|bytes| bytes.truncate(20)), Some(SavedError::Damaged));
    assert_eq!(of(|bytes| bytes.push(0)), Some(SavedError::Damaged));
    assert!(Dataset::from_bytes(&bytes, &names(1)).is_err());
    assert_eq!(of(|bytes| *bytes.last_mut().unwrap() ^= 1), Some(SavedError::Damaged));
}

/// With a right sum, as a hostile page's storage could hold it.
fn with_sum(content: &[u8]) -> Vec<u8> {
    [b"GMAIidx\0".as_slice(), &2_u32.to_le_bytes(), &Sha256::digest(content), content].concat()
}

proptest! {
    #[test]
    fn any_dataset_is_restored(
        cells in prop::collection::vec(("[0-9]{0,2}", "[a-zé\"]{0,3}", "[0-9]{0,2}|nan|[x]{70}", "[0-9.]{0,3}"), 1..30),
        second in 0_usize..30,
    ) {
        let header = "index\tquestion\timage\tA\n";
        let line = |(index, question, image, option): &(String, String, String, String)| {
            format!("{index}\t\"{}\"\t{image}\t{option}\n", question.replace('"', "\"\""))
        };
        let (one, two) = cells.split_at(second.min(cells.len()));
        let file = |rows: &[_]| format!("{header}{}", rows.iter().map(line).collect::<String>());
        let dataset = read(&[file(one), file(two)]);
        let restored = Dataset::from_bytes(&dataset.to_bytes().unwrap(), &names(2)).unwrap();
        prop_assert_eq!(everything(&restored), everything(&dataset));
    }

    #[test]
    fn no_bytes_with_a_right_sum_do_harm(at in 0_usize..1000, byte: u8, cut in 0_usize..1000) {
        let bytes = read(&sample()).to_bytes().unwrap();
        let mut content = bytes[44..].to_vec();
        let length = content.len();
        content[at % length] = byte;
        content.truncate(length - cut % 8);
        if let Ok(restored) = Dataset::from_bytes(&with_sum(&content), &names(2)) {
            prop_assert!(!everything(&restored).is_empty());
        }
    }
}
