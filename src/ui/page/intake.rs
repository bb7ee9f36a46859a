//! Intake: one screen, thirty seconds.

use crate::form::FormCode;
use crate::ui::markup::prelude::*;
use crate::ui::widget::form::form_view;
use crate::ui::widget::text::t;

/// Draws the page.
pub fn intake() -> AnyView {
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="measure stack-wide">
                <h1>{t(msg!("New incident", "新建事件"))}</h1>
                {form_view(FormCode::Intake, "", Callback::new(|()| ()), None)}
            </div>
        </main>
    }
    .into_any()
}
