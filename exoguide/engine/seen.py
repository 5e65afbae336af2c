"""What a walk has passed so far: answers, computes, items and dates."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from exoguide.engine.ledger import Ledger
from exoguide.flow.conditions import ConditionStop, NotKnown, Unassigned
from exoguide.flow.model import Policy
from exoguide.flow.plan import ComputeNode, GroupNode, Plan, key_of
from exoguide.flow.values import UNSET, Known, NonAnswer, Unset, Value


class TableStop(ConditionStop):
    """A decision table gives no value; ``name`` says which. A checked flow has none such."""

    what: ClassVar[str] = "no value in a table"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"In the table `{name}` {why} for these answers.")
        self.name = name


class Seen(ABC):
    """The answers and computes that conditions can read at one point of a walk."""

    def __init__(self, plan: Plan, ledger: Ledger) -> None:
        self.plan = plan
        self.ledger = ledger
        self.values: dict[str, Value] = {}
        self.today: date = ledger.today
        self.clinic: Mapping[str, Known] = ledger.clinic
        self.information_only = False
        self._computed: dict[str, Value | Unset] = {}
        self._numbers: dict[str, int] = {}
        """The round or item in which a step of a group was last passed."""
        self._item: dict[str, int] = {}
        self._items: dict[str, list[dict[str, Value]]] = {}

    def detach(self) -> None:
        """Own everything that a walk changes."""
        self.values = self.values.copy()
        self._computed = self._computed.copy()
        self._numbers = self._numbers.copy()
        self._item = self._item.copy()
        self._items = {name: [item.copy() for item in items] for name, items in self._items.items()}

    @abstractmethod
    def raised(self, flag: str) -> bool:
        """Whether ``flag`` is raised, set aside or not."""

    @abstractmethod
    def any_flag(self, action: str) -> bool:
        """Whether a flag with this action stands."""

    def set(self, name: str, value: Value) -> None:
        """Pass an answer: from here on conditions see it."""
        self.values[name] = value
        self.forget(self.plan.computes_reading.get(name, ()))

    def forget(self, computes: Iterable[str]) -> None:
        """Work these computes out again when they are next read."""
        for name in computes:
            self._computed.pop(name, None)

    def set_in(self, group: GroupNode, name: str, value: Value, number: int) -> None:
        """Pass an answer within a round or an item."""
        self.set(name, value)
        self._numbers[name] = number
        if group.repeats:
            self._items[group.id][self._item[group.id]][name] = value

    def unset(self, name: str) -> None:
        """Forget an answer of an earlier round or item."""
        if name in self.values:
            del self.values[name]
            self.forget(self.plan.computes_reading.get(name, ()))

    def drop_unknown(self, names: Iterable[str]) -> bool:
        """Forget every answer among ``names`` that is no real value; whether there was one."""
        dropped = False
        for name in names:
            items = [item for group in self._items.values() for item in group]
            for values in (self.values, *items):
                if isinstance(values.get(name), NonAnswer):
                    del values[name]
                    dropped = True
            self.forget(self.plan.computes_reading.get(name, ()))
        return dropped

    def lay_out(self, group: str, items: int) -> None:
        """Make room for every item of a repeat, so that none counts before it is answered."""
        self._items[group] = [{} for _ in range(items)]
        self._item[group] = -1

    def next_item(self, group: str) -> None:
        """Begin the next item of a repeat."""
        self._item[group] += 1

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
        if node.compute.score:
            return self._score(node.compute.score)
        try:
            return self._table(node) if node.value is None else node.value.test(self)
        except Unassigned:
            return UNSET
        except NotKnown:
            unset = any(self._unset(name) for part in node.parts for name in part.typed.values)
            return UNSET if unset else NonAnswer.UNKNOWN

    def _table(self, node: ComputeNode) -> Known:
        """The value that the rows of a decision table give."""
        unique = node.compute.policy is Policy.UNIQUE
        found: Known | None = None
        for condition, then in node.rows:
            if condition is None:
                if found is None:
                    return then.test(self)
            elif condition.test(self) is True:
                value = then.test(self)
                if not unique:
                    return value
                if found is not None and value != found:
                    raise TableStop(node.compute.id, "several rows with different values hold")
                found = value
        if found is None:
            raise TableStop(node.compute.id, "no row holds")
        return found

    def _unset(self, name: str) -> bool:
        """Whether a value that a compute hangs on is missing, whatever its other inputs are."""
        if name in self.plan.computes:
            return self.computed(name) is UNSET
        outside = not name.startswith("clinic.") and not self.plan.repeated(name)
        return outside and name not in self.values

    def _score(self, steps: Sequence[str]) -> Value | Unset:
        if any(name not in self.values for name in steps):
            return UNSET
        total = Decimal(0)
        for name in steps:
            value = self.values[name]
            if isinstance(value, NonAnswer):
                return NonAnswer.UNKNOWN
            chosen = value if isinstance(value, frozenset) else {value}
            for option in self.plan.steps[name].options:
                if option.id in chosen:
                    total += option.weight or 0
        return total

    def answered_on(self, step: str) -> date | None:
        """The day on which ``step`` was answered, if it was passed."""
        if step not in self.values:
            return None
        given = self.ledger.answers.get(key_of(step, self._numbers.get(step, 0)))
        return None if given is None else given.day

    def items(self, group: str) -> Sequence[Mapping[str, Value]]:
        """The items of a repeat, each with its values by step id."""
        return self._items.get(group, ())

    def reached(self, step: str) -> bool:
        """Whether ``step`` was passed; rules ask for it."""
        return step in self.values

    def before(self, first: str, second: str) -> bool:
        """Whether ``first`` was passed before ``second``; rules ask for it."""
        if first not in self.values or second not in self.values:
            return False
        order = list(self.values)
        return order.index(first) < order.index(second)
