//! How a message travels between page and worker: with the files and bytes that must not be serialised.

use js_sys::{Array, ArrayBuffer, Object, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

/// A message with what travels beside it.
#[derive(Debug, Clone)]
pub struct Parcel<T> {
    /// The message.
    pub message: T,
    /// Files, which the browser hands over without reading them.
    pub files: Vec<File>,
    /// Bytes, which are moved rather than copied.
    pub bytes: Option<ArrayBuffer>,
}

impl<T> From<T> for Parcel<T> {
    fn from(message: T) -> Self {
        Self { message, files: Vec::new(), bytes: None }
    }
}

impl<T: Serialize> Parcel<T> {
    /// The object to post and the list of what is moved with it.
    ///
    /// # Errors
    /// If the message holds a number that JavaScript cannot.
    pub fn pack(&self) -> Result<(JsValue, Array), JsValue> {
        let parcel = Object::new();
        let moved = Array::new();
        Reflect::set(&parcel, &"message".into(), &serde_wasm_bindgen::to_value(&self.message)?)?;
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
        let message = serde_wasm_bindgen::from_value(Reflect::get(parcel, &"message".into())?)?;
        let files = Array::from(&Reflect::get(parcel, &"files".into())?);
        let files = files.iter().map(JsCast::dyn_into).collect::<Result<_, _>>()?;
        let bytes = Reflect::get(parcel, &"bytes".into())?.dyn_into().ok();
        Ok(Self { message, files, bytes })
    }
}
