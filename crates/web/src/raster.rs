//! Making pixels of vector drawings.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlImageElement, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use super::object_url::ObjectUrl;

/// Draws an SVG of a size in pixels, `scale` times as large, and encodes it as PNG.
pub async fn png_of_svg(svg: &str, width: f64, height: f64, scale: f64) -> Result<ArrayBuffer, JsValue> {
    let url = ObjectUrl::new(&Uint8Array::from(svg.as_bytes()).buffer(), "image/svg+xml")?;
    let image = HtmlImageElement::new()?;
    image.set_src(url.as_str());
    JsFuture::from(image.decode()).await?;
    let (width, height) = (width * scale, height * scale);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    let canvas = OffscreenCanvas::new(width.ceil() as u32, height.ceil() as u32)?;
    let context = canvas.get_context("2d")?.ok_or_else(|| JsValue::from("no drawing context"))?;
    let context: OffscreenCanvasRenderingContext2d = context.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let blob: Blob = JsFuture::from(canvas.convert_to_blob()?).await?.dyn_into()?;
    JsFuture::from(blob.array_buffer()).await?.dyn_into()
}
