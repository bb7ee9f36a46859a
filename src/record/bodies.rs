//! The macro behind [`super::body`]: from a list of kinds and fields to structs, an enum, and reading and writing.

/// Declares the body structs, the enum over them, and reading and writing by kind.
macro_rules! bodies {
    ($($(#[$doc:meta])* $kind:literal $name:ident { $($(#[$fdoc:meta])* $field:ident : $type:ty),* $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq)]
            pub struct $name { $($(#[$fdoc])* pub $field: $type),* }
            $crate::json_struct! { $name { $($field),* } }
            impl From<$name> for Body {
                fn from(body: $name) -> Body { Body::$name(Box::new(body)) }
            }
        )+
        /// What an event states.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Body {
            $(#[doc = concat!("`", $kind, "`")] $name(Box<$name>),)+
            /// A kind, or a content, that this build does not know; kept byte for byte in the event.
            Unknown,
            /// The content was erased.
            Erased,
        }
        impl Body {
            /// Every kind this build writes.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];
            /// The kind as written in the header; empty for unknown and erased bodies, which are never written.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self { $(Body::$name(_) => $kind,)+ Body::Unknown | Body::Erased => "" }
            }
            /// The content as JSON.
            #[must_use]
            pub fn to_value(&self) -> Value {
                match self {
                    $(Body::$name(body) => body.to_json(),)+
                    Body::Unknown | Body::Erased => Value::Null,
                }
            }
            /// Reads a content of the given kind; what this build cannot read is [`Body::Unknown`].
            #[must_use]
            pub fn read(kind: &str, value: &Value) -> Body {
                let body = match kind {
                    $($kind => $name::from_json(value).map(Body::from),)+
                    _ => None,
                };
                body.unwrap_or(Body::Unknown)
            }
        }
    };
}

pub(super) use bodies;
