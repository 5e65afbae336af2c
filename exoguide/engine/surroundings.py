"""What a condition can see at one point of a walk, flags included.

Only what was passed to get there counts. Implements the ``Env`` of the condition language.
"""

from __future__ import annotations

from copy import copy
from enum import Enum

from exoguide.canonical import Json
from exoguide.engine.encoding import encode
from exoguide.engine.ledger import Ledger, Lifted
from exoguide.engine.seen import Seen
from exoguide.flow.model import Action
from exoguide.flow.plan import FlagNode, Plan

BINDING = (Action.STOP, Action.DEFER, Action.REFER)
"""Actions that make signatures unavailable while a flag of theirs stands."""


class FlagState(Enum):
    """What is known of a flag at one point of a walk."""

    UNASSESSED = "not yet assessed"
    CLEAR = "clear"
    RAISED = "raised"


class Surroundings(Seen):
    """The answers, computes and flags of one walk so far."""

    def __init__(self, plan: Plan, ledger: Ledger) -> None:
        super().__init__(plan, ledger)
        self.flags: dict[str, FlagState] = {}
        self.put: frozenset[str] = frozenset()
        """Defer and refer flags that a gate has put to the clinician."""

    def copy(self, ledger: Ledger) -> Surroundings:
        """The same surroundings over a later ledger, to be changed apart."""
        new = self.over(ledger)
        new.detach()
        return new

    def over(self, ledger: Ledger) -> Surroundings:
        """The same surroundings over a ledger that differs in nothing a walk reads."""
        new = copy(self)
        new.ledger = ledger
        return new

    def detach(self) -> None:
        """Own everything that a walk changes."""
        super().detach()
        self.flags = self.flags.copy()

    def unset(self, name: str) -> None:
        """Forget an answer of an earlier round or item, and what flags made of it."""
        if name in self.values:
            super().unset(name)
            for flag in self.plan.flags_reading.get(name, ()):
                self.assess(flag)

    def raised(self, flag: str) -> bool:
        """Whether ``flag`` is raised, set aside or not."""
        return self.flags.get(flag) is FlagState.RAISED

    def any_flag(self, action: str) -> bool:
        """Whether a flag with this action stands."""
        return any(flag.action.value == action for flag in self.standing())

    def assess(self, flag: FlagNode) -> bool:
        """Look at ``flag`` again; whether it is raised now."""
        state = self._assessed(flag)
        self.flags[flag.id] = state
        return state is FlagState.RAISED

    def _assessed(self, flag: FlagNode) -> FlagState:
        verdict = True if flag.applies is None else flag.applies.guess(self)
        if verdict is True:
            verdict = flag.when.guess(self)
            if verdict is True:
                return FlagState.RAISED
        return FlagState.UNASSESSED if verdict is None else FlagState.CLEAR

    def inputs(self, flag: FlagNode) -> dict[str, Json]:
        """The flag's inputs passed so far, in their stored form.

        An input within a repeat is read through its items: the roster stands for all of them.
        """
        found: dict[str, Json] = {}
        for name in flag.inputs:
            if name in self.values and not self.plan.repeated(name):
                found[name] = encode(self.values[name])
        for group, items in self._items.items():
            for number, item in enumerate(items):
                for name in flag.inputs:
                    if name in item:
                        found[f"{group}.{number}.{name}"] = encode(item[name])
        return found

    def lifted(self, flag: FlagNode) -> Lifted | None:
        """The override or resolution of ``flag`` that holds, if any."""
        for kept in (self.ledger.overrides, self.ledger.resolutions):
            lifted = kept.get(flag.id)
            if lifted is not None and all(
                lifted.inputs.get(name) == value for name, value in self.inputs(flag).items()
            ):
                return lifted
        return None

    def stands(self, flag: FlagNode) -> bool:
        """Whether ``flag`` is raised and not set aside."""
        return self.raised(flag.id) and self.lifted(flag) is None

    def standing(self) -> list[FlagNode]:
        """The flags that stand, in file order."""
        raised = [name for name, state in self.flags.items() if state is FlagState.RAISED]
        raised.sort(key=self.plan.flag_order.__getitem__)
        return [flag for name in raised if self.stands(flag := self.plan.flags[name])]

    def unassessed(self) -> list[FlagNode]:
        """Flags that apply here and have not been assessed, in file order."""
        found = []
        for flag in self.plan.flags.values():
            if self.flags.get(flag.id, FlagState.UNASSESSED) is FlagState.UNASSESSED:
                applies = True if flag.applies is None else flag.applies.guess(self)
                if applies is True:
                    found.append(flag)
        return found

    def by_ignorance(self, flag: FlagNode) -> bool:
        """Whether a raised flag hangs on a "don't know" alone, and nothing known raises it."""
        apart = self.copy(self.ledger)
        return apart.drop_unknown(flag.inputs) and not apart.assess(flag)
