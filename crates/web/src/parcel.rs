//! How a message travels between page and worker: as bytes that are moved rather than copied, beside the files and bytes
//! that must not be serialised. JavaScript never sees what a message holds; making objects of it took longer than most
//! answers. The reply to a call follows its message in the same bytes, since only what called knows its type.

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsError, JsValue};
use web_sys::File;

/// A message with what travels beside it.
#[derive(Debug, Clone)]
pub struct Parcel<T> {
    pub message: T,
    /// What follows the message: an encoded reply, else nothing.
    pub reply: Vec<u8>,
    /// Files, which the browser hands over without reading them.
    pub files: Vec<File>,
    /// Bytes, which are moved rather than copied.
    pub bytes: Option<ArrayBuffer>,
}

impl<T> From<T> for Parcel<T> {
    fn from(message: T) -> Self {
        Self { message, reply: Vec::new(), files: Vec::new(), bytes: None }
    }
}

impl<T: Serialize> Parcel<T> {
    /// The object to post and the list of what is moved with it.
    pub fn pack(&self) -> Result<(JsValue, Array), JsValue> {
        let mut written = postcard::to_allocvec(&self.message).map_err(JsError::from)?;
        written.extend_from_slice(&self.reply);
        let message = Uint8Array::from(written.as_slice()).buffer();
        let parcel = Object::new();
        let moved = Array::of1(&message);
        Reflect::set(&parcel, &"message".into(), &message)?;
        Reflect::set(&parcel, &"files".into(), &self.files.iter().collect::<Array>())?;
        if let Some(bytes) = &self.bytes {
            Reflect::set(&parcel, &"bytes".into(), bytes)?;
            moved.push(bytes);
        }
        Ok((parcel.into(), moved))
    }
}

impl<T: DeserializeOwned> Parcel<T> {
    /// Reads an object that [`Parcel::pack`] made on the other side.
    ///
    /// # Errors
    /// If the object is of another form, as from another version of this app.
    pub fn unpack(parcel: &JsValue) -> Result<Self, JsValue> {
        let written: ArrayBuffer = Reflect::get(parcel, &"message".into())?.dyn_into()?;
        let written = Uint8Array::new(&written).to_vec();
        let (message, reply) = postcard::take_from_bytes(&written).map_err(JsError::from)?;
        let files = Array::from(&Reflect::get(parcel, &"files".into())?);
        let files = files.iter().map(JsCast::dyn_into).collect::<Result<_, _>>()?;
        let bytes = Reflect::get(parcel, &"bytes".into())?.dyn_into().ok();
        Ok(Self { message, reply: reply.to_vec(), files, bytes })
    }
}
