"""What a story expects of the session that it led to, and what did not come true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from exoguide.consultation.session import Consultation
from exoguide.consultation.stories import Stage, play
from exoguide.engine.apply import Taken
from exoguide.engine.outputs import shown_items, shows
from exoguide.engine.state import State
from exoguide.errors import ExoguideError
from exoguide.flow.loading import LoadedFlow
from exoguide.flow.model import Outcome
from exoguide.flow.model.story import Story
from exoguide.flow.plan import base


@attrs.frozen
class Difference:
    """One expectation that did not come true."""

    what: str
    expected: str
    got: str

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.what}: expected {self.expected}, got {self.got}"


@attrs.frozen
class Played:
    """A story that was played; ``session_id`` is empty when it broke off."""

    story: Story
    session_id: str
    differences: tuple[Difference, ...]


def put_to_the_test(stage: Stage, flow: LoadedFlow, story: Story) -> Played:
    """Play ``story`` and compare what came of it with what it expects."""
    voided: set[str] = set()

    def watch(consultation: Consultation, taken: Taken) -> None:
        voided.update(taken.effects.void)
        if stage.watch is not None:
            stage.watch(consultation, taken)

    try:
        consultation = play(attrs.evolve(stage, watch=watch), flow, story)
    except ExoguideError as error:
        expected = f"end {story.expect.end}" if story.expect.end else "to be played"
        return Played(
            story, "", (Difference("story", expected, f"{error.title}. {error.message}"),)
        )
    found = tuple(differences(consultation.state, story, voided))
    return Played(story, consultation.session_id, found)


def differences(state: State, story: Story, voided: Iterable[str]) -> Iterator[Difference]:
    """Everything that ``story`` expects and ``state`` is not.

    ``voided`` are the signatures that became void at any time.
    """
    expect = story.expect
    end = state.ended or state.arrived
    if expect.end and (end is None or end.id != expect.end):
        where = end.id if end else f"no end (at {state.cursor.key if state.cursor else 'nothing'})"
        yield Difference("end", expect.end, where)
    cursor = state.cursor.key if state.cursor else ""
    if expect.cursor and cursor != expect.cursor:
        yield Difference("cursor", expect.cursor, cursor or (end.id if end else "nothing"))
    if not expect.end and not expect.cursor and end is None:
        yield Difference("end", "any", f"none: no answer is given for {cursor or 'what stands'}")
    yield from _path(state, expect.path, expect.absent)
    shelved = {base(key) for key in state.shelved} | set(state.shelved)
    for key in expect.shelved:
        if key not in shelved:
            yield Difference("shelved", key, "not shelved")
    raised = sorted(flag.id for flag in state.raised)
    if raised != sorted(expect.flags):
        yield Difference("flags", _listed(sorted(expect.flags)), _listed(raised))
    void = sorted(key for key in voided if key in state.void)
    if void != sorted(expect.void):
        yield Difference("void", _listed(sorted(expect.void)), _listed(void))
    shown = set(printed(state))
    for name in expect.outputs:
        if name not in shown:
            yield Difference("outputs", name, "not printed")
    for name in expect.no_outputs:
        if name in shown:
            yield Difference("no_outputs", f"no {name}", "printed")


def _path(state: State, path: Sequence[str], absent: Sequence[str]) -> Iterator[Difference]:
    keys = [key for key in state.positions if key in state.ledger.answers]
    met = {*keys, *(base(key) for key in keys)}
    at = 0
    for name in path:
        if name not in met:
            yield Difference("path", name, "not on the path")
            continue
        place = next((n for n in range(at, len(keys)) if name in (keys[n], base(keys[n]))), None)
        if place is None:
            yield Difference("path", f"{name} in this order", "it comes earlier")
        else:
            at = place
    for name in absent:
        if name in met:
            yield Difference("absent", f"no {name}", "it is on the path")


def printed(state: State) -> Iterator[str]:
    """The outputs, and items as ``output.item``, that the summary of this session prints."""
    end = state.ended or state.arrived
    treated = end is not None and end.outcome is Outcome.ACCEPTED
    for output in state.plan.flow.outputs:
        if shows(state.around, output) and (treated or not output.treated):
            yield output.id
            for item in shown_items(state.around, output):
                yield f"{output.id}.{item.id}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
