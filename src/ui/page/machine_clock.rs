//! What was noticed of the clock of this machine, above every page until a person has seen it.

use crate::language::event_text::{CLOCK_SHOWED, clock_words};
use crate::record::codes::ClockFinding;
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;

/// Draws the notice.
pub fn notice(session: Session) -> AnyView {
    let seen = move |_| session.clock.set(None);
    let told = move || {
        let found = session.clock.get()?;
        let language = session.language.get();
        let shown = CLOCK_SHOWED.fill(language, &[&session.when(found.seen_at), &session.when(found.expected)]);
        let why = (found.cause == ClockFinding::BehindRecord).then(|| {
            msg!(
                "Either this clock is slow, or the one of the machine that wrote the entry was fast.",
                "要么本机时钟偏慢，要么写入该条目的机器时钟偏快。",
            )
            .get(language)
        });
        Some(view! { <p class="notice-title">{clock_words(language, &found)}</p><p>{shown}" "{why}</p> })
    };
    view! {
        <div class="notice" data-tone="soon" role="status">
            {mark(Mark::Triangle)}
            {told}
            <p>{t(msg!(
                "Check date, time and time zone of this machine. Deadlines count from the times in the record and do not move; what is left of them is counted by this clock. An open incident records this.",
                "请检查本机的日期、时间和时区。时限自记录中的时间起算，不会移动；剩余时间按本机时钟计算。若有打开的事件，此情况会写入其记录。",
            ))}</p>
            <p><button class="button" type="button" on:click=seen>{t(msg!("Dismiss", "关闭提示"))}</button></p>
        </div>
    }
    .into_any()
}
