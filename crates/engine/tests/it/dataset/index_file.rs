use engine::dataset::{Dataset, DatasetBuilder, IndexFile, IndexFileError, IndexedFile, SavedError, Sums};
use engine::official::Checksum;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn file(answer: &str) -> String {
    format!(
        "index\timage\tquestion\tA\tanswer\tcategory\n1\t{PNG}\tq\tliver\t{answer}\tsecret finding\n2\t1\tq\tliver\t\tliver\n"
    )
}

fn indexed(text: &str, with_category: bool) -> IndexFile {
    let mut builder = DatasetBuilder::new();
    let mut sums = Sums::default();
    builder.begin_part("any.tsv");
    builder.feed(text.as_bytes()).unwrap();
    sums.feed(text.as_bytes());
    builder.end_part().unwrap();
    IndexFile::new(builder.finish(), vec![sums.finish("VAL.tsv")], with_category)
}

fn cell<'d>(dataset: &'d Dataset, row: usize, column: &str) -> Option<&'d str> {
    dataset.text(row, dataset.column(column)?)
}

#[test]
fn what_is_written_is_read() {
    let text = file("A");
    let index = indexed(&text, false);
    let read = IndexFile::read(&index.write().unwrap()).unwrap();
    assert_eq!((&read.files, &read.left_out), (&index.files, &Vec::new()));
    assert_eq!(read.files[0].bytes, text.len() as u64);
    let mut md5 = Checksum::default();
    md5.feed(text.as_bytes());
    assert_eq!(read.files[0].md5.map(|sum| engine::hexadecimal::hexadecimal(&sum)), Some(md5.finish()));
    assert_eq!(read.dataset.parts().collect::<Vec<_>>(), ["VAL.tsv"]);
    assert_eq!(read.dataset.to_bytes(), index.dataset.to_bytes());
    let range = read.dataset.image_cell(0).unwrap().range;
    assert_eq!(text.get(usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()), Some(PNG));
}

#[test]
fn without_answers_the_category_is_left_out_with_its_texts() {
    let index = indexed(&file(""), false);
    assert_eq!(index.left_out, ["category"]);
    let bytes = index.dataset.to_bytes().unwrap();
    assert!(!bytes.windows(6).any(|piece| piece == b"secret"), "a text that stands nowhere else is gone");
    let read = IndexFile::read(&index.write().unwrap()).unwrap();
    assert_eq!((read.left_out, read.dataset.column("category")), (index.left_out, None));
    assert_eq!((cell(&read.dataset, 0, "A"), cell(&read.dataset, 1, "question")), (Some("liver"), Some("q")));
    assert_eq!(read.dataset.image_row(1), Ok(0));
    assert_eq!(read.dataset.find_text("2"), Some(1));

    let with = indexed(&file(""), true);
    assert_eq!((with.left_out.len(), cell(&with.dataset, 0, "category")), (0, Some("secret finding")));
    let with_answers = indexed(&file("A"), false);
    assert_eq!(cell(&with_answers.dataset, 0, "category"), Some("secret finding"), "the answers are there anyway");
}

#[test]
fn what_is_foreign_damaged_or_contradictory_is_refused() {
    let index = indexed(&file("A"), false);
    let bytes = index.write().unwrap();
    let of = |change: fn(&mut Vec<u8>)| {
        let mut bytes = bytes.clone();
        change(&mut bytes);
        IndexFile::read(&bytes).err()
    };
    assert_eq!(of(Vec::clear), Some(IndexFileError::Foreign));
    assert_eq!(of(|bytes| bytes[8] = 9), Some(IndexFileError::OtherVersion { found: 9 }));
    assert_eq!(of(|bytes| bytes.truncate(20)), Some(IndexFileError::Damaged));
    assert_eq!(of(|bytes| bytes.push(0)), Some(IndexFileError::Damaged));
    assert!(matches!(of(|bytes| bytes.resize(9 << 20, 0)), Some(IndexFileError::TooLarge { .. })));
    let with = |change: fn(&mut IndexedFile)| {
        let mut index = indexed(&file("A"), false);
        change(&mut index.files[0]);
        index.write().and_then(|bytes| IndexFile::read(&bytes)).err()
    };
    for change in [
        (|file| file.bytes = 100) as fn(&mut IndexedFile),
        |file| file.bytes = u64::MAX,
        |file| file.name = "../x.tsv".to_owned(),
        |file| file.name.clear(),
    ] {
        assert!(matches!(with(change), Some(IndexFileError::Contradictory { .. })));
    }
    let mut unfinished = DatasetBuilder::new();
    unfinished.begin_part("a");
    assert!(unfinished.feed(b"index\tquestion\n1\t\xff\n").is_err());
    let index = IndexFile::new(
        unfinished.finish(),
        vec![IndexedFile { name: "a".to_owned(), ..IndexedFile::default() }],
        false,
    );
    assert_eq!(index.write().err(), Some(IndexFileError::Dataset(SavedError::Unfinished)));
}

/// Packs content as a stranger may.
fn packed(content: &[u8]) -> Vec<u8> {
    let packed = miniz(content);
    [b"GMAIndex".as_slice(), &1_u32.to_le_bytes(), &Sha256::digest(&packed), &packed].concat()
}

fn miniz(content: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, content).unwrap();
    packer.finish().unwrap()
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::DeflateDecoder::new(&bytes[44..]), &mut content).unwrap();
    content
}

#[test]
fn what_unpacks_without_end_is_refused() {
    assert!(matches!(IndexFile::read(&packed(&vec![0; 40 << 20])), Err(IndexFileError::TooLarge { .. })));
}

proptest! {
    #[test]
    fn no_content_with_a_right_sum_does_harm(at in 0_usize..2000, byte: u8, cut in 0_usize..40) {
        let mut content = unpacked(&indexed(&file("A"), false).write().unwrap());
        let length = content.len();
        content[at % length] = byte;
        content.truncate(length - cut);
        if let Ok(read) = IndexFile::read(&packed(&content)) {
            let mut before = 0;
            for cell in (0..read.dataset.row_count()).filter_map(|row| read.dataset.image_cell(row)) {
                prop_assert!(before <= cell.range.start && cell.range.start <= cell.range.end);
                before = cell.range.end;
            }
            prop_assert!(before <= read.files[0].bytes);
        }
    }
}
