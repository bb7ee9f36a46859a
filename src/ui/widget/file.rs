//! A file that a person chooses or drops.

use crate::language::Msg;
use crate::ui::markup::prelude::*;
use leptos::ev::{DragEvent, Event, MouseEvent};
use leptos::web_sys::{File, FileList, HtmlInputElement};

/// Said where the browser cannot read it.
pub const UNREAD: Msg = msg!(
    "The browser could not read it. It may have been moved or changed since it was chosen.",
    "浏览器无法读取该文件。文件可能在选择后被移动或更改。",
);

fn first(files: Option<FileList>) -> Option<File> {
    files.and_then(|files| files.item(0))
}

/// What was chosen in a file field.
pub fn chosen(event: &Event) -> Option<File> {
    first(event_target::<HtmlInputElement>(event).files())
}

/// What was dropped. The browser does not open it.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.prevent_default();
    first(event.data_transfer().and_then(|transfer| transfer.files()))
}

/// Empties a file field at a click, so that the same file may be chosen again.
pub fn forget(event: MouseEvent) {
    event_target::<HtmlInputElement>(&event).set_value("");
}
