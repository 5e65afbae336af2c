"""Whoever silences a linter says why, in the same line."""

from __future__ import annotations

import re
from pathlib import Path

SILENCED = re.compile(r"# (?:noqa|type: ignore)")
WITH_A_REASON = re.compile(
    r"# (?:noqa: [A-Z0-9]+(?:, [A-Z0-9]+)*|type: ignore\[[a-z-]+(?:, [a-z-]+)*\]) +[-#(] ?\S"
)


def test_every_silenced_finding_has_its_reason_beside_it(checkout: Path) -> None:
    bare = [
        f"{path.relative_to(checkout)}:{number}"
        for folder in ("exoguide", "tests", "benchmarks", "docs")
        for path in sorted((checkout / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SILENCED.search(line)
        and not WITH_A_REASON.search(line)
        and path.name != "test_suppressions.py"
    ]
    assert bare == []
