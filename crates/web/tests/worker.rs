//! Tests that need a dedicated worker of a browser; `make browser` runs them.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use engine::dataset::DatasetBuilder;
use engine::position::ByteRange;
use engine::scoring::{Prepared, RuleSet, Scored, Truth};
use engine::table::{self, Value};
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::file_bytes::{read_range, size_of};
use web::file_stream::FileStream;
use web_sys::File;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// 32-bit memory must not narrow what pandas holds in 64 bits and JSON in more.
#[wasm_bindgen_test]
fn large_numbers_keep_their_digits() {
    let largest = Value::Int(i128::from(u64::MAX));
    assert_eq!(largest.to_python_text(), "18446744073709551615");
    assert_eq!(Value::Float(2_f64.powi(53)).to_python_text(), "9007199254740992.0");
    assert!(largest.python_cmp(&Value::Int(i128::from(u64::MAX) + 1)).is_some_and(std::cmp::Ordering::is_lt));
}

fn file_of(bytes: &[u8]) -> File {
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, "file.tsv").unwrap()
}

async fn read_all(file: &File) -> Vec<u8> {
    let mut stream = FileStream::open(file).unwrap();
    let mut all = Vec::new();
    let mut piece = Vec::new();
    while stream.next(&mut piece).await.unwrap() {
        all.extend_from_slice(&piece);
    }
    all
}

/// Sizes around the size of a piece, which is 1 MiB.
#[wasm_bindgen_test]
async fn a_stream_yields_the_file_to_its_last_byte() {
    const PIECE: usize = 1 << 20;
    for size in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 12_345] {
        let bytes: Vec<u8> = (0..=250).cycle().take(size).collect();
        let file = file_of(&bytes);
        assert_eq!(size_of(&file), size as u64);
        assert!(read_all(&file).await == bytes, "{size} bytes");
    }
}

#[wasm_bindgen_test]
async fn a_stopped_stream_leaves_the_file_readable() {
    let bytes = vec![7; 5 << 20];
    let file = file_of(&bytes);
    let mut stream = FileStream::open(&file).unwrap();
    assert!(stream.next(&mut Vec::new()).await.unwrap());
    stream.stop().await;
    let range = ByteRange { start: bytes.len() as u64 - 3, end: bytes.len() as u64 + 100 };
    assert_eq!(read_range(&file, range).await.unwrap(), [7, 7, 7]);
}

// As WebKit: no reader that fills our buffers. Notes the size of everything that is streamed.
const WITHOUT_BYOB: &str = r#"
    const { getReader } = ReadableStream.prototype;
    const { stream } = Blob.prototype;
    const sizes = [];
    ReadableStream.prototype.getReader = function (options) {
        if (options?.mode === "byob") throw new TypeError("ReadableStreamBYOBReader needs a ReadableByteStreamController");
        return getReader.call(this, options);
    };
    Blob.prototype.stream = function () {
        sizes.push(this.size);
        return stream.call(this);
    };
    return () => {
        ReadableStream.prototype.getReader = getReader;
        Blob.prototype.stream = stream;
        return sizes;
    };
"#;

#[wasm_bindgen_test]
async fn where_buffers_cannot_be_filled_slices_are_read_one_after_the_other() {
    const SLICE: usize = 64 << 20;
    let bytes: Vec<u8> = (0..=250).cycle().take(SLICE + 12_345).collect();
    let file = file_of(&bytes);

    let restore: Function = Function::new_no_args(WITHOUT_BYOB).call0(&JsValue::NULL).unwrap().dyn_into().unwrap();
    let all = read_all(&file).await;
    let mut stopped = FileStream::open(&file).unwrap();
    let has_more = stopped.next(&mut Vec::new()).await.unwrap();
    stopped.stop().await;
    let empty = read_all(&file_of(&[])).await;
    let sizes: Array = restore.call0(&JsValue::NULL).unwrap().dyn_into().unwrap();

    assert!(all == bytes && has_more && empty.is_empty());
    // Each time an empty blob is asked first; of a stopped file nothing but the first slice is loaded, of an empty one nothing.
    let sizes: Vec<_> = sizes.iter().map(|size| size.as_f64().unwrap()).collect();
    let slice = 67_108_864.0;
    assert_eq!(sizes, [0.0, slice, 12_345.0, 0.0, slice, 0.0]);
}

#[wasm_bindgen_test]
async fn a_golden_file_scores_as_on_the_host() {
    let dataset = file_of(include_bytes!("../../../tests/golden/dataset.tsv"));
    let mut builder = DatasetBuilder::new();
    builder.begin_part("dataset.tsv");
    builder.feed(&read_all(&dataset).await).unwrap();
    builder.end_part().unwrap();
    let dataset = builder.finish();
    let frame = table::read("predictions.xlsx", include_bytes!("../../../tests/golden/predictions.xlsx")).unwrap();
    let predictions = Prepared::new(frame).unwrap();
    let truth = Truth::new(dataset.answers().unwrap().map(|(index, answer, _)| (index, answer)));
    let hits = Scored::new(&predictions, &truth, RuleSet::R2026).correct();
    assert_eq!(hits, 510);
}
