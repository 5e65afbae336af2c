"""Steps: the positions a session walks through, and what hangs on each."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

import attrs

from exoguide.flow.values import NonAnswer


class StepKind(str, Enum):
    """What a step asks for."""

    CHOICE = "choice"
    MULTI = "multi"
    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    STATEMENT = "statement"
    """Text that must be acknowledged."""
    GATE = "gate"
    """Silent: it only routes, and collects the defer and refer flags that stand."""
    TEACH_BACK = "teach_back"
    """The patient explains a statement in their own words: correct, retaught or not_yet."""
    SIGNATURE = "signature"


class CheckLevel(str, Enum):
    """What happens when an answer does not meet a check."""

    ERROR = "error"
    """The answer is refused."""
    CONFIRM = "confirm"
    """The answer is taken once the person says that it is meant."""


class Recheck(str, Enum):
    """When an answer must be confirmed again although nothing it depends on has changed."""

    NEVER = "never"
    VISIT = "visit"
    """At the first visit on a later day, and when an ended session is reopened."""


@attrs.frozen
class Option:
    """One way to answer a choice or multi step.

    An option whose ``when`` is false is listed with ``unavailable`` as its reason and cannot be
    chosen. ``goto`` names a later step or an end. ``weight`` counts in a score.
    """

    id: str
    label: str
    help: str = ""
    when: str = ""
    unavailable: str = ""
    goto: str = ""
    weight: Decimal | None = None
    exclusive: bool = False
    """Multi only: chosen alone ("none of these")."""
    was: tuple[str, ...] = ()


@attrs.frozen
class Check:
    """A condition that an answer must meet; it may read earlier answers and this one."""

    must: str
    message: str
    level: CheckLevel = CheckLevel.ERROR


@attrs.frozen
class Route:
    """One row of a step's routes, tried in order.

    Either ``when`` and ``goto``, or ``otherwise`` alone, which takes every answer left over. A
    target is a later step, an end, or ``next``.
    """

    when: str = ""
    goto: str = ""
    otherwise: str = ""


@attrs.frozen
class Step:
    """One position of the flow. Fields that a kind has no use for must stay empty.

    ``min`` and ``max`` are expressions (a plain number or date is one): limits of a number, money
    or date, and how many options of a multi step may be chosen. ``soft_min`` and ``soft_max`` ask
    for confirmation only. ``covers`` names the steps, outputs and computes whose text a signature
    stands under. ``tests`` names the statement that a teach-back tests.
    """

    id: str
    stage: str
    kind: StepKind | None = None
    """Required, except where ``use`` places an existing step a second time."""
    title: str = ""
    """A short name for lists and the summary; the question itself when empty."""
    page: str = ""
    group: str = ""
    ask: str = ""
    """The question in the patient's voice, or the text of a statement."""
    note: str = ""
    """For the clinician only."""
    help: str = ""
    when: str = ""
    use: str = ""
    non_answers: tuple[NonAnswer, ...] = ()
    cautious: tuple[str, ...] = ()
    """Answers that act with caution; unknown and declined act like them."""
    cards: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    recheck: Recheck = Recheck.NEVER
    material: bool | None = None
    """Whether a change voids a signature; all kinds but text, unless said."""
    was: tuple[str, ...] = ()
    tag: str = ""
    """Names the meaning, so that two steps asking the same can be found."""
    sensitive: bool = False
    options: tuple[Option, ...] = ()
    min: str = ""
    max: str = ""
    soft_min: str = ""
    soft_max: str = ""
    unit: str = ""
    places: int | None = None
    """Digits after the point that a number may have (0 to 12)."""
    currency: str = ""
    max_length: int = 100_000
    """Characters (1 to 100,000)."""
    multiline: bool = False
    tests: str = ""
    role: str = ""
    covers: tuple[str, ...] = ()
    signs: str = ""
    """What a signature means, in the signer's words."""
    check: tuple[Check, ...] = ()
    route: tuple[Route, ...] = ()
    sources: tuple[str, ...] = ()
    mark: str = ""
