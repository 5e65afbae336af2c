"""What seeds are made of: a mistake with its clean twin, and pieces of a flow to write it with."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Seed:
    """A mistake and its clean twin in one text, with the codes that may tell it."""

    number: int
    """Of the class, in the table of defects that checkers are measured by."""
    name: str
    codes: tuple[str, ...]
    here: str
    there: str = ""


def asks(name: str, kind: str = "yes_no", more: str = "", *, ask: str = "Is it so?") -> str:
    """A step that asks something."""
    return f'[[step]]\nid = "@{name}"\nstage = "$"\nkind = "{kind}"\nask = "{ask}"\n{more}\n\n'


def row(when: str, goto: str = "next") -> str:
    """A route."""
    return f"[[step.route]]\nwhen = '{when}'\ngoto = \"{goto}\"\n\n"


def otherwise(goto: str = "next") -> str:
    """The last route."""
    return f'[[step.route]]\notherwise = "{goto}"\n\n'


PAIN: Final = asks(
    "pain",
    "choice",
    "options = [\n"
    '  { id = "none_at_all", label = "None" },\n'
    '  { id = "mild", label = "Mild" },\n'
    '  { id = "severe", label = "Severe" },\n'
    "]",
)
AGE: Final = asks("age", "number", 'unit = "years"\nplaces = 0\nmin = 0\nmax = 120')
WEIGHT: Final = asks("weight", "number", 'unit = "kg"\nmin = 1')
FEE: Final = asks("fee", "money")


def reads(when: str) -> str:
    """A later step that hangs on a condition, which stands on its own line."""
    return asks("reader", "statement", f"when = '{when}'")


def compute(name: str, more: str, kind: str = "number") -> str:
    """A computed value."""
    return f'[[compute]]\nid = "@{name}"\ntype = "{kind}"\n{more}\n\n'


SHOWN: Final = asks("shown", "statement", ask="It is {@total}.")


def flag(when: str, more: str = "#applies#", goto: str = "end_later") -> str:
    """A stop flag; its condition is given with the quotes around it."""
    return (
        f'[[flag]]\nid = "@red"\naction = "stop"\ngoto = "{goto}"\nmessage = "Stop."\n'
        f"when = {when}\n{more}\n"
    )


TOLD: Final = asks("told", "statement")
SIGN: Final = asks("sign", "signature", 'role = "patient"\ncovers = ["@told"]\nsigns = "I agree."')


def output(more: str, kind: str = "section") -> str:
    """A part of the summary."""
    return f'[[output]]\nid = "@out"\nkind = "{kind}"\ntitle = "Out"\n{more}\n\n'


def jumping(when: str) -> str:
    """A question with a route on a condition, and what it leads past."""
    between = asks("between", "statement") + asks("other", "statement")
    return asks("it") + row(when, "@other") + otherwise() + between
