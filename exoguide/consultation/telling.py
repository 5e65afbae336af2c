"""Consequences in words, the gravest last, so that they are what a person meets before a yes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import answer_of, flag_title, title_of, told
from exoguide.engine.consequences import Consequences

NAMED = 4
"""How many of a kind are named before the rest are counted."""


@attrs.frozen
class Told:
    """One kind of consequence: what happens, and to which."""

    what: str
    which: str


def tell(consultation: Consultation, found: Consequences) -> Iterator[Told]:
    """Everything that an event would bring about."""
    keys = (
        ("ask", "new question", found.asks),
        ("perhaps ask", "further question", found.may_ask),
        ("set aside", "answer", found.sets_aside),
        ("bring back", "answer", found.brings_back),
        ("ask you to confirm", "answer", found.confirms),
        ("ask again", "question", found.again),
    )
    for verb, noun, named in keys:
        if named:
            which = _titles(consultation, named)
            kept = " (kept, and offered again)" if named is found.sets_aside else ""
            yield Told(f"{verb} {_count(noun, named)}", which + kept)
    for line in found.lines[:NAMED]:
        yield Told("change the summary", f"{line.before or '(nothing)'} -> {line.after or 'gone'}")
    if len(found.lines) > NAMED:
        further = found.lines[NAMED:]
        yield Told("change the summary", f"{_count('further line', further)}")
    for name in found.clears:
        yield Told("clear a flag", flag_title(consultation, name))
    if found.leaves_end:
        yield Told("leave the end", told(consultation, f"end.{found.leaves_end}.title"))
    if found.reaches_end:
        yield Told("lead to the end", told(consultation, f"end.{found.reaches_end}.title"))
    if found.may_raise:
        titles = [flag_title(consultation, name) for name in found.may_raise]
        yield Told(f"perhaps raise {_count('flag', titles)}", _few(titles))
    for name in found.raises:
        yield Told("raise a flag", flag_title(consultation, name))
    if found.voids:
        void = f"make void {_count('signature', found.voids)}"
        yield Told(void, _titles(consultation, found.voids))


def held(consultation: Consultation, event: str) -> str:
    """What the event with this id holds in force, in words."""
    ledger = consultation.state.ledger
    for stage, skipped in ledger.skipped.items():
        if skipped.id == event:
            return f"{told(consultation, f'stage.{stage}.title')} was left out"
    for key, given in ledger.answers.items():
        if given.event.id == event:
            return f"{title_of(consultation, key)}: {answer_of(consultation, key, given)}"
    return event


def _titles(consultation: Consultation, keys: tuple[str, ...]) -> str:
    return _few([title_of(consultation, key) for key in keys])


def _few(titles: Sequence[str]) -> str:
    """The first of them by name; a list of sixty tells a person nothing."""
    named = ", ".join(titles[:NAMED])
    return f"{named} and {len(titles) - NAMED} more" if len(titles) > NAMED else named


def _count(noun: str, named: Sequence[object]) -> str:
    return f"{len(named)} {noun}{'s' if len(named) > 1 else ''}"
