//! Markup of one type: what `view!` becomes, and how it is put on the page.
//!
//! Leptos keeps the signals, effects, owners and mounting; its own renderer makes a type of every view, which was
//! measured at 520 kB of Wasm for this interface and broke the byte budget. `tests/web/markup.rs` judges this one by
//! rendering the same views with Leptos.
//!
//! Invariant: no HTML from strings, no `style` attribute.
//! Invariant: text made at run time is shown defanged, but for [`as_typed`].

mod attribute;
mod dom;
mod each;
mod live;
mod memo;
mod node;

pub use dom::mount;
pub use each::each;
pub use memo::Memo;
pub use node::{Builder, Element, IntoNode, Node, NodeRef, as_typed, many, text};

/// Elements a [`NodeRef`] may refer to, by their usual short names.
pub mod html {
    pub use leptos::web_sys::{HtmlInputElement as Input, HtmlTextAreaElement as Textarea};
}

/// What pages import: the signals of Leptos and this markup.
pub mod prelude {
    pub use super::{IntoNode, Memo, Node as AnyView, NodeRef, as_typed, html};
    pub use leptos::prelude::{
        Callable, Callback, Effect, Get, GetUntracked, GetValue, RwSignal, Set, SetValue, StoredValue, Track, Update,
        UpdateValue, With, WithUntracked, WithValue, document, event_target, event_target_checked, event_target_value,
        provide_context, request_animation_frame, window,
    };
    pub use view_macro::view;
}
