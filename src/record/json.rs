//! Reading and writing our own structs as JSON values, field by field.
//!
//! Ours because derived readers for some sixty structs cost about 40 kB of the byte budget; the shape is the same and
//! the golden file holds it. Unknown fields are passed over, a missing field reads as `null`.

use super::id::Id;
use super::time::{Moment, Precision, Timestamp};
use serde_json::{Map, Value};

/// A value that can be written as JSON and read back.
pub trait Json: Sized {
    /// As JSON.
    fn to_json(&self) -> Value;
    /// From JSON; `None` when it has not the shape.
    fn from_json(value: &Value) -> Option<Self>;
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

/// Implements [`Json`] for a struct by its fields.
#[macro_export]
macro_rules! json_struct {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::record::json::Json for $name {
            fn to_json(&self) -> serde_json::Value {
                let mut map = serde_json::Map::new();
                $($crate::record::json::put(&mut map, stringify!($field), $crate::record::json::Json::to_json(&self.$field));)*
                serde_json::Value::Object(map)
            }
            fn from_json(value: &serde_json::Value) -> Option<Self> {
                let map = value.as_object()?;
                Some(Self { $($field: $crate::record::json::field(map, stringify!($field))?),* })
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
}

impl Json for bool {
    fn to_json(&self) -> Value {
        Value::Bool(*self)
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Json for u32 {
    fn to_json(&self) -> Value {
        Value::from(*self)
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64().and_then(|number| Self::try_from(number).ok())
    }
}

impl Json for usize {
    fn to_json(&self) -> Value {
        Value::from(*self as u64)
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64().and_then(|number| Self::try_from(number).ok())
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
}

impl<T: Json> Json for Vec<T> {
    fn to_json(&self) -> Value {
        Value::Array(self.iter().map(T::to_json).collect())
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::from_json).collect()
    }
}

impl Json for Id {
    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
    fn from_json(value: &Value) -> Option<Self> {
        Self::parse(value.as_str()?)
    }
}

impl Json for Timestamp {
    fn to_json(&self) -> Value {
        Value::String(self.to_rfc3339())
    }
    fn from_json(value: &Value) -> Option<Self> {
        Self::parse(value.as_str()?)
    }
}

impl Json for Precision {
    fn to_json(&self) -> Value {
        Value::String(self.code().to_owned())
    }
    fn from_json(value: &Value) -> Option<Self> {
        Self::from_code(value.as_str()?)
    }
}

impl Json for i32 {
    fn to_json(&self) -> Value {
        Value::from(*self)
    }
    fn from_json(value: &Value) -> Option<Self> {
        value.as_i64().and_then(|number| Self::try_from(number).ok())
    }
}

json_struct! { Moment { at, offset_minutes, precision, zone } }
