"""Runs every ``benchmarks/bench_*.py``, or those named: ``python -m benchmarks check store``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.table import Row, table

FOLDER = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The measurements there are, by the part of the file name after ``bench_``."""
    files = FOLDER.glob("bench_*.py")
    return tuple(sorted(file.stem.removeprefix("bench_") for file in files))


def main(asked: Sequence[str]) -> int:
    """Measures, prints one table, and gives 1 when a figure is over budget, 2 for a wrong name."""
    known = names()
    if unknown := [name for name in asked if name not in known]:
        print(
            f"No measurement called {', '.join(unknown)}. There are: {', '.join(known) or 'none'}."
        )
        return 2
    rows: list[Row] = []
    for name in asked or known:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        rows.extend(import_module(f"benchmarks.bench_{name}").run())
    print(table(rows))
    return int(any(row.over for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
