"""Counting lengths: hours, business days, calendar days, months. Where a rule leaves room, the earlier instant wins."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

# The pinned zone data of PyPI, not what the machine happens to have.
zoneinfo.reset_tzpath([])

# The years for which the holiday calendars answer; outside them only weekends are known.
CALENDAR_YEARS = range(2024, 2031)
SATURDAY = 5


@cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that IANA name."""
    return zoneinfo.ZoneInfo(name)


@cache
def holiday_dates(calendar: str) -> frozenset[date]:
    """The holidays of a calendar over CALENDAR_YEARS, days in lieu included.

    us_federal is 5 U.S.C. 6103 with the observed days; br_national the national holidays (Good Friday among them);
    au_national the days that are a public holiday in every state and territory.
    """
    years = list(CALENDAR_YEARS)
    if calendar == "us_federal":
        found = set(holidays.country_holidays("US", years=years))
    elif calendar == "br_national":
        found = set(holidays.country_holidays("BR", years=years))
    elif calendar == "au_national":
        states = holidays.country_holidays("AU").subdivisions
        found = set.intersection(*(set(holidays.country_holidays("AU", subdiv=s, years=years)) for s in states))
    else:
        found = set()
    return frozenset(day for day in found if day.year in CALENDAR_YEARS)


def close_of(day: date, name: str, ends: str = "day") -> datetime:
    """The instant (UTC) at which `day` closes in the zone: 23:59:59, or the time `ends` ("17:30").

    A clock set back at midnight shows 23:59:59 twice: the first counts. A clock set forward over it never shows it:
    the last second before the gap counts.
    """
    local = datetime.combine(day, time(23, 59, 59) if ends == "day" else time.fromisoformat(ends), zone(name))
    for fold in (0, 1):
        instant = local.replace(fold=fold).astimezone(UTC)
        if instant.astimezone(zone(name)).replace(tzinfo=None) == local.replace(tzinfo=None):
            return instant
    # In a gap the two readings lie on either side of the jump; the clock jumps between them.
    early, late = sorted(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    before = early.astimezone(zone(name)).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if middle.astimezone(zone(name)).utcoffset() == before:
            early = middle
        else:
            late = middle
    return early


def business_day(day: date, calendar: str) -> bool:
    """Whether `day` is neither Saturday nor Sunday nor a holiday of the calendar."""
    return day.weekday() < SATURDAY and day not in holiday_dates(calendar)


def after_business_days(start: date, n: int, calendar: str) -> tuple[date, bool]:
    """The n-th business day after `start` (day 0, whatever day it is), and whether it hangs on unknown holidays."""
    day, unknown = start, False
    while n > 0:
        day += timedelta(days=1)
        unknown = unknown or (calendar != "weekends" and day.year not in CALENDAR_YEARS)
        n -= business_day(day, calendar)
    return day, unknown


def limit(start: datetime, n: int, unit: str, name: str, *, calendar="weekends", day_one=False, ends="day"):
    """The instant (UTC) `n` `unit` after `start`, and whether holidays of the years passed are unknown.

    `name` is the zone whose days are counted; hours need none. Raises ValueError for a unit without length.
    """
    if unit == "h":
        return start.astimezone(UTC) + timedelta(hours=n), False
    day, unknown = start.astimezone(zone(name)).date(), False
    if unit == "cd":
        day += timedelta(days=n - 1 if day_one else n)
    elif unit == "mo":
        day += relativedelta(months=n)
    elif unit == "bd":
        day, unknown = after_business_days(day, n, calendar)
    else:
        raise ValueError(f"no length in {unit}")
    return close_of(day, name, ends), unknown


def end_after_whole_hours(start: datetime, n: int) -> datetime:
    """The end of the n-th hour counted after the hour of the event (Reg. 1182/71 Art. 3(1)): for information only."""
    hour = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return hour.astimezone(UTC) + timedelta(hours=n)


def next_working_noon(due: datetime, name: str) -> datetime:
    """Noon of the next working day where `due` falls on a weekend (Del. Reg. (EU) 2025/301 Art. 5(4)), else `due`.

    The bank holidays of the Member State are left out: without them the instant is never later.
    """
    day = due.astimezone(zone(name)).date()
    if business_day(day, "weekends"):
        return due
    day, _ = after_business_days(day, 1, "weekends")
    return datetime.combine(day, time(12), zone(name)).astimezone(UTC)
