"""Random cases, the same for the same seed: facts of one stage, and what the judge says of them."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Iterator

from clock import Verdict, judge, quarter, state
from counting import next_working_noon, zone
from moments import ZONES, moment
from rules import CALENDARS, Rule

# Facts that stand in a record beside those a stage needs and must not move it.
BYSTANDERS = ("occurred", "first_signal", "reported", "aware", "confirmed", "discovered", "declared", "resolved")
# In force from 13 or 14 May 2027, as the sources go: asked about only before.
NOT_AFTER = {"in-dpdp-7": datetime(2027, 5, 12, tzinfo=UTC)}
# Where a person may claim noon of the next working day: Art. 5(4) of Del. Reg. (EU) 2025/301.
RELIEF = {"eu-dora-19"}
# Of the cases after the first of each stage, the share about a clock of a contract of one's own.
OWN = 0.05
WEIGHTS = {"none": 1, "h": 4, "cd": 4, "bd": 8, "mo": 12}


def text(at: datetime) -> str:
    """RFC 3339 with the offset of its zone, or with Z."""
    return at.isoformat().removesuffix("+00:00") + "Z" if at.tzinfo is UTC else at.isoformat()


def generate(table: dict[tuple[str, str], Rule], count: int, seed: int, zones=ZONES) -> Iterator[dict]:
    """`count` cases: every stage once, in an order of the seed, then stages by weight. Case i hangs on the seed and i."""
    rules = list(table.values())
    weights = [
        WEIGHTS[rule.unit] * (2 if rule.cap or rule.chain else 1) * (3 if rule.regime in RELIEF else 1) for rule in rules
    ]
    order = rules[:]
    Random(f"{seed}").shuffle(order)
    for i in range(count):
        rng = Random(f"{seed}:{i}")
        if i < len(order):
            rule = order[i]
        else:
            rule = own(rng, rules) if rng.random() < OWN else rng.choices(rules, weights)[0]
        yield case(rng, rule, zones)


def own(rng: Random, rules: list[Rule]) -> Rule:
    """A clock as a contract may word it: hours, calendar days or business days from a fact, in some zone."""
    unit = rng.choice(("h", "cd", "bd"))
    return Rule(
        regime="own", stage="notice", anchor=rng.choice(("aware", "confirmed", "discovered")),
        n=rng.choice((1, 2, 3, 5, 10, 24, 30, 48, 72)), unit=unit, cap=None, late=False, day_one=False,
        ends=None if unit == "h" else "day", zone=rng.choice(("typed", rng.choice(rules).zone)),
        calendar=rng.choice(sorted(CALENDARS)) if unit == "bd" else None,
        status="in_force", threshold=None, remark=None,
    )  # fmt: skip


def case(rng: Random, rule: Rule, zones) -> dict:
    """One case of that stage."""
    typed = rule.zone_for(rng.choice(zones)) if rng.random() < 0.4 else rng.choice(zones)
    anchors, filed = facts(rng, rule, typed)
    verdict = judge(rule, anchors, filed, typed)
    relief = rule.regime in RELIEF and rng.random() < 0.6
    if relief and verdict.due:
        verdict = Verdict(verdict.start, next_working_noon(verdict.due, typed), verdict.holidays_unknown)
    asked = None
    if rule.counts and (rng.random() < 0.4 or verdict.start is None):
        asked = question(rng, rule, verdict, anchors, filed, typed)
    out = {
        "regime": rule.regime,
        "stage": rule.stage,
        "anchors": {code: text(at) for code, at in anchors.items()},
        "zone": typed,
        "filed": {key: text(at) for key, at in filed.items()},
        "due": verdict.due and text(verdict.due),
        "holidays_unknown": verdict.holidays_unknown,
    }
    if relief:
        out["relief"] = True
    if rule.regime == "own":
        out["own"] = {
            "anchor": rule.anchor,
            "length": rule.n,
            "unit": rule.unit,
            "zone": rule.zone,
            "calendar": rule.calendar,
        }
    if asked:
        out["state_at"] = asked
    return out


def facts(rng: Random, rule: Rule, typed: str) -> tuple[dict, dict]:
    """The anchors and filings of a case: what the stage needs, now and then without it, and bystanders."""
    anchors, filed = {}, {}
    at = moment(rng, rule, typed)
    while at > NOT_AFTER.get(rule.regime, at):
        at = moment(rng, rule, typed)
    if rule.anchor == "year_end":
        day = date(min(at.year, 2031), 12, 31)
        at = datetime.combine(day, rng.choice((time(0), time(17, 30), time(23, 59, 59))), zone(rule.zone))
        at = at.astimezone(zone(typed))
    # Not begun: an earlier notice is not filed, the residents are not told, the cap counts alone.
    alone = rule.cap and not rule.late and not rule.chain
    begun = not (rule.chain or alone or rule.anchor == "notified_individuals") or rng.random() < 0.85
    if begun and rule.chain:
        filed[rule.chain] = at
    elif begun:
        anchors[rule.anchor] = at
    if rule.cap and (rule.late or (alone and not begun) or rng.random() < 0.6):
        anchors[rule.cap.anchor] = second(rng, rule, at).astimezone(zone(typed))
    free = [code for code in BYSTANDERS if code != rule.anchor and not (rule.cap and code == rule.cap.anchor)]
    if rng.random() < 0.4:
        for code in rng.sample(free, rng.randint(1, 2)):
            aside = at.astimezone(UTC) + timedelta(minutes=rng.randint(-20000, 200))
            anchors[code] = aside.astimezone(zone(typed))
    return anchors, filed


def second(rng: Random, rule: Rule, at: datetime) -> datetime:
    """The fact of the cap, for a stage whose own anchor is `at`."""
    own, cap = (timedelta(hours=n) if unit == "h" else timedelta(days=n)
                for n, unit in ((rule.n or 30, rule.unit), (rule.cap.n, rule.cap.unit)))  # fmt: skip
    if rule.late:
        # Before the anchor: well before, about where the two limits meet, about where the cap falls away, long before.
        gap = rng.choice((
            cap * rng.random(), cap - own, cap, cap + timedelta(seconds=1), cap - timedelta(seconds=1),
            cap - own * 2 * rng.random(), cap + timedelta(hours=rng.randint(1, 300)),
        ))  # fmt: skip
        return at.astimezone(UTC) - timedelta(seconds=int(gap.total_seconds()))
    if rule.chain:
        return at.astimezone(UTC) - timedelta(seconds=rng.randrange(0, 2 * 86400))
    after = rng.choice((timedelta(0), own * rng.random(), own * 1.5 * rng.random(), own))
    return at.astimezone(UTC) + timedelta(seconds=int(after.total_seconds()) + rng.randrange(0, 7200))


def question(rng: Random, rule: Rule, verdict: Verdict, anchors: dict, filed: dict, typed: str) -> dict | None:
    """A moment and the state then; may add the stage's own filing to `filed`. None where the texts leave it open."""
    # In UTC: Python compares two times of one zone by the wall clock.
    known = [at.astimezone(UTC) for at in (*anchors.values(), *filed.values())]
    if verdict.start is None:
        now = max(known, default=moment(rng, rule, typed).astimezone(UTC)) + timedelta(minutes=rng.randint(1, 90000))
        return {"now": text(now), "state": "not_started"}
    begin = max(known)
    end = verdict.due or begin + timedelta(days=rng.randint(1, 90))
    span = max(end - begin, timedelta(hours=1))
    at = rng.choice((
        begin + span * rng.random(), begin + span * (0.7 + 0.3 * rng.random()), begin + span * (1 + rng.random()),
        end + timedelta(seconds=rng.choice((-1, 0, 1, 60))),
    )).replace(microsecond=0)  # fmt: skip
    now = at = max(at, begin)
    own = None
    if rng.random() < 0.4:
        own, now = at, at + timedelta(seconds=rng.choice((0, 1, 3600, 500000)))
    said = state(verdict, own, now)
    if said in ("running", "due_soon") and verdict.due:
        quarters = marks(rule, verdict, anchors, filed)
        close = any(abs(now - mark) <= timedelta(seconds=2) for mark in quarters)
        # Near the quarter a rounding decides; with two facts either could be the start of the length.
        if close or len({now >= mark for mark in quarters}) > 1:
            return None
    if own:
        filed[rule.stage] = own.astimezone(zone(typed))
    return {"now": text(now), "state": said}


def marks(rule: Rule, verdict: Verdict, anchors: dict, filed: dict) -> list[datetime]:
    """Where the last quarter may be held to begin: counted from the governing fact, and from the other one."""
    starts = [filed.get(rule.chain) if rule.chain else anchors.get(rule.anchor)]
    if rule.cap:
        starts.append(anchors.get(rule.cap.anchor))
    return [quarter(Verdict(start, verdict.due)) for start in starts if start is not None]
