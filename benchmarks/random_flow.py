"""Random flows of any size, the same for the same seed, written as an author would write them.

Conditions look at the last few answers and at some that everything reads, as flows do. Every 25th
step is a gate, about one answer in seven raises a flag, one step in ten leads past others.
"""

from __future__ import annotations

import random
from typing import Final

from tests.check.proven import GATE, HEAD, ask, choice, flag, route

WINDOW: Final = 6
"""How many answers back conditions look."""
GLOBALS: Final = 4
"""How many answers, the first, all conditions may look at."""
GATES: Final = 25
RULES: Final = 12


def flow_text(steps: int, seed: int = 1) -> str:
    """A random flow of so many steps (8 at least), as one file."""
    dice = random.Random(seed)
    made = [HEAD]
    asked: list[tuple[int, str]] = []
    for number in range(steps):
        if _is_gate(number):
            made.append(GATE.replace('"gate"', f'"g{number}"', 1))
            continue
        made.append(_step(dice, number, steps, asked))
        if number and dice.random() < 0.15:
            made.append(_flag(dice, number, asked))
    made.append(ask("close", "statement", '[[step.route]]\notherwise = "later"'))
    for number in range(RULES):
        first, second = (f"s{one}" for one, _ in sorted(dice.sample(asked[: steps // 2], 2)))
        made.append(
            f'\n[[rule]]\nid = "r{number}"\nsays = "In order."\n'
            f"always = 'not reached({second}) or not reached({first}) "
            f"or before({first}, {second})'\n"
        )
    return "".join(made)


def _is_gate(number: int) -> bool:
    return number % GATES == GATES - 1


def _step(dice: random.Random, number: int, steps: int, asked: list[tuple[int, str]]) -> str:
    kind = dice.choice(("yes_no", "choice", "choice", "number"))
    more = 'min = "0"\nmax = "100"\nplaces = 0\n' if kind == "number" else ""
    if number > 3 and dice.random() < 0.25:
        more += f"when = '{_condition(dice, asked)}'\n"
    asked.append((number, kind))
    if number > 3 and number + 10 < steps and dice.random() < 0.1:
        far = number + dice.randint(2, 5)
        far += _is_gate(far)
        more += route(_condition(dice, asked), f"s{far}")
    name = f"s{number}"
    return choice(name, "a", "b", "c", more=more) if kind == "choice" else ask(name, kind, more)


def _flag(dice: random.Random, number: int, asked: list[tuple[int, str]]) -> str:
    chosen, kind = asked[-1]
    when = {"yes_no": f"s{chosen} is yes", "choice": f"s{chosen} is a"}.get(kind, f"s{chosen} > 90")
    action = dice.choice(("defer", "refer", "caution"))
    return flag(f"f{number}", when, action, "wait" if action != "caution" else "")


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
