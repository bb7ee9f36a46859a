//! Calls by name, for what `web-sys` lacks or keeps behind an unstable flag. A missing member is an error, never a panic.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property of `target`; `undefined` when there is none or it cannot be read.
pub(super) fn get(target: &JsValue, name: &str) -> JsValue {
    Reflect::get(target, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A property as text; empty when it is not a string.
pub(super) fn text(target: &JsValue, name: &str) -> String {
    get(target, name).as_string().unwrap_or_default()
}

/// True when `target` has a function of this name.
pub(super) fn has_function(target: &JsValue, name: &str) -> bool {
    get(target, name).is_function()
}

/// Calls a method by name.
///
/// # Errors
/// What the call throws, or a text when there is no such method.
pub(super) fn call(target: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let Ok(function) = get(target, name).dyn_into::<Function>() else {
        return Err(JsValue::from_str(name));
    };
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    Reflect::apply(&function, target, &list)
}

/// Calls a method by name and waits for the promise it returns.
///
/// # Errors
/// What the call throws or the promise rejects with.
pub(super) async fn call_async(target: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    settle(call(target, name, arguments)?).await
}

/// Waits for a promise; anything else is passed through.
///
/// # Errors
/// What the promise rejects with.
pub(super) async fn settle(value: JsValue) -> Result<JsValue, JsValue> {
    match value.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await,
        Err(value) => Ok(value),
    }
}

/// A plain object with these members.
pub(super) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A fresh plain object takes every member.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// The window as a plain value; `undefined` outside one.
pub(super) fn window() -> JsValue {
    web_sys::window().map_or(JsValue::UNDEFINED, Into::into)
}
