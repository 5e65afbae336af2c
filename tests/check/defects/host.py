"""A small sound flow of several files, with places where a mistake and its clean twin can stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

HEAD: Final = """\
[flow]
id = "host"
title = "A host for mistakes"
version = "1"
language = "en"
currency = "USD"
files = ["one.toml", "two.toml", "three.toml", "last.toml"]

[[stage]]
id = "one"
title = "First things"
order = 1

[[stage]]
id = "two"
title = "A branch"
order = 2
required = false

[[stage]]
id = "three"
title = "Later things"
order = 3

[[stage]]
id = "four"
title = "The end"
order = 4
"""
ONE: Final = """\
[[step]]
id = "hello"
stage = "one"
kind = "statement"
ask = "We begin."

#slot start#
"""
TWO: Final = """\
[[step]]
id = "fork"
stage = "two"
kind = "choice"
ask = "Which way?"
options = [
  { id = "through", label = "Through the branch" },
  { id = "over", label = "Over it", goto = "behind" },
  { id = "stop", label = "Not today", goto = "end_later" },
]

[[step]]
id = "inner"
stage = "two"
kind = "yes_no"
ask = "Are you sure?"

[[step.route]]
when = 'inner is yes'
goto = "innermost"

[[step.route]]
otherwise = "behind"

[[step]]
id = "innermost"
stage = "two"
kind = "statement"
ask = "Here we are."

#slot deep#
[[step]]
id = "behind"
stage = "two"
kind = "statement"
ask = "Behind the branch."
"""
THREE: Final = """\
[[step]]
id = "onward"
stage = "three"
kind = "statement"
ask = "We go on."

#slot far#
"""
LAST: Final = """\
[[step]]
id = "gate_last"
stage = "four"
kind = "gate"

[[step]]
id = "goodbye"
stage = "four"
kind = "statement"
ask = "That is all."

[[step.route]]
otherwise = "end_done"

[[end]]
id = "end_done"
title = "Done"
outcome = "accepted"
rank = 90
text = "Well done."

[[end]]
id = "end_later"
title = "Another day"
outcome = "more_time"
rank = 50
text = "Come back."
"""

FILES: Final[Mapping[str, str]] = MappingProxyType(
    {"flow.toml": HEAD, "one.toml": ONE, "two.toml": TWO, "three.toml": THREE, "last.toml": LAST}
)
SLOTS: Final = {
    "start": ("one.toml", "one"),
    "deep": ("two.toml", "two"),
    "far": ("three.toml", "three"),
}
"""Where texts can be put, with the file and stage they are in then."""

POSITIONS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "near the start": ("start", "start", "s"),
        "deep in a branch": ("deep", "deep", "d"),
        "across files": ("start", "far", "a"),
    }
)
"""Where the first and the second half of a mistake stand, and a letter for its ids."""

IN_BRANCH: Final = "fork is through and inner is yes"
"""When a flag applies that hangs on a question of the branch."""

_EITHER: Final = re.compile(r"<<(.*?)\|\|(.*?)>>", re.DOTALL)
_SLOT: Final = re.compile(r"#slot \w+#\n")


def planted(here: str, there: str, position: str, *, clean: bool) -> tuple[dict[str, str], str]:
    """The host with both halves of a mistake, or of its clean twin, and where it must be found.

    ``<<wrong||right>>`` is what the two differ in. ``⟦`` stands before the place, which is given
    as ``file:line``. ``@`` is the beginning of an id, ``$`` the stage.
    """
    first, second, letter = POSITIONS[position]
    texts = dict(FILES)
    for slot, text in ((first, here), (second, there)):
        file, stage = SLOTS[slot]
        made = _EITHER.sub(lambda match: match[2 if clean else 1], text)
        made = made.replace("@", f"{letter}_").replace("$", stage)
        made = made.replace("#applies#\n", f"applies = '{IN_BRANCH}'\n" if slot == "deep" else "")
        made = made.replace("#branch#", f"{IN_BRANCH} and " if slot == "deep" else "")
        mark = f"#slot {slot}#\n"
        texts[file] = texts[file].replace(mark, f"{made.rstrip()}\n\n{mark}")
    texts = {name: _SLOT.sub("", text) for name, text in texts.items()}
    place = ""
    for name, text in texts.items():
        if "⟦" in text:
            place = f"{name}:{text[: text.index('⟦')].count(chr(10)) + 1}"
            texts[name] = text.replace("⟦", "", 1)
    return texts, place
