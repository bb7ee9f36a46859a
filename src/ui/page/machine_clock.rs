//! What was noticed of the clock of this machine, above every page until a person has seen it.

use crate::language::Msg;
use crate::language::event_text::{CLOCK_SHOWED, clock_words};
use crate::language::format::duration;
use crate::record::codes::ClockFinding;
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;

const SLEPT: Msg =
    msg!("This machine slept for {0}, or its clock was set forward", "本机休眠了 {0}，或其时钟被向前调整");

/// Draws the notice.
pub fn notice(session: Session) -> AnyView {
    let seen = move |_| session.clock.set(None);
    let was_set = move |_| session.clock_was_set();
    let told = move || {
        let found = session.clock.get()?;
        let language = session.language.get();
        let noticed = &found.noticed;
        if !found.certain {
            let length = duration(language, i64::from(noticed.difference_seconds) * 1000);
            return Some(view! {
                {mark(Mark::Dial)}
                <p class="notice-title">{SLEPT.fill(language, &[&length])}</p>
                <p>{t(msg!(
                    "If it slept, all is well: what is left of the deadlines is right again. If its clock was set, say so: an open incident records it.",
                    "若为休眠，则一切正常：时限的剩余时间已重新正确显示。若时钟被调整，请予确认：打开的事件会写入其记录。",
                ))}</p>
                <p class="line">
                    <button class="button" type="button" on:click=seen>{t(msg!("It slept", "是休眠"))}</button>
                    <button class="button button-quiet" type="button" on:click=was_set>{t(msg!("The clock was set", "时钟被调整"))}</button>
                </p>
            }.into_any());
        }
        let shown = CLOCK_SHOWED.fill(language, &[&session.when(noticed.seen_at), &session.when(noticed.expected)]);
        let why = (noticed.cause == ClockFinding::BehindRecord).then(|| {
            msg!(
                "Either this clock is slow, or the one of the machine that wrote the entry was fast.",
                "要么本机时钟偏慢，要么写入该条目的机器时钟偏快。",
            )
            .get(language)
        });
        Some(view! {
            {mark(Mark::Triangle)}
            <p class="notice-title">{clock_words(language, noticed)}</p>
            <p>{shown}" "{why}</p>
            <p>{t(msg!(
                "Check date, time and time zone of this machine. Deadlines count from the times in the record and do not move; what is left of them is counted by this clock. An open incident records this.",
                "请检查本机的日期、时间和时区。时限自记录中的时间起算，不会移动；剩余时间按本机时钟计算。若有打开的事件，此情况会写入其记录。",
            ))}</p>
            <p><button class="button" type="button" on:click=seen>{t(msg!("Dismiss", "关闭提示"))}</button></p>
        }.into_any())
    };
    let tone = move || session.clock.with(|found| found.as_ref().is_some_and(|found| found.certain)).then_some("soon");
    view! { <div class="notice" data-tone=tone role="status">{told}</div> }.into_any()
}
