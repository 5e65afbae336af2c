"""Consequences in words, the gravest last, so that they are what a person meets before a yes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import answer_of, flag_title, title_of, told
from exoguide.engine.consequences import Consequences
from exoguide.speech import Phrase, joined, phrase

NAMED = 4
"""How many of a kind are named before the rest are counted."""


@attrs.frozen
class Told:
    """One kind of consequence: what happens, and to which."""

    what: str
    which: str
    grave: bool = False
    """Whether it touches a flag, an end or a signature."""


_QUESTIONS: Final = (
    ("asks", phrase("ask 1 new question"), phrase("ask {count} new questions")),
    (
        "may_ask",
        phrase("perhaps ask 1 further question"),
        phrase("perhaps ask {count} further questions"),
    ),
    ("sets_aside", phrase("set aside 1 answer"), phrase("set aside {count} answers")),
    ("brings_back", phrase("bring back 1 answer"), phrase("bring back {count} answers")),
    (
        "confirms",
        phrase("ask you to confirm 1 answer"),
        phrase("ask you to confirm {count} answers"),
    ),
    ("again", phrase("ask again 1 question"), phrase("ask again {count} questions")),
)
"""What can happen to questions: the field of the consequences, and the words for one and many."""

SUMMARY: Final = phrase("change the summary")
"""What happens to lines of the summary."""


def tell(consultation: Consultation, found: Consequences) -> Iterator[Told]:
    """Everything that an event would bring about."""
    for name, one, many in _QUESTIONS:
        keys = getattr(found, name)
        if keys:
            which = _titles(consultation, keys)
            if keys is found.sets_aside:
                which = phrase("{which} (kept, and offered again)", which=which)
            yield Told(_counted(keys, one, many), which)
    for line in found.lines[:NAMED]:
        before, after = line.before or phrase("(nothing)"), line.after or phrase("gone")
        yield Told(SUMMARY, phrase("{before} -> {after}", before=before, after=after))
    if len(found.lines) > NAMED:
        further = found.lines[NAMED:]
        lines = phrase("1 further line"), phrase("{count} further lines")
        yield Told(SUMMARY, _counted(further, *lines))
    for name in found.clears:
        yield Told(phrase("clear a flag"), flag_title(consultation, name), grave=True)
    if found.leaves_end:
        title = told(consultation, f"end.{found.leaves_end}.title")
        yield Told(phrase("leave the end"), title, grave=True)
    if found.reaches_end:
        title = told(consultation, f"end.{found.reaches_end}.title")
        yield Told(phrase("lead to the end"), title, grave=True)
    if found.may_raise:
        titles = [flag_title(consultation, name) for name in found.may_raise]
        flags = phrase("perhaps raise 1 flag"), phrase("perhaps raise {count} flags")
        yield Told(_counted(titles, *flags), _few(titles, by="; "), grave=True)
    for name in found.raises:
        yield Told(phrase("raise a flag"), flag_title(consultation, name), grave=True)
    if found.voids:
        void = phrase("make void 1 signature"), phrase("make void {count} signatures")
        yield Told(_counted(found.voids, *void), _titles(consultation, found.voids), grave=True)


def held(consultation: Consultation, event: str) -> str:
    """What the event with this id holds in force, in words."""
    ledger = consultation.state.ledger
    for stage, skipped in ledger.skipped.items():
        if skipped.id == event:
            title = told(consultation, f"stage.{stage}.title")
            return phrase("{title} was left out", title=title)
    for key, given in ledger.answers.items():
        if given.event.id == event:
            said = answer_of(consultation, key, given)
            return joined(title_of(consultation, key), said, by=": ")
    return event


def _titles(consultation: Consultation, keys: tuple[str, ...]) -> str:
    return _few([title_of(consultation, key) for key in keys])


def _few(titles: Sequence[str], by: str = ", ") -> str:
    """The first of them by name; a list of sixty tells a person nothing."""
    named = joined(*titles[:NAMED], by=by)
    if len(titles) <= NAMED:
        return named
    return phrase("{named} and {count} more", named=named, count=len(titles) - NAMED)


def _counted(found: Sequence[object], one: Phrase, many: Phrase) -> Phrase:
    return phrase(many.template, count=len(found)) if len(found) > 1 else one
