//! Tests that need the page's thread of a browser; `make browser` runs them.
#![cfg(target_arch = "wasm32")]

use gmai_scope::engine::table::python_float;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// In Python: `[repr(x) for x in (0.1 + 0.2, 1e16, 123456789012345680.0, 0.0001, 0.00001, 46.35, -0.0, 5e-324)]`.
#[wasm_bindgen_test]
fn floats_print_as_in_python() {
    let printed = [0.1 + 0.2, 1e16, 123_456_789_012_345_680.0, 0.0001, 0.00001, 46.35, -0.0, 5e-324].map(python_float);
    let expected =
        ["0.30000000000000004", "1e+16", "1.2345678901234568e+17", "0.0001", "1e-05", "46.35", "-0.0", "5e-324"];
    assert_eq!(printed, expected);
}
