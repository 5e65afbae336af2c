"""A consultation as its screen shows it. Everything here is worked out, and nothing decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import attrs

from exoguide.consultation.dates import Unclear
from exoguide.consultation.pages import page_of
from exoguide.consultation.reading import hint, read
from exoguide.consultation.wording import answer_of, flag_line, said_of, title_of, told
from exoguide.engine.path import Status
from exoguide.engine.questions import Question
from exoguide.engine.rendering import show_answer
from exoguide.flow.model import StepKind
from exoguide.tui.evidence import all_known, what_is_known
from exoguide.tui.flags import flag_lines
from exoguide.tui.form import WRITTEN, Form
from exoguide.tui.glyphs import Glyphs
from exoguide.tui.panels import open_parts
from exoguide.tui.parts import Bar, Key, Line, Role, Span, View
from exoguide.tui.sitting import Sitting
from exoguide.tui.stages import rail, stage_bar

WIDE = 100
"""Columns from which on the rail and the evidence stand beside the question."""


def view_of(sitting: Sitting, columns: int, lines: int, glyphs: Glyphs) -> View:
    """The whole screen for a window of this size."""
    wide = columns >= WIDE
    made = View(
        header=_header(sitting, glyphs),
        stages=stage_bar(sitting, columns, glyphs, railed=wide),
        rail=rail(sitting, lines - 6, glyphs) if wide else (),
        status=_status(sitting),
        keys=tuple(_keys(sitting)),
        entry=sitting.entry(),
    )
    opened = open_parts(sitting, made)
    if opened is not None:
        return opened
    if sitting.evidence:
        return attrs.evolve(made, body=tuple(all_known(sitting)))
    form = sitting.form
    if form is None:
        return _at_end(sitting, made)
    known = tuple(what_is_known(sitting, whole=wide))
    return attrs.evolve(
        made,
        body=tuple(_question(sitting, form, glyphs)),
        echo=tuple(_echo(sitting, form)),
        rows=form.selection.rows,
        selected=form.selection.at,
        below=tuple(_rest(sitting, form)),
        aside=known,
    )


# Around the question ---------------------------------------------------------------------------


def _header(sitting: Sitting, glyphs: Glyphs) -> Bar:
    made = sitting.consultation
    opened = made.state.ledger.opened
    parts: list[str] = []
    if opened is not None:
        patient = opened.body.get("patient")
        parts += [f"patient {patient}"] if patient else []
        began = datetime.fromisoformat(opened.at)
        minutes = int((datetime.fromisoformat(made.clock.now()) - began).total_seconds() // 60)
        parts += [f"{minutes} min"] if 0 <= minutes < 600 else []
    parts.append(made.state.plan.flow.head.title)  # last: it gives way on a narrow window
    left = [Span("PRACTICE", Role.CARE)] if made.practice else []
    left.append(Span(f" {glyphs.dot} ".join(parts)))
    if sitting.unsaved:
        right = Span("NOT SAVED", Role.STOP)
    elif made.store.read_only:
        right = Span("READ ONLY", Role.STOP)
    else:
        right = Span(f"saved {sitting.saved_at}" if sitting.saved_at else "", Role.QUIET)
    return Bar(tuple(left), (right,))


def _status(sitting: Sitting) -> tuple[Span, ...]:
    if sitting.message:
        return sitting.message
    other = sitting.consultation.others
    if other is not None:
        holder = other.holder
        where = holder.terminal or holder.host
        said = f"Open elsewhere too: {holder.user} at {where} since {holder.since[11:16]}."
        return (Span(said, Role.CARE),)
    if sitting.consultation.store.read_only:
        return (Span(f"Nothing can be saved: {sitting.consultation.store.read_only}.", Role.STOP),)
    return ()


def _keys(sitting: Sitting) -> Iterator[Key]:
    """At most six keys that work now."""
    form = sitting.form
    if sitting.evidence:
        yield Key(sitting.key("any.escape"), "close")
        yield Key(sitting.key("any.page_down"), "more")
        return
    if form is None:
        yield Key(sitting.key("consultation.close"), "close it")
        yield Key(sitting.key("any.enter"), "look at an answer")
        yield Key(sitting.key("consultation.back"), "back")
        yield Key(sitting.key("consultation.leave"), "leave")
        yield Key(sitting.key("any.help"), "help")
        return
    yield from _answer_keys(sitting, form)


def _answer_keys(sitting: Sitting, form: Form) -> Iterator[Key]:
    marks = [row.mark for row in form.selection.rows if row.mark.isdigit()]
    does = "next"
    if sitting.looking:
        does = "go on"
    elif form.asked.status is Status.TO_CONFIRM:
        does = "confirm"
    elif form.asked.kind is StepKind.SIGNATURE:
        does = "sign"
    if form.writes:
        yield Key(sitting.key("any.enter"), does)
        yield Key(sitting.key("consultation.back"), "back")
        if form.selection.rows:
            yield Key(sitting.key("any.down"), "other answers")
        if form.asked.multiline:
            yield Key("Ctrl+J", "new line")
        yield Key(sitting.key("consultation.note"), "note")
        yield Key(sitting.key("any.help"), "help")
        return
    if marks:
        span = marks[0] if len(marks) == 1 else f"{marks[0]}-{marks[-1]}"
        yield Key(span, "tick" if form.several else "answer")
    yield Key(sitting.key("any.enter"), does)
    yield Key(sitting.key("consultation.back"), "back")
    if sitting.looking:
        yield Key(sitting.key("any.escape"), "return")
    else:
        yield Key(sitting.key("consultation.note"), "note")
    yield Key(sitting.key("consultation.patient"), "patient view")
    yield Key(sitting.key("any.help"), "help")


# The question ----------------------------------------------------------------------------------


def _question(sitting: Sitting, form: Form, glyphs: Glyphs) -> Iterator[Line]:
    asked = form.asked
    if sitting.looking:
        yield Line(f"Looking back: {title_of(sitting.consultation, form.key)}", Role.QUIET)
    yield from _page_before(sitting, form, glyphs)
    if asked.tests:
        yield Line(asked.tests, Role.QUIET, label="You explained", column=15)
        yield Line()
    yield Line(asked.ask or asked.title, Role.TITLE)
    if asked.help:
        yield Line(asked.help, Role.QUIET)
    if asked.note and not sitting.patient_view:
        yield Line(asked.note, label="Clinician", column=11)
    if asked.kind is StepKind.SIGNATURE:
        yield Line()
        yield Line(asked.role, label="Who signs", column=15)
        if asked.signs:
            yield Line(asked.signs, label="Signing means", column=15)
    for name in asked.flags:
        state = sitting.consultation.state
        line = flag_line(state.around, state.plan.flags[name], state.ledger.language)
        yield Line(line, Role.CARE, label="!", column=2)
    if asked.status is Status.BLOCKED:
        yield Line()
        yield Line("Nobody can sign while this stands.", Role.STOP)
        review = sitting.key("consultation.review")
        yield Line(f"Change an answer ({review}), {_setting_aside(sitting)}, or leave.")
    yield from _standing(sitting, form)


def _page_before(sitting: Sitting, form: Form, glyphs: Glyphs) -> Iterator[Line]:
    """The fields of the page before this one, with their answers."""
    made = sitting.consultation
    for key in page_of(made.state, form.key, sitting.ahead):
        if key == form.key:
            return
        if key in made.state.positions:
            said = said_of(made, key)
            yield Line(said, label=f"{glyphs.done} {title_of(made, key)}", column=34)


def _page_after(sitting: Sitting, form: Form) -> Iterator[Line]:
    """The fields of the page behind this one."""
    keys = page_of(sitting.consultation.state, form.key, sitting.ahead)
    for key in keys[keys.index(form.key) + 1 :]:
        yield Line(title_of(sitting.consultation, key), Role.QUIET, label="then", column=6)


def _standing(sitting: Sitting, form: Form) -> Iterator[Line]:
    """What became of an earlier answer, where the question asks again."""
    made = sitting.consultation
    asked, given = form.asked, made.state.ledger.answers.get(form.key)
    if given is None:
        if made.suggestion(form.key) is not None and asked.kind is not None:
            said = show_answer(
                made.state.plan,
                form.key,
                made.suggestion(form.key),  # type: ignore[arg-type]
                made.state.ledger.language,
            )
            yield Line(f"An earlier answer: {said}. Enter gives it again.", Role.KEY)
        return
    said = answer_of(made, form.key, given)
    if asked.status is Status.TO_CONFIRM:
        yield Line(f"To confirm: {said}. Enter says that it still holds.", Role.CARE)
    elif asked.status is Status.AGAIN:
        yield Line(f"The answer so far, {said}, no longer fits.", Role.CARE)
    elif asked.status is Status.VOID:
        yield Line(
            f"The signature of {given.name} is void: what it stood under has changed."
            " It must be given again.",
            Role.STOP,
        )
    elif sitting.looking:
        yield Line(f"Now: {said}", Role.KEY)


def _limits(asked: Question) -> str:
    if asked.kind not in (StepKind.NUMBER, StepKind.MONEY, StepKind.DATE):
        return ""
    unit = f" in {asked.unit}" if asked.unit and asked.kind is StepKind.NUMBER else ""
    currency = f" in {asked.currency}" if asked.kind is StepKind.MONEY else ""
    what = {StepKind.NUMBER: "A number", StepKind.MONEY: "An amount", StepKind.DATE: "A date"}
    parts = [f"at least {asked.least}" if asked.least else ""]
    parts.append(f"at most {asked.most}" if asked.most else "")
    limits = " and ".join(part for part in parts if part)
    return f"{what[asked.kind]}{unit}{currency}{f', {limits}' if limits else ''}."


def _echo(sitting: Sitting, form: Form) -> Iterator[Line]:
    """What is typed, as it would be recorded."""
    if form.asked.kind not in WRITTEN or form.asked.kind is StepKind.TEXT:
        return
    typed = sitting.begun.get(form.key, form.typed)
    if not typed.strip():
        yield Line(_limits(form.asked) or hint(form.asked), Role.QUIET)
        return
    answer = read(form.asked, typed, sitting.how)
    if isinstance(answer, Unclear):
        yield Line(answer.message, Role.QUIET)
        return
    state = sitting.consultation.state
    said = show_answer(state.plan, form.key, answer, state.ledger.language)
    yield Line(f"= {said}", Role.KEY)


def _rest(sitting: Sitting, form: Form) -> Iterator[Line]:
    """Below the answers: what follows on the page, the note, and flags."""
    yield from _page_after(sitting, form)
    note = sitting.consultation.state.ledger.notes.get(form.key)
    if note and not sitting.patient_view:
        yield Line(note, label="Note", column=11)
    yield from flag_lines(sitting, beside=form.asked.flags)


def _setting_aside(sitting: Sitting) -> str:
    settle, override = (sitting.key(f"consultation.{name}") for name in ("resolve", "override"))
    return f"settle the flag ({settle}), override it ({override})"


# The end ---------------------------------------------------------------------------------------


def _at_end(sitting: Sitting, view: View) -> View:
    made = sitting.consultation
    end = made.state.arrived
    body: list[Line] = []
    if end is not None:
        body += [
            Line("The consultation has come to its end", Role.QUIET),
            Line(told(made, f"end.{end.id}.title"), Role.TITLE),
            Line(told(made, f"end.{end.id}.text")),
        ]
        note = told(made, f"end.{end.id}.note")
        if note and not sitting.patient_view:
            body.append(Line(note, label="Clinician", column=11))
        close = sitting.key("consultation.close")
        body += [Line(), Line(f"{close} closes it and makes the summary. All answers:", Role.KEY)]
    else:
        body.append(Line("The consultation cannot be closed as accepted while this stands:"))
        state = made.state
        body += [
            Line(flag_line(state.around, state.plan.flags[name], state.ledger.language), Role.STOP)
            for name in state.walk.blocked
        ]
        body.append(Line(f"You can {_setting_aside(sitting)}, or change an answer below."))
    return attrs.evolve(
        view,
        body=tuple(body),
        rows=sitting.answers.rows,
        selected=sitting.answers.at,
        below=tuple(flag_lines(sitting)),
    )
