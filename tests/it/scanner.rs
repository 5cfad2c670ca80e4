//! The scanner against itself under other chunk borders, against the `csv` crate, and against hand-written cases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use engine::position::{ByteRange, Position};
use engine::tsv::{Scanner, Sink, TsvError, field_content};
use proptest::prelude::*;

/// A field's bytes in the file and its content.
type Field = (ByteRange, Vec<u8>);

/// All that a scanner says, in a form that does not depend on how content is cut into pieces.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    records: Vec<(Position, Vec<Field>)>,
    fields: Vec<Field>,
    content: Vec<u8>,
}

impl Sink for Seen {
    fn content(&mut self, piece: &[u8]) {
        self.content.extend_from_slice(piece);
    }

    fn drop_content(&mut self) {
        self.content.clear();
    }

    fn end_field(&mut self, raw: ByteRange) {
        self.fields.push((raw, std::mem::take(&mut self.content)));
    }

    fn end_record(&mut self, start: Position) {
        self.records.push((start, std::mem::take(&mut self.fields)));
    }
}

impl Seen {
    fn texts(&self) -> Vec<Vec<&str>> {
        self.records
            .iter()
            .map(|(_, fields)| fields.iter().map(|(_, content)| std::str::from_utf8(content).unwrap()).collect())
            .collect()
    }
}

fn scan(chunks: &[&[u8]], delimiter: u8) -> (Seen, Result<(), TsvError>) {
    let mut scanner = Scanner::new(delimiter, 3);
    let mut seen = Seen::default();
    let result =
        chunks.iter().try_for_each(|chunk| scanner.feed(chunk, &mut seen)).and_then(|()| scanner.finish(&mut seen));
    // How much of a field was told before an error in it depends on the chunks.
    seen.content.clear();
    (seen, result)
}

fn cut<'a>(bytes: &'a [u8], cuts: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    ends.sort_unstable();
    ends.push(bytes.len());
    let mut start = 0;
    ends.into_iter().map(|end| &bytes[std::mem::replace(&mut start, end)..end]).collect()
}

fn hostile_bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&'static [u8]> = vec![
        b"a",
        b"a",
        b"\"",
        b"\"",
        b"\t",
        b"\t",
        b"\r",
        b"\n",
        b"\n",
        b",",
        "é".as_bytes(),
        b"\xc3",
        b"\x80",
        b"\0",
        b" ",
        b" ",
        b"\xef\xbb\xbf",
        b"\xef\xbb",
        b"0123456789",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chunk_borders_do_not_matter(
        bytes in hostile_bytes(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
        delimiter in prop::sample::select(vec![b'\t', b',']),
    ) {
        let whole = scan(&[&bytes], delimiter);
        prop_assert_eq!(&scan(&cut(&bytes, &cuts), delimiter), &whole);
        let single_bytes: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(&scan(&single_bytes, delimiter), &whole);
    }

    #[test]
    fn ranges_hold_the_fields(bytes in hostile_bytes()) {
        let (seen, _) = scan(&[&bytes], b'\t');
        let mut last_end = 0;
        for (number, (start, fields)) in seen.records.iter().enumerate() {
            prop_assert_eq!(start.record, number as u64);
            prop_assert_eq!(start.part, 3);
            prop_assert_eq!(start.byte, fields[0].0.start);
            for (range, content) in fields {
                prop_assert!(range.start >= last_end && range.end >= range.start);
                last_end = range.end;
                let raw = &bytes[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
                prop_assert_eq!(&*field_content(raw), content.as_slice());
            }
        }
    }

    /// The `csv` crate follows the same rules for quotes and line ends; it knows no blank lines of spaces, no NUL, and
    /// no first field after a lone return.
    #[test]
    fn agrees_with_the_csv_crate(
        records in prop::collection::vec(
            prop::collection::vec("[aé][a\" é,]{0,4}|\"([a\t\r\n é,]|\"\"){0,6}\"[a]{0,2}", 1..5),
            0..6,
        ),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let text: String = records.iter().map(|fields| fields.join("\t") + line_end).collect();
        let (seen, result) = scan(&[text.as_bytes()], b'\t');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .double_quote(true)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let theirs: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        if result.is_ok() {
            prop_assert_eq!(seen.texts(), theirs.iter().map(|record| record.iter().collect()).collect::<Vec<Vec<_>>>());
        }
    }
}

#[test]
fn rules_of_pandas() {
    let cases: &[(&str, &[&[&str]])] = &[
        ("", &[]),
        ("\u{feff}a\tb", &[&["a", "b"]]),
        ("\u{feff}\"a\"\n", &[&["a"]]),
        ("a\n\u{feff}b", &[&["a"], &["\u{feff}b"]]),
        ("\"x\"y\tx\"y\"z\n", &[&["xy", "x\"y\"z"]]),
        ("\"a\"\"b\"\t\"\"\t\"\"\"\"", &[&["a\"b", "", "\""]]),
        ("\"a\tb\r\nc\"\td\r\n", &[&["a\tb\r\nc", "d"]]),
        ("a\rb\r\nc\nd", &[&["a"], &["b"], &["c"], &["d"]]),
        ("\n\r\n \r   \n\t\n", &[&["", ""]]),
        (" a\t b\n  \"x\"\n", &[&[" a", " b"], &["  \"x\""]]),
        (" \ta", &[&[" ", "a"]]),
        ("a\0b\tc\0\n\"x\0y\"\"z\"\t\"w\"", &[&["a", "c"], &["x", "w"]]),
        ("a\t", &[&["a", ""]]),
        ("a\n\r\tb\n", &[&["a"], &["b"]]),
    ];
    for (text, expected) in cases {
        let (seen, result) = scan(&[text.as_bytes()], b'\t');
        assert_eq!(result, Ok(()), "{text:?}");
        assert_eq!(seen.texts(), expected.iter().map(|record| record.to_vec()).collect::<Vec<_>>(), "{text:?}");
    }
    let (seen, _) = scan(&[b"a,b\n \t \n ,x\n"], b',');
    assert_eq!(seen.texts(), [["a", "b"], [" ", "x"]]);
}

#[test]
fn errors_name_their_place() {
    let at = |record, byte| Position { part: 3, record, byte };
    let (seen, result) = scan(&[b"a\tb\nc\t\"d\ne\n"], b'\t');
    assert_eq!(result, Err(TsvError::UnterminatedQuote { position: at(1, 6) }));
    assert_eq!(seen.texts(), [["a", "b"]]);
    let (_, result) = scan(&[b"a\tb\nc\t\"d\"\"\xc3", b"\"e\n"], b'\t');
    assert_eq!(result, Err(TsvError::NotUtf8 { position: at(1, 10) }));
    let (_, result) = scan(&[b"a\t\"\"\"\"\"\x80"], b'\t');
    assert_eq!(result, Err(TsvError::NotUtf8 { position: at(0, 7) }));
    let (_, result) = scan(&[b"a\0\xff\n"], b'\t');
    assert_eq!(result, Err(TsvError::NotUtf8 { position: at(0, 2) }));
}
