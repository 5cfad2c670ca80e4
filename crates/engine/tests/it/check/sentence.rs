//! Findings as sentences.

use engine::check::{Details, Finding, FindingKind};
use engine::limits::{Limit, Spot};
use engine::table::{BadByte, EncodingIssue, TextEncoding};

fn sentence(kind: FindingKind, details: Details) -> String {
    Finding { kind, count: 1, indices: Vec::new(), places: Vec::new(), details }.to_string()
}

#[test]
fn positions_and_limits_are_told_as_such() {
    let encoded =
        |encoding, byte| sentence(FindingKind::EncodingNotUtf8, Details::Encoding(EncodingIssue { encoding, byte }));
    let byte = Some(BadByte { offset: 1400, line: 7 });
    let other = encoded(TextEncoding::EastAsian, byte);
    assert_eq!(other, "The text looks like GBK, Big5; byte 1,400 is the first that is no UTF-8.");
    let broken = encoded(TextEncoding::BrokenUtf8, byte);
    assert_eq!(broken, "The text is UTF-8 with broken characters, the first at byte 1,400.");
    let utf16 = encoded(TextEncoding::Utf16Le, None);
    assert_eq!(utf16, "The text is not UTF-8 but looks like UTF-16 LE.");
    let delimiter = sentence(FindingKind::WrongDelimiter, Details::Delimiter('\t'));
    assert_eq!(delimiter, "Fields are separated by \"\\t\" and not by what the extension says.");
    let error = Limit::Cells.check(17_179_869_184, Spot::Record(9)).unwrap_err();
    let told = sentence(FindingKind::FileUnreadable, Details::Unreadable(error));
    assert!(told.contains("17,179,869,184 cells up to record 9") && told.contains("1,500,000"), "{told}");
    assert!(told.contains("what VLMEvalKit does with it is not known"), "{told}");
}

#[test]
fn every_kind_has_a_sentence() {
    let details = |kind| match kind {
        FindingKind::EncodingNotUtf8 => Details::Encoding(EncodingIssue { encoding: TextEncoding::Utf32, byte: None }),
        FindingKind::WrongDelimiter => Details::Delimiter(';'),
        _ => Details::Names(vec!["{rows}".to_owned()]),
    };
    for kind in FindingKind::ALL {
        let told = sentence(kind, details(kind));
        assert!(told.ends_with('.') && !told.contains("{names}"), "{kind:?}: {told}");
    }
}
