//! Datasets, predictions and pieces, told apart.

use engine::recognise::{Recognised, is_dataset_with_images, is_piece, recognise};
use engine::tsv::TsvError;

#[test]
fn the_header_decides_and_not_the_name() {
    let dataset = b"index\timage\tquestion\tA\n0\tiVBOR\twhat\tx\n";
    assert_eq!(recognise("anything", dataset), Ok(Recognised::Dataset));
    let predictions = b"index\tquestion\tPrediction\n0\twhat\tA\n";
    assert_eq!(recognise("GMAI-MMBench_VAL.tsv", predictions), Ok(Recognised::Predictions));
    let columns = vec!["a".to_owned(), "Unnamed: 1".to_owned()];
    assert_eq!(recognise("x.tsv", b"a\t\n1\t2\n"), Ok(Recognised::Neither { columns }));
}

#[test]
fn formats_of_predictions_are_known_by_content() {
    let png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR";
    for start in [&b"PK\x03\x04rest"[..], b"\x80\x04\x95", b" [\n{\"index\": 0}]", b"{\"index\": 0}\n", png] {
        assert_eq!(recognise("file", start), Ok(Recognised::Predictions), "{start:?}");
    }
}

#[test]
fn a_header_without_line_end_counts() {
    assert_eq!(recognise("x", b"index\tquestion"), Ok(Recognised::Dataset));
}

#[test]
fn faults_after_the_header_do_not_matter() {
    assert_eq!(recognise("x.tsv", b"index\tquestion\n0\tqu\xe9\n"), Ok(Recognised::Dataset));
    assert_eq!(recognise("x.tsv", b"index\tprediction\n0\t\xb4\xf0\n"), Ok(Recognised::Predictions));
}

#[test]
fn questions_without_pictures_may_be_predictions() {
    assert!(is_dataset_with_images(b"index\timage\tquestion\tA\n0\tiVBOR\twhat\tx\n"));
    assert!(is_dataset_with_images(b"\"index\"\t\"question\"\t\"image_path\"\n"));
    for start in [&b"index\tquestion\tanswers\n"[..], b"index\timage\tquestion\tprediction\n", b"PK\x03\x04", b""] {
        assert!(!is_dataset_with_images(start), "{start:?}");
    }
}

#[test]
fn pieces_are_known_by_a_picture_or_by_their_name() {
    let picture = format!("{}\twhat is it\tA\n", "iVBOR/+0".repeat(200));
    assert!(is_piece("anything", picture.as_bytes()));
    for name in ["VAL.tsv.ab", "VAL.tsv.002", "VAL.tsvac", "VAL.tsv_01", "VAL.tsv.part2", "xab", "x07"] {
        assert!(is_piece(name, b"what is it\tA\tB\n"), "{name}");
    }
    for name in ["VAL.tsv", "notes.txt", "x.tsv", "xylophone", "VAL.tsv.gz", "VAL.tsv.bak", "a.tsv (1)"] {
        let table = format!("name\tpicture\n1\t{picture}");
        assert!(!is_piece(name, table.as_bytes()), "{name}");
    }
}

#[test]
fn other_encodings_are_refused() {
    assert!(matches!(recognise("x.tsv", b"\xff\xfei\0n\0"), Err(TsvError::NotUtf8 { .. })));
}
