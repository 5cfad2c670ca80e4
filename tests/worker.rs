//! Tests that need a dedicated worker of a browser; `make browser` runs them.
#![cfg(target_arch = "wasm32")]

use gmai_scope::engine::table::Value;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// 32-bit memory must not narrow what pandas holds in 64 bits and JSON in more.
#[wasm_bindgen_test]
fn large_numbers_keep_their_digits() {
    let largest = Value::Int(i128::from(u64::MAX));
    assert_eq!(largest.to_python_text(), "18446744073709551615");
    assert_eq!(Value::Float(2_f64.powi(53)).to_python_text(), "9007199254740992.0");
    assert!(largest.python_cmp(&Value::Int(i128::from(u64::MAX) + 1)).is_some_and(std::cmp::Ordering::is_lt));
}
