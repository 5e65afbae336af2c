"""The footer of a consultation: at most six keys that work now, with what they do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exoguide.engine.path import Status
from exoguide.flow.model import StepKind
from exoguide.speech import phrase
from exoguide.tui.form import Form
from exoguide.tui.parts import Key
from exoguide.tui.sitting import Sitting

HANDED: Final = (StepKind.SIGNATURE, StepKind.TEACH_BACK)
"""Questions at which the screen is handed to the patient."""


def keys_now(sitting: Sitting) -> Iterator[Key]:
    """At most six keys that work now."""
    form = sitting.form
    if sitting.evidence:
        yield Key(sitting.key("any.escape"), phrase("close"))
        yield Key(sitting.key("any.page_down"), phrase("more"))
        return
    if form is None:
        yield Key(sitting.key("consultation.close"), phrase("close it"))
        yield Key(sitting.key("any.enter"), phrase("look at an answer"))
        yield Key(sitting.key("consultation.back"), phrase("back"))
        yield Key(sitting.key("consultation.leave"), phrase("leave"))
        yield Key(sitting.key("any.help"), phrase("help"))
        return
    yield from _answer_keys(sitting, form)


def _answer_keys(sitting: Sitting, form: Form) -> Iterator[Key]:
    marks = [row.mark for row in form.selection.rows if row.mark.isdigit()]
    does = phrase("next")
    if sitting.looking:
        does = phrase("go on")
    elif form.asked.status is Status.TO_CONFIRM:
        does = phrase("confirm")
    elif form.asked.kind is StepKind.SIGNATURE:
        does = phrase("sign")
    if form.writes:
        yield from _field_keys(sitting, form, does)
        return
    if marks:
        span = marks[0] if len(marks) == 1 else f"{marks[0]}-{marks[-1]}"
        yield Key(span, phrase("tick") if form.several else phrase("answer"))
    yield Key(sitting.key("any.enter"), does)
    yield Key(sitting.key("consultation.back"), phrase("back"))
    if sitting.looking:
        yield Key(sitting.key("any.escape"), phrase("return"))
    elif not sitting.patient_view:
        yield Key(sitting.key("consultation.note"), phrase("note"))
    yield _view_key(sitting, form)
    yield Key(sitting.key("any.help"), phrase("help"))


def _field_keys(sitting: Sitting, form: Form, does: str) -> Iterator[Key]:
    """The keys beside a field; what matters least, and may find no room, comes late."""
    yield Key(sitting.key("any.enter"), does)
    yield Key(sitting.key("consultation.back"), phrase("back"))
    if form.selection.rows:
        yield Key(sitting.key("any.down"), phrase("other answers"))
    if sitting.looking:
        yield Key(sitting.key("any.escape"), phrase("return"))
    elif not sitting.patient_view:
        yield Key(sitting.key("consultation.note"), phrase("note"))
    if sitting.patient_view or form.asked.kind in HANDED:
        yield _view_key(sitting, form)
    elif form.asked.multiline:
        yield Key("Ctrl+J", phrase("new line"))
    yield Key(sitting.key("any.help"), phrase("help"))


def _view_key(sitting: Sitting, form: Form) -> Key:
    """The key that hides what is for the clinician alone, and brings it back."""
    does = phrase("patient view")
    if sitting.patient_view:
        does = phrase("show all")
    elif form.asked.kind in HANDED:
        does = phrase("hand over")
    return Key(sitting.key("consultation.patient"), does)
