//! A clock drawn as an instrument: elapsed first, outer limit second, state as word, shape and colour.

use super::mark::{Mark, mark};
use super::text::t;
use crate::deadline::obligation::State;
use crate::deadline::{Clock, ClockState};
use crate::language::{Language, Msg, duty, format};
use crate::record::time::{HOUR, Timestamp};
use crate::session::Session;
use crate::ui::markup::prelude::*;

const WAIVED: Msg = duty::state(State::Waived);
const NOT_APPLICABLE: Msg = duty::state(State::NotApplicable);

/// The word, the shape and the `data-state` of a clock state.
#[must_use]
pub const fn state_look(state: ClockState) -> (Msg, Mark, &'static str) {
    match state {
        ClockState::NotStarted => (msg!("Not started", "未起算"), Mark::Ring, "waiting"),
        ClockState::Running => (msg!("Running", "计时中"), Mark::Dial, "running"),
        ClockState::DueSoon => (msg!("Due soon", "即将到期"), Mark::Triangle, "soon"),
        ClockState::Overdue => (msg!("Overdue", "已逾期"), Mark::Diamond, "over"),
        ClockState::Met => (msg!("Met", "已履行"), Mark::RingTick, "met"),
        ClockState::MetLate(_) => (msg!("Met late", "逾期履行"), Mark::RingTick, "met"),
        ClockState::Waived => (WAIVED, Mark::Dash, "waiting"),
        ClockState::NotApplicable => (NOT_APPLICABLE, Mark::Dash, "waiting"),
    }
}

/// How much is left, or by how much it is over, in words.
#[must_use]
pub fn left(language: Language, clock: &Clock, now: Timestamp) -> String {
    let Some(due) = clock.due else {
        if clock.ruled.is_some() {
            return String::new();
        }
        return msg!("starts with the declaration", "自正式宣布起算").get(language).to_owned();
    };
    match clock.state(now) {
        ClockState::NotStarted | ClockState::Waived | ClockState::NotApplicable => String::new(),
        ClockState::Running | ClockState::DueSoon => {
            msg!("{0} left", "剩余 {0}").fill(language, &[&format::hours(language, due.since(now))])
        }
        ClockState::Overdue => {
            msg!("overdue by {0}", "已逾期 {0}").fill(language, &[&format::hours(language, now.since(due))])
        }
        ClockState::Met => {
            let at = clock.filed.as_ref().and_then(|fact| fact.value.moment.at).unwrap_or(due);
            msg!("met {0} before the limit", "提前 {0} 履行").fill(language, &[&format::hours(language, due.since(at))])
        }
        ClockState::MetLate(late) => {
            msg!("met {0} late", "迟于时限 {0} 履行").fill(language, &[&format::hours(language, late)])
        }
    }
}

/// The name of a clock.
pub const CONTRACT_NAME: Msg = msg!("Contract notice to customers", "向客户发出合同通知");

/// Draws a clock. `opened` shows its scale and its arithmetic.
pub fn clock_view(clock: Clock, heading: &'static str, opened: bool) -> AnyView {
    let session = Session::get();
    let clock = StoredValue::new(clock);
    let look = move || clock.with_value(|clock| state_look(clock.state(session.now.get())));
    // Redrawn once a minute at most: the words below carry minutes.
    let minute = Memo::new(move |_| Timestamp(session.now.get().0 / 60_000 * 60_000 + 59_999));
    let elapsed = move || {
        let language = session.language.get();
        clock.with_value(|clock| {
            let end = clock.filed.as_ref().and_then(|fact| fact.value.moment.at).unwrap_or(minute.get().plus(-59_999));
            clock.start().map(|start| format::hours(language, end.since(start).max(0))).unwrap_or_default()
        })
    };
    let limit = move || {
        let hours = clock.with_value(|clock| clock.rule.hours.to_string());
        msg!("elapsed of {0} h", "已用时，上限 {0} 小时").fill(session.language.get(), &[&hours])
    };
    let width = move || clock.with_value(|clock| clock.elapsed_percent(session.now.get()).to_string());
    let due = move || {
        clock.with_value(|clock| {
            clock.due.map(|due| {
                let offset =
                    clock.anchor.as_ref().map(|anchor| session.offset_in(&anchor.zone, due)).unwrap_or_default();
                format::stated(session.language.get(), due, offset)
            })
        })
    };
    let rest = move || clock.with_value(|clock| left(session.language.get(), clock, minute.get().plus(-59_999)));
    let started = clock.with_value(|clock| clock.due.is_some() && (clock.filed.is_some() || clock.ruled.is_none()));
    let ticks = clock.with_value(|clock| {
        let days = clock.length() / (24 * HOUR);
        (1..days).map(|day| format!("M{} 0V4", day * 100 / days)).collect::<String>()
    });
    let name = match heading {
        "h2" => view! { <h2 class="clock-name">{t(CONTRACT_NAME)}</h2> }.into_any(),
        "h3" => view! { <h3 class="clock-name">{t(CONTRACT_NAME)}</h3> }.into_any(),
        _ => view! { <p class="clock-name">{t(CONTRACT_NAME)}</p> }.into_any(),
    };
    view! {
        <div class="clock" data-state=move || look().2>
            {name}
            <span class="state clock-state">{move || mark(look().1)}{move || look().0.get(session.language.get())}</span>
            {started.then(|| view! {
                <p class="clock-figure">{elapsed}" "<span class="small clock-limit">{limit}</span></p>
            })}
            <svg class="clock-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                {started.then(|| view! { <rect class="clock-bar-elapsed" width=width height="4"></rect> })}
                <path class="clock-bar-ticks" d=ticks></path>
            </svg>
            <p class="clock-due">
                {move || due().map(|due| view! { {t(msg!("Due", "到期时间"))}" "<time class="words">{due}</time>" " })}
                <span class="clock-left">{rest}</span>
            </p>
            {opened.then(|| arithmetic(clock))}
        </div>
    }
    .into_any()
}

/// How the due instant is counted: in the zone of the declaration, in UTC and in the viewer's zone.
fn arithmetic(clock: StoredValue<Clock>) -> AnyView {
    let session = Session::get();
    let shown = move || {
        let language = session.language.get();
        clock.with_value(|clock| {
            let rule = view! {
                <div class="fact"><dt>{msg!("Rule", "规则").get(language)}</dt><dd>{msg!("72 hours from the formal declaration, without undue delay; the limit is the latest moment, not the aim", "自正式宣布起 72 小时，不得无故拖延；该时限是最晚时刻，而非目标").get(language)}</dd></div>
                <div class="fact"><dt>{msg!("Source", "来源").get(language)}</dt><dd>{clock.rule.source}" ("{clock.rule.as_of}")"</dd></div>
            }
            .into_any();
            let (Some(start), Some(due), Some(anchor)) = (clock.start(), clock.due, clock.anchor.as_ref()) else {
                return view! { <dl class="facts plain">{rule}</dl> }.into_any();
            };
            let in_zone = |at: Timestamp| format::stated(language, at, session.offset_in(&anchor.zone, at));
            let in_utc = |at: Timestamp| format::stated(language, at, 0);
            let own = |at: Timestamp| format::stated(language, at, session.offset_at(at));
            let hours = msg!("{0} h", "{0} 小时").fill(language, &[&clock.rule.hours.to_string()]);
            let line = |start: String, due: String| [&start, " + ", &hours, " = ", &due].concat();
            // A zone is shown once, however many of the three it is.
            let (declared_zone, viewer_zone) = (anchor.zone.clone(), session.zone());
            let other_declared = declared_zone != "UTC";
            let other_viewer = viewer_zone != "UTC" && viewer_zone != declared_zone;
            view! {
                <dl class="sum">
                    <div class="sum-row">
                        <dt><span class="sum-sign"></span><span>{msg!("Declared", "正式宣布").get(language)}</span></dt>
                        <dd>{format::moment(language, anchor)}</dd>
                    </div>
                    <div class="sum-row">
                        <dt><span class="sum-sign">"+"</span><span>{msg!("Outer limit", "最长时限").get(language)}</span></dt>
                        <dd>{hours.clone()}" "<span class="sum-note">{msg!("absolute hours; weekends, holidays and clock changes count", "按绝对小时计；周末、节假日及时钟调整均计入").get(language)}</span></dd>
                    </div>
                    <div class="sum-row result">
                        <dt><span class="sum-sign">"="</span><span>{msg!("Due", "到期时间").get(language)}</span></dt>
                        <dd>{in_zone(due)}</dd>
                    </div>
                </dl>
                <dl class="facts plain">
                    <div class="fact"><dt>"UTC"</dt><dd>{line(in_utc(start), in_utc(due))}</dd></div>
                    {other_declared.then(|| view! { <div class="fact"><dt>{declared_zone}</dt><dd>{line(in_zone(start), in_zone(due))}</dd></div> })}
                    {other_viewer.then(|| view! { <div class="fact"><dt>{msg!("Your zone: {0}", "你的时区：{0}").fill(language, &[&viewer_zone])}</dt><dd>{line(own(start), own(due))}</dd></div> })}
                    {rule}
                </dl>
            }
            .into_any()
        })
    };
    view! {
        <details open=true>
            <summary>{t(msg!("How this is counted", "计算方式"))}</summary>
            {shown}
        </details>
    }
    .into_any()
}
