//! The names of failures in manifests, which renaming a variant must not change.

use engine::endpoint::{EndpointError, EndpointErrorKind};
use engine::image::{Damage, ImageError};
use engine::local::{LocalError, LocalErrorKind};
use engine::run::{RunFailure, SendImageError};

#[test]
fn names_are_those_of_the_kinds() {
    let format = || "TIFF".to_owned();
    let image = |error: ImageError| SendImageError::from(error).into();
    let cases: [(RunFailure, &str); 13] = [
        (EndpointError::without_reply(EndpointErrorKind::RateLimited, "").into(), "rate-limited"),
        (LocalError::new(LocalErrorKind::NeedsF16, "").into(), "needs-f16"),
        (SendImageError::FormatNotTaken { format: format() }.into(), "format-not-taken"),
        (SendImageError::TooLong { width: 1, height: 1, limit: 1 }.into(), "too-long"),
        (SendImageError::TooHeavy { bytes: 1, limit: 1 }.into(), "too-heavy"),
        (image(ImageError::Blank), "blank"),
        (image(ImageError::NotBase64 { at: 1 }), "not-base64"),
        (image(ImageError::UnknownFormat { start: String::new() }), "unknown-format"),
        (image(ImageError::UnsupportedFormat { format: format() }), "unsupported-format"),
        (image(ImageError::Damaged { format: format(), damage: Damage::Unnamed }), "damaged"),
        (image(ImageError::TooManyPixels { width: 1, height: 1, limit: 1 }), "too-many-pixels"),
        (image(ImageError::TooManyBytes { bytes: 1, limit: 1 }), "too-many-bytes"),
        (image(ImageError::BrokenList { at: 1 }), "broken-list"),
    ];
    for (failure, name) in cases {
        assert_eq!(failure.name(), name);
    }
}
