//! The drawn timeline: every line with a time is one mark and every mark its lines, under every filter and zoom.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::language::Language;
use holdfast::language::event_text::Group;
use holdfast::language::timeline::axis::{Axis, WHOLE, Zoom, stays};
use holdfast::language::timeline::picture::{self, APART, Band, Mark, Picture, Point, bands};
use holdfast::language::timeline::{Lane, Order, Search, Shown, Wanted, told, told_line};
use holdfast::playbook::progress;
use holdfast::record::body::{
    AnchorSet, Body, EntryAdded, EntryChanged, EntryRemoved, LogAdded, StepSet, VariantAdded,
};
use holdfast::record::codes::{EntryKind, Phase, StepStatus};
use holdfast::record::decide::{Command, Override};
use holdfast::record::incident::Incident;
use holdfast::record::log::Log;
use holdfast::record::register::EntryValue;
use holdfast::record::time::{DAY, HOUR, MINUTE, Moment, Precision, Timestamp};
use proptest::prelude::*;
use support::desk::Desk;
use support::dice::Dice;
use support::registers::{said, values};
use support::walk::{World, walks};
use support::{at, moment, property};

/// The lines wanted of a record, and whether there are more.
fn lines(log: &Log, incident: &Incident, wanted: &Wanted) -> (Vec<Shown>, bool) {
    let mut order = Order::default();
    order.follow(log);
    let mut search = Search::default();
    while !search.step(&order, (log, incident), (wanted, Language::English, Rules::BUILT_IN), 50) {}
    search.join(told(Language::English, incident, wanted), wanted);
    (search.lines, search.more)
}

fn drawn(log: &Log, incident: &Incident, filter: &Wanted) -> Vec<Shown> {
    lines(log, incident, &Wanted { oldest_first: true, limit: usize::MAX, ..filter.clone() }).0
}

/// The axis of everything, long before now.
fn whole(points: &[Point]) -> Axis {
    picture::whole(points, Timestamp(i64::MAX)).unwrap_or(Axis::new(Timestamp(0), Timestamp(0)))
}

fn any_filter(dice: &mut Dice) -> Wanted {
    let groups = if dice.chance(30) { [true; 6] } else { Group::ALL.map(|_| dice.chance(60)) };
    let text = dice.pick(&["", "", "a", "chen", "first seen", "no such words"]).to_owned();
    Wanted { groups, text, ..Wanted::default() }
}

/// The places of the points of a mark.
fn points_of(points: &[Point], mark: &Mark) -> Vec<usize> {
    let own = |place: &usize| points[*place].lane == mark.lane && points[*place].timed;
    (mark.first..=mark.last).filter(own).collect()
}

/// What must hold of a picture of these points on any axis.
fn holds(points: &[Point], axis: Axis) {
    let picture = Picture::draw(points, axis);
    let mut places: Vec<usize> = Vec::new();
    for (place, mark) in picture.marks.iter().enumerate() {
        assert!(mark.at <= mark.to && mark.to <= WHOLE, "off the axis: {mark:?}");
        let own = points_of(points, mark);
        assert_eq!((own.len(), own[0]), (mark.count, mark.first), "{mark:?}");
        assert!(own.iter().all(|&point| picture.holding(mark.lane, point) == Some(place)));
        places.extend(own);
    }
    for (one, next) in picture.marks.iter().zip(picture.marks.iter().skip(1)) {
        assert!(one.lane != next.lane || next.at - one.at >= APART, "on one another: {one:?} {next:?}");
    }
    for lane in Lane::ALL {
        let of_lane = places.iter().filter(|&&place| points[place].lane == lane);
        let of_lane: Vec<Timestamp> = of_lane.map(|&place| points[place].at).collect();
        assert!(of_lane.is_sorted(), "{lane:?} out of order");
    }
    assert!(picture.marks.len() <= 25 * Lane::ALL.len(), "{} marks", picture.marks.len());
    // Each point is in one place, and one only.
    let within = |point: &Point| axis.meets(point.at, point.to);
    let mut expected: Vec<usize> = (0..points.len()).filter(|&p| points[p].timed && within(&points[p])).collect();
    places.sort_unstable();
    expected.sort_unstable();
    assert_eq!(places, expected, "lost, or drawn twice");
    let side = |later: bool| {
        let of_it = points.iter().filter(|point| point.timed && !within(point) && (point.at > axis.to) == later);
        let at: Vec<Timestamp> = of_it.map(|point| point.at).collect();
        (at.len(), if later { at.into_iter().min() } else { at.into_iter().max() })
    };
    let told = picture.beyond.map(|(count, nearest)| (count, (count > 0).then(|| points[nearest].at)));
    assert_eq!(told, [side(false), side(true)]);
    assert_eq!(picture.unknown, points.iter().filter(|point| !point.timed).count());
}

proptest! {
    #![proptest_config(property(48))]

    /// Under every filter the list is the beginning of what is drawn, in either order, and all of it has its marks.
    #[test]
    fn the_picture_is_equal_to_its_list(turns in walks(80), seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        for tab in World::after(&turns).tabs {
            let (log, incident) = (&tab.log, &tab.incident);
            for _ in 0..4 {
                let filter = any_filter(&mut dice);
                let shown = drawn(log, incident, &filter);
                let limit = 1 + dice.below(shown.len() + 2);
                for oldest_first in [true, false] {
                    let (list, more) = lines(log, incident, &Wanted { oldest_first, limit, ..filter.clone() });
                    let mut expected = shown.clone();
                    if !oldest_first {
                        expected.reverse();
                    }
                    prop_assert_eq!(more, expected.len() > limit);
                    expected.truncate(limit);
                    prop_assert_eq!(list, expected, "{:?}", filter);
                }
                let keys: std::collections::BTreeSet<String> = shown.iter().map(Shown::key).collect();
                prop_assert_eq!(keys.len(), shown.len(), "two lines of one key");
                let points: Vec<Point> = shown.iter().map(Point::of).collect();
                let axis = whole(&points);
                holds(&points, axis);
                let picture = Picture::draw(&points, axis);
                prop_assert_eq!(picture.beyond.map(|(count, _)| count), [0, 0], "the whole is not whole");
                let timed = shown.iter().filter(|line| line.precision != Precision::Unknown).count();
                let in_marks: usize = picture.marks.iter().map(|mark| mark.count).sum();
                prop_assert_eq!(in_marks, timed);
            }
        }
    }

    /// Whatever is drawn near an instant holds the instant; nothing is lost at its ends; labels lie on the axis.
    #[test]
    fn every_zoom_holds_what_it_is_about(turns in walks(80), seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let tab = &World::after(&turns).tabs[0];
        let shown = drawn(&tab.log, &tab.incident, &Wanted::default());
        let points: Vec<Point> = shown.iter().map(Point::of).collect();
        let axis = whole(&points);
        for point in points.iter().filter(|point| point.timed) {
            for zoom in Zoom::ALL {
                let offset = dice.pick(&[0, 330, -210, 840]);
                let near = axis.around(zoom, &tab.incident, point.at, offset);
                prop_assert!(near.meets(point.at, point.at), "{:?} around {:?} is {:?}", zoom, point.at, near);
                let (labels, _) = near.labels(offset);
                prop_assert!(labels.len() <= 9 && labels.iter().all(|label| near.meets(*label, *label)));
                holds(&points, near);
                let bands = bands(&tab.incident, near);
                for (place, band) in bands.iter().enumerate() {
                    let over = |one: &&Band| {
                        one.row == band.row
                            && one.from < band.to.unwrap_or(near.to.max(band.from))
                            && band.from < one.to.unwrap_or(near.to.max(one.from))
                    };
                    prop_assert_eq!(bands.iter().skip(place + 1).filter(over).count(), 0, "bands on one another");
                }
                let meets = |stay: &holdfast::record::incident::Stay| {
                    near.meets(stay.opened, stay.closed.unwrap_or(near.to.max(stay.opened)))
                };
                prop_assert_eq!(bands.len(), stays(&tab.incident).filter(|(_, stay)| meets(stay)).count());
            }
        }
    }
}

fn note(text: &str) -> Body {
    let text = text.to_owned();
    LogAdded { channel: String::new(), entry: EntryKind::Note, text, with: String::new() }.into()
}

fn day(text: &str) -> Moment {
    Moment { at: Some(at(text)), precision: Precision::Date, offset_minutes: 0, zone: "UTC".to_owned() }
}

fn entry(register: &str, fields: [(&str, EntryValue); 4]) -> Body {
    EntryAdded { register: register.to_owned(), values: values(fields) }.into()
}

fn system(name: &str, status: &str, seen: Moment) -> Body {
    let seen = EntryValue::Time(seen);
    let fields = [("kind", said("system")), ("name", said(name)), ("status", said(status)), ("first_seen", seen)];
    entry("scope", fields)
}

/// The lines told in a lane: their words, beginning and length.
fn lane(desk: &Desk, lane: Lane) -> Vec<(String, Timestamp, i64)> {
    let shown = drawn(&desk.log, &desk.incident, &Wanted::default()).into_iter().filter(|line| line.lane == lane);
    let words = |line: &Shown| told_line(Language::English, &desk.incident, &line.id).unwrap().0.kind;
    shown.map(|line| (words(&line).get(Language::English).to_owned(), line.at, line.to.since(line.at))).collect()
}

#[test]
fn what_is_told_of_the_attacker_stands_in_its_lane() {
    let mut desk = Desk::opened(at("2026-11-22T14:05:00.000Z"));
    let (first, began) = (at("2026-11-20T00:00:00.000Z"), at("2026-11-19T08:00:00.000Z"));
    let row = desk.state(system("mx-7", "suspected", day("2026-11-20T00:00:00.000Z")));
    desk.state(system("mx-8", "suspected", Moment::unknown("UTC")));
    let gone = desk.state(system("mx-9", "suspected", moment(first)));
    assert_eq!(lane(&desk, Lane::Attacker).len(), 3);
    desk.state(EntryRemoved { entry: gone, reason: "ours".to_owned() });
    let anchor = |code: &str, when: Timestamp| AnchorSet {
        anchor: code.to_owned(),
        moment: moment(when),
        regime: None,
        source: "found in the log".to_owned(),
    };
    desk.state(anchor("occurred", began));
    desk.state(anchor("confirmed", first));
    let told = lane(&desk, Lane::Attacker);
    let scope = |at, length| ("Scope".to_owned(), at, length);
    assert_eq!(told[1..2], [scope(first, DAY)], "a day alone lasts a day");
    assert_eq!((told[0].1, told.len()), (began, 3));
    let points: Vec<Point> = drawn(&desk.log, &desk.incident, &Wanted::default()).iter().map(Point::of).collect();
    let beside = points.iter().filter(|point| point.lane == Lane::Attacker && !point.timed);
    assert_eq!(beside.count(), 1, "mx-8 is named beside");

    let last = EntryValue::Time(moment(first.plus(2 * DAY)));
    desk.state(EntryChanged { entry: row.clone(), values: [("last_seen".to_owned(), last)].into_iter().collect() });
    assert_eq!(lane(&desk, Lane::Attacker)[1], scope(first, 2 * DAY));
    let cleared = values([("status", said("cleared")), ("note", said("never reached"))]);
    desk.state(EntryChanged { entry: row, values: cleared });
    assert_eq!(lane(&desk, Lane::Attacker).len(), 2, "what was not touched is none of the attacker's");
}

#[test]
fn causes_have_a_lane_of_their_own_and_follow_the_filters() {
    let mut desk = Desk::opened(at("2026-11-22T14:05:00.000Z"));
    let when = at("2026-11-21T09:00:00.000Z");
    let time = EntryValue::Time(moment(when));
    desk.state(entry(
        "cause",
        [
            ("at", time),
            ("what", said("key kept")),
            ("source", said("log")),
            ("evidence", support::registers::many(&[])),
        ],
    ));
    assert_eq!(lane(&desk, Lane::Cause), [("Sequence of causes".to_owned(), when, 0)]);
    let of = |text: &str, group: Option<Group>| {
        let groups = Group::ALL.map(|one| group.is_none_or(|group| group == one));
        let wanted = Wanted { text: text.to_owned(), groups, ..Wanted::default() };
        drawn(&desk.log, &desk.incident, &wanted).iter().filter(|line| line.lane == Lane::Cause).count()
    };
    let found = [of("KEY kept", None), of("mei", None), of("other", None), of("", Some(Group::Fact))];
    assert_eq!((found, of("", Some(Group::Note))), ([1, 1, 0, 1], 0));
}

#[test]
fn within_a_minute_what_is_told_comes_before_what_is_recorded() {
    let mut desk = Desk::opened(at("2026-11-22T14:05:00.000Z"));
    let now = moment(Timestamp(desk.now.0.div_euclid(MINUTE) * MINUTE));
    let first = desk.state(system("mx-1", "suspected", now.clone()));
    let second = desk.state(system("mx-2", "suspected", now));
    let of = |oldest_first| {
        let wanted = Wanted { oldest_first, limit: usize::MAX, ..Wanted::default() };
        let (lines, _) = lines(&desk.log, &desk.incident, &wanted);
        lines.iter().map(Shown::key).collect::<Vec<_>>()
    };
    let mut oldest = of(true);
    let told: Vec<usize> = [&first, &second]
        .map(|id| oldest.iter().position(|key| *key == ["t-", id.as_str()].concat()).unwrap())
        .to_vec();
    let recorded = oldest.iter().position(|key| *key == ["e-", first.as_str()].concat()).unwrap();
    assert!(told[0] < told[1] && told[1] < recorded, "{oldest:?}");
    oldest.reverse();
    assert_eq!(of(false), oldest);
}

#[test]
fn a_long_record_is_drawn_with_few_marks() {
    let mut points = Vec::new();
    for place in 0..10_000 {
        let at = Timestamp(place / 2 * MINUTE);
        points.push(Point::new(if place % 2 == 0 { Lane::Attacker } else { Lane::Ours }, at, at.plus(HOUR), true));
    }
    let axis = whole(&points);
    holds(&points, axis);
    let picture = Picture::draw(&points, axis);
    assert_eq!(picture.marks.iter().map(|mark| mark.count).sum::<usize>(), 10_000);
    assert!((40..=50).contains(&picture.marks.len()), "{}", picture.marks.len());
}

#[test]
fn arrows_lead_along_a_lane_and_across_to_the_nearest() {
    let point = |lane, hours: i64| Point::new(lane, Timestamp(hours * HOUR), Timestamp(hours * HOUR), true);
    let points = [
        point(Lane::Attacker, 0),
        point(Lane::Attacker, 50),
        point(Lane::Ours, 10),
        point(Lane::Ours, 60),
        point(Lane::Ours, 61),
        point(Lane::Clock, 100),
    ];
    let picture = Picture::draw(&points, whole(&points));
    assert_eq!(picture.beside(2, (0, 0)), Some(2));
    // Marks: attacker 0 and 50, ours 10 and 60 with 61, clock 100.
    let table = [
        (0, (1, 0), Some(1)),
        (1, (1, 0), None),
        (2, (-1, 0), None),
        (3, (-1, 0), Some(2)),
        (0, (-1, 0), None),
        (1, (0, 1), Some(3)),
        (0, (0, 1), Some(2)),
        (3, (0, -1), Some(1)),
        (4, (0, -1), Some(3)),
        (4, (0, 1), None),
        (0, (0, -1), None),
        (9, (1, 0), None),
    ];
    for (mark, way, to) in table {
        assert_eq!(picture.beside(mark, way), to, "from {mark} by {way:?}");
    }
    let holding = |lane, point| picture.holding(lane, point);
    assert_eq!([holding(Lane::Ours, 4), holding(Lane::Clock, 5)], [Some(3), Some(4)]);
    assert_eq!([holding(Lane::Ours, 6), holding(Lane::Attacker, 3)], [None, None]);
}

#[test]
fn what_lies_before_and_after_is_counted_and_the_next_of_it_found() {
    let point = |lane, hours: i64| Point::new(lane, Timestamp(hours * HOUR), Timestamp(hours * HOUR), true);
    let hours = [(Lane::Attacker, 0), (Lane::Ours, 3), (Lane::Ours, 10), (Lane::Ours, 40), (Lane::Clock, 30)];
    let points = hours.map(|(lane, hours)| point(lane, hours));
    let picture = Picture::draw(&points, Axis::new(Timestamp(9 * HOUR), Timestamp(11 * HOUR)));
    assert_eq!(picture.beyond, [(2, 1), (2, 4)], "the clock comes before the line");
    assert_eq!(Picture::draw(&points, whole(&points)).beyond, [(0, 0); 2]);
}

#[test]
fn labels_stand_at_full_steps_of_the_wall_clock() {
    let axis = |from: &str, to: &str| Axis::new(at(from), at(to));
    let table = [
        ("2026-11-22T00:00:00.000Z", "2026-11-22T23:59:59.999Z", 0, "2026-11-22T00:00:00.000Z", 8, false),
        ("2026-11-22T14:00:00.000Z", "2026-11-22T14:59:59.999Z", 330, "2026-11-22T14:00:00.000Z", 6, false),
        ("2026-11-01T10:00:00.000Z", "2026-11-09T10:00:00.000Z", 60, "2026-11-01T23:00:00.000Z", 8, true),
    ];
    for (from, to, offset, first, count, days) in table {
        let (labels, by_day) = axis(from, to).labels(offset);
        assert_eq!((labels.first(), labels.len(), by_day), (Some(&at(first)), count, days), "{from}");
    }
    assert!(axis("1900-01-01T00:00:00.000Z", "2199-01-01T00:00:00.000Z").labels(0).0.len() <= 9);
}

#[test]
fn a_phase_is_drawn_from_its_beginning_to_its_end() {
    let mut desk = Desk::opened(at("2026-11-22T14:05:00.000Z"));
    desk.state(note("before"));
    let by = Some(Override { name: "Bo Li".to_owned(), role: "Executive".to_owned(), reason: "now".to_owned() });
    let entered = desk.now.plus(MINUTE);
    desk.act(Command::Enter { phase: Phase::Analysis, leave: Vec::new(), reason: String::new(), by });
    desk.now = desk.now.plus(DAY);
    desk.state(note("in it"));
    let whole = Axis::new(entered.plus(-HOUR), desk.now);
    let near = |at: Timestamp| whole.around(Zoom::Phase, &desk.incident, at, 0);
    assert_eq!(near(desk.now), Axis::new(entered, desk.now));
    assert_eq!(near(entered.plus(-MINUTE)), Axis::new(entered.plus(-HOUR), entered));
    let found = bands(&desk.incident, whole);
    assert_eq!(
        found.iter().map(|band| (band.phase, band.from, band.to, band.row)).collect::<Vec<_>>(),
        [(Phase::Analysis, entered, None, 0)]
    );
}

#[test]
fn progress_counts_every_step_once() {
    let mut desk = Desk::opened(at("2026-11-22T14:05:00.000Z"));
    let total = progress(&desk.incident, Phase::Analysis).0[3];
    assert!(total > 4);
    let set = |code: &str, status| StepSet {
        step: code.to_owned(),
        status,
        owner: String::new(),
        result: "done".to_owned(),
        reason: "so".to_owned(),
    };
    let statuses = [StepStatus::Done, StepStatus::NotNeeded, StepStatus::Blocked, StepStatus::Doing];
    for (code, status) in ["AN-1", "AN-2", "AN-3", "AN-4"].into_iter().zip(statuses) {
        desk.state(set(code, status));
    }
    assert_eq!(progress(&desk.incident, Phase::Analysis), ([1, 1, 1, total - 3], "AN-4".to_owned()));
    // The steps of a variant are counted with them.
    let (variant, reason) = ("V2".to_owned(), "ransom note".to_owned());
    desk.state(VariantAdded { variant, version: "1.0.0".to_owned(), reason });
    desk.state(set("V2-AN1", StepStatus::Blocked));
    let [done, needless, blocked, open] = progress(&desk.incident, Phase::Analysis).0;
    assert_eq!((done, needless, blocked), (1, 1, 2));
    assert!(open > total - 3, "{open} of {total}");
}
