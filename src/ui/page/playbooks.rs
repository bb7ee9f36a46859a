//! The playbooks: the built-in base and its variants, to be read on the screen and worked on paper.

use crate::browser::page;
use crate::language::Msg;
use crate::playbook::{self, Bilingual, GateGuide, PhaseGuide, Playbook, Step};
use crate::record::codes::Phase;
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{b, t};

/// Draws the page. On the screen a step opens at a click; paper always carries all of it, with room to write, and so it
/// does of each variant that stands open.
pub fn playbooks() -> AnyView {
    let base = playbook::base();
    let all = RwSignal::new(false);
    let phases: Vec<AnyView> = base.phases.iter().map(|phase| phase_view(phase, all)).collect();
    let variants: Vec<AnyView> = playbook::variants().iter().map(|variant| variant_view(variant, all)).collect();
    let print = move |_| page::print();
    let toggle = move |_| all.update(|all| *all = !*all);
    let toggle_words = t(msg!("Show every step in full", "展开全部步骤"));
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="measure stack-wide">
                <div class="section">
                    <div class="section-head">
                        <h1>{b(&base.title)}</h1>
                        <span class="line">
                            <button class="button" type="button" aria-pressed=move || all.get().to_string() on:click=toggle>{toggle_words}</button>
                            <button class="button" type="button" on:click=print>{t(msg!("Print a blank", "打印空白表"))}</button>
                        </span>
                    </div>
                    {about(base)}
                    <p class="muted screen-only">{t(msg!(
                        "Inside an incident each step is worked on in its Playbook tab. The blank is for work on paper: type it in afterwards, with the times it happened.",
                        "在事件中，各步骤在其“处置手册”标签页中处理。空白表供纸上工作使用：事后请按实际时间补录。",
                    ))}</p>
                    {blanks(&[
                        msg!("Incident", "事件"),
                        msg!("Lead", "负责人"),
                        msg!("Begun (date, time, zone)", "开始（日期、时间、时区）"),
                        msg!("Declared (date, time, zone)", "正式宣布（日期、时间、时区）"),
                    ])}
                </div>
                {gates("intake", true)}
                {phases}
                <section class="section" aria-labelledby="variants">
                    <h2 class="screen-only" id="variants">{t(msg!("Variants by incident type", "专项处置手册（按事件类型）"))}</h2>
                    <p class="muted screen-only">{t(msg!(
                        "Each adds its steps to the base for one type of incident. They are chosen at intake or on the Playbook tab of an incident. Those that stand open here are printed too.",
                        "各专项手册针对一类事件，在基础处置手册之上增加步骤，可在新建事件时或在事件的“处置手册”标签页中选用。在此展开的会一并打印。",
                    ))}</p>
                    {variants}
                </section>
            </div>
        </main>
    }
    .into_any()
}

/// The version of a playbook and what it is for.
fn about(playbook: &'static Playbook) -> AnyView {
    view! {
        <p class="small muted">{t(msg!("Version", "版本"))}" "<span class="mono">{playbook.version.as_str()}</span></p>
        <p>{b(&playbook.summary)}</p>
    }
    .into_any()
}

fn variant_view(variant: &'static Playbook, all: RwSignal<bool>) -> AnyView {
    let title = move || view! { {variant.id.as_str()}" "{b(&variant.title)} };
    let phases: Vec<AnyView> = (variant.phases.iter())
        .map(|phase| view! { <h3>{b(&phase.title)}</h3>{steps(phase, all, true)} }.into_any())
        .collect();
    // The line that opens it is not printed, so paper needs a heading of its own.
    view! {
        <details open=move || all.get()>
            <summary>{title()}</summary>
            <div class="stack">
                <h2 class="print-only">{title()}</h2>
                {about(variant)}
                {phases}
                {ideas(&variant.ideas, "small muted screen-only")}
            </div>
        </details>
    }
    .into_any()
}

fn phase_view(phase: &'static PhaseGuide, all: RwSignal<bool>) -> AnyView {
    let id = ["phase-", phase.code.code()].concat();
    // Declaring is possible from any phase; the earliest is where its gate is looked for.
    let declaring = phase.code == Phase::Analysis;
    view! {
        <section class="section" aria-labelledby=id.clone()>
            <div class="phase-head">
                <h2 id=id.clone()>{b(&phase.title)}</h2>
                <p class="objective">{b(&phase.objective)}</p>
            </div>
            {steps(phase, all, false)}
            {gates(phase.code.code(), false)}
            {declaring.then(|| gates("declaration", false))}
        </section>
    }
    .into_any()
}

/// The steps of a phase; `deep` where the phase stands below a playbook of several.
fn steps(phase: &'static PhaseGuide, all: RwSignal<bool>, deep: bool) -> AnyView {
    let steps: Vec<AnyView> = phase.steps.iter().map(|step| step_view(step, all, deep)).collect();
    view! { <ol class="ruled steps">{steps}</ol> }.into_any()
}

fn step_view(step: &'static Step, all: RwSignal<bool>, deep: bool) -> AnyView {
    let turned = RwSignal::new(false);
    let is_open = move || turned.get() != all.get();
    let turn = move |_| turned.update(|turned| *turned = !*turned);
    let id = ["b-", step.code.as_str()].concat();
    let line = view! {
        <button class="step-line" type="button" aria-expanded=move || is_open().to_string() aria-controls=id.clone() on:click=turn>
            <span class="step-code">{step.code.as_str()}" "</span>
            {mark(Mark::Box)}
            <span class="step-title">{b(&step.title)}</span>
            <span class="print-only"><span class="step-answer">{t(msg!("Who, when", "何人、何时"))}</span></span>
        </button>
    };
    let head = match deep {
        true => view! { <h4 class="step-head">{line}</h4> }.into_any(),
        false => view! { <h3 class="step-head">{line}</h3> }.into_any(),
    };
    // What is closed on the screen is hidden there only, so that it prints.
    view! {
        <li class="step" data-state="todo" data-open=move || is_open().then_some("")>
            {head}
            <div id=id.clone() class=move || if is_open() { "" } else { "print-only" }>
                <div class="step-body">
                    {facts(step)}
                    {ideas(&step.ideas, "small muted screen-only")}
                    <span class="write-lines print-only"></span>
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// What a step says of itself: why, what to record, when it is done. A variant says the last only.
pub fn facts(step: &'static Step) -> AnyView {
    let row = |term: Msg, text: &'static Bilingual| {
        (!text.en.is_empty()).then(|| view! { <div class="fact"><dt>{t(term)}</dt><dd>{b(text)}</dd></div> }.into_any())
    };
    view! {
        <dl class="facts plain">
            {row(msg!("Why", "原因"), &step.why)}
            {row(msg!("Record", "记录内容"), &step.record)}
            {row(msg!("Done when", "完成标准"), &step.done_when)}
        </dl>
    }
    .into_any()
}

/// Where ideas come from, if it is said.
pub fn ideas(ideas: &'static [String], class: &'static str) -> Option<AnyView> {
    (!ideas.is_empty())
        .then(|| view! { <p class=class>{t(msg!("Ideas from", "参考来源"))}": "{ideas.join("; ")}</p> }.into_any())
}

/// The gates that hold the way out of a place of the playbook; `top` where they stand in no phase.
fn gates(leaves: &str, top: bool) -> AnyView {
    let here = playbook::gate_guides().iter().filter(|guide| guide.leaves == leaves);
    here.map(|guide| gate(guide, top)).collect::<Vec<_>>().into_any()
}

fn gate(guide: &'static GateGuide, top: bool) -> AnyView {
    let id = ["gate-", guide.code.code()].concat();
    let needs: Vec<AnyView> = guide
        .needs
        .iter()
        .map(|need| {
            view! { <li class="gate-need" data-state="missing">{mark(Mark::Box)}<span>{b(&need.label)}</span></li> }
                .into_any()
        })
        .collect();
    let words = move || view! { {t(msg!("Gate", "关口"))}" "{guide.code.code()}" "{b(&guide.title)} };
    let heading = match top {
        true => view! { <h2 id=id.clone()>{words()}</h2> }.into_any(),
        false => view! { <h3 id=id.clone()>{words()}</h3> }.into_any(),
    };
    view! {
        <section class="gate" aria-labelledby=id.clone()>
            <div class="gate-head">{heading}</div>
            <p class="small muted">{b(&guide.purpose)}</p>
            <ul>{needs}</ul>
            {blanks(&[
                msg!("Passed by (name, role)", "通过人（姓名、角色）"),
                msg!("When", "时间"),
                msg!("With things missing: why", "如有缺项：理由"),
            ])}
        </section>
    }
    .into_any()
}

/// Lines to be filled in by hand; on paper only.
fn blanks(labels: &[Msg]) -> AnyView {
    let lines: Vec<AnyView> =
        labels.iter().map(|&label| view! { <p>{t(label)}" "<span class="blank"></span></p> }.into_any()).collect();
    view! { <div class="print-only">{lines}</div> }.into_any()
}
