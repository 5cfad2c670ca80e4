use engine::image::{Format, sniff};

#[test]
fn first_bytes_tell_the_format() {
    let dicom = [vec![0; 128], b"DICM".to_vec()].concat();
    let cases: [(&[u8], Option<Format>); 12] = [
        (b"\x89PNG\r\n\x1a\n", Some(Format::Png)),
        (b"\xFF\xD8\xFF\xE0", Some(Format::Jpeg)),
        (b"GIF89a", Some(Format::Gif)),
        (b"RIFF\0\0\0\0WEBP", Some(Format::WebP)),
        (b"BM\x10\0\0\0\0\0\0\0", Some(Format::Bmp)),
        (b"BMW is a car", None),
        (b"II*\0", Some(Format::Tiff)),
        (b"MM\0*", Some(Format::Tiff)),
        (b"\0\0\0\x1cftypavif", Some(Format::Avif)),
        (b"\0\0\0\x18ftypheic", Some(Format::Heif)),
        (&dicom, Some(Format::Dicom)),
        (b"<svg>", None),
    ];
    for (bytes, format) in cases {
        assert_eq!(sniff(bytes), format, "{bytes:?}");
    }
}
