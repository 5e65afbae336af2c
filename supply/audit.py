"""Whether anything inside has a known weakness: ``python -m supply.audit PIP_AUDIT``.

``pip-audit`` ends with 0 as well when it could reach nobody who knows. So what it says is counted:
only when every pin of the lock was looked up, and nothing was found, does this end with 0.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from supply.bundled import written
from supply.pins import Pin, read_pins
from supply.sbom import LOCK


def main(program: str) -> int:
    """Ask, judge and say; the exit code."""
    asked = [program, "--strict", "--disable-pip", "--require-hashes", "--progress-spinner=off"]
    done = subprocess.run(
        [*asked, "--format=json", "--requirement", str(LOCK)],
        capture_output=True,
        text=True,
        check=False,
    )
    code, lines = judge(read_pins(LOCK), done.stdout)
    if code and not done.stdout.strip():
        lines += done.stderr.strip().splitlines()[-1:]
    print("\n".join(lines))
    for library in written():
        print(f"look yourself: {library.name} {library.version}: {library.weaknesses}")
    return code


def judge(pins: Sequence[Pin], report: str) -> tuple[int, list[str]]:
    """The exit code and what to say.

    0 when all were looked up and nothing is known, 1 when something is, 2 when one was not asked.
    """
    try:
        told = {one["name"]: one for one in json.loads(report)["dependencies"]}
    except (KeyError, TypeError, ValueError):
        told = {}
    missing = [pin.name for pin in pins if not _looked_up(pin, told.get(pin.name))]
    if missing or not pins:
        return 2, [f"NOT AUDITED: {len(missing)} of {len(pins)}: {', '.join(missing)}"]
    found = [
        f"{pin.name} {pin.version}: {weakness['id']}"
        for pin in pins
        for weakness in told[pin.name]["vulns"]
    ]
    return (1, found) if found else (0, [f"audited: {len(pins)} of {len(pins)}, nothing known"])


def _looked_up(pin: Pin, said: Any) -> bool:
    if not isinstance(said, dict) or "skip_reason" in said:
        return False
    return said.get("version") == pin.version and isinstance(said.get("vulns"), list)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
