//! Making a picture small, by the browser's own decoders, which work beside the worker.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, ImageBitmap, ImageBitmapOptions, ImageEncodeOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d, ResizeQuality,
};

use super::outbox::scope;
use engine::image::Shown;

/// Greatest width and height of a small picture in pixels: a tile's, on a screen of two pixels a CSS pixel.
const LONGEST_SIDE: u32 = 320;

/// Quality of the small picture's encoding, from 0 to 1.
const QUALITY: f64 = 0.8;

/// A small picture.
pub(super) struct Small {
    /// MIME type; WebP where the browser writes it.
    pub(super) mime: String,
    /// Width in pixels.
    pub(super) width: u32,
    /// Height in pixels.
    pub(super) height: u32,
    /// The encoded picture.
    pub(super) bytes: Vec<u8>,
}

/// Decodes a picture whose size is known to be within the limits, and encodes it small. Pictures are not enlarged.
///
/// # Errors
/// What the browser says of a picture that it cannot decode.
pub(super) async fn shrink(picture: &Shown<'_>) -> Result<Small, JsValue> {
    let bitmap = decode(picture).await?;
    let (width, height) = (bitmap.width(), bitmap.height());
    let encoded = encode(&bitmap).await;
    // Else the pixels would wait for a collection of garbage that knows nothing of their size.
    bitmap.close();
    let encoded = encoded?;
    let content = JsFuture::from(encoded.array_buffer()).await?;
    Ok(Small { mime: encoded.type_(), width, height, bytes: Uint8Array::new(&content).to_vec() })
}

async fn decode(picture: &Shown<'_>) -> Result<ImageBitmap, JsValue> {
    let info = picture.info;
    let properties = BlobPropertyBag::new();
    properties.set_type(picture.format.mime());
    let parts = Array::of1(&Uint8Array::from(&*picture.bytes));
    let blob = Blob::new_with_buffer_source_sequence_and_options(&parts, &properties)?;
    let options = ImageBitmapOptions::new();
    // One side is enough: the browser keeps the proportions.
    if info.width >= info.height {
        options.set_resize_width(info.width.min(LONGEST_SIDE));
    } else {
        options.set_resize_height(info.height.min(LONGEST_SIDE));
    }
    options.set_resize_quality(ResizeQuality::Medium);
    let decoding = scope().create_image_bitmap_with_blob_and_image_bitmap_options(&blob, &options)?;
    JsFuture::from(decoding).await?.dyn_into()
}

async fn encode(bitmap: &ImageBitmap) -> Result<Blob, JsValue> {
    let canvas = OffscreenCanvas::new(bitmap.width(), bitmap.height())?;
    let context = canvas.get_context("2d")?.ok_or(JsValue::UNDEFINED)?;
    let context: OffscreenCanvasRenderingContext2d = context.dyn_into()?;
    context.draw_image_with_image_bitmap(bitmap, 0.0, 0.0)?;
    let options = ImageEncodeOptions::new();
    options.set_type("image/webp");
    options.set_quality(QUALITY);
    JsFuture::from(canvas.convert_to_blob_with_options(&options)?).await?.dyn_into()
}
