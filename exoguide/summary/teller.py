"""The texts of one session in its language: rendered, and marked where no translation is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from exoguide.engine.basis import read
from exoguide.engine.encoding import Answer, field
from exoguide.engine.events import Kind
from exoguide.engine.ledger import Given
from exoguide.engine.path import READABLE, Position
from exoguide.engine.rendering import render, show, show_answer
from exoguide.engine.state import State
from exoguide.engine.surroundings import Surroundings
from exoguide.engine.walk import walk
from exoguide.flow.model import StepKind
from exoguide.flow.plan import Node, base, item
from exoguide.flow.texts import text_of
from exoguide.flow.values import NonAnswer, Unset, Value
from exoguide.flow.words import word
from exoguide.speech import fill
from exoguide.summary.wording import CARRIED, iso_day


class Teller:
    """Says every text of a session's flow as the summary prints it.

    ``fell_back`` is true once a text had to be said in the flow's source language.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.plan = state.plan
        self.flow = state.plan.flow
        self.language = state.ledger.language or self.flow.head.language
        self.fell_back = False

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words that the document carries."""
        return {name: word(self.flow, name, self.language).value for name in CARRIED}

    def word(self, name: str, **values: str) -> str:
        """One of the program's own words, its braces filled in."""
        return fill(word(self.flow, name, self.language).value, **values)

    def text(self, key: str, around: Surroundings | None = None) -> str:
        """The text ``key`` of the flow, rendered; marked ``[en]`` when it fell back to English."""
        found = text_of(self.flow, key, self.language)
        said = render(around or self.state.around, found.value, self.language).strip()
        if found.translated or not said:
            return said
        self.fell_back = True
        return f"[{self.flow.head.language}] {said}"

    def day(self, stored: str | date) -> str:
        """A date in words; a stored text that is no date stays as it is."""
        return iso_day(self.words, stored if isinstance(stored, str) else stored.isoformat())

    def person(self, account: str) -> str:
        """Who sent an event: the clinician's name where the account is the one that opened."""
        opened = self.state.ledger.opened
        clinician = opened.body.get("clinician") if opened else None
        if isinstance(clinician, Mapping) and clinician.get("account") == account:
            return field(clinician, "name") or account
        return account

    def value(self, name: str) -> str:
        """The value of a step, compute or ``clinic.x`` in words; empty for no name."""
        return show(self.state.around, name, self.language) if name else ""

    def known(self, name: str) -> Value | None:
        """The real value of a step, compute or ``clinic.x``, or ``None``."""
        value = read(self.state.around, name)
        return None if isinstance(value, (Unset, NonAnswer)) else value

    def answer(self, key: str, value: Answer) -> str:
        """An answer in words."""
        return show_answer(self.plan, key, value, self.language)

    def question(self, key: str) -> str:
        """The question at ``key`` as lists name it: its title, or the question itself."""
        group = self.plan.groups.get(key)
        if group is not None:
            return self.text(f"group.{key}.ask") or self.text(f"group.{key}.title") or key
        step = base(key)
        said = self._text_at(key, f"step.{step}.title") or self._text_at(key, f"step.{step}.ask")
        number = item(key)
        if not number:
            return said or step
        node = self.plan.node(key)
        noun = ""
        if node is not None and node.group is not None and node.group.repeats:
            name = node.group.id
            noun = self.text(f"group.{name}.item") or self.text(f"group.{name}.title")
            number = self.place(name, number)
        return f"{noun} {number}: {said}" if noun else f"{said} ({number})"

    def asked(self, key: str) -> str:
        """The whole text of the question at ``key``."""
        return self._text_at(key, f"step.{base(key)}.ask")

    def place(self, group: str, serial: int) -> int:
        """Which of the items now listed has this serial, counted from 1."""
        serials = read(self.state.around, group)
        if isinstance(serials, tuple) and serial in serials:
            return serials.index(serial) + 1
        return serial

    def _text_at(self, key: str, text: str) -> str:
        """A text as it read where it was asked: inside a group, values of that item fill it."""
        source = text_of(self.flow, text, self.language).value
        if item(key) and "{" in source:
            return self.text(text, walk(self.plan, self.state.ledger, key).around)
        return self.text(text)

    def told(self) -> list[tuple[Position, Node, Given]]:
        """The questions on the path whose answers may be read, in walk order."""
        answers = self.state.ledger.answers
        return [
            (position, self.plan.nodes[position.node], answers[position.key])
            for position in self.state.walk.path
            if position.status in READABLE
        ]

    def stage_titles(self) -> Mapping[str, str]:
        """The titles of the stages, in their order."""
        stages = sorted(self.flow.stages, key=lambda stage: stage.order)
        return {stage.id: self.text(f"stage.{stage.id}.title") for stage in stages}


def own_words(given: Given) -> str:
    """The patient's own words with an answer, also when it was only confirmed since."""
    while not given.words and given.event.kind is Kind.CONFIRMED and given.previous is not None:
        given = given.previous
    return given.words


def is_answer(node: Node, position: Position) -> bool:
    """Whether a position is listed among the answers; signatures have a part of their own."""
    return position.key in node.plan.groups or node.kind is not StepKind.SIGNATURE
