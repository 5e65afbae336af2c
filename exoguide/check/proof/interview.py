"""An example in a few words: what was answered that matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exoguide.check.cells import ANY
from exoguide.check.proof.replay import Player
from exoguide.check.proof.states import Happened
from exoguide.check.words import NON_ANSWERS, amount_words
from exoguide.engine.encoding import Answer, Roster, Text
from exoguide.flow.model import Flow, Step
from exoguide.flow.plan import base, item
from exoguide.flow.values import Money, NonAnswer

FEWEST, MOST = 2, 12
"""Answers that are told."""


def interview(player: Player, example: Sequence[Happened], matter: frozenset[str]) -> str:
    """``age 52 · source own blood``: the answers to the questions that ``matter``, by name.

    Of very few the last answers are told too; of very many only the last.
    """
    told: list[tuple[bool, str]] = []
    for one, answer in player.answers(example):
        words = _words(player, one, answer)
        if words:
            kind, name = one.label.kind, base(one.label.name)
            matters = name in matter or kind in {"lift", "skip"} or kind.startswith("gate ")
            told.append((matters, words))
    kept = [words for matters, words in told if matters]
    if len(kept) < FEWEST:
        kept = [words for n, (matters, words) in enumerate(told) if matters or n >= len(told) - 2]
    return " · ".join(["…", *kept[-MOST:]] if len(kept) > MOST else kept)


def _words(player: Player, one: Happened, answer: Answer | None) -> str:
    kind, name = one.label.kind, one.label.name
    if kind == "lift":
        flag = next(flag for flag in player.layout.flow.flags if flag.id == name)
        return f"“{flag.title or flag.id}” is settled by a letter"
    if kind == "skip":
        stage = next(stage for stage in player.layout.flow.stages if stage.id == name)
        return f"stage “{stage.title}” skipped"
    if kind == "sign":
        return f"{_plain(name)} signed"
    if kind.startswith("gate "):
        return "go on for information only" if answer == "information" else "end at the gate"
    if kind == "list" and isinstance(answer, Roster):
        return f"{_plain(name)}: {len(answer.serials) or 'none'}"
    step = player.steps.get(base(name))
    if step is None or answer is None:
        return ""
    number = f" {item(name)}" if item(name) > 1 else ""
    return f"{_plain(step.id)}{number} {_value(player.layout.flow, step, answer)}"


def _plain(name: str) -> str:
    return base(name).replace("_", " ")


def _value(flow: Flow, step: Step, answer: Answer) -> str:
    match answer:
        case NonAnswer():
            return NON_ANSWERS[answer]
        case Text():
            return "answered"
        case Money(amount=amount):
            return amount_words(flow, step, amount)
        case frozenset():
            return " and ".join(_option(step, one) for one in sorted(answer))
        case str():
            return "answered" if answer == ANY else _option(step, answer)
        case Roster():
            return ""
    return amount_words(flow, step, answer) if not hasattr(answer, "isoformat") else str(answer)


def _option(step: Step, option: str) -> str:
    named = (_listed(one) for one in _labels(step) if one[0] == option)
    return next(named, option.replace("_", " "))


def _labels(step: Step) -> Iterator[tuple[str, str]]:
    for option in step.options:
        yield option.id, option.label


def _listed(one: tuple[str, str]) -> str:
    name, label = one
    return f"“{label}”" if label else name.replace("_", " ")
