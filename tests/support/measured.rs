//! Records told in one line for metrics, and what was read of them in one word.

use super::desk::Desk;
use super::duties::{anchor, desk, filing, typed};
use super::facts::*;
use holdfast::exchange::metrics::{Measured, Point, Told, Why};
use holdfast::record::apply::fold;
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::{Command, Override};
use holdfast::record::id::Id;
use holdfast::record::time::{MINUTE, Moment, Precision};
use std::collections::BTreeMap;

/// A time as in [`typed`]; after `~` it is about then.
pub fn when(text: &str, zone: &str) -> Moment {
    match text.strip_prefix('~') {
        Some(rest) => Moment { precision: Precision::About, ..typed(rest, zone) },
        None => typed(text, zone),
    }
}

/// What later facts of a line refer to.
#[derive(Default)]
pub struct Facts {
    ids: BTreeMap<String, Id>,
}

impl Facts {
    /// States facts as `occurred=2026-11-20T08:00 call:a=… ack:a=…`; a name after the colon is what it is about.
    pub fn state(&mut self, desk: &mut Desk, zone: &str, facts: &str) {
        for fact in facts.split_whitespace() {
            let (name, time) = fact.split_once('=').unwrap_or((fact, "?"));
            let (name, about) = name.split_once(':').unwrap_or((name, ""));
            let id = self.one(desk, name, about, when(time, zone));
            let begins = matches!(name, "call" | "row" | "service" | "told");
            if begins {
                self.ids.insert(about.to_owned(), id);
            }
        }
    }

    pub fn one(&self, desk: &mut Desk, name: &str, about: &str, moment: Moment) -> Id {
        let id = || self.ids.get(about).cloned().unwrap_or_else(|| panic!("nothing is called {about}"));
        let by = || Some(Override { name: text("Mei Chen"), role: text("Lead"), reason: text("table") });
        let late = |desk: &mut Desk, act| desk.act(Command::Late { act: Box::new(act), occurred: moment.clone() });
        let body: Body = match name {
            "call" => return desk.state(Escalated { called: moment, ..call(desk) }),
            "ack" => return desk.state(Acknowledged { escalation: id(), at: moment, person: text("Jonas") }),
            "declared" => return desk.state(Declared { moment, ..declared(desk, "") }),
            "withdrawn" => {
                let [by, reason, role] = ["Mei Chen", "in error", "Lead"].map(text);
                return desk.state(Withdrawn { by, reason, role });
            }
            "told" => {
                let regime = if about.is_empty() { CONTRACT_72H } else { about };
                return desk.state(filing(regime, "notice", moment));
            }
            "untold" => return desk.state(FilingWithdrawn { filing: id(), reason: text("in error") }),
            "service" => return service(desk, about),
            "cleared" => return desk.state(ServiceCleared { service: id(), reason: text("not ours") }),
            "row" => {
                let of = service(desk, "Mail");
                return desk.state(row(&of, Impact::Low));
            }
            "erow" => {
                let of = service(desk, "Mail");
                return desk.state(PlanRowAdded { column: PlanColumn::Eradicate, ..row(&of, Impact::Low) });
            }
            "enter" => {
                let enter =
                    Command::Enter { phase: Phase::Containment, leave: Vec::new(), reason: text("table"), by: by() };
                return late(desk, enter);
            }
            "leave" => return late(desk, Command::Leave(Phase::Containment)),
            "done" | "undone" | "dropped" => {
                let status = match name {
                    "done" => ActionStatus::Done,
                    "undone" => ActionStatus::Doing,
                    _ => ActionStatus::Dropped,
                };
                PlanRowSet { result: text("as planned"), row: id(), status }.into()
            }
            "class" => classified(Outcome::from_code(about).expect("an outcome")).into(),
            "cia" => {
                let all = [Answer::Yes, Answer::No, if about == "part" { Answer::Unknown } else { Answer::No }];
                let [confidentiality, integrity, availability] = all;
                let whole = classified(Outcome::SecurityIncident);
                Classified { confidentiality, integrity, availability, ..whole }.into()
            }
            "customers" => {
                let customers = Customers::from_code(about).expect("an answer");
                Classified { customers, ..classified(Outcome::SecurityIncident) }.into()
            }
            "evicted" => eviction(EvictionClaim::Evicted, "Mei Chen").into(),
            "closed" => eviction(EvictionClaim::PathMitigated, "Jonas").into(),
            "clean" => attested(&id(), ServiceClaim::Eliminated, "Ravi Rao").into(),
            "recovered" => attested(&id(), ServiceClaim::Recovered, "Ravi Rao").into(),
            other => return desk.state(anchor(other, None, moment)),
        };
        late(desk, Command::State { body, occurred: None, known: None })
    }
}

/// A desk that was told these facts, typed in a zone.
pub fn told(zone: &str, facts: &str) -> Desk {
    let mut desk = desk();
    Facts::default().state(&mut desk, zone, facts);
    assert_eq!(desk.incident, fold(&desk.log));
    desk
}

pub fn codes(points: &[Point]) -> String {
    points.iter().map(|one| one.code()).collect::<Vec<_>>().join(" ")
}

pub fn why(why: &Why) -> String {
    format!("{} {}", why.reason.code(), codes(&why.points))
}

/// `150 exact occurred first_signal` (minutes), or `missing occurred`.
pub fn face(read: &Result<Measured, Why>) -> String {
    match read {
        Ok(Measured { from, to, elapsed, precision }) => {
            assert_eq!(elapsed % MINUTE, 0);
            format!("{} {} {}", elapsed / MINUTE, precision.code(), codes(&[from.point, to.point]))
        }
        Err(reason) => why(reason),
    }
}

/// `called 2026-11-20T08:00:00.000Z exact`, or `missing called`.
pub fn reached(read: &Result<Told, Why>) -> String {
    match read {
        Ok(Told { point, moment }) => {
            format!("{} {} {}", point.code(), moment.at.expect("an instant").to_rfc3339(), moment.precision.code())
        }
        Err(reason) => why(reason),
    }
}

/// Lines `facts | expected`; a line that begins with a code and a colon says what is read from then on.
pub fn table(lines: &str, read: impl Fn(&str, &Desk) -> String) {
    let mut code = "";
    let mut held = 0;
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once('|') {
            None => code = line.trim_end_matches(':'),
            Some((facts, expected)) => {
                let short = |text: &str| text.replace("D20", "2026-11-20").replace("D21", "2026-11-21");
                let desk = told("Europe/Berlin", &short(facts));
                assert_eq!(read(code, &desk), short(expected.trim()), "{code}: {facts}");
                held += 1;
            }
        }
    }
    assert!(held > 10);
}
