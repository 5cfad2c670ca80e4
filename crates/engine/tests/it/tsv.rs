use engine::position::{ByteRange, Position};
use engine::tsv::{Scanner, Shape, Sink, TsvError, column_names, field_content};

/// The content of all fields.
#[derive(Default)]
struct Content(Vec<u8>);

impl Sink for Content {
    fn content(&mut self, piece: &[u8]) {
        self.0.extend_from_slice(piece);
    }

    fn drop_content(&mut self) {}

    fn end_field(&mut self, _: ByteRange) {}

    fn end_record(&mut self, _: Position) {}
}

fn scan(pieces: &[&[u8]]) -> (Vec<u8>, Result<(), TsvError>) {
    let mut scanner = Scanner::new(b'\t', 0);
    let mut content = Content::default();
    let fed = pieces.iter().try_for_each(|piece| scanner.feed(piece, &mut content));
    let result = fed.and_then(|()| scanner.finish(&mut content));
    (content.0, result)
}

#[test]
fn characters_may_be_split_anywhere() {
    let text = "aé漢😀z".as_bytes();
    for first in 0..=text.len() {
        for second in first..=text.len() {
            let scanned = scan(&[&text[..first], &text[first..second], &text[second..]]);
            assert_eq!(scanned, (text.to_vec(), Ok(())));
        }
    }
}

#[test]
fn names_the_first_bad_byte() {
    let cases: [(&[u8], u64); 5] =
        [(b"ab\x80", 2), (b"a\xc3b", 1), (b"\xff", 0), (b"a\xe6\xbc", 1), (b"\xed\xa0\x80", 0)];
    for (text, bad_at) in cases {
        for split in 0..=text.len() {
            let (_, found) = scan(&[b"0123456789", &text[..split], &text[split..]]);
            let position = Position { part: 0, record: 0, byte: 10 + bad_at };
            assert_eq!(found, Err(TsvError::NotUtf8 { position }), "{text:?} split at {split}");
        }
    }
}

#[test]
fn resolves_quotes_and_nul() {
    let cases: [(&[u8], &[u8]); 10] = [
        (b"", b""),
        (b"plain", b"plain"),
        (b"x\"y\"", b"x\"y\""),
        (b"\"\"", b""),
        (b"\"a\tb\r\n\"", b"a\tb\r\n"),
        (b"\"a\"\"b\"", b"a\"b"),
        (b"\"a\"\"\"", b"a\""),
        (b"\"x\"y\"z\"", b"xy\"z\""),
        (b"ab\0c", b"ab"),
        (b"\"a\"\"\0c\"", b"a\""),
    ];
    for (raw, content) in cases {
        assert_eq!(&*field_content(raw), content, "{raw:?}");
    }
}

#[test]
fn names_are_unique() {
    let cases: [(&[&str], &[&str]); 5] = [
        (&["x", "x", "x"], &["x", "x.1", "x.2"]),
        (&["x", "x", "x.1"], &["x", "x.2", "x.1"]),
        (&["x", "x.1", "x", "x"], &["x", "x.1", "x.2", "x.3"]),
        (&["", "a", ""], &["Unnamed: 0", "a", "Unnamed: 2"]),
        (&["", "Unnamed: 0"], &["Unnamed: 0.1", "Unnamed: 0"]),
    ];
    for (header, expected) in cases {
        let names = column_names(header.iter().map(|&name| name.to_owned()).collect());
        assert_eq!(names, expected);
    }
}

#[test]
fn the_first_row_decides() {
    let at = Position::default();
    let mut shape = Shape::new(2);
    assert_eq!((shape.take_row(3, at), shape.labels()), (Ok(()), 1));
    assert_eq!((shape.take_row(1, at), shape.labels()), (Ok(()), 1));
    let error = TsvError::TooManyFields { position: at, expected: 3, found: 4 };
    assert_eq!((shape.take_row(4, at), shape.labels()), (Err(error), 1));

    let mut shape = Shape::new(2);
    assert_eq!((shape.take_row(1, at), shape.labels()), (Ok(()), 0));
    let error = TsvError::TooManyFields { position: at, expected: 2, found: 3 };
    assert_eq!((shape.take_row(3, at), shape.labels()), (Err(error), 0));
}
