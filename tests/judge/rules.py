"""The judge's own table of notification rules, one row a stage, read from rules.tsv.

The columns of rules.tsv ("-" stands for nothing):

regime, stage   codes of the law and of the notice it asks for
anchor          code of the fact the length runs from; "filed:STAGE" is the filing of an earlier stage of the same
                regime, "filed:REGIME.STAGE" of another one
n, unit         length: h hours, bd business days, cd calendar days, mo months, none no number in the law
cap             "ANCHOR+LENGTH", a second limit; the earlier of the two rules
late            "anchor_alone": where the anchor lies after the cap's limit, the cap falls away (DORA)
day_one         "yes": the day of the anchor is day 1, not day 0
ends            hour of the last day at which it closes: "day" is 23:59:59
zone            zone whose days are counted; "typed" is the zone in which the anchor was typed
calendar        holidays that are no business days: us_federal, br_national, au_national, or weekends alone
status          in_force, check (in force, but the text asks to check), voluntary, draft, not_in_force
threshold       people from whom the duty exists, where the law names a count
remark          what the reader of a disagreement needs to know
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("rules.tsv")
UNITS = {"h", "bd", "cd", "mo", "none"}
CALENDARS = {"us_federal", "br_national", "au_national", "weekends"}
STATUSES = {"in_force", "check", "voluntary", "draft", "not_in_force"}


@dataclass(frozen=True)
class Cap:
    """A second limit beside a stage's own: `n` `unit` from the fact `anchor`."""

    anchor: str
    n: int
    unit: str


@dataclass(frozen=True)
class Rule:
    """One stage of one regime; the fields are the columns described above."""

    regime: str
    stage: str
    anchor: str
    n: int | None
    unit: str
    cap: Cap | None
    late: bool
    day_one: bool
    ends: str | None
    zone: str
    calendar: str | None
    status: str
    threshold: str | None
    remark: str | None

    @property
    def counts(self) -> bool:
        """Whether a deadline may be shown at all: never for what is not law."""
        return self.status not in ("draft", "not_in_force")

    @property
    def chain(self) -> str | None:
        """The key of the filing this stage waits for, or None."""
        return self.anchor.removeprefix("filed:") if self.anchor.startswith("filed:") else None

    def zone_for(self, typed: str) -> str:
        """The zone whose days are counted, for an anchor typed in the zone `typed`."""
        return typed if self.zone == "typed" else self.zone

    def applies_to(self, people: int) -> bool:
        """Whether the duty exists for this number of people."""
        if self.threshold is None:
            return True
        op, count = re.fullmatch(r"(>=|>)(\d+)", self.threshold).groups()
        return people >= int(count) if op == ">=" else people > int(count)


def _cap(text: str) -> Cap | None:
    if text == "-":
        return None
    anchor, n, unit = re.fullmatch(r"([a-z_]+)\+(\d+)(h|cd)", text).groups()
    return Cap(anchor, int(n), unit)


def _rule(row: dict[str, str]) -> Rule:
    def given(column: str) -> str | None:
        return None if row[column] == "-" else row[column]

    rule = Rule(
        regime=row["regime"],
        stage=row["stage"],
        anchor=row["anchor"],
        n=None if row["n"] == "-" else int(row["n"]),
        unit=row["unit"],
        cap=_cap(row["cap"]),
        late=row["late"] == "anchor_alone",
        day_one=row["day_one"] == "yes",
        ends=given("ends"),
        zone=row["zone"],
        calendar=given("calendar"),
        status=row["status"],
        threshold=given("threshold"),
        remark=given("remark"),
    )
    sound = (
        rule.unit in UNITS
        and rule.status in STATUSES
        and (rule.n is None) == (rule.unit == "none")
        and (rule.calendar in CALENDARS) == (rule.unit == "bd")
        and (rule.ends is not None) == (rule.unit in ("bd", "cd", "mo"))
    )
    if not sound:
        raise ValueError(f"rules.tsv: {rule.regime} {rule.stage} contradicts itself")
    return rule


def read(file: Path = FILE) -> dict[tuple[str, str], Rule]:
    """All rules by (regime, stage), in the order of the file. Raises ValueError for a row that contradicts itself."""
    with file.open(encoding="utf-8", newline="") as lines:
        rules = [_rule(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    table = {(rule.regime, rule.stage): rule for rule in rules}
    if len(table) != len(rules):
        raise ValueError("rules.tsv: a stage is there twice")
    return table
