#!/usr/bin/env python3
"""An independent judge of deadlines, written from the texts of the rules.

Prints cases, one JSON object a line: the facts of a stage (anchors, filings, the zone they were typed in), when it is
due (UTC, or null), whether that hangs on holidays nobody knows yet, and in some cases how it stands at a moment.
With "relief" the weekend relief of the rule is claimed; "own" holds the terms of a clock of one's own contract, which is
of the regime "own". "filed" holds the filings of earlier stages and, where a state is asked, of the stage itself.

    judge.py --cases 10000 --seed 7
    judge.py --cases 1000 --seed 7 --zones Europe/Berlin,UTC
    judge.py --holidays us_federal
"""

import argparse
import json
import sys

sys.dont_write_bytecode = True

import cases  # noqa: E402
import counting  # noqa: E402
import rules  # noqa: E402


def main() -> int:
    """Reads the arguments, prints, returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000, help="how many (default 1000; 271 cover every stage)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same cases (default 1)")
    parser.add_argument("--zones", help="type in these zones and in those of the rules alone (commas between)")
    parser.add_argument("--holidays", choices=sorted(rules.CALENDARS - {"weekends"}), help="print a calendar instead")
    given = parser.parse_args()
    if given.holidays:
        print("\n".join(day.isoformat() for day in sorted(counting.holiday_dates(given.holidays))))
        return 0
    zones = tuple(given.zones.split(",")) if given.zones else cases.ZONES
    for case in cases.generate(rules.read(), given.cases, given.seed, zones):
        print(json.dumps(case, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
