//! The organisation: services and their teams, roster, contacts, training, exercises. Kept as a record of its own.

use super::deadlines::opened_form;
use super::facts::{contents, register};
use super::look;
use crate::language::{Language, Msg};
use crate::readiness::learned::Learned;
use crate::readiness::of_record::{shifts, untold, untrained};
use crate::readiness::roster::{Rank, faults, gaps, on_call};
use crate::readiness::training::Standing;
use crate::record::time::{HOUR, Timestamp};
use crate::session::{IncidentTab, OpenIncident, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;

/// Days ahead in which gaps are looked for.
const AHEAD: u8 = 7;

/// A finding: whether it is an error, and its words.
type Finding = (bool, String);

/// Draws the page.
pub fn readiness(session: Session) -> AnyView {
    let tab = IncidentTab::Readiness;
    let sections: Vec<_> = register::sections("readiness").map(|section| (section, section.said(session))).collect();
    let contents = contents(session, &sections);
    let sections: Vec<AnyView> = sections.into_iter().map(|(section, said)| section.view(session, tab, said)).collect();
    // Gaps move with the clock; once an hour is often enough for days ahead.
    let hour = Memo::new(move |_| session.now.get().0.div_euclid(HOUR) * HOUR);
    let cover = look(session, move |one| cover(session, one, Timestamp(hour.get())));
    let training = look(session, move |one| training(session, one, Timestamp(hour.get())));
    let learned = RwSignal::new(Learned::default());
    leptos::task::spawn_local(async move {
        let found = session.learned().await;
        // The page may have been left meanwhile.
        let _ = learned.try_set(found);
    });
    let changed = look(session, move |one| learned.with(|found| changed(session, one, found, Timestamp(hour.get()))));
    view! {
        <div class="desk">
            <div class="desk-main stack-wide">
                <p class="muted measure">{t(msg!(
                    "Who is reached for what, before anything happens. It is kept in this browser as a record of its own: under Record it is saved to a file, and what such a file holds joins what is here.",
                    "事前明确何事找何人。内容作为独立记录保存在此浏览器中：可在“记录”中保存到文件，读入此类文件即与此处内容合并。",
                ))}</p>
                {opened_form(session, tab)}
                {findings("cover", msg!("On call now and in the next 7 days", "当前与未来 7 天值班情况"), cover,
                    msg!("No roster yet", "尚无值班表"))}
                {findings("attested", msg!("Yearly refresher", "年度复训"), training,
                    msg!("Nothing due", "无到期项"))}
                {findings("changed", msg!("Changed by incidents: procedures and lessons", "事件带来的变更：操作规程与经验教训"), changed,
                    msg!("Nothing recorded", "无记录"))}
                {sections}
            </div>
            {contents}
        </div>
    }
    .into_any()
}

fn findings(id: &'static str, title: Msg, found: Memo<Vec<Finding>>, empty: Msg) -> AnyView {
    let lines = move || {
        let line = |(wrong, words): Finding| {
            let (state, shape) = if wrong { ("missing", Mark::Diamond) } else { ("met", Mark::Dial) };
            view! { <li class="gate-need" data-state=state>{mark(shape)}<span>{words}</span></li> }.into_any()
        };
        let found = found.get();
        match found.is_empty() {
            true => view! { <p class="missing">{t(empty)}</p> }.into_any(),
            false => view! { <ul>{found.into_iter().map(line).collect::<Vec<_>>()}</ul> }.into_any(),
        }
    };
    view! { <section class="section" aria-labelledby=id><h2 id=id>{t(title)}</h2>{lines}</section> }.into_any()
}

fn rank(language: Language, rank: Rank) -> &'static str {
    let words = match rank {
        Rank::Primary => msg!("primary", "主值班"),
        Rank::Secondary => msg!("secondary", "副值班"),
        Rank::Tertiary => msg!("tertiary", "第三值班"),
    };
    words.get(language)
}

/// Who is on call now, team by team, then the gaps: where nobody is, it is an error.
fn cover(session: Session, one: &OpenIncident, now: Timestamp) -> Vec<Finding> {
    let (language, zones) = (session.language.get(), session.zones());
    let shifts = shifts(&one.incident);
    let mut found = Vec::new();
    for (place, shift) in shifts.iter().enumerate() {
        if shifts.iter().take(place).any(|before| before.team == shift.team) {
            continue;
        }
        let on = on_call(&shifts, shift.team, now, &*zones);
        let named = msg!("{0} ({1})", "{0}（{1}）");
        let names: Vec<String> =
            on.iter().map(|on| named.fill(language, &[on.person, rank(language, on.rank)])).collect();
        if !names.is_empty() {
            let names = names.join(msg!(", ", "、").get(language));
            let words = msg!("{0}, on call now: {1}", "{0}，当前值班：{1}");
            found.push((false, words.fill(language, &[shift.team, &names])));
        }
    }
    for fault in faults(&shifts, &*zones) {
        let person = shifts.get(fault.place).map_or("", |shift| shift.person);
        let words = msg!(
            "{0}: a shift is not counted; look at its days, times and time zone",
            "{0}：有一个班次未计入；请核对其日期、时间和时区",
        );
        found.push((true, words.fill(language, &[person])));
    }
    // A rank that nobody of the team ever holds is said once.
    let ever = |team: &str, rank: Rank| shifts.iter().any(|shift| shift.team == team && shift.rank == rank);
    let mut never: Vec<(&str, Rank)> = Vec::new();
    for gap in gaps(&shifts, now, &*zones, AHEAD) {
        if let Some(rank) = gap.missing.filter(|rank| !ever(gap.team, *rank)) {
            if !never.contains(&(gap.team, rank)) {
                never.push((gap.team, rank));
            }
            continue;
        }
        let missing = gap.missing.map(|missing| rank(language, missing)).unwrap_or_default();
        let words = match gap.missing {
            None => msg!("{0}: nobody on call, {1} to {2}", "{0}：无人值班，{1} 至 {2}"),
            Some(_) => msg!("{0}: no {3}, {1} to {2}", "{0}：缺{3}，{1} 至 {2}"),
        };
        let (from, to) = (session.when(gap.from), session.when(gap.to));
        found.push((gap.missing.is_none(), words.fill(language, &[gap.team, &from, &to, missing])));
    }
    for (team, missing) in never {
        let words = msg!("{0}: no {1} at any time", "{0}：始终没有{1}");
        found.push((false, words.fill(language, &[team, rank(language, missing)])));
    }
    found
}

fn training(session: Session, one: &OpenIncident, now: Timestamp) -> Vec<Finding> {
    let language = session.language.get();
    let today = now.civil(session.offset_at(now));
    let words = |(person, one): (String, crate::readiness::training::Training)| {
        let until = one.until.map(|until| until.date()).unwrap_or_default();
        let words = match one.standing {
            Standing::Never => msg!("{0}: never attested", "{0}：无复训记录"),
            Standing::Due => msg!("{0}: due by {1}", "{0}：应于 {1} 前完成"),
            Standing::Expired | Standing::Current => msg!("{0}: ran out on {1}", "{0}：已于 {1} 到期"),
        };
        (one.standing != Standing::Due, words.fill(language, &[&person, &until]))
    };
    untrained(&one.incident, today).into_iter().map(words).collect()
}

/// What incidents changed, each change with those who have not heard of it in a refresher since; then the lessons.
fn changed(session: Session, one: &OpenIncident, learned: &Learned, now: Timestamp) -> Vec<Finding> {
    let language = session.language.get();
    let days: Vec<&str> = learned.changes.iter().map(|change| change.from.as_str()).collect();
    let people = untold(&one.incident, &days, now.civil(session.offset_at(now)));
    let mut found = Vec::new();
    for (change, people) in learned.changes.iter().zip(people) {
        let [before, after] = &change.versions;
        let names = people.join(msg!(", ", "、").get(language));
        let words = match people.is_empty() {
            true => msg!("{0}: {1} → {2}, in effect from {3} ({4})", "{0}：{1} → {2}，自 {3} 起生效（{4}）"),
            false => msg!(
                "{0}: {1} → {2}, in effect from {3} ({4}). Since the last refresher of {5}",
                "{0}：{1} → {2}，自 {3} 起生效（{4}）。以下人员上次复训之后的变更：{5}",
            ),
        };
        let parts = [&change.procedure, before, after, &change.from, &change.incident, &names].map(String::as_str);
        found.push((!people.is_empty(), words.fill(language, &parts)));
    }
    for lesson in &learned.lessons {
        let words = msg!("Lesson for {0}: {1} ({2})", "{0}的经验教训：{1}（{2}）");
        found.push((false, words.fill(language, &[&lesson.team, &lesson.lesson, &lesson.incident])));
    }
    found
}
