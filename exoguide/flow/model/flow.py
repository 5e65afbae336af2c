"""The flow as a whole, its head, its stages and the clinic values that it reads."""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from exoguide.flow.model.content import Card, End, Output, Source
from exoguide.flow.model.logic import Compute, Flag, Group, Rule
from exoguide.flow.model.steps import Option, Step


@attrs.frozen
class FlowHead:
    """What a flow says of itself."""

    id: str
    title: str
    version: str
    """For people; the digest is the identity."""
    language: str
    """The source language, as a BCP 47 tag ("en")."""
    files: tuple[str, ...] = ()
    """The other files of the bundle in order, relative to ``flow.toml``."""
    languages: tuple[str, ...] = ()
    """Further languages, each with a file ``texts/<tag>.toml`` or files in ``texts/<tag>/``."""
    currency: str = ""
    """ISO 4217 code of every amount that names no other."""
    owner: str = ""
    reviewed_by: str = ""
    """The licensed clinician who reviewed the content; nobody, while empty."""
    reviewed_on: date | None = None
    reviewed_languages: tuple[str, ...] = ()
    """Those of ``languages`` whose texts a clinician with that mother tongue reviewed."""
    device: str = ""
    """The statement of a medical-device registration; none, while empty."""
    notice: str = ""
    """The standing notice."""
    article: str = ""
    """What "the article" of the cards is."""
    weighed: tuple[str, ...] = ()
    """How the rows of a comparison begin that must be about equally long: what may help, and what
    may harm ("May help:", "May harm:")."""


class ClinicType(str, Enum):
    """The type of a clinic value."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"


@attrs.frozen
class ClinicValue:
    """One value of the clinic profile that this flow reads, as ``clinic.<id>``.

    Unset when the profile does not give it and it has no ``default``.
    """

    id: str
    type: ClinicType
    title: str = ""
    ask: str = ""
    unit: str = ""
    currency: str = ""
    min: str = ""
    max: str = ""
    default: str = ""
    options: tuple[Option, ...] = ()
    sources: tuple[str, ...] = ()
    mark: str = ""


@attrs.frozen
class Stage:
    """A named part of the consultation; steps of a stage stand together, in stage order."""

    id: str
    title: str
    order: int
    required: bool = True
    skippable: bool = False
    """May be skipped by the clinician, with a reason."""
    minutes: int | None = None
    """How long it usually takes."""


@attrs.frozen
class Flow:
    """A whole flow, its tables in file order."""

    head: FlowHead
    clinic: tuple[ClinicValue, ...] = ()
    stages: tuple[Stage, ...] = ()
    steps: tuple[Step, ...] = ()
    groups: tuple[Group, ...] = ()
    computes: tuple[Compute, ...] = ()
    flags: tuple[Flag, ...] = ()
    rules: tuple[Rule, ...] = ()
    cards: tuple[Card, ...] = ()
    sources: tuple[Source, ...] = ()
    outputs: tuple[Output, ...] = ()
    ends: tuple[End, ...] = ()
    texts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Translations: (place, ((key, text), ...)), keys as ``table.id.field``.

    The place is the file below ``texts/`` without its ending: the language ("es"), or the
    language and a part of it ("es/history").
    """
