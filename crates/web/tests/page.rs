//! Tests that need the page's thread of a browser; `make browser` runs them.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use engine::dataset::DatasetError;
use engine::position::Position;
use engine::scoring::RuleSet;
use engine::table::python_float;
use engine::tsv::TsvError;
use js_sys::{Array, Uint8Array};
use protocol::{AnswerQuery, Call, CancelIndexing, Failure, Message, ReadScoredRows, VERSION};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::macrotask::macrotask;
use web::parcel::Parcel;
use web::worker_client::WorkerClient;
use web_sys::File;

wasm_bindgen_test_configure!(run_in_browser);

/// In Python: `[repr(x) for x in (0.1 + 0.2, 1e16, 123456789012345680.0, 0.0001, 0.00001, 46.35, -0.0, 5e-324)]`.
#[wasm_bindgen_test]
fn floats_print_as_in_python() {
    let printed = [0.1 + 0.2, 1e16, 123_456_789_012_345_680.0, 0.0001, 0.00001, 46.35, -0.0, 5e-324].map(python_float);
    let expected =
        ["0.30000000000000004", "1e+16", "1.2345678901234568e+17", "0.0001", "1e-05", "46.35", "-0.0", "5e-324"];
    assert_eq!(printed, expected);
}

#[wasm_bindgen_test]
fn a_parcel_arrives_as_it_was_packed() {
    let request =
        ReadScoredRows { predictions: 3, rules: RuleSet::R2024, query: AnswerQuery::default(), start: 7, end: 9 }
            .into();
    let file = File::new_with_str_sequence(&Array::of1(&"content".into()), "name.tsv").unwrap();
    let bytes = Uint8Array::from(&[1, 2, 3][..]).buffer();
    let message = Call { version: VERSION, id: 5, request };
    let sent = Parcel { message, reply: vec![9, 8], files: vec![file], bytes: Some(bytes) };
    let (object, moved) = sent.pack().unwrap();
    // The message's own bytes, and those beside it.
    assert_eq!(moved.length(), 2);
    let arrived = Parcel::<Call>::unpack(&object).unwrap();
    assert_eq!((arrived.message, arrived.reply), (sent.message, sent.reply));
    assert_eq!(arrived.files[0].name(), "name.tsv");
    assert_eq!(Uint8Array::new(&arrived.bytes.unwrap()).to_vec(), [1, 2, 3]);
}

/// Offsets in files of many gigabytes exceed 32 bits.
#[wasm_bindgen_test]
fn a_failure_keeps_its_place() {
    let position = Position { part: 10, record: 4_549, byte: 9_273_203_264 };
    let failure = Failure::from(DatasetError::from(TsvError::UnterminatedQuote { position }));
    let sent = Parcel::from(Message::Reply { id: 1, result: Err(failure) });
    let (object, _) = sent.pack().unwrap();
    assert_eq!(Parcel::<Message>::unpack(&object).unwrap().message, sent.message);
}

#[wasm_bindgen_test]
fn a_message_of_another_form_is_refused() {
    assert!(Parcel::<Call>::unpack(&"something else".into()).is_err());
    assert!(Parcel::<Call>::unpack(&js_sys::Object::new().into()).is_err());
}

#[wasm_bindgen_test]
async fn calls_of_a_worker_that_is_stopped_are_cancelled() {
    let root = web::page::document().document_element().unwrap();
    // A worker that never answers.
    root.set_attribute("data-worker", "data:text/javascript,").unwrap();
    let worker = WorkerClient::start(|_| ()).unwrap();
    let stopped = worker.clone();
    spawn_local(async move {
        macrotask().await;
        stopped.stop();
    });
    assert_eq!(worker.call(CancelIndexing.into(), Vec::new()).await.unwrap_err(), Failure::Cancelled);
    assert_eq!(worker.call(CancelIndexing.into(), Vec::new()).await.unwrap_err(), Failure::Cancelled);
    root.remove_attribute("data-worker").unwrap();
}
