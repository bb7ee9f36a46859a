#!/usr/bin/env bash
# Installs what is missing to judge deadlines, calendars and tables from outside: a Python environment of its own in the tools
# folder, with the packages that tests/judge/requirements.txt names by version and hash.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

wanted="$root/tests/judge/requirements.txt"
place="$HOLDFAST_TOOLS/judge"
python="$place/bin/python"
# A distribution's Python may lack the parts that make an environment.
makes_environments() { python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

if ! cmp -s "$wanted" "$place/installed.txt" || ! "$python" -c 'import holidays, icalendar' >/dev/null 2>&1; then
  makes_environments || debian_packages python3 python3-venv && makes_environments ||
    stop "Python 3.11 or later with venv, for the judge of deadlines: run this as root or with sudo on Debian or Ubuntu (packages python3 python3-venv)"
  rm -rf "$place"
  quietly "python environment" python3 -m venv "$place" || stop "a Python environment in $place"
  quietly "pip packages of the judge" "$python" -m pip install --disable-pip-version-check --no-input \
    --require-hashes --only-binary :all: -r "$wanted" || stop "the Python packages in tests/judge/requirements.txt"
  cp "$wanted" "$place/installed.txt"
fi
say "ready to judge: $("$python" --version), holidays $("$python" -c 'import holidays; print(holidays.__version__)')"
