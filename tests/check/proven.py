"""Small flows, each with one mistake that only following every path shows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

HEAD: Final = """
[flow]
id = "small"
title = "Small"
version = "1"
language = "en"
currency = "USD"

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


def ask(name: str, kind: str = "yes_no", more: str = "") -> str:
    """A question."""
    text = f'\n[[step]]\nid = "{name}"\nstage = "one"\nkind = "{kind}"\nask = "{name}?"\n'
    return f"{text}{more}\n"


GATE: Final = '\n[[step]]\nid = "gate"\nstage = "one"\nkind = "gate"\n'
CLOSE: Final = ask("close", "statement", '[[step.route]]\notherwise = "done"')
SIGN: Final = ask("sign", "signature", 'role = "patient"\nsigns = "Yes."\ncovers = ["one"]')


def route(when: str, goto: str) -> str:
    """A route, and one that takes the rest."""
    row = f"\n[[step.route]]\nwhen = '{when}'\ngoto = \"{goto}\"\n"
    return f'{row}\n[[step.route]]\notherwise = "next"\n'


def flag(name: str, when: str, action: str = "stop", goto: str = "wait", more: str = "") -> str:
    """A flag."""
    goto = f'goto = "{goto}"\n' if goto else ""
    return (
        f'\n[[flag]]\nid = "{name}"\naction = "{action}"\nwhen = \'{when}\'\n{goto}'
        f'message = "M."\n{more}\n'
    )


def _option(text: str) -> str:
    name, _, more = text.partition(" ")
    more = more and f", {more}"
    return f'{{ id = "{name}", label = "L"{more} }}'


def choice(name: str, *options: str, more: str = "") -> str:
    """A choice of options, each with all that it says beside its id."""
    listed = ", ".join(_option(one) for one in options)
    return ask(name, "choice", f"options = [{listed}]\n{more}")


PROVEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "EXG404": ask("one")
        + choice("two", "a when = 'one is yes'", "b when = 'one is yes'")
        + CLOSE,
        "EXG405": ask("one", more=route("one is yes", "later"))
        + choice("two", "a when = 'one is yes'", "b")
        + CLOSE,
        "EXG507": ask("one", more=route("one is yes", "later"))
        + ask("two", more="when = 'one is yes'")
        + CLOSE,
        "EXG508": ask("one", more=route("one is yes", "four"))
        + ask("two", more=route("one is no", "four"))
        + ask("three")
        + ask("four")
        + CLOSE,
        "EXG509": ask("one", more=route("one is yes", "later"))
        + ask("two", more=route("two is yes and one is yes", "wait"))
        + ask("three", more=route("three is yes and not (two is yes)", "later"))
        + CLOSE,
        "EXG510": ask("one", "statement")
        + ask("teach", "teach_back", 'tests = "one"\ngroup = "rounds"')
        + '\n[[group]]\nid = "rounds"\nrounds = 2\non_exhausted = "next"\n'
        + "until = 'teach is correct and teach is retaught'\n"
        + CLOSE,
        "EXG613": choice("one", "a weight = 1", "b weight = 2")
        + '\n[[compute]]\nid = "s"\ntype = "number"\nscore = ["one"]\n'
        + ask("two", more="when = 's > 1'")
        + '\n[[output]]\nid = "o"\nkind = "section"\ntitle = "O"\ntext = "T"\n'
        + "when = 'known(s) and (s > 1 or s > 2)'\n"
        + CLOSE,
        "EXG721": ask("one", more=route("one is yes", "later"))
        + ask("two")
        + flag("red", "one is yes and two is yes")
        + CLOSE,
        "EXG722": ask("one", more=route("one is yes", "three"))
        + ask("two")
        + flag("red", "two is yes")
        + ask("three")
        + SIGN
        + CLOSE,
        "EXG723": ask("one") + flag("red", "one is yes", "defer") + GATE + SIGN + CLOSE,
        "EXG724": ask("one", more='non_answers = ["unknown"]\ncautious = ["yes"]')
        + flag("red", "one is yes")
        + CLOSE,
        "EXG725": choice("one", "a", "b", "c", more='cautious = ["a", "b"]')
        + flag("red", "one is a", "note", "")
        + CLOSE,
        "EXG731": ask("one")
        + ask("two")
        + "\n[[rule]]\nid = \"r\"\nsays = \"No.\"\nnever = 'reached(two) and one is yes'\n"
        + CLOSE,
        "EXG732": ask("one", more=route("one is yes", "three"))
        + ask("two")
        + ask("three")
        + "\n[[rule]]\nid = \"r\"\nsays = \"No.\"\nnever = 'reached(three) and two is yes and "
        "one is yes'\n" + CLOSE,
        "EXG804": ask("one", more=route("one is yes", "later"))
        + '\n[[output]]\nid = "o"\nkind = "section"\ntitle = "O"\ntext = "T"\n'
        + "when = 'answered(two) and one is yes'\n"
        + ask("two")
        + CLOSE,
    }
)  # fmt: skip
_LIMITED: Final = ask("one", "number", 'min = "0"\nmax = "9"')
_COMPUTE: Final = '\n[[compute]]\nid = "c"\ntype = "number"\n'
POSSIBLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "EXG611": _LIMITED + _COMPUTE + "value = '5 / one'\n" + CLOSE,
        "EXG612": _LIMITED + _COMPUTE + "low = 'one * 2'\nhigh = 'one + 3'\n" + CLOSE,
    }
)
"""Those of which limits alone tell, so that they are possible and no more."""
UNPLANTED: Final = frozenset({"EXG990", "EXG991"})
"""What no flow alone brings about: the budget, and a mistake of the checker."""
