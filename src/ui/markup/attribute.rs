//! Values of attributes.

use std::borrow::Cow;

/// What an attribute is set to.
pub enum Attribute {
    /// Set to this text.
    Text(Cow<'static, str>),
    /// Not set.
    Absent,
    /// Follows what it reads.
    Live(Box<dyn FnMut() -> Attribute>),
}

#[inline(never)]
fn live(read: Box<dyn FnMut() -> Attribute>) -> Attribute {
    Attribute::Live(read)
}

/// What may stand behind the `=` of an attribute.
pub trait IntoAttribute {
    /// As a value.
    fn into_attribute(self) -> Attribute;
}

impl IntoAttribute for Attribute {
    fn into_attribute(self) -> Attribute {
        self
    }
}

impl IntoAttribute for &'static str {
    fn into_attribute(self) -> Attribute {
        Attribute::Text(Cow::Borrowed(self))
    }
}

impl IntoAttribute for String {
    fn into_attribute(self) -> Attribute {
        Attribute::Text(Cow::Owned(self))
    }
}

/// True sets the attribute without a value, false does not set it.
impl IntoAttribute for bool {
    fn into_attribute(self) -> Attribute {
        if self { Attribute::Text(Cow::Borrowed("")) } else { Attribute::Absent }
    }
}

impl<T: IntoAttribute> IntoAttribute for Option<T> {
    fn into_attribute(self) -> Attribute {
        self.map_or(Attribute::Absent, T::into_attribute)
    }
}

impl<F, T> IntoAttribute for F
where
    F: FnMut() -> T + 'static,
    T: IntoAttribute,
{
    fn into_attribute(mut self) -> Attribute {
        live(Box::new(move || self().into_attribute()))
    }
}
