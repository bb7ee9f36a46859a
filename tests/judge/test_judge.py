"""The judge against vectors counted by hand, and against itself. Run `python -m unittest` in this folder."""

import csv
import json
import tempfile
import unittest
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dateutil.easter import easter

import cases
import clock
import counting
import read_ics
import rules

HERE = Path(__file__).parent
TABLE = rules.read()


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def facts(text: str) -> dict[str, datetime]:
    pairs = (pair.split("=") for pair in text.split(";") if text != "-")
    return {code: datetime.fromisoformat(at) for code, at in pairs}


def weekdays(days) -> set[date]:
    return {day for day in days if day.weekday() < counting.SATURDAY}


class Vectors(unittest.TestCase):
    def test_every_vector(self):
        for row in rows("vectors.tsv"):
            with self.subTest(row["citation"], point=row["point"]):
                rule = TABLE[row["regime"], row["stage"]]
                anchors = facts(row["anchors"])
                verdict = clock.judge(rule, anchors, facts(row["filed"]), row["zone"])
                due = verdict.due
                if row["relief"] == "yes":
                    due = counting.next_working_noon(due, row["zone"])
                self.assertEqual(due, None if row["due"] == "-" else datetime.fromisoformat(row["due"]))
                self.assertEqual(verdict.holidays_unknown, row["unknown"] == "yes")
                if row["legal_end"] != "-":
                    end = counting.end_after_whole_hours(anchors[rule.anchor], rule.n)
                    self.assertEqual(end, datetime.fromisoformat(row["legal_end"]))

    def test_every_way_of_counting_has_three_of_our_own(self):
        own = [TABLE[row["regime"], row["stage"]] for row in rows("vectors.tsv") if row["origin"] == "own"]
        ways = Counter(rule.unit for rule in own if rule.counts)
        ways.update("day one" for rule in own if rule.day_one)
        ways.update("chained" for rule in own if rule.chain)
        ways.update("earlier of two" for rule in own if rule.cap)
        ways.update("not law" for rule in own if not rule.counts)
        self.assertEqual(len(ways), 9)
        self.assertGreaterEqual(min(n for way, n in ways.items() if way not in ("none", "not law")), 3)

    def test_thresholds_at_their_very_count(self):
        for row in rows("thresholds.tsv"):
            for column, expected in (("applies", True), ("free", False)):
                for regime in row[column].split():
                    if regime != "-":
                        rule = TABLE[regime, row["stage"]]
                        self.assertEqual(rule.applies_to(int(row["people"])), expected, (regime, row))


class Rules(unittest.TestCase):
    def test_size(self):
        self.assertEqual(len({regime for regime, _ in TABLE}), 118)
        self.assertEqual(len(TABLE), 271)

    def test_every_chain_leads_to_a_stage(self):
        for rule in TABLE.values():
            if rule.chain:
                regime, _, stage = rule.chain.rpartition(".")
                self.assertIn((regime or rule.regime, stage), TABLE)

    def test_every_zone_is_known(self):
        for rule in TABLE.values():
            counting.zone(rule.zone_for("UTC"))


class Holidays(unittest.TestCase):
    def test_federal_days_follow_the_statute(self):
        """5 U.S.C. 6103: eleven days; on a Saturday the Friday before, on a Sunday the Monday after."""

        def nth(year, month, weekday, n):
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))

        expected = set()
        for year in (*counting.CALENDAR_YEARS, 2031):
            last_may = max(nth(year, 5, 0, 4), d if (d := nth(year, 5, 0, 5)).month == 5 else date.min)
            floating = {nth(year, 1, 0, 3), nth(year, 2, 0, 3), last_may, nth(year, 9, 0, 1), nth(year, 10, 0, 2),
                        nth(year, 11, 3, 4)}  # fmt: skip
            for month, day in ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25)):
                fixed = date(year, month, day)
                floating.add(fixed + timedelta(days={5: -1, 6: 1}.get(fixed.weekday(), 0)))
            expected |= {day for day in floating if day.year in counting.CALENDAR_YEARS}
        self.assertEqual(weekdays(counting.holiday_dates("us_federal")), expected)

    def test_national_days_of_brazil(self):
        expected = set()
        for year in counting.CALENDAR_YEARS:
            fixed = ((1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (11, 20), (12, 25))
            expected |= {date(year, month, day) for month, day in fixed} | {easter(year) - timedelta(days=2)}
        self.assertEqual(counting.holiday_dates("br_national"), expected)

    def test_days_every_state_of_australia_keeps(self):
        """Fixed days move to the next free weekday, but for Anzac Day: its Monday belongs to some states only."""
        expected = set()
        for year in counting.CALENDAR_YEARS:
            expected |= {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1), date(year, 4, 25)}
            for month, day in ((1, 1), (1, 26), (12, 25), (12, 26)):
                kept = date(year, month, day)
                while kept.weekday() >= counting.SATURDAY or kept in expected:
                    kept += timedelta(days=1)
                expected.add(kept)
        found = counting.holiday_dates("au_national")
        self.assertEqual(weekdays(found), weekdays(expected))


class States(unittest.TestCase):
    START = datetime(2026, 11, 20, 16, tzinfo=UTC)

    def test_around_the_deadline(self):
        verdict = clock.Verdict(self.START, self.START + timedelta(hours=72))
        for hours, seconds, filed, expected in (
            (-1, 0, None, "not_started"), (0, 0, None, "running"), (54, -1, None, "running"), (54, 0, None, "due_soon"),
            (72, 0, None, "due_soon"), (72, 1, None, "overdue"), (72, 0, 72, "filed_on_time"),
            (99, 0, 1, "filed_on_time"), (99, 0, 73, "filed_late"), (60, 0, 73, "due_soon"),
        ):  # fmt: skip
            filed_at = None if filed is None else self.START + timedelta(hours=filed)
            now = self.START + timedelta(hours=hours, seconds=seconds)
            self.assertEqual(clock.state(verdict, filed_at, now), expected, (hours, seconds, filed))

    def test_without_a_number_nothing_is_overdue(self):
        verdict = clock.Verdict(self.START, None)
        late = self.START + timedelta(days=4000)
        self.assertEqual(clock.state(verdict, None, late), "running")
        self.assertEqual(clock.state(verdict, late, late), "filed_on_time")


class Cases(unittest.TestCase):
    def test_a_seed_gives_the_same_cases_again(self):
        first = list(cases.generate(TABLE, 400, 7))
        self.assertEqual(first, list(cases.generate(TABLE, 400, 7)))
        self.assertEqual(first[:300], list(cases.generate(TABLE, 300, 7)))
        self.assertNotEqual(first, list(cases.generate(TABLE, 400, 8)))

    def test_every_stage_and_state_is_asked_about(self):
        made = list(cases.generate(TABLE, 2000, 3))
        self.assertEqual({(case["regime"], case["stage"]) for case in made[:271]}, set(TABLE))
        states = Counter(case["state_at"]["state"] for case in made if "state_at" in case)
        self.assertEqual(len(states), 6)
        self.assertGreater(min(states.values()), 10)
        self.assertGreater(sum(case["holidays_unknown"] for case in made), 5)

    def test_reliefs_and_clocks_of_contracts_are_asked_about(self):
        made = list(cases.generate(TABLE, 4000, 6))
        units = Counter(case["own"]["unit"] for case in made if "own" in case)
        self.assertEqual(set(units), {"h", "cd", "bd"})
        self.assertGreater(min(units.values()), 20)
        claimed = [case for case in made if case.get("relief") and case["due"]]
        moved = [case for case in claimed if datetime.fromisoformat(case["due"]).astimezone(
            counting.zone(case["zone"])).strftime("%a %H:%M:%S") == "Mon 12:00:00"]  # fmt: skip
        self.assertGreater(len(moved), 10)
        self.assertGreater(len(claimed), len(moved))

    def test_every_fact_is_typed_as_its_zone_shows_it(self):
        for case in cases.generate(TABLE, 2000, 4):
            for at in (*case["anchors"].values(), *case["filed"].values()):
                typed = datetime.fromisoformat(at)
                shown = typed.astimezone(UTC).astimezone(counting.zone(case["zone"]))
                self.assertEqual(shown.isoformat(), at)
                self.assertEqual(typed.microsecond, 0)

    def test_no_deadline_lies_before_its_fact(self):
        for case in cases.generate(TABLE, 2000, 5):
            rule = TABLE.get((case["regime"], case["stage"]))
            if rule is None:
                start = case["anchors"].get(case["own"]["anchor"])
                self.assertGreaterEqual(case["due"], datetime.fromisoformat(start).astimezone(UTC).isoformat()[:19])
                continue
            start = case["filed"].get(rule.chain) if rule.chain else case["anchors"].get(rule.anchor)
            if case["due"]:
                # Where the fact of the cap counts alone, it is the start.
                start = start or case["anchors"][rule.cap.anchor]
                self.assertGreaterEqual(case["due"], datetime.fromisoformat(start).astimezone(UTC).isoformat()[:19])


class Calendars(unittest.TestCase):
    def test_refuses_what_is_no_whole_calendar(self):
        event = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260305T064000{}\r\nSEQUENCE:{}\r\nEND:VEVENT\r\n"
        without_zone, without_number = event.format("", 1), event.format("Z", "x")
        for body in (
            "", "BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "BEGIN:VCALENDAR\r\n" + event.format("Z", 1),
            f"BEGIN:VCALENDAR\r\n{without_zone}END:VCALENDAR\r\n",
            f"BEGIN:VCALENDAR\r\n{without_number}END:VCALENDAR\r\n",
        ):  # fmt: skip
            with tempfile.TemporaryDirectory() as folder, self.subTest(body):
                file = Path(folder) / "t.ics"
                file.write_bytes(body.encode())
                self.assertRaises(ValueError, read_ics.read, file)

    def test_reads_folded_and_escaped_events(self):
        lines = (
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//EN", "BEGIN:VEVENT", "UID:a@b.invalid", "SEQUENCE:2",
            "DTSTAMP:20260302T080000Z", "STATUS:CANCELLED", "DTSTART:20260305T064000Z", "DTEND:20260305T071000Z",
            "SUMMARY:截止\\, 通", " 报\\;完", "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x",
            "TRIGGER;RELATED=END:-P1D", "END:VALARM", "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x",
            "TRIGGER;VALUE=DATE-TIME:20260305T051000Z", "END:VALARM", "BEGIN:VALARM", "ACTION:DISPLAY",
            "DESCRIPTION:x", "TRIGGER:-PT40M", "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
        )  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "t.ics"
            file.write_bytes("\r\n".join(lines).encode())
            (event,) = json.loads(json.dumps(read_ics.read(file)))
        self.assertEqual(event, {
            "uid": "a@b.invalid", "sequence": 2, "status": "CANCELLED", "summary": "截止, 通报;完",
            "description": None,
            "dtstart": "2026-03-05T06:40:00Z", "dtend": "2026-03-05T07:10:00Z",
            "alarms": ["2026-03-04T07:10:00Z", "2026-03-05T05:10:00Z", "2026-03-05T06:00:00Z"],
        })  # fmt: skip

    def test_sees_what_differs(self):
        event = {"uid": "a", "dtend": "2026-03-05T07:10:00Z", "alarms": ["2026-03-05T07:10:00Z"]}
        self.assertEqual(read_ics.differences([event], [dict(event)]), [])
        for other in ([], [{**event, "dtend": "2026-03-05T07:10:01Z"}], [{**event, "alarms": []}]):
            self.assertEqual(len(read_ics.differences([event], other)), 1)


if __name__ == "__main__":
    unittest.main()
