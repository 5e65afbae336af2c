"""What a condition can see at one point of a walk: only what was passed to get there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from exoguide.canonical import Json
from exoguide.engine.encoding import encode
from exoguide.engine.ledger import Ledger, Lifted
from exoguide.flow.conditions import NotKnown, Unassigned
from exoguide.flow.model import Action
from exoguide.flow.plan import FlagNode, Plan
from exoguide.flow.values import UNSET, NonAnswer, Unset, Value

BINDING = (Action.STOP, Action.DEFER, Action.REFER)
"""Actions that make signatures unavailable while a flag of theirs stands."""


class FlagState(Enum):
    """What is known of a flag at one point of a walk."""

    UNASSESSED = "not yet assessed"
    CLEAR = "clear"
    RAISED = "raised"


class Surroundings:
    """The answers, computes and flags of one walk so far. Implements the conditions' ``Env``."""

    __slots__ = (
        "_computed",
        "_days",
        "_item",
        "_items",
        "clinic",
        "flags",
        "information_only",
        "ledger",
        "plan",
        "put",
        "today",
        "values",
    )

    def __init__(self, plan: Plan, ledger: Ledger) -> None:
        self.plan = plan
        self.ledger = ledger
        self.values: dict[str, Value] = {}
        self.today: date = ledger.today
        self.clinic = ledger.clinic
        self.information_only = False
        self.flags: dict[str, FlagState] = {}
        self.put: frozenset[str] = frozenset()
        """Defer and refer flags that a gate has put to the clinician."""
        self._computed: dict[str, Value | Unset] = {}
        self._days: dict[str, date] = {}
        self._items: dict[str, list[dict[str, Value]]] = {}
        self._item: dict[str, int] = {}

    def copy(self, ledger: Ledger) -> Surroundings:
        """The same surroundings over a later ledger, to be changed apart."""
        new = Surroundings(self.plan, ledger)
        new.values = self.values.copy()
        new.information_only = self.information_only
        new.flags = self.flags.copy()
        new.put = self.put
        new._computed = self._computed.copy()
        new._days = self._days.copy()
        new._item = self._item.copy()
        new._items = {
            group: [item.copy() for item in items] for group, items in self._items.items()
        }
        return new

    def over(self, ledger: Ledger) -> Surroundings:
        """The same surroundings over a ledger that differs in nothing a walk reads."""
        new = Surroundings(self.plan, ledger)
        for name in ("values", "information_only", "flags", "put", "_computed", "_days"):
            setattr(new, name, getattr(self, name))
        new._item, new._items = self._item, self._items
        return new

    def set(self, name: str, value: Value, day: date) -> None:
        """Pass an answer: from here on conditions see it."""
        self.values[name] = value
        self._days[name] = day
        for compute in self.plan.computes_reading.get(name, ()):
            self._computed.pop(compute, None)

    def unset(self, name: str) -> None:
        """Forget an answer of an earlier round or item."""
        if name in self.values:
            del self.values[name]
            del self._days[name]
            for compute in self.plan.computes_reading.get(name, ()):
                self._computed.pop(compute, None)

    def lay_out(self, group: str, items: int) -> None:
        """Make room for every item of a repeat, so that none counts before it is answered."""
        self._items[group] = [{} for _ in range(items)]
        self._item[group] = -1

    def next_item(self, group: str) -> None:
        """Begin the next item of a repeat."""
        self._item[group] += 1

    def set_in_item(self, group: str, name: str, value: Value) -> None:
        """Pass an answer within the present item of a repeat."""
        self._items[group][self._item[group]][name] = value

    # What conditions ask for ---------------------------------------------------------------

    def computed(self, name: str) -> Value | Unset:
        """The value of a compute: unset or not known when an input is."""
        known = self._computed.get(name)
        if known is None:
            known = self._computed[name] = self._compute(name)
        return known

    def _compute(self, name: str) -> Value | Unset:
        node = self.plan.computes.get(name)
        if node is None:
            return UNSET
        if node.value is None:
            return self._score(node.compute.score)
        try:
            value = node.value.test(self)
        except Unassigned:
            return UNSET
        except NotKnown:
            return NonAnswer.UNKNOWN
        return value

    def _score(self, steps: Sequence[str]) -> Value | Unset:
        total = Decimal(0)
        for name in steps:
            value = self.values.get(name, UNSET)
            if isinstance(value, (Unset, NonAnswer)):
                return value if isinstance(value, Unset) else NonAnswer.UNKNOWN
            chosen = value if isinstance(value, frozenset) else {value}
            for option in self.plan.steps[name].options:
                if option.id in chosen:
                    total += option.weight or 0
        return total

    def raised(self, flag: str) -> bool:
        """Whether ``flag`` is raised, set aside or not."""
        return self.flags.get(flag) is FlagState.RAISED

    def any_flag(self, action: str) -> bool:
        """Whether a flag with this action stands."""
        return any(flag.action.value == action for flag in self.standing())

    def answered_on(self, step: str) -> date | None:
        """The day on which ``step`` was answered, if it was passed."""
        return self._days.get(step)

    def items(self, group: str) -> Sequence[Mapping[str, Value]]:
        """The items of a repeat, each with its values by step id."""
        return self._items.get(group, ())

    def reached(self, step: str) -> bool:
        """Whether ``step`` was passed; rules ask for it."""
        return step in self.values

    def before(self, first: str, second: str) -> bool:
        """Whether ``first`` was passed before ``second``; rules ask for it."""
        order = list(self.values)
        if first not in self.values or second not in self.values:
            return False
        return order.index(first) < order.index(second)

    # Flags -----------------------------------------------------------------------------------

    def assess(self, flag: FlagNode) -> bool:
        """Look at ``flag`` again; whether it is raised now."""
        state = self._assessed(flag)
        self.flags[flag.id] = state
        return state is FlagState.RAISED

    def _assessed(self, flag: FlagNode) -> FlagState:
        applies = True if flag.applies is None else flag.applies.guess(self)
        if applies is True:
            applies = flag.when.guess(self)
            if applies is True:
                return FlagState.RAISED
        return FlagState.UNASSESSED if applies is None else FlagState.CLEAR

    def inputs(self, flag: FlagNode) -> dict[str, Json]:
        """The flag's inputs passed so far, in their stored form."""
        return {name: encode(self.values[name]) for name in flag.inputs if name in self.values}

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
        raised = [
            self.plan.flags[name] for name, state in self.flags.items() if state is FlagState.RAISED
        ]
        raised.sort(key=lambda flag: self.plan.flag_order[flag.id])
        return [flag for flag in raised if self.lifted(flag) is None]

    def unassessed(self) -> list[FlagNode]:
        """Flags that apply here and have not been assessed, in file order."""
        found = []
        for flag in self.plan.flags.values():
            if self.flags.get(flag.id, FlagState.UNASSESSED) is not FlagState.UNASSESSED:
                continue
            applies = True if flag.applies is None else flag.applies.guess(self)
            if applies is True:
                found.append(flag)
        return found

    def by_ignorance(self, flag: FlagNode) -> bool:
        """Whether a raised flag hangs on a "don't know" alone, and nothing known raises it."""
        ignorant = [name for name in flag.inputs if isinstance(self.values.get(name), NonAnswer)]
        if not ignorant:
            return False
        apart = self.copy(self.ledger)
        for name in ignorant:
            apart.unset(name)
        return not apart.assess(flag)
