"""The whole check of random flows of 100, 1,000 and 10,000 steps, and of the shipped one.

Conditions look at the last few answers and at some that everything reads, as flows do.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.table import Row
from exoguide.check import Report, check_bundle
from exoguide.flow.bundle import Bundle
from exoguide.flow.syntax import parse_document

SIZES = {100: 100.0, 1000: 1000.0, 10_000: 10_000.0}
"""Steps, and the milliseconds that they may take (design, section 11)."""
MEMORY = 800.0
WINDOW, GLOBALS = 6, 4
"""How far back conditions look, and how many answers all of them may look at."""
AS_OF = dt.date(2026, 11, 23)
FLOW = Path(__file__).resolve().parent.parent / "flows" / "exosome-therapy"

_HEAD = """
[flow]
id = "random"
title = "Random"
version = "1"
language = "en"

[[stage]]
id = "one"
title = "One"
order = 1

[[end]]
id = "done"
title = "Done"
outcome = "accepted"
rank = 50
text = "Done."

[[end]]
id = "later"
title = "Later"
outcome = "more_time"
rank = 40
text = "Later."

[[end]]
id = "wait"
title = "Wait"
outcome = "defer"
rank = 10
text = "Wait."
"""


def flow_text(steps: int, seed: int = 1) -> str:
    """A random flow as a file."""
    dice = random.Random(seed)
    made = [_HEAD]
    asked: list[tuple[int, str]] = []
    for number in range(steps):
        if number % 25 == 24:
            made.append(f'[[step]]\nid = "g{number}"\nstage = "one"\nkind = "gate"\n')
            continue
        made.append(_step(dice, number, steps, asked))
        if number and dice.random() < 0.15:
            made.append(_flag(dice, number, asked))
    made.append('[[step]]\nid = "close"\nstage = "one"\nkind = "statement"\nask = "That is all."\n')
    made.append('[[step.route]]\notherwise = "later"\n')
    for number in range(12):
        first, second = sorted(dice.sample(asked[: steps // 2], 2))
        made.append(
            f'[[rule]]\nid = "r{number}"\nsays = "In order."\n'
            f"always = 'not reached(s{second[0]}) or not reached(s{first[0]}) "
            f"or before(s{first[0]}, s{second[0]})'\n"
        )
    return "\n".join(made)


def _step(dice: random.Random, number: int, steps: int, asked: list[tuple[int, str]]) -> str:
    kind = dice.choice(("yes_no", "choice", "choice", "number"))
    text = (
        f'[[step]]\nid = "s{number}"\nstage = "one"\nkind = "{kind}"\nask = "Question {number}?"\n'
    )
    if kind == "choice":
        text += 'options = [{ id = "a", label = "A" }, { id = "b", label = "B" }, '
        text += '{ id = "c", label = "C" }]\n'
    if kind == "number":
        text += 'min = "0"\nmax = "100"\nplaces = 0\n'
    if number > 3 and dice.random() < 0.25:
        text += f"when = '{_condition(dice, asked)}'\n"
    asked.append((number, kind))
    if number > 3 and number + 10 < steps and dice.random() < 0.1:
        far = number + dice.randint(2, 5)
        far += far % 25 == 24
        text += f"\n[[step.route]]\nwhen = '{_condition(dice, asked)}'\ngoto = \"s{far}\"\n"
        text += '\n[[step.route]]\notherwise = "next"\n'
    return text


def _flag(dice: random.Random, number: int, asked: list[tuple[int, str]]) -> str:
    chosen, kind = asked[-1]
    when = {"yes_no": f"s{chosen} is yes", "choice": f"s{chosen} is a"}.get(kind, f"s{chosen} > 90")
    action = dice.choice(("defer", "refer", "caution"))
    goto = 'goto = "wait"\n' if action != "caution" else ""
    head = f'[[flag]]\nid = "f{number}"\naction = "{action}"\nwhen = \'{when}\'\n'
    return f'{head}message = "M."\n{goto}'


def _condition(dice: random.Random, asked: list[tuple[int, str]]) -> str:
    pool = [*asked[:GLOBALS], *asked[-WINDOW:]]
    parts = [_atom(dice, *dice.choice(pool)) for _ in range(dice.choice((1, 1, 2)))]
    return dice.choice((" and ", " or ")).join(parts)


def _atom(dice: random.Random, number: int, kind: str) -> str:
    name = f"s{number}"
    test = {
        "yes_no": f"{name} is {dice.choice(('yes', 'no'))}",
        "choice": f"{name} in [{', '.join(sorted(dice.sample('abc', dice.choice((1, 2)))))}]",
        "number": f"{name} >= {dice.randint(1, 99)}",
    }[kind]
    return f"(answered({name}) and {test})"


def checked(text: str) -> Report:
    """A flow file, read and checked."""
    document, problems = parse_document("flow.toml", text.encode())
    assert document is not None
    raw = {"flow.toml": text.encode()}
    return check_bundle(Bundle("random", {"flow.toml": document}, raw, tuple(problems)), AS_OF)


def run() -> list[Row]:
    """Each size in a process of its own, for its memory; then the shipped flow, cold."""
    rows: list[Row] = []
    times: dict[int, float] = {}
    for steps, budget in SIZES.items():
        command = [sys.executable, "-m", "benchmarks.bench_check", str(steps)]
        found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        times[steps] = float(found[0])
        rows.append(Row(f"check {steps:,} steps", times[steps], None, budget))
        if steps == max(SIZES):
            rows.append(Row(f"memory of {steps:,} steps", float(found[1]), None, MEMORY, "MB"))
    rows.append(Row("10 times the steps", times[10_000], times[1000], 15.0))
    program = str(Path(sys.executable).with_name("exoguide"))
    begun = time.perf_counter()
    subprocess.run([program, "check", str(FLOW)], check=True, capture_output=True)
    rows.append(
        Row("check the shipped flow, cold", (time.perf_counter() - begun) * 1000, None, None)
    )
    return rows


def measure(steps: int) -> tuple[float, float]:
    """Milliseconds and megabytes of one whole check."""
    text = flow_text(steps)
    begun = time.perf_counter()
    report = checked(text)
    spent = (time.perf_counter() - begun) * 1000
    assert report.proof is not None
    assert report.proof.complete, report.findings[:3]
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(*measure(int(sys.argv[1])))
