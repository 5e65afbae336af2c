"""Stories: tests of a flow in the author's hands. They are not part of its identity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs


@attrs.frozen
class Do:
    """Something done besides answering, when the cursor stands at ``at``.

    ``at`` is a key such as ``sign_patient`` or ``teach_notice#2``, or ``end``. Exactly one of the
    other fields is set: ``change`` (answers by key), ``undo`` (a key), ``override`` or ``resolve``
    (a flag), ``skip`` (a stage), ``note`` (text for ``at``), ``language``, ``withdraw`` (a
    reason), ``tick`` (an item), ``done`` (the date of the procedure).
    """

    at: str
    change: Mapping[str, Any] = attrs.Factory(dict)
    reason: str = ""
    undo: str = ""
    override: str = ""
    resolve: str = ""
    who: str = ""
    document: str = ""
    date: dt.date | None = None
    skip: str = ""
    note: str = ""
    language: str = ""
    withdraw: str = ""
    tick: str = ""
    done: dt.date | None = None
    lot: str = ""


@attrs.frozen
class Visit:
    """One sitting: its date and the answers by key, given when their question comes up."""

    today: dt.date
    given: Mapping[str, Any] = attrs.Factory(dict)
    do: tuple[Do, ...] = ()


@attrs.frozen
class Expect:
    """What must be so after the last visit."""

    end: str = ""
    path: tuple[str, ...] = ()
    """Steps that are on the path, in this order."""
    absent: tuple[str, ...] = ()
    """Steps that are not on the path."""
    shelved: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    """Exactly the flags that are raised."""
    void: tuple[str, ...] = ()
    """Signatures that became void at any time and stand void at the last."""
    outputs: tuple[str, ...] = ()
    """Outputs and items (``output.item``) that are printed."""
    no_outputs: tuple[str, ...] = ()
    cursor: str = ""
    """Where the story stops when it does not end."""


@attrs.frozen
class Story:
    """A test: visits with given answers, and what must come of them.

    ``like`` names another story file of the same folder whose answers this one starts from.
    """

    id: str
    title: str
    like: str = ""
    clinic: Mapping[str, Any] = attrs.Factory(dict)
    patient: str = ""
    visit: tuple[Visit, ...] = ()
    expect: Expect = Expect()
