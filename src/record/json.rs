//! Reading and writing our own structs as JSON values, field by field.
//!
//! Ours because derived readers for some sixty structs cost about 40 kB of the byte budget; the shape is the same and
//! the golden file holds it. Unknown fields are passed over, a missing field reads as `null`.

use super::id::Id;
use super::time::{Moment, Precision, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value};
use std::cell::Cell;

/// A value that can be written as JSON and read back.
pub trait Json: Sized {
    /// As JSON.
    fn to_json(&self) -> Value;
    /// From JSON; `None` when it has not the shape.
    fn from_json(value: &Value) -> Option<Self>;
    /// Stands in for a field that could not be read, in a struct that is then given up.
    fn blank() -> Self;
}

/// Reads the fields of an object one after the other and says at the end whether all had their shape: readers that
/// give up at the first one are a third larger.
#[derive(Debug)]
pub struct Fields<'a>(&'a Map<String, Value>, Cell<bool>);

impl<'a> Fields<'a> {
    /// The fields of an object; `None` for any other value.
    #[must_use]
    pub fn of(value: &'a Value) -> Option<Self> {
        Some(Self(value.as_object()?, Cell::new(true)))
    }

    /// One field.
    #[inline(never)]
    pub fn take<T: Json>(&self, name: &str) -> T {
        field(self.0, name).unwrap_or_else(|| {
            self.1.set(false);
            T::blank()
        })
    }

    /// True while every field had its shape.
    #[must_use]
    pub const fn all_read(&self) -> bool {
        self.1.get()
    }
}

/// Writes one field of an object.
#[inline(never)]
pub fn put_field<T: Json>(map: &mut Map<String, Value>, name: &str, value: &T) {
    put(map, name, value.to_json());
}

/// Reads one field of an object.
#[inline(never)]
pub fn field<T: Json>(map: &Map<String, Value>, name: &str) -> Option<T> {
    T::from_json(map.get(name).unwrap_or(&Value::Null))
}

/// Writes one field of an object.
#[inline(never)]
pub fn put(map: &mut Map<String, Value>, name: &str, value: Value) {
    map.insert(name.to_owned(), value);
}

/// Writes one field of an object from anything that can be written; `null` for what cannot.
#[inline(never)]
pub fn set<T: Serialize + ?Sized>(map: &mut Map<String, Value>, name: &str, value: &T) {
    put(map, name, serde_json::to_value(value).unwrap_or_default());
}

/// An object of what can be written: as `serde_json::json!` makes one, in a quarter of its code.
#[macro_export]
macro_rules! object {
    ($($name:literal : $value:expr),* $(,)?) => {{
        let mut map = serde_json::Map::new();
        $($crate::record::json::set(&mut map, $name, &$value);)*
        serde_json::Value::Object(map)
    }};
}

/// Implements [`Json`] for a struct by its fields.
#[macro_export]
macro_rules! json_struct {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::record::json::Json for $name {
            fn to_json(&self) -> serde_json::Value {
                let mut map = serde_json::Map::new();
                $($crate::record::json::put_field(&mut map, stringify!($field), &self.$field);)*
                serde_json::Value::Object(map)
            }
            fn from_json(value: &serde_json::Value) -> Option<Self> {
                let fields = $crate::record::json::Fields::of(value)?;
                let read = Self { $($field: fields.take(stringify!($field))),* };
                fields.all_read().then_some(read)
            }
            fn blank() -> Self {
                Self { $($field: $crate::record::json::Json::blank()),* }
            }
        }
    };
}

/// Reads a struct from JSON text.
#[must_use]
pub fn parse<T: Json>(text: &str) -> Option<T> {
    T::from_json(&serde_json::from_str(text).ok()?)
}

/// Writes a struct as JSON text.
#[must_use]
pub fn text<T: Json>(value: &T) -> String {
    value.to_json().to_string()
}

impl Json for String {
    fn to_json(&self) -> Value {
        Value::String(self.clone())
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
    fn blank() -> Self {
        Self::new()
    }
}

impl Json for bool {
    fn to_json(&self) -> Value {
        Value::Bool(*self)
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_bool()
    }
    fn blank() -> Self {
        false
    }
}

impl Json for u32 {
    fn to_json(&self) -> Value {
        Value::from(*self)
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64().and_then(|number| Self::try_from(number).ok())
    }
    fn blank() -> Self {
        0
    }
}

impl Json for usize {
    fn to_json(&self) -> Value {
        Value::from(*self as u64)
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64().and_then(|number| Self::try_from(number).ok())
    }
    fn blank() -> Self {
        0
    }
}

impl<T: Json> Json for Option<T> {
    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_json)
    }
    fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_json(other).map(Some),
        }
    }
    fn blank() -> Self {
        None
    }
}

impl<T: Json> Json for Vec<T> {
    fn to_json(&self) -> Value {
        Value::Array(self.iter().map(T::to_json).collect())
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::from_json).collect()
    }
    fn blank() -> Self {
        Self::new()
    }
}

impl Json for Id {
    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
    fn from_json(value: &Value) -> Option<Self> {
        Self::parse(value.as_str()?)
    }
    fn blank() -> Self {
        Self::blank()
    }
}

impl Json for Timestamp {
    fn to_json(&self) -> Value {
        Value::String(self.to_rfc3339())
    }
    fn from_json(value: &Value) -> Option<Self> {
        Self::parse(value.as_str()?)
    }
    fn blank() -> Self {
        Self::default()
    }
}

impl Json for Precision {
    fn to_json(&self) -> Value {
        Value::String(self.code().to_owned())
    }
    fn from_json(value: &Value) -> Option<Self> {
        Self::from_code(value.as_str()?)
    }
    fn blank() -> Self {
        Self::default()
    }
}

impl Json for i32 {
    fn to_json(&self) -> Value {
        Value::from(*self)
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_i64().and_then(|number| Self::try_from(number).ok())
    }
    fn blank() -> Self {
        0
    }
}

json_struct! { Moment { at, offset_minutes, precision, zone } }
