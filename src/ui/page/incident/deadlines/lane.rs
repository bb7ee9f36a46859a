//! Anchors, clocks, filings and now, drawn over one stretch of time. Everything drawn stands in words in the list above.

use super::super::timeline::hundredths;
use super::duties::{Owed, anchor_of, is_apart};
use super::own;
use crate::deadline::obligation::{Obligation, State};
use crate::language::codes::anchor_name;
use crate::language::{Language, duty};
use crate::record::codes::ANCHORS;
use crate::record::time::{MINUTE, Timestamp};
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;

/// A stretch of time and where its instants fall, as a share of the width.
#[derive(Clone, Copy)]
struct Stretch {
    from: Timestamp,
    length: i64,
}

impl Stretch {
    fn over(instants: &[Timestamp]) -> Option<Self> {
        let (from, to) = (*instants.iter().min()?, *instants.iter().max()?);
        Some(Self { from, length: to.since(from).max(MINUTE) })
    }

    /// In hundredths of a per cent, between 2 and 98 per cent, so that marks at the ends are whole.
    fn share(self, at: Timestamp) -> usize {
        let share = at.since(self.from).clamp(0, self.length).saturating_mul(9_600) / self.length;
        200 + usize::try_from(share).unwrap_or_default()
    }

    fn x(self, at: Timestamp) -> String {
        hundredths(self.share(at), "%")
    }

    fn wide(self, from: Timestamp, to: Timestamp) -> String {
        hundredths(self.share(to).saturating_sub(self.share(from)), "%")
    }
}

/// True for a notice that may be owed and has begun.
fn has_a_place(one: &Obligation) -> bool {
    one.start().is_some() && !is_apart(one)
}

/// Draws the lane, while anything has a place in time.
pub fn lane(session: Session, all: Owed) -> AnyView {
    let anchors = super::super::look(session, |one| {
        let value = |code: &&str| {
            let declared = || one.incident.declaration().and_then(|fact| fact.value.moment.at);
            let set = || one.incident.anchor(None, code).and_then(|fact| fact.value.moment.at);
            Some(((*code).to_owned(), if **code == *"declared" { declared() } else { set() }?))
        };
        let mut found: Vec<(String, Timestamp)> = ANCHORS.iter().filter_map(value).collect();
        found.sort_by_key(|(_, at)| *at);
        found
    });
    let minute = Memo::new(move |_| Timestamp(session.now.get().0 / MINUTE * MINUTE));
    let drawn = move || {
        let (language, now) = (session.language.get(), minute.get());
        let anchors = anchors.get();
        all.with(|all| {
            let timed: Vec<&Obligation> = all.iter().filter(|one| has_a_place(one)).collect();
            let mut instants = vec![now];
            instants.extend(anchors.iter().map(|(_, at)| *at));
            for one in &timed {
                instants.extend(one.start());
                instants.extend(one.due.map(|due| due.at));
                instants.extend(one.filed.as_ref().and_then(|fact| fact.value.moment.at));
            }
            let stretch = Stretch::over(&instants).filter(|_| !timed.is_empty())?;
            let points: Vec<AnyView> = anchors.iter().map(|(code, at)| point(session, language, stretch, now, code, *at)).collect();
            let bars: Vec<AnyView> = timed.into_iter().map(|one| bar(session, language, stretch, now, one)).collect();
            Some(view! {
                <figure class="lane" aria-labelledby="lane">
                    {axis(session, language, stretch, now)}
                    {points}
                    {bars}
                    <figcaption class="small muted">{msg!(
                        "◆ anchor; bar: from start to due; ┃ due; ○ filed; dashed line: now. The list above says the same in words.",
                        "◆ 起算点；横条：自起算至到期；┃ 到期；○ 已通报；虚线：现在。上方列表以文字表述相同内容。",
                    ).get(language)}</figcaption>
                </figure>
            })
        })
    };
    let any = Memo::new(move |_| all.with(|all| all.iter().any(has_a_place)));
    let section = move || {
        any.get().then(|| {
            view! { <section class="section"><h2 id="lane">{t(msg!("Over time", "时间轴"))}</h2>{drawn}</section> }
        })
    };
    view! { {section} }.into_any()
}

/// The line on which now stands, in every strip.
fn now_line(stretch: Stretch, now: Timestamp) -> AnyView {
    let x = stretch.x(now);
    view! { <line class="lane-now" x1=x.clone() x2=x y1="0" y2="100%"></line> }.into_any()
}

/// Both ends of the stretch, and where now stands.
fn axis(session: Session, language: Language, stretch: Stretch, now: Timestamp) -> AnyView {
    let (from, to) = (session.when(stretch.from), session.when(stretch.from.plus(stretch.length)));
    let share = stretch.share(now);
    let side = if share < 2000 {
        "start"
    } else if share > 8000 {
        "end"
    } else {
        "middle"
    };
    let word = msg!("now", "现在").get(language);
    view! {
        <div class="lane-ends small muted"><span>{from}</span><span>{to}</span></div>
        <svg class="lane-strip" height="18" aria-hidden="true"><text class="lane-word" x=stretch.x(now) y="13" text-anchor=side>{word}</text></svg>
    }
    .into_any()
}

fn point(session: Session, language: Language, stretch: Stretch, now: Timestamp, code: &str, at: Timestamp) -> AnyView {
    let name = anchor_name(code).map_or(code, |name| name.get(language));
    let words = [name, " · ", &session.when(at)].concat();
    view! {
        <div class="lane-row">
            <p class="small">{words}</p>
            <svg class="lane-strip" height="14" aria-hidden="true">
                {now_line(stretch, now)}
                <svg class="lane-mark" x=stretch.x(at) y="7" width="1" height="1"><path d="M0 -6L6 0 0 6 -6 0z"></path></svg>
            </svg>
        </div>
    }
    .into_any()
}

fn bar(session: Session, language: Language, stretch: Stretch, now: Timestamp, one: &Obligation) -> AnyView {
    let state = one.state(now);
    let left = duty::left(language, session.rules(), one, anchor_of(session, one), now);
    // What is overdue says so in what is left.
    let word = if state == State::Overdue { "" } else { duty::state(state).get(language) };
    let name = own::words(session, &one.regime, Some(&one.stage));
    let words: Vec<&str> = [&name, word, &left].into_iter().filter(|part| !part.is_empty()).collect();
    let words = words.join(" · ");
    let start = one.start().unwrap_or(now);
    let end = one.due.map_or(now.max(start), |due| due.at);
    let filed = one.filed.as_ref().and_then(|fact| fact.value.moment.at);
    let gone = filed.unwrap_or(now).max(start);
    let due = one.due.map(|due| {
        let x = stretch.x(due.at);
        view! { <line class="lane-due" x1=x.clone() x2=x y1="0" y2="100%"></line> }
    });
    // Past its end, a thin line goes on to the filing, or to now.
    let late =
        one.due.filter(|due| gone > due.at && matches!(state, State::Overdue | State::FiledLate(_))).map(|due| {
            view! { <line class="lane-late" x1=stretch.x(due.at) x2=stretch.x(gone) y1="50%" y2="50%"></line> }
        });
    let ring = filed.map(|at| view! { <circle class="lane-filed" cx=stretch.x(at) cy="50%" r="5"></circle> });
    let look = super::duties::state_mark(state).1;
    view! {
        <div class="lane-row" data-state=look>
            <p class="small">{words}</p>
            <svg class="lane-strip" height="14" aria-hidden="true">
                <rect class="lane-whole" x=stretch.x(start) width=stretch.wide(start, end) y="3" height="8"></rect>
                <rect class="lane-gone" x=stretch.x(start) width=stretch.wide(start, gone.min(end)) y="3" height="8"></rect>
                {due}
                {late}
                {now_line(stretch, now)}
                {ring}
            </svg>
        </div>
    }
    .into_any()
}
