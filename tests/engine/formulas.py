"""Conditions as the tests write them: their text for the flow, and their meaning for the reference.

What a condition means is written out here a second time, from the design alone, so that the
engine and the reference share no line of code that decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

import attrs

from exoguide.flow.values import NonAnswer

KEEPS_QUIET = (NonAnswer.UNKNOWN, NonAnswer.DECLINED)
"""The non-answers that ``risk()`` takes for a cautious answer."""


class View(Protocol):
    """What a formula can see: the answers passed so far and what follows from them."""

    @property
    def values(self) -> Mapping[str, object]:
        """Answers by step, computes by name; what is not there is unset."""

    @property
    def cautious(self) -> Mapping[str, tuple[str, ...]]:
        """The cautious values of each step."""

    @property
    def raised(self) -> frozenset[str]:
        """Flags raised so far."""

    @property
    def standing(self) -> frozenset[str]:
        """The actions of the flags that stand."""

    @property
    def information_only(self) -> bool:
        """Whether the clinician went on for information only."""


class Formula(Protocol):
    """A condition: ``None`` from ``judge`` means that it hangs on an unset answer."""

    @property
    def text(self) -> str:
        """The condition as a flow author writes it."""

    @property
    def reads(self) -> frozenset[str]:
        """Names of steps and computes that it reads."""

    def judge(self, view: View) -> bool | None:
        """Whether it holds."""


NOTHING: frozenset[str] = frozenset()


@attrs.frozen
class Is:
    """``step is option``; an option may be a non-answer's name."""

    step: str
    option: str

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"{self.step} is {self.option}"

    @property
    def reads(self) -> frozenset[str]:
        """The step."""
        return frozenset({self.step})

    def judge(self, view: View) -> bool | None:
        """Compare by name."""
        value = view.values.get(self.step)
        if value is None:
            return None
        return (value.value if isinstance(value, NonAnswer) else value) == self.option


@attrs.frozen
class Known:
    """``known(name)``. Outside flags an unset answer is simply not known."""

    name: str
    flag: bool = False

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"known({self.name})"

    @property
    def reads(self) -> frozenset[str]:
        """The name."""
        return frozenset({self.name})

    def judge(self, view: View) -> bool | None:
        """Whether there is a real value."""
        value = view.values.get(self.name)
        if value is None:
            return None if self.flag else False
        return not isinstance(value, NonAnswer)


@attrs.frozen
class Answered:
    """``answered(step)``: any answer, a non-answer too."""

    step: str

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"answered({self.step})"

    @property
    def reads(self) -> frozenset[str]:
        """The step."""
        return frozenset({self.step})

    def judge(self, view: View) -> bool | None:
        """Whether there is an answer."""
        return self.step in view.values


@attrs.frozen
class Risk:
    """``risk(step)``: a cautious value, unknown or declined."""

    step: str

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"risk({self.step})"

    @property
    def reads(self) -> frozenset[str]:
        """The step."""
        return frozenset({self.step})

    def judge(self, view: View) -> bool | None:
        """Whether the answer acts with caution."""
        value = view.values.get(self.step)
        if value is None:
            return None
        if isinstance(value, frozenset):
            return any(one in view.cautious[self.step] for one in value)
        return value in KEEPS_QUIET or value in view.cautious[self.step]


@attrs.frozen
class AtLeast:
    """``name >= number`` of a number step or compute; guarded by ``known`` where it may be none."""

    name: str
    number: int

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"{self.name} >= {self.number}"

    @property
    def reads(self) -> frozenset[str]:
        """The name."""
        return frozenset({self.name})

    def judge(self, view: View) -> bool | None:
        """Compare numbers."""
        value = view.values.get(self.name)
        if value is None:
            return None
        assert isinstance(value, Decimal), (self.name, value)
        return value >= self.number


@attrs.frozen
class Has:
    """``step has option`` of a multi step; guarded by ``known`` where it may be none."""

    step: str
    option: str

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"{self.step} has {self.option}"

    @property
    def reads(self) -> frozenset[str]:
        """The step."""
        return frozenset({self.step})

    def judge(self, view: View) -> bool | None:
        """Whether the option is among the chosen."""
        value = view.values.get(self.step)
        if value is None:
            return None
        assert isinstance(value, frozenset), (self.step, value)
        return self.option in value


@attrs.frozen
class AnyItem:
    """``any(step is option)`` over the items of a repeat."""

    group: str
    step: str
    option: str

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"any({self.step} is {self.option})"

    @property
    def reads(self) -> frozenset[str]:
        """The list and the step that its items ask."""
        return frozenset({self.group, self.step})

    def judge(self, view: View) -> bool | None:
        """True once one item has it; false once every item of the list is known not to."""
        items = view.values.get(f"{self.group}.items")
        if items is None:
            return None
        assert isinstance(items, list)
        found = {item.get(self.step) for item in items}
        names = {one.value if isinstance(one, NonAnswer) else one for one in found}
        return True if self.option in names else None if None in names else False


@attrs.frozen
class Raised:
    """``raised(flag)``."""

    flag: str

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"raised({self.flag})"

    @property
    def reads(self) -> frozenset[str]:
        """No step."""
        return NOTHING

    def judge(self, view: View) -> bool | None:
        """Whether it was raised on this walk."""
        return self.flag in view.raised


@attrs.frozen
class AnyFlag:
    """``any_flag(action)``."""

    action: str

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"any_flag({self.action})"

    @property
    def reads(self) -> frozenset[str]:
        """No step."""
        return NOTHING

    def judge(self, view: View) -> bool | None:
        """Whether any flag of the action stands."""
        return self.action in view.standing


@attrs.frozen
class InformationOnly:
    """``information_only``."""

    text: str = "information_only"
    reads: frozenset[str] = NOTHING

    def judge(self, view: View) -> bool | None:
        """Whether it was chosen."""
        return view.information_only


@attrs.frozen
class Not:
    """``not (...)``."""

    part: Formula

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"not ({self.part.text})"

    @property
    def reads(self) -> frozenset[str]:
        """What the part reads."""
        return self.part.reads

    def judge(self, view: View) -> bool | None:
        """The opposite; still undecided where the part is."""
        verdict = self.part.judge(view)
        return None if verdict is None else not verdict


@attrs.frozen
class Both:
    """``(...) and (...)``: false as soon as one is."""

    one: Formula
    two: Formula

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"({self.one.text}) and ({self.two.text})"

    @property
    def reads(self) -> frozenset[str]:
        """What the parts read."""
        return self.one.reads | self.two.reads

    def judge(self, view: View) -> bool | None:
        """Left to right; the second is looked at only where the first leaves it open."""
        first = self.one.judge(view)
        if first is False:
            return False
        second = self.two.judge(view)
        return False if second is False else None if None in (first, second) else True


@attrs.frozen
class Either:
    """``(...) or (...)``: true as soon as one is."""

    one: Formula
    two: Formula

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"({self.one.text}) or ({self.two.text})"

    @property
    def reads(self) -> frozenset[str]:
        """What the parts read."""
        return self.one.reads | self.two.reads

    def judge(self, view: View) -> bool | None:
        """Left to right; the second is looked at only where the first leaves it open."""
        first = self.one.judge(view)
        if first is True:
            return True
        second = self.two.judge(view)
        return True if second is True else None if None in (first, second) else False
