"""Options that say “none of these” and can be ticked beside the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import tomli

from exoguide.check.findings import Issue
from exoguide.check.words import called
from exoguide.flow.model import Flow, Option, StepKind


def option_issues(flow: Flow) -> Iterator[Issue]:
    """Such options of every question with several answers.

    What they say is found by the words of ``data/wording.toml``, which are English; an id such as
    ``none_of_these`` tells it in any language.
    """
    for index, step in enumerate(flow.steps):
        if step.kind is not StepKind.MULTI or len(step.options) == 1:
            continue
        for number, option in enumerate(step.options):
            if not option.exclusive and _says_none(option):
                said = f"“{option.label or option.id}” can be ticked together with other answers"
                said += f" to {called(step)}."
                todo = "Write exclusive = true in this option."
                yield Issue("EXG407", ("step", index, "options", number, "id"), said, todo)


def _says_none(option: Option) -> bool:
    return any(_none().match(text) for text in (option.label, option.id.replace("_", " ")))


@cache
def _none() -> re.Pattern[str]:
    text = (files("exoguide.check") / "data" / "wording.toml").read_text(encoding="utf-8")
    words = "|".join(tomli.loads(text)["nothing"])
    return re.compile(rf"(?:{words})\b", re.IGNORECASE)
