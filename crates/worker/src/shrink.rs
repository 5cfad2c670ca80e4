//! Making an image small, by the browser's own decoders, which work beside the worker.

use engine::image::Shown;
use js_sys::{Array, Uint8Array};
use session::host::{Promise, Shrink, Small};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, ImageBitmap, ImageBitmapOptions, ImageEncodeOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d, ResizeQuality,
};

use super::browser::Browser;
use super::outbox::scope;

/// Greatest width and height of a small image in pixels: a tile's, on a screen of two pixels a CSS pixel.
const LONGEST_SIDE: u32 = 320;

/// Quality of the small image's encoding, from 0 to 1.
const QUALITY: f64 = 0.8;

impl Shrink for Browser {
    fn shrink<'a>(&'a self, image: &'a Shown<'a>) -> Promise<'a, Option<Small>> {
        Box::pin(async { shrink(image).await.ok() })
    }
}

/// Images are not enlarged. The small one is WebP where the browser writes it.
async fn shrink(image: &Shown<'_>) -> Result<Small, JsValue> {
    let bitmap = decode(image).await?;
    let (width, height) = (bitmap.width(), bitmap.height());
    let encoded = encode(&bitmap).await;
    // Else the pixels would wait for a collection of garbage that knows nothing of their size.
    bitmap.close();
    let encoded = encoded?;
    let content = JsFuture::from(encoded.array_buffer()).await?;
    Ok(Small { mime: encoded.type_(), width, height, bytes: Uint8Array::new(&content).to_vec() })
}

async fn decode(image: &Shown<'_>) -> Result<ImageBitmap, JsValue> {
    let info = image.info;
    let properties = BlobPropertyBag::new();
    properties.set_type(image.format.mime());
    let parts = Array::of1(&Uint8Array::from(&*image.bytes));
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
