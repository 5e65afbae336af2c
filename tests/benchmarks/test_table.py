from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import __main__ as runner
from benchmarks.table import Row, table


@pytest.mark.parametrize(
    ("row", "over"),
    [
        (Row("ratio held", ours=13, peer=10, budget=1.3), False),
        (Row("ratio over", ours=13.1, peer=10, budget=1.3), True),
        (Row("size held", ours=3_072, peer=None, budget=3_072, unit="B"), False),
        (Row("size over", ours=3_073, peer=None, budget=3_072, unit="B"), True),
        (Row("only shown", ours=1e9, peer=1, budget=None), False),
        (Row("beside nothing", ours=1, peer=0, budget=5), True),
    ],
)
def test_a_figure_is_held_by_ratio_beside_a_peer_and_by_size_alone(row: Row, over: bool) -> None:
    assert row.over is over


def test_the_table_shows_each_figure_with_its_ratio_and_verdict() -> None:
    shown = table(
        [
            Row("start", ours=12.5, peer=10, budget=1.3),
            Row("step", ours=4_000, peer=None, budget=3_072, unit="B"),
            Row("idle", ours=0, peer=None, budget=None, unit="B"),
        ]
    )
    assert shown.splitlines() == [
        "what       ours   peer  ratio   budget",
        "-" * len(shown.splitlines()[3]),
        "start  12.50 ms  10 ms  1.25x     1.3x  OK",
        "step    4,000 B                3,072 B  OVER",
        "idle        0 B",
        "",
        "3 figures, 1 over budget",
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of two measurements, one of them over its budget."""
    for name, ours in (("fast", 1), ("slow", 3)):
        (tmp_path / f"bench_{name}.py").write_text(
            "from benchmarks.table import Row\n"
            f"def run(): return [Row('{name} figure', {ours}, 1, 2)]\n"
        )
    monkeypatch.setattr(runner, "FOLDER", tmp_path)
    monkeypatch.setattr("benchmarks.__path__", [str(tmp_path)])
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("asked", "shown", "code"),
    [
        ((), {"fast", "slow"}, 1),
        (("fast",), {"fast"}, 0),
        (("slow",), {"slow"}, 1),
    ],
)
def test_all_measurements_run_unless_some_are_named_and_one_over_budget_fails_the_run(
    asked: Sequence[str], shown: set[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runner.main(asked) == code
    said = capsys.readouterr().out
    assert {name for name in ("fast", "slow") if f"{name} figure" in said} == shown


@pytest.mark.usefixtures("folder")
def test_a_measurement_that_is_not_there_is_named_with_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert runner.main(["fats"]) == 2
    assert capsys.readouterr().out == "No measurement called fats. There are: fast, slow.\n"
