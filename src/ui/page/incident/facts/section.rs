//! Sections of statements: every section of Facts and Review is drawn the same way.

use super::super::deadlines::form_link;
use super::super::header::here;
use super::super::look;
use super::parties;
use super::said::{Reading, SHA_256, Said};
use crate::language::Msg;
use crate::record::register::Register;
use crate::record::time::{HOUR, Timestamp};
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

/// How the statements of a section stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One under the other, each with its terms.
    Items,
    /// A line each.
    Lines,
    /// In columns with these names.
    Lanes(&'static [Msg]),
}

/// Where a section is read from.
#[derive(Clone, Copy)]
pub enum Source {
    /// Facts of kinds of their own.
    Facts(fn(&Reading) -> Vec<Said>),
    /// The entries of a register; the button that adds one follows from it.
    Entries(&'static Register),
}

/// A section.
#[derive(Clone, Copy)]
pub struct Section {
    /// Id of its heading.
    pub id: &'static str,
    /// Heading.
    pub title: Msg,
    /// Words and form of what its buttons open.
    pub acts: &'static [(Msg, &'static str)],
    /// Where what it holds is read from.
    pub read: Source,
    /// Kinds of the events it is read from.
    pub kinds: &'static [&'static str],
    /// Said where there is nothing to list, and of an empty line.
    pub empty: Msg,
    /// How its statements stand.
    pub shape: Shape,
}

/// Usual words where nothing is recorded.
pub const NOTHING: Msg = msg!("Not recorded yet", "尚未记录");

impl Section {
    /// What it holds, made anew only when that changes.
    pub fn said(self, session: Session) -> Memo<Vec<Said>> {
        // Warnings move with the clock, days ahead; once an hour is often enough.
        let hour = Memo::new(move |_| session.now.get().0.div_euclid(HOUR) * HOUR);
        look(session, move |one| {
            let reading = Reading { one, language: session.language.get(), session, hour: Timestamp(hour.get()) };
            match self.read {
                Source::Facts(read) => read(&reading),
                Source::Entries(register) => super::register::read(&reading, register),
            }
        })
    }

    fn erased(self, session: Session) -> Memo<Vec<String>> {
        look(session, move |one| {
            Reading { one, language: session.language.get(), session, hour: Timestamp::default() }.erased(self.kinds)
        })
    }

    /// Draws it.
    pub fn view(self, session: Session, tab: IncidentTab, said: Memo<Vec<Said>>) -> AnyView {
        let erased = self.erased(session);
        let tombstones = move || {
            let stones = erased.get().into_iter();
            stones.map(|stone| view! { <p><span class="erased">{stored(&stone)}</span></p> }).collect::<Vec<_>>()
        };
        let mut acts: Vec<AnyView> =
            self.acts.iter().map(|(words, form)| form_link(session, tab, form, *words)).collect();
        if let Source::Entries(register) = self.read {
            acts.push(form_link(session, tab, &["entry:", &register.code].concat(), Msg::of(&register.add)));
            if !register.template.is_empty() {
                acts.push(template(session, tab, &register.code, said));
            }
            if register.code == parties::REGISTER {
                acts.push(form_link(session, tab, parties::FORM, msg!("Import from CSV", "从 CSV 导入")));
            }
        }
        let nothing = move || {
            let none = said.with(Vec::is_empty) && !matches!(self.shape, Shape::Lanes(_));
            none.then(|| view! { <p class="missing">{t(self.empty)}</p> })
        };
        let warned = move || {
            let words = msg!("To be looked at: {0}", "需关注：{0} 项");
            let count = said.with(|said| said.iter().filter(|one| !one.amiss.is_empty()).count());
            (count > 0).then(|| warning(words.fill(session.language.get(), &[&count.to_string()])))
        };
        let drawing = Drawing { session, tab, section: self, said, most: RwSignal::new(MOST) };
        view! {
            <div class="section">
                <div class="section-head">
                    <h2 id=self.id tabindex="-1">{t(self.title)}</h2>
                    <span class="line">{acts}</span>
                </div>
                {nothing}
                {warned}
                {drawing.list()}
                {tombstones}
            </div>
        }
        .into_any()
    }
}

/// The way to the entries that a register offers to begin with, while it has none; in the words of the reader.
fn template(session: Session, tab: IncidentTab, code: &'static str, said: Memo<Vec<Said>>) -> AnyView {
    let any = Memo::new(move |_| said.with(Vec::is_empty));
    let link = move || {
        let form = ["template:", code, "~", session.language.get().tag()].concat();
        any.get().then(|| form_link(session, tab, &form, msg!("Take over the template", "采用模板")))
    };
    view! { {link} }.into_any()
}

/// More statements than these are drawn only when asked for: an imported list may hold thousands.
const MOST: usize = 100;

/// A section being drawn.
#[derive(Clone, Copy)]
struct Drawing {
    session: Session,
    tab: IncidentTab,
    section: Section,
    said: Memo<Vec<Said>>,
    /// So many are drawn.
    most: RwSignal<usize>,
}

impl Drawing {
    fn list(self) -> AnyView {
        match self.section.shape {
            Shape::Lines => view! { <dl class="facts">{self.each(0, Self::line)}</dl> }.into_any(),
            Shape::Items => self.items(0, |own, said| own.item(said, 3)),
            Shape::Lanes(names) => {
                let lanes: Vec<AnyView> = names.iter().enumerate().map(|(lane, name)| self.lane(lane, *name)).collect();
                view! { <div class="lanes">{lanes}</div> }.into_any()
            }
        }
    }

    fn lane(self, lane: usize, name: Msg) -> AnyView {
        let nothing = move || {
            let none = !self.said.with(|said| said.iter().any(|one| one.lane == lane));
            none.then(|| view! { <p class="missing">{t(self.section.empty)}</p> })
        };
        view! {
            <div class="measure">
                <h3>{t(name)}</h3>
                {nothing}
                {self.items(lane, |own, said| own.item(said, 4))}
            </div>
        }
        .into_any()
    }

    fn items(self, lane: usize, draw: fn(Self, &Said) -> AnyView) -> AnyView {
        let any = Memo::new(move |_| self.said.with(|said| said.iter().any(|one| one.lane == lane)));
        let list = move || any.get().then(|| view! { <ul class="rows">{self.each(lane, draw)}</ul> });
        let rest = move || {
            let all = self.said.with(|said| said.iter().filter(|one| one.lane == lane).count());
            let words = msg!("Show all {0}", "显示全部 {0} 项").fill(self.session.language.get(), &[&all.to_string()]);
            let show = move |_| self.most.set(usize::MAX);
            (all > self.most.get())
                .then(|| view! { <p><button type="button" class="button" on:click=show>{words}</button></p> })
        };
        view! { {list}{rest} }.into_any()
    }

    /// The statements of one column; those that stay as they are stay as drawn.
    fn each(self, lane: usize, draw: fn(Self, &Said) -> AnyView) -> AnyView {
        let own = move || {
            let most = self.most.get();
            self.said.with(|said| said.iter().filter(|one| one.lane == lane).take(most).cloned().collect::<Vec<Said>>())
        };
        view! { <For each=own key=Said::clone children=move |said: Said| draw(self, &said) /> }.into_any()
    }

    fn item(self, said: &Said, level: u8) -> AnyView {
        let name = name(said);
        let heading = match (said.name.is_empty(), level) {
            (true, _) => ().into_any(),
            (_, 3) => view! { <h3>{name}</h3> }.into_any(),
            _ => view! { <h4>{name}</h4> }.into_any(),
        };
        view! {
            <li class="row">
                <div>
                    {heading}
                    {said.amiss.iter().map(|words| warning(words.clone())).collect::<Vec<_>>()}
                    {self.body(said)}
                    {older(said)}
                </div>
                <span class="line">{self.acts(said)}</span>
            </li>
        }
        .into_any()
    }

    fn body(self, said: &Said) -> AnyView {
        match said.facts.is_empty() {
            true => view! { <p class="missing">{t(NOTHING)}</p> }.into_any(),
            false => statement(said, matches!(self.section.shape, Shape::Lanes(_))),
        }
    }

    fn line(self, said: &Said) -> AnyView {
        let values: Vec<&str> =
            said.facts.iter().map(|(_, value)| value.as_str()).filter(|value| !value.is_empty()).collect();
        let value = match values.is_empty() {
            true => view! { <span class="missing">{t(self.section.empty)}</span> }.into_any(),
            false => view! { {stored(&values.join(" · "))}<p class="small muted">{said.by.clone()}</p> }.into_any(),
        };
        view! {
            <div class="fact">
                <dt>{name(said)}</dt>
                <dd>{value}{older(said)}</dd>
                <dd class="fact-act">{self.acts(said)}</dd>
            </div>
        }
        .into_any()
    }

    fn acts(self, said: &Said) -> Vec<AnyView> {
        let class = if self.section.shape == Shape::Lines { "button button-quiet" } else { "button" };
        said.acts
            .iter()
            .map(|(words, form)| {
                let (words, name) = (*words, said.name.clone());
                let href = here(self.session, self.tab, Some(form));
                let label = move || {
                    let language = self.session.language.get();
                    stored(&msg!("{0}: {1}", "{0}：{1}").fill(language, &[words.get(language), &name]))
                };
                view! { <a class=class role="button" href=href aria-label=label>{t(words)}</a> }.into_any()
            })
            .collect()
    }
}

fn warning(words: String) -> AnyView {
    view! { <p><span class="state is-over">{mark(Mark::Triangle)}{words}</span></p> }.into_any()
}

fn name(said: &Said) -> AnyView {
    match said.href.is_empty() {
        true => stored(&said.name).into_any(),
        false => view! { <a href=said.href.clone()>{stored(&said.name)}</a> }.into_any(),
    }
}

/// The terms of a statement and who recorded it; in a narrow column each value follows its term.
fn statement(said: &Said, narrow: bool) -> AnyView {
    let line = if narrow { "line" } else { "fact" };
    let facts: Vec<AnyView> = said
        .facts
        .iter()
        .map(|(term, value)| {
            let shown = match value.is_empty() {
                true => view! { <dd class="missing">{t(NOTHING)}</dd> }.into_any(),
                false if *term == SHA_256 => view! { <dd class="hash">{value.clone()}</dd> }.into_any(),
                // Keeps the line breaks of what was typed.
                false => view! { <dd class="log-text">{stored(value)}</dd> }.into_any(),
            };
            view! { <div class=line><dt class="muted">{t(*term)}</dt>{shown}</div> }.into_any()
        })
        .collect();
    let class = match (narrow, said.name.is_empty()) {
        (true, _) => "small",
        (false, true) => "facts",
        (false, false) => "facts plain",
    };
    view! {
        <dl class=class>{facts}</dl>
        <p class="small muted">{said.by.clone()}</p>
    }
    .into_any()
}

fn older(said: &Said) -> Option<AnyView> {
    if said.older.is_empty() {
        return None;
    }
    let count = said.older.len().to_string();
    let language = Session::get().language;
    let words = move || msg!("History ({0})", "历史记录（{0}）").fill(language.get(), &[&count]);
    let rows: Vec<AnyView> = said
        .older
        .iter()
        .map(|one| view! { <li class="row"><div>{statement(one, false)}</div></li> }.into_any())
        .collect();
    Some(view! { <details><summary>{words}</summary><ol class="rows">{rows}</ol></details> }.into_any())
}
