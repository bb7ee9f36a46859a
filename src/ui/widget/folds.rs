//! Things that are counted in a line and unfold to where each leads.

use super::text::{stored, t};
use crate::ui::markup::prelude::*;

/// The line; and of each thing where it leads, its name, and what else is said of it.
pub type Fold = (String, Vec<[String; 3]>);

/// Draws one.
pub fn fold((words, things): Fold) -> AnyView {
    let mut lines: Vec<AnyView> = Vec::new();
    for [href, name, more] in things {
        let name = match name.is_empty() {
            true => view! { {t(msg!("(erased)", "（已抹除）"))} }.into_any(),
            false => stored(&name).into_any(),
        };
        lines.push(view! { <li><a href=href>{name}</a>" "<span class="muted">{more}</span></li> }.into_any());
    }
    view! { <details><summary>{stored(&words)}</summary><ul class="plain-list small">{lines}</ul></details> }.into_any()
}
