"""Moments worth asking about: clock changes, midnights, month and year ends, leap days, holidays, and any second."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random

from counting import CALENDAR_YEARS, holiday_dates, zone
from rules import Rule

# Zones a fact may be typed in. Left out are those whose rules changed so late (Vancouver, Winnipeg, Edmonton, Havana,
# Casablanca, Chisinau) that two editions of the zone data may rightly differ.
ZONES = (
    "UTC", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Amsterdam", "Europe/Warsaw",
    "Europe/Dublin", "Europe/Lisbon", "Europe/London", "Europe/Athens", "Europe/Helsinki", "Europe/Bucharest",
    "Europe/Zurich", "Europe/Istanbul", "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "America/St_Johns", "America/Toronto", "America/Sao_Paulo",
    "America/Santiago", "America/Nuuk", "Africa/Cairo", "Africa/Johannesburg", "Asia/Beirut", "Asia/Dubai",
    "Asia/Kolkata", "Asia/Kathmandu", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Singapore", "Asia/Tokyo", "Asia/Seoul",
    "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
    "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Honolulu", "Pacific/Pago_Pago",
)  # fmt: skip

FIRST, LAST = datetime(2024, 1, 3, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)


@cache
def clock_changes(name: str) -> tuple[datetime, ...]:
    """The instants between FIRST and LAST at which the zone's offset changes, to the second."""
    found, at = [], FIRST
    while at < LAST:
        low, high = at, at + timedelta(days=1)
        offset = low.astimezone(zone(name)).utcoffset()
        if high.astimezone(zone(name)).utcoffset() != offset:
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // timedelta(seconds=2) * timedelta(seconds=1)
                if middle.astimezone(zone(name)).utcoffset() == offset:
                    low = middle
                else:
                    high = middle
            found.append(high)
        at += timedelta(days=1)
    return tuple(found)


def _year(rng: Random) -> int:
    return rng.choice(CALENDAR_YEARS)


def _any(rng: Random, rule: Rule, name: str) -> datetime:
    return FIRST + timedelta(seconds=rng.randrange(int((LAST - FIRST).total_seconds())))


def _on(rng: Random, day: date, name: str) -> datetime:
    """A second of that day, in one case of three its first or last ones."""
    midnight = datetime.combine(day, time(0), zone(name)).astimezone(UTC)
    if rng.randrange(3) == 0:
        return midnight + timedelta(seconds=rng.choice((-60, -2, -1, 0, 1, 59, 60)))
    return midnight + timedelta(seconds=rng.randrange(23 * 3600))


def _midnight(rng: Random, rule: Rule, name: str) -> datetime:
    day = _any(rng, rule, name).date()
    midnight = datetime.combine(day, time(0), zone(name)).astimezone(UTC)
    return midnight + timedelta(seconds=rng.choice((-3600, -60, -2, -1, 0, 1, 59, 60, 3599)))


def _clock_change(rng: Random, rule: Rule, name: str) -> datetime:
    changes = clock_changes(name)
    if not changes:
        return _any(rng, rule, name)
    # At the change itself, or so that the length crosses it or ends at it.
    back = {"h": timedelta(hours=rule.n or 0), "mo": timedelta(days=31)}.get(rule.unit, timedelta(days=rule.n or 0))
    share = rng.choice((0.0, 1.0, rng.random()))
    return rng.choice(changes) - back * share + timedelta(seconds=rng.choice((-7200, -3600, -60, -1, 0, 1, 1800, 7200)))


def _year_end(rng: Random, rule: Rule, name: str) -> datetime:
    return _on(rng, date(_year(rng), 12, 31) + timedelta(days=rng.randint(-6, 1)), name)


def _leap_day(rng: Random, rule: Rule, name: str) -> datetime:
    year = rng.choice((2024, 2028, 2028, _year(rng)))
    return _on(rng, date(year, 3, 1) - timedelta(days=rng.randint(0, 35)), name)


def _month_end(rng: Random, rule: Rule, name: str) -> datetime:
    year, month = _year(rng), rng.randint(2, 12)
    return _on(rng, date(year, month, 1) - timedelta(days=rng.randint(0, 3)), name)


def _holiday(rng: Random, rule: Rule, name: str) -> datetime:
    known = {"us_federal", "br_national", "au_national"}
    calendar = rule.calendar if rule.calendar in known else "us_federal"
    day = rng.choice(sorted(holiday_dates(calendar))) - timedelta(days=rng.randint(0, 2 + (rule.n or 0)))
    return _on(rng, max(day, FIRST.date() + timedelta(days=1)), name)


def _beyond(rng: Random, rule: Rule, name: str) -> datetime:
    """Where business days reach years without a calendar; for all other rules years a record may still meet."""
    if rng.random() < 0.5:
        return _on(rng, date(2030, 12, 31) - timedelta(days=rng.randint(0, 2 * (rule.n or 3))), name)
    return LAST + timedelta(seconds=rng.randrange(2 * 365 * 86400))


KINDS = (
    (_any, 4), (_midnight, 3), (_clock_change, 4), (_year_end, 2), (_leap_day, 2), (_month_end, 2), (_holiday, 2),
)  # fmt: skip


def moment(rng: Random, rule: Rule, typed: str) -> datetime:
    """A whole second for the anchor of `rule`, shown in the zone `typed`."""
    beyond = 4 if rule.unit == "bd" else 1
    draw = rng.choices([kind for kind, _ in KINDS] + [_beyond], [weight for _, weight in KINDS] + [beyond])[0]
    at = draw(rng, rule, rng.choice((typed, rule.zone_for(typed)))).replace(microsecond=0)
    if draw is _any and rng.random() < 0.5:
        at = at.replace(second=0)
    return at.astimezone(zone(typed))
