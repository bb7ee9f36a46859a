//! Clocks of own contracts and internal updates: the forms, what is counted, and that the record
//! alone is enough to count it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::obligation::{Obligation, State};
use holdfast::deadline::profile::Profile;
use holdfast::deadline::{obligations, own};
use holdfast::exchange::board_clock::clocks_of;
use holdfast::exchange::derived::derived;
use holdfast::exchange::icalendar::entries;
use holdfast::exchange::import::read_file;
use holdfast::form::own::kept;
use holdfast::form::{FormCode, form};
use holdfast::language::calendar::{Titles, events};
use holdfast::language::codes::{regime_words_in, stage_words_in};
use holdfast::language::{Language, duty, event_text};
use holdfast::record::apply::fold;
use holdfast::record::body::{CadenceSet, ContractClockDecided, Reopened, Terms};
use holdfast::record::codes::Applicability::{Applies, DoesNotApply, NotYetKnown};
use holdfast::record::codes::{Applicability, Counted, Counterparty, INTERNAL_UPDATE};
use holdfast::record::decide::{Command, MAX_TEXT, Override};
use holdfast::record::json;
use holdfast::record::refusal::Why;
use holdfast::record::time::{HOUR, MINUTE, Timestamp};
use support::at;
use support::desk::{Desk, fact};
use support::duties::{decide, desk, filing, instant, relief, state, two, typed};
use support::forge::exported;
use support::forms::{asking, submitted, typed_now};
use support::story::meet;
use support::zones::TzData;

const BERLIN: &str = "Europe/Berlin";

fn text(words: &str) -> String {
    words.to_owned()
}

fn insurer() -> Terms {
    Terms {
        anchor: text("aware"),
        dated: text("2026-01-15"),
        holidays: text(""),
        length: 24,
        name: text("Cyber insurer"),
        party: Counterparty::Insurer,
        source: text("Policy CY-558, clause 7.2"),
        unit: Counted::Hours,
        zone: text(""),
    }
}

fn decided(clock: &Terms, decision: Applicability) -> ContractClockDecided {
    let [by, role, reason] = ["Ana García", "Counsel", "As the policy says"].map(text);
    ContractClockDecided { by, clock: clock.clone(), decision, reason, regime: clock.code(), role }
}

fn owed(desk: &Desk, regime: &str) -> Obligation {
    let found = obligations(&desk.incident, built_in(), &TzData);
    found.into_iter().find(|one| one.regime == regime).unwrap_or_else(|| panic!("not owed: {regime}"))
}

/// In hours by the instant, in days to the end of a day in the clock's zone or the one the start was typed in, in
/// business days without weekends and the holidays of the calendar.
#[test]
fn own_clocks_are_counted_in_hours_days_and_business_days() {
    use Counted::{BusinessDays, CalendarDays, Hours};
    let table = [
        ("2026-03-28T10:00", 24, Hours, "", "", "2026-03-29T11:00:00+02:00"),
        ("2026-11-20T16:00", 72, Hours, "Asia/Tokyo", "", "2026-11-23T16:00:00+01:00"),
        ("2026-11-20T16:00", 2, CalendarDays, "", "", "2026-11-22T23:59:59+01:00"),
        ("2026-11-20T16:00", 2, CalendarDays, "Asia/Tokyo", "", "2026-11-23T23:59:59+09:00"),
        ("2026-11-20T16:00", 2, BusinessDays, "", "", "2026-11-24T23:59:59+01:00"),
        ("2026-11-25T16:00", 2, BusinessDays, "America/New_York", "", "2026-11-27T23:59:59-05:00"),
        ("2026-11-25T16:00", 2, BusinessDays, "America/New_York", "us-federal", "2026-11-30T23:59:59-05:00"),
    ];
    for (start, length, unit, zone, holidays, due) in table {
        let clock = Terms { length, unit, zone: text(zone), holidays: text(holidays), ..insurer() };
        let mut desk = desk();
        desk.state(decided(&clock, Applies));
        assert_eq!(owed(&desk, &clock.code()).state(desk.now), State::NotStarted);
        state(&mut desk, "", BERLIN, &format!("aware={start}"));
        let one = owed(&desk, &clock.code());
        let counted = one.due.unwrap();
        assert_eq!(counted.at, instant(due), "{start} + {length} {unit:?} {zone}");
        assert_eq!((counted.holidays_unknown, one.state(desk.now)), (false, State::Overdue));
    }
}

/// A clock may have a start of its own, which wins over the incident's; and it is answered as any other.
#[test]
fn an_own_clock_is_filed_waived_and_decided_anew() {
    let clock = insurer();
    let code = clock.code();
    let mut desk = desk();
    state(&mut desk, &code, BERLIN, "aware=2026-11-20T16:00 own:aware=2026-11-20T18:00");
    desk.state(decided(&clock, Applies));
    let due = instant("2026-11-21T18:00:00+01:00");
    assert_eq!(owed(&desk, &code).due.unwrap().at, due);
    assert_eq!(owed(&desk, &code).state(due), State::DueSoon);
    desk.state(filing(&code, own::NOTICE, typed("2026-11-21T18:05", BERLIN)));
    assert_eq!(owed(&desk, &code).state(desk.now), State::FiledLate(5 * MINUTE));
    // The terms stay; only the decision is replaced.
    let other = Terms { length: 48, ..clock.clone() };
    assert_ne!(other.code(), code, "other terms are another clock");
    desk.state(decided(&other, NotYetKnown));
    assert_eq!(owed(&desk, &other.code()).state(desk.now), State::ScopeNotDeclared);
    desk.state(decide(&other.code(), DoesNotApply));
    assert_eq!(owed(&desk, &other.code()).state(desk.now), State::NotApplicable);
    assert_eq!(owed(&desk, &code).state(desk.now), State::FiledLate(5 * MINUTE));
    let codes: Vec<String> =
        clocks_of(&desk.incident, Rules::BUILT_IN, &TzData).into_iter().map(|one| one.regime).collect();
    assert_eq!(codes, [code]);
}

/// What a record says is enough: another machine, which has no profile, finds the same due times, names and source.
#[test]
fn another_machine_counts_the_same_from_the_record_alone() {
    let clock = Terms { length: 2, unit: Counted::BusinessDays, zone: text("Asia/Tokyo"), ..insurer() };
    let mut here = desk();
    state(&mut here, "", BERLIN, "aware=2026-11-20T16:00");
    here.state(decided(&clock, Applies));
    here.state(CadenceSet { by: text("Mei"), hours: 4, reason: text("agreed") });
    let now = here.now;
    let file = read_file(&exported(&here.log, now)).unwrap().records.remove(0);
    let there = fold(&file.log);
    assert_eq!(
        obligations(&there, built_in(), &TzData),
        obligations(&here.incident, built_in(), &TzData),
        "the same obligations"
    );
    let value = derived(&there, &file.log, built_in(), &TzData, now);
    let said = value["deadlines"].as_array().unwrap();
    let one = said.iter().find(|one| one["regime"] == clock.code()).expect("in the derived section");
    assert_eq!(one["due"], "2026-11-24T14:59:59.000Z");
    assert_eq!((&one["regime_name"]["zh"], &one["source"]), (&"Cyber insurer".into(), &clock.source.clone().into()));
    assert_eq!((&one["as_of"], one.get("edition")), (&"2026-01-15".into(), None));
    assert!(said.iter().any(|one| one["regime"] == INTERNAL_UPDATE));
    // On the board, in the calendar, in words.
    let clocks = clocks_of(&there, Rules::BUILT_IN, &TzData);
    let on_board = clocks.iter().find(|one| one.regime == clock.code()).unwrap();
    assert_eq!(
        (on_board.regime_name.en.as_str(), on_board.due),
        ("Cyber insurer", Some(at("2026-11-24T14:59:59.000Z")))
    );
    let entries = entries(&file.log, &there, built_in(), &TzData);
    let entry = entries.iter().find(|one| one.regime == clock.code()).unwrap();
    assert!(entry.stands);
    let written = events(Language::English, Titles::Named, &there, std::slice::from_ref(entry), built_in());
    assert_eq!(written[0].summary, "Cyber insurer: Notice under the clause");
    assert!(written[0].description.contains("CY-558"), "{}", written[0].description);
    for (language, words) in
        [(Language::English, "2 business days from: Aware"), (Language::Chinese, "2 个工作日，自“知悉”起")]
    {
        assert_eq!(regime_words_in(language, Rules::BUILT_IN, &there, &clock.code()), "Cyber insurer");
        let lines =
            file.log.events().iter().map(|event| event_text::line(language, Rules::BUILT_IN, event, &there).text);
        let lines: Vec<String> = lines.collect();
        assert!(lines.iter().any(|line| line.contains(words) && line.contains("CY-558")), "{lines:?}");
    }
}

/// Its code is the digest of its terms, so that no second set of terms can be put under it.
#[test]
fn terms_are_held_to_their_code_and_to_sense() {
    let mut desk = desk();
    let why = |desk: &mut Desk, body: ContractClockDecided| {
        let refusal = desk.attempt(fact(body)).unwrap_err();
        (refusal.field, refusal.why)
    };
    let clock = insurer();
    let table = [
        (Terms { length: 0, ..clock.clone() }, "length", Why::NotALength),
        (Terms { length: 10_000, ..clock.clone() }, "length", Why::NotALength),
        (Terms { name: text(" "), ..clock.clone() }, "name", Why::Empty),
        (Terms { source: text(""), ..clock.clone() }, "source", Why::Empty),
        (Terms { dated: text("2026-13-01"), ..clock.clone() }, "dated", Why::TimeMissing),
    ];
    for (terms, field, reason) in table {
        assert_eq!(why(&mut desk, decided(&terms, Applies)), (field, reason));
    }
    let forged = ContractClockDecided { regime: text("eu-gdpr-33"), ..decided(&clock, Applies) };
    assert_eq!(why(&mut desk, forged), ("regime", Why::NoSuchTarget));
    let unsigned = ContractClockDecided { by: text(""), ..decided(&clock, Applies) };
    assert_eq!(why(&mut desk, unsigned), ("by", Why::Empty));
    // A record from elsewhere may hold a length that no form takes: nothing is counted by it, and nothing hangs.
    let rule =
        own::rule("own-1", &Terms { length: usize::MAX, unit: Counted::BusinessDays, ..clock.clone() }, "2026-01-01");
    assert_eq!(rule.unwrap().stages[0].length, None);
    assert_eq!(own::rule("own-1", &Terms { length: 0, ..clock.clone() }, "2026-01-01").unwrap().stages[0].length, None);
    // What the clock hangs on is not erased from under it.
    let event = desk.state(decided(&clock, Applies));
    let erased = desk.attempt(Command::Erase { target: event, reason: text("typing error") }).unwrap_err();
    assert_eq!(erased.why, Why::CarriesState);
}

/// From the profile to the record: the form is filled in, a person decides, the terms stand in the event.
#[test]
fn a_clock_of_the_profile_is_taken_over_by_a_decision() {
    let mut desk = desk();
    let mut profile = Profile::default();
    profile.put("", insurer());
    let code = insurer().code();
    let role = ("role", "Counsel");
    let (_, undecided) = submitted(&desk, &profile, FormCode::OwnClock, &code, &[role, ("reason", "policy")]);
    assert_eq!(undecided.unwrap_err(), ["decision"], "nothing is decided for a person");
    let fields = [role, ("reason", "policy"), ("decision", "applies")];
    let (_, taken) = submitted(&desk, &profile, FormCode::OwnClock, &code, &fields);
    desk.act(taken.unwrap());
    assert_eq!(desk.incident.own_clocks.get(&code).map(|fact| &fact.value), Some(&insurer()));
    assert_eq!(desk.incident.decision(&code).unwrap().value.by, "Ana García");
    // What the profile becomes later changes nothing here.
    profile.put(&code, Terms { length: 1, ..insurer() });
    assert_eq!(own::rules(&desk.incident)[0].stages[0].length.unwrap().n, 24);
    // Offered by name where notices are named.
    for form_code in [FormCode::Filing, FormCode::Waiver, FormCode::Decision] {
        let about = if form_code == FormCode::Decision { code.clone() } else { [&code, ".notice"].concat() };
        let now = typed_now();
        let asking = asking(&desk, &about, &now);
        let shown = format!("{:?}", form(form_code, &asking).fields);
        assert!(shown.contains("Cyber insurer"), "{form_code:?}: {shown}");
    }
    // Typed with no profile at all, with every fault told at once.
    let wrong = [("length", "two"), ("zone", "Mars/Base"), ("decision", "applies")];
    let (_, refused) = submitted(&desk, &Profile::default(), FormCode::OwnClock, "", &wrong);
    assert_eq!(refused.unwrap_err(), ["name", "party", "anchor", "length", "unit", "zone", "source", "role", "reason"]);
}

/// The words of the rules of one's own are read without a fault, for every counterparty.
#[test]
fn every_counterparty_has_its_words() {
    let mut seen = std::collections::BTreeSet::new();
    for party in Counterparty::ALL {
        let rule = own::rule("own-1", &Terms { party: *party, dated: text(""), ..insurer() }, "2026-11-26").unwrap();
        let stage = rule.stage(own::NOTICE).unwrap();
        assert!(!stage.name.zh.is_empty() && seen.insert(stage.to.en.clone()), "{party:?}");
        assert_eq!((rule.as_of.as_str(), rule.counts()), ("2026-11-26", true));
    }
}

#[test]
fn the_profile_is_kept_changed_and_read_back() {
    let desk = desk();
    let mut profile = Profile::default();
    let keep = |profile: &Profile, code: FormCode, about: &str, fields: &[(&str, &str)]| {
        let (values, _) = submitted(&desk, profile, code, about, fields);
        kept(code, profile, about, &values, &TzData)
            .map_err(|problems| problems.into_iter().map(|one| one.field).collect::<Vec<_>>())
    };
    let basics = [("organisation", " Contoso "), ("zone", BERLIN), ("cadence", "\u{ff14}"), ("gap", "24")];
    profile = keep(&profile, FormCode::Profile, "", &basics).unwrap();
    assert_eq!((profile.organisation.as_str(), profile.zone.as_str(), profile.cadence), ("Contoso", BERLIN, 4));
    assert_eq!(profile.gap, Some(24));
    assert_eq!(keep(&profile, FormCode::Profile, "", &[("gap", "")]).unwrap().gap, None);
    let long = "x".repeat(MAX_TEXT + 1);
    let wrong = ["Berlin", "-1", "4.5", "10000", &long, "-2"];
    for (field, wrong) in ["zone", "cadence", "cadence", "cadence", "organisation", "gap"].into_iter().zip(wrong) {
        assert_eq!(keep(&profile, FormCode::Profile, "", &[(field, wrong)]).unwrap_err(), [field], "{wrong:.40}");
    }
    let clock = [
        ("name", "Card scheme"),
        ("party", "card_scheme"),
        ("anchor", "confirmed"),
        ("length", "3"),
        ("unit", "calendar_days"),
        ("source", "Scheme rules 4.1"),
        ("dated", "2026-02-01"),
    ];
    profile = keep(&profile, FormCode::ProfileClock, "", &clock).unwrap();
    assert_eq!(profile.clocks[0].zone, BERLIN, "the default zone stands in the form");
    profile.put("", insurer());
    profile.put("", insurer());
    assert_eq!(profile.clocks.len(), 2, "the same terms are one clock");
    let code = profile.clocks[0].code();
    profile = keep(&profile, FormCode::ProfileClock, &code, &[("length", "5")]).unwrap();
    let told: Vec<(&str, usize)> = profile.clocks.iter().map(|one| (one.name.as_str(), one.length)).collect();
    assert_eq!(told, [("Card scheme", 5), ("Cyber insurer", 24)], "in its place, with the rest as it was");
    profile.answers = vec![text("role:controller")];
    assert_eq!(Profile::read(&json::text(&profile)), profile);
    // As an earlier build kept it.
    let older = json::text(&profile).replace(",\"gap\":24", "");
    assert_eq!(Profile::read(&older), Profile { gap: None, ..profile.clone() });
    assert_eq!(Profile::read_strictly(&older).unwrap().gap, None);
    profile.remove(&insurer().code());
    assert_eq!(profile.clocks.len(), 1);
    profile.clocks = (1..400).map(|length| Terms { length, ..insurer() }).collect();
    assert_eq!(Profile::read(&json::text(&profile)).clocks.len(), 200, "no more are read back");
    for broken in ["", "{}", "[1]", "{\"organisation\":7}"] {
        assert_eq!(Profile::read(broken), Profile::default(), "{broken}");
    }
}

/// The next update runs from the last one recorded, from the declaration, or from when the cadence was set.
#[test]
fn internal_updates_come_round_while_the_incident_is_open() {
    let mut desk = Desk::opened(at("2026-11-20T08:00:00.000Z"));
    let set = |desk: &mut Desk, hours: usize| {
        desk.state(CadenceSet { by: text("Mei"), hours, reason: text("agreed") });
    };
    let due = |desk: &Desk| owed(desk, INTERNAL_UPDATE).due.unwrap().at;
    let anchor = |desk: &Desk| own::find(built_in(), &desk.incident, INTERNAL_UPDATE).unwrap().stages[0].anchor.clone();
    assert!(obligations(&desk.incident, built_in(), &TzData).iter().all(|one| one.regime != INTERNAL_UPDATE));
    set(&mut desk, 4);
    let begun = desk.now;
    assert_eq!((due(&desk), anchor(&desk)), (begun.plus(4 * HOUR), text(own::CADENCE_SET)));
    assert_eq!(owed(&desk, INTERNAL_UPDATE).begin.moment().and_then(|moment| moment.at), Some(begun));
    desk.now = at("2026-11-20T10:00:00.000Z");
    state(&mut desk, "", "UTC", "declared=2026-11-20T10:00");
    assert_eq!((due(&desk), anchor(&desk)), (at("2026-11-20T14:00:00.000Z"), text("declared")));
    assert_eq!(owed(&desk, INTERNAL_UPDATE).state(at("2026-11-20T13:30:00.000Z")), State::DueSoon);
    desk.now = at("2026-11-20T15:00:00.000Z");
    assert_eq!(owed(&desk, INTERNAL_UPDATE).state(desk.now), State::Overdue);
    // Two updates, recorded in any order: the next runs from the later, and is owed itself.
    for time in ["2026-11-20T14:50", "2026-11-20T13:00"] {
        desk.state(filing(INTERNAL_UPDATE, own::NEXT, typed(time, "UTC")));
    }
    assert_eq!((due(&desk), anchor(&desk)), (at("2026-11-20T18:50:00.000Z"), text("filed:next")));
    let one = owed(&desk, INTERNAL_UPDATE);
    assert_eq!((one.state(desk.now), one.is_open()), (State::Running, true));
    assert!(
        clocks_of(&desk.incident, Rules::BUILT_IN, &TzData)
            .iter()
            .any(|one| one.regime == INTERNAL_UPDATE && !one.answered)
    );
    for language in [Language::English, Language::Chinese] {
        let update = stage_words_in(language, Rules::BUILT_IN, &desk.incident, INTERNAL_UPDATE, own::NEXT);
        let runs_from = duty::start(language, Rules::BUILT_IN, INTERNAL_UPDATE, "filed:next");
        assert!(runs_from.ends_with(&update) && !update.contains(own::NEXT), "{runs_from}");
        assert_ne!(duty::start(language, Rules::BUILT_IN, INTERNAL_UPDATE, own::CADENCE_SET), own::CADENCE_SET);
    }
    set(&mut desk, 1);
    assert_eq!(due(&desk), desk.now.plus(HOUR), "a new cadence begins anew");
    // Not once it is resolved; again when it is opened again; not once the cadence is ended.
    let by = Override { name: text("Ravi"), role: text("Executive"), reason: text("exercise over") };
    desk.act(Command::Resolve { summary: text("done"), by: Some(by) });
    assert!(obligations(&desk.incident, built_in(), &TzData).iter().all(|one| one.regime != INTERNAL_UPDATE));
    desk.act(fact(Reopened { reason: text("not over") }));
    assert!(owed(&desk, INTERNAL_UPDATE).is_open());
    set(&mut desk, 0);
    assert!(obligations(&desk.incident, built_in(), &TzData).iter().all(|one| one.regime != INTERNAL_UPDATE));
    let refused = desk.attempt(fact(CadenceSet { by: text(""), hours: 4, reason: text("x") })).unwrap_err();
    assert_eq!(refused.field, "by");
}

#[test]
fn of_two_cadences_the_shorter_counts() {
    let (mut mei, mut jonas) = two();
    for (desk, hours) in [(&mut mei, 6), (&mut jonas, 2)] {
        desk.state(CadenceSet { by: text("Mei"), hours, reason: text("agreed") });
    }
    meet(&mut mei, &mut jonas);
    for desk in [&mei, &jonas] {
        assert_eq!(desk.incident.cadence().unwrap().value, 2);
        assert!(owed(desk, INTERNAL_UPDATE).unsettled);
    }
    mei.state(CadenceSet { by: text("Mei"), hours: 3, reason: text("settled") });
    assert_eq!((mei.incident.cadence().unwrap().value, owed(&mei, INTERNAL_UPDATE).unsettled), (3, false));
}

/// A closed incident still takes decisions on clocks; its team is told no more.
#[test]
fn a_closed_incident_takes_decisions_and_no_cadence() {
    let mut desk = desk();
    let by = Override { name: text("Ravi"), role: text("Executive"), reason: text("over") };
    desk.act(Command::Resolve { summary: text("done"), by: Some(by.clone()) });
    desk.act(Command::Close { summary: text("done"), by: Some(by) });
    desk.state(decided(&insurer(), Applies));
    desk.state(relief(true));
    let refused = desk.attempt(fact(CadenceSet { by: text("Mei"), hours: 4, reason: text("x") })).unwrap_err();
    assert_eq!(refused.why, Why::IsClosed);
    assert!(Timestamp::default() < desk.now);
}
