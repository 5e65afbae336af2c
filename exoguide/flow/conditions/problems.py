"""What can be wrong with a condition, as it is read and as it runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from exoguide.errors import FlowError


class ConditionError(FlowError):
    """One thing wrong with the text of a condition.

    ``span`` holds the start and end offset in the source text (characters, end exclusive),
    ``message`` says what is wrong and ``help`` what to write instead (may be empty).
    """

    def __init__(self, span: tuple[int, int], message: str, help: str = "") -> None:  # noqa: A002 - a problem's help is called so everywhere
        super().__init__("condition", message, help)
        self.span = span
        self.message = message
        self.help = help


class ConditionErrors(FlowError):
    """Everything found wrong with one condition, in the order of the text."""

    def __init__(self, errors: Sequence[ConditionError]) -> None:
        self.errors = sorted(errors, key=lambda error: error.span)
        first = self.errors[0]
        super().__init__("condition", "; ".join(e.message for e in self.errors), first.help)


class ConditionStop(FlowError):
    """A condition could not be decided; evaluation stops rather than guess.

    A flow without findings never gets here.
    """

    what: ClassVar[str] = "the condition cannot be decided"

    def __init__(self, message: str) -> None:
        super().__init__(self.what, message, "Run `exoguide check` on this flow.")


class Unassigned(ConditionStop):
    """An answer or computed value was read that this walk has not met; ``name`` says which."""

    what: ClassVar[str] = "not answered yet"

    def __init__(self, name: str) -> None:
        super().__init__(f"`{name}` was read before it was answered.")
        self.name = name


class NotKnown(ConditionStop):
    """The value of a non-answer (don't know, declined, not applicable) was read; see ``name``."""

    what: ClassVar[str] = "not known"

    def __init__(self, name: str) -> None:
        super().__init__(f"`{name}` was read, but its answer holds no value.")
        self.name = name


class ArithmeticStop(ConditionStop):
    """A calculation has no result: division by zero, or a number or date out of range.

    ``span`` is the place in the condition's text.
    """

    what: ClassVar[str] = "no result"

    def __init__(self, span: tuple[int, int], message: str) -> None:
        super().__init__(message)
        self.span = span
