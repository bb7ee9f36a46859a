//! A time: date, time, zone and precision, with what was understood said back at once.

use super::form::{Filling, label, notes};
use super::text::t;
use crate::form::{Field, Problem, TimeInput, Value, Which, problem_text, time_input};
use crate::language::{Msg, format};
use crate::ui::frame::ZONES;
use crate::ui::markup::prelude::*;

const PRECISIONS: [(&str, Msg); 4] = [
    ("exact", msg!("exact", "精确")),
    ("about", msg!("about", "大约")),
    ("date", msg!("date only", "仅日期")),
    ("unknown", msg!("unknown", "未知")),
];

/// Which part of a time was typed.
#[derive(Clone, Copy)]
enum Part {
    Date,
    Time,
    Zone,
    Precision,
}

fn current(filling: Filling, code: &str) -> TimeInput {
    match filling.value(code) {
        Some(Value::Time(input)) => input,
        _ => TimeInput::default(),
    }
}

/// Writes into a field that is already drawn.
pub fn set_input(id: &str, text: &str) {
    use leptos::wasm_bindgen::JsCast as _;
    let element = document().get_element_by_id(id);
    if let Some(input) = element.and_then(|element| element.dyn_into::<leptos::web_sys::HtmlInputElement>().ok()) {
        input.set_value(text);
    }
}

/// Presses a box or a button that is already drawn.
pub fn press(id: &str) {
    use leptos::wasm_bindgen::JsCast as _;
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<leptos::web_sys::HtmlElement>().ok()) {
        element.click();
    }
}

/// Draws a time field.
pub fn time_field(filling: Filling, field: &Field) -> AnyView {
    let code = field.code;
    let id = filling.id(code);
    let session = filling.session;
    let initial = current(filling, code);
    let echo = RwSignal::new(initial.clone());
    let put = move |change: &dyn Fn(&mut TimeInput)| {
        let mut input = current(filling, code);
        change(&mut input);
        filling.put(code, Value::Time(input.clone()));
        echo.set(input);
    };
    let part = move |part: Part| {
        move |event: leptos::ev::Event| {
            let text = event_target_value(&event);
            put(&|input: &mut TimeInput| {
                *match part {
                    Part::Date => &mut input.date,
                    Part::Time => &mut input.time,
                    Part::Zone => &mut input.zone,
                    Part::Precision => &mut input.precision,
                } = text.clone();
                input.which = None;
            });
        }
    };
    let ids = [id.clone(), [&id, "-time"].concat(), [&id, "-zone"].concat()];
    let fill_now = {
        let ids = ids.clone();
        move |_| {
            let now = session.now_typed();
            for (id, text) in ids.iter().zip([&now.date, &now.time, &now.zone]) {
                set_input(id, text);
            }
            put(&|input: &mut TimeInput| {
                let precision = if input.precision == "about" { "about" } else { "exact" };
                *input = TimeInput { precision: precision.to_owned(), ..now.clone() };
            });
        }
    };
    let read = move || {
        let input = echo.get();
        let language = session.language.get();
        match time_input::read(&input, &*session.zones()) {
            Ok(Some(moment)) => format::moment(language, &moment),
            Ok(None) => String::new(),
            Err(Problem::NotATime) => String::new(),
            Err(problem) => problem_text(language, &problem),
        }
    };
    let which = move || {
        let input = echo.get();
        let asked =
            matches!(time_input::read(&TimeInput { which: None, ..input }, &*session.zones()), Err(Problem::Twice(..)));
        asked.then(|| {
            let one = |which: Which, msg: Msg| {
                let chosen = move |_| put(&|input: &mut TimeInput| input.which = Some(which));
                let name = [&filling.id(code), "-which"].concat();
                let checked = current(filling, code).which == Some(which);
                view! {
                    <label class="option"><input type="radio" name=name checked=checked on:change=chosen /><span>{t(msg)}</span></label>
                }
            };
            view! {
                <div class="options-inline">
                    {one(Which::Earlier, msg!("the earlier one", "较早的一次"))}
                    {one(Which::Later, msg!("the later one", "较晚的一次"))}
                </div>
            }
        })
    };
    let precisions: Vec<AnyView> = PRECISIONS
        .into_iter()
        .map(|(value, msg)| {
            let selected = initial.precision == value;
            view! { <option value=value selected=selected>{t(msg)}</option> }.into_any()
        })
        .collect();
    let invalid = move || filling.problem(code).is_some().then_some("true");
    let [date_id, time_id, zone_id] = ids;
    let now_label = {
        let field = field.label;
        move || {
            let language = session.language.get();
            msg!("Now: {0}", "现在：{0}").fill(language, &[field.get(language)])
        }
    };
    let error_id = [&id, "-error"].concat();
    view! {
        <fieldset class="field field-time" data-kind="time">
            <legend class="field-label">{label(field)}</legend>
            {notes(filling, field)}
            <div class="time-row">
                <label class="time-part">
                    <span>{t(msg!("Date", "日期"))}</span>
                    <input class="field-input" id=date_id inputmode="numeric" placeholder="2026-11-22" autocomplete="off"
                        value=initial.date.clone() aria-describedby=error_id aria-invalid=invalid on:input=part(Part::Date) />
                </label>
                <label class="time-part">
                    <span>{t(msg!("Time", "时间"))}</span>
                    <input class="field-input" id=time_id inputmode="numeric" placeholder="14:05" autocomplete="off"
                        value=initial.time.clone() on:input=part(Part::Time) />
                </label>
                <label class="time-part time-part-zone">
                    <span>{t(msg!("Zone", "时区"))}</span>
                    <input class="field-input" id=zone_id list=ZONES autocomplete="off" value=initial.zone.clone() on:input=part(Part::Zone) />
                </label>
                <label class="time-part">
                    <span>{t(msg!("Precision", "精度"))}</span>
                    <select class="field-input" on:change=part(Part::Precision)>{precisions}</select>
                </label>
                <button type="button" class="button button-quiet" aria-label=now_label on:click=fill_now>{t(msg!("Now", "现在"))}</button>
            </div>
            {which}
            <p class="field-read" aria-live="polite">{read}</p>
        </fieldset>
    }
    .into_any()
}
