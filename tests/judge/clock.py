"""The judgement itself: when a stage is due from what is known, and how it stands at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Mapping

from counting import limit
from rules import Rule


@dataclass(frozen=True)
class Verdict:
    """`start` is the fact the governing limit runs from, `due` its end (UTC); None where nothing runs yet or ever."""

    start: datetime | None
    due: datetime | None
    holidays_unknown: bool = False


def judge(rule: Rule, anchors: Mapping[str, datetime], filed: Mapping[str, datetime], typed: str) -> Verdict:
    """When the stage is due, from the facts and filings known and the zone in which they were typed.

    Without its own anchor a stage runs from the fact of its cap alone: the earliest date that may hold. Not so under a
    late rule: before a classification as major nothing is owed under DORA. Raises ValueError where the late rule lacks
    the fact it compares with.
    """
    start = filed.get(rule.chain) if rule.chain else anchors.get(rule.anchor)
    second = anchors.get(rule.cap.anchor) if rule.cap else None
    if not rule.counts or (start is None and (second is None or rule.late)):
        return Verdict(None, None)
    if start is None:
        return Verdict(second, limit(second, rule.cap.n, rule.cap.unit, rule.zone_for(typed))[0])
    name = rule.zone_for(typed)
    if rule.n is None:
        return Verdict(start, None) if second is None else Verdict(second, limit(second, rule.cap.n, rule.cap.unit, name)[0])
    due, unknown = limit(
        start, rule.n, rule.unit, name,
        calendar=rule.calendar or "weekends", day_one=rule.day_one, ends=rule.ends or "day",
    )  # fmt: skip
    own = Verdict(start, due, unknown)
    if second is None:
        if rule.late:
            raise ValueError(f"{rule.regime} {rule.stage} needs {rule.cap.anchor}")
        return own
    end, _ = limit(second, rule.cap.n, rule.cap.unit, name)
    if rule.late and start > end:
        return own
    return own if own.due <= end else Verdict(second, end)


def state(verdict: Verdict, filed_at: datetime | None, now: datetime) -> str:
    """The state at `now`. The due instant itself is still on time; the last quarter of the length is due soon."""
    if filed_at is not None and filed_at <= now:
        return "filed_late" if verdict.due is not None and filed_at > verdict.due else "filed_on_time"
    if verdict.start is None or now < verdict.start:
        return "not_started"
    if verdict.due is None:
        return "running"
    if now > verdict.due:
        return "overdue"
    return "due_soon" if now >= quarter(verdict) else "running"


def quarter(verdict: Verdict) -> datetime:
    """The instant at which the last quarter of the length begins."""
    return verdict.due - timedelta(seconds=(verdict.due - verdict.start).total_seconds() / 4)
