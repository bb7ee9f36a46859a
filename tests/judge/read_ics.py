#!/usr/bin/env python3
"""Reads an .ics file with the icalendar parser and prints its events as one JSON array.

Each event: uid, sequence, status, summary, description, dtstart and dtend (UTC), alarms (UTC instants, in the order of
the file). What is absent is null. Stops with an error for a file that is no calendar, and for a time without a zone.

    read_ics.py FILE
    read_ics.py FILE EXPECTED     prints nothing, and fails where the file does not hold what that JSON array says
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar


def instant(at: datetime) -> str:
    """The UTC instant as text. Raises ValueError for a day without a time or a time without a zone."""
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise ValueError(f"no instant: {at}")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def alarm(trigger, start: datetime, end: datetime | None) -> str:
    """When an alarm rings: at its own instant, or before or after the start or (RELATED=END) the end of the event."""
    if not isinstance(trigger.dt, timedelta):
        return instant(trigger.dt)
    related = trigger.params.get("RELATED", "START").upper()
    base = end if related == "END" else start
    if base is None:
        raise ValueError("an alarm before an end that is not given")
    return instant(base.astimezone(UTC) + trigger.dt)


def event(of) -> dict:
    """One VEVENT."""
    start, end = of["DTSTART"].dt, of["DTEND"].dt if "DTEND" in of else None
    if end is None and "DURATION" in of:
        end = start + of["DURATION"].dt
    names = ("UID", "STATUS", "SUMMARY", "DESCRIPTION")
    return {
        **{name.lower(): str(of[name]) if name in of else None for name in names},
        "sequence": int(of["SEQUENCE"]) if "SEQUENCE" in of else None,
        "dtstart": instant(start),
        "dtend": end and instant(end),
        "alarms": [alarm(part["TRIGGER"], start, end) for part in of.walk("VALARM")],
    }


def nests(content: bytes) -> bool:
    """Whether every BEGIN has its END: the parser takes any END for the one it waits for."""
    still_open = []
    for line in content.upper().splitlines():
        word, _, name = line.rstrip().partition(b":")
        if word == b"BEGIN":
            still_open.append(name)
        elif word == b"END" and (not still_open or still_open.pop() != name):
            return False
    return not still_open


def read(file: Path) -> list[dict]:
    """All events of the file. Raises ValueError where it holds no whole calendar, or a line the parser passed over."""
    content = file.read_bytes()
    calendars = Calendar.from_ical(content, multiple=True)
    passed_over = [error for calendar in calendars for part in calendar.walk() for error in part.errors]
    if not calendars or passed_over or not nests(content):
        raise ValueError(f"{file}: no whole calendar {passed_over}")
    return [event(of) for calendar in calendars for of in calendar.walk("VEVENT")]


def differences(found: list[dict], expected: list[dict]) -> list[str]:
    """Where two readings differ, in words."""
    said = [f"{len(found)} events, expected {len(expected)}"] if len(found) != len(expected) else []
    for one, other in zip(found, expected):
        names = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
        said += [f"{one['uid']} {name}: {one.get(name)!r}, expected {other.get(name)!r}" for name in names]
    return said


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    events = read(Path(sys.argv[1]))
    if len(sys.argv) == 2:
        print(json.dumps(events, ensure_ascii=False, indent=1))
    elif said := differences(events, json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))):
        sys.exit("\n".join([sys.argv[1], *said]))
