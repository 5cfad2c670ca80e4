use engine::dataset::is_image_cell;

const PNG: &[u8] = b"iVBORw0KGgoAAAANSUhEUgAA";

#[test]
fn a_cell_stands_between_delimiters_and_begins_as_an_image() {
    assert!(is_image_cell(Some(b'\t'), PNG, Some(b'\t')));
    assert!(is_image_cell(Some(b'\n'), PNG, None));
    assert!(is_image_cell(Some(b'\r'), &[b"\"", PNG, b"\""].concat(), Some(b'\n')));
    assert!(is_image_cell(Some(b'\t'), &[b"\"['", PNG, b"', '", PNG, b"']\""].concat(), Some(b'\t')));
    assert!(!is_image_cell(Some(b'\t'), b"iVBORw0K\nGgoAAAAN", Some(b'\t')), "a line ends within");
    assert!(is_image_cell(Some(b'\t'), b"\"iVBORw0K\nGgoAAAAN\"", Some(b'\t')), "a line ends within quotes");
}

#[test]
fn what_is_shifted_by_a_byte_is_no_cell() {
    let file = [b"1\tq\t", PNG, b"\tA\n"].concat();
    let (start, end) = (4, 4 + PNG.len());
    let of = |start: usize, end: usize| is_image_cell(Some(file[start - 1]), &file[start..end], file.get(end).copied());
    assert!(of(start, end));
    for (start, end) in [(start - 1, end), (start + 1, end), (start, end - 1), (start, end + 1), (start - 2, end + 2)] {
        assert!(!of(start, end), "{start}..{end}");
    }
    for raw in [&b"liver"[..], b"", b"iVBO", b"\"iVBORw0KGgoAAAANSUhEUgAA", b"['", b"aGVsbG8gd29ybGQh"] {
        assert!(!is_image_cell(Some(b'\t'), raw, Some(b'\t')), "{raw:?}");
    }
}
