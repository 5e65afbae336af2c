"""The parts that a flow's outputs ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from exoguide.engine.basis import read
from exoguide.engine.encoding import number_text
from exoguide.engine.outputs import shown_items, shows
from exoguide.flow.model import Mark, Output, OutputItem, OutputKind, StepKind
from exoguide.flow.placeholders import Literal, Placeholder, Reads, parse_template
from exoguide.flow.plan import base
from exoguide.summary.clinic import override_note
from exoguide.summary.document import Edition, Part, PartKind
from exoguide.summary.lines import Answer, Base, Cost, Fact, Item, Line, Offset, Paragraph, Sign
from exoguide.summary.teller import Teller, own_words
from exoguide.summary.timing import BLANK, dated, offset

PLANNED: Final = "planned_date"
"""Id or tag of the date step that says when the procedure is planned."""

PROCEDURE: Final = "procedure"
CONSULTATION: Final = "consultation"


def output_parts(teller: Teller, *, treated: bool) -> Iterator[Part]:
    """The parts of all outputs that are shown, in file order.

    Without ``treated`` nothing that tells of a procedure is among them: neither an output that says
    so nor a line whose dates count from one.
    """
    around = teller.state.around
    for output in teller.flow.outputs:
        if (treated or not output.treated) and shows(around, output):
            lines = tuple(_lines(teller, output, treated=treated))
            if lines:
                yield Part(
                    id=output.id,
                    kind=PartKind(output.kind.value),
                    title=teller.text(f"output.{output.id}.title"),
                    lines=lines,
                    edition=Edition(output.edition.value),
                    treated=output.treated,
                    sources=_sources(teller, output, lines),
                )


def _sources(teller: Teller, output: Output, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The sources of the output and of every line of it that is printed, each once."""
    printed = {line.id for line in lines}
    names = list(output.sources)
    for item in shown_items(teller.state.around, output):
        if f"{output.id}.{item.id}" in printed:
            names += item.sources
    return tuple(f"source.{name}" for name in dict.fromkeys(names))


def _lines(teller: Teller, output: Output, *, treated: bool) -> Iterator[Line]:
    said = teller.text(f"output.{output.id}.text")
    if said:
        yield Paragraph(f"{output.id}.text", said)
    for item in shown_items(teller.state.around, output):
        if treated or item.base != PROCEDURE:
            yield _line(teller, output, item)
    for step in output.steps:
        for position, _, given in teller.told():
            if base(position.key) == step:
                yield Answer(
                    f"{output.id}.{position.key}",
                    teller.question(position.key),
                    teller.answer(position.key, given.value),
                    own_words(given),
                )
    if output.total:
        yield Cost(
            f"{output.id}.total", teller.word("total"), teller.value(output.total), total=True
        )


def _line(teller: Teller, output: Output, item: OutputItem) -> Line:
    key = f"output.{output.id}.item.{item.id}"
    name = f"{output.id}.{item.id}"
    text = teller.text(f"{key}.text")
    match output.kind:
        case OutputKind.COSTS:
            return Cost(name, text, teller.value(item.value))
        case OutputKind.CONTACTS:
            return Fact(name, text, _if_known(teller, item.value))
        case OutputKind.WARNINGS:
            urgency = item.urgency.value if item.urgency else "same_day"
            call = (_if_known(teller, item.value) or BLANK) if item.value else ""
            return Sign(name, text, urgency, call, teller.text(f"{key}.note"))
        case OutputKind.CHECKLIST | OutputKind.FOLLOW_UP:
            return _item(teller, output, item)
    if item.start or item.end:
        return _item(teller, output, item)
    if item.value:
        return Fact(name, text, teller.value(item.value))
    return Paragraph(name, text)


def _if_known(teller: Teller, name: str) -> str:
    return teller.value(name) if name and teller.known(name) is not None else ""


def _item(teller: Teller, output: Output, item: OutputItem) -> Item:
    """A line with dates; a follow-up with a start alone is on that day, not from it on."""
    kind, base_on, base_name = _base(teller, item.base or _default_base(output))
    on_one_day = output.kind is OutputKind.FOLLOW_UP and item.start and not item.end
    written = (item.start, item.start if on_one_day else item.end)
    start, end = (_offset(teller, text) for text in written)
    set_here = override_note(teller, item.text, item.start, item.end)
    made = Item(
        id=f"{output.id}.{item.id}",
        text=teller.text(f"output.{output.id}.item.{item.id}.text"),
        value=teller.value(item.value),
        base=kind,
        base_on=base_on,
        base_name=base_name,
        start=start,
        end=end,
        open_start=bool(item.start) and start is None,
        open_end=bool(written[1]) and end is None,
        planned=kind is Base.PROCEDURE,
        sources=tuple(f"source.{source}" for source in item.sources),
        basis="; ".join(part for part in (_basis(teller, item.mark), set_here) if part),
        note=teller.text(f"output.{output.id}.item.{item.id}.note"),
    )
    return dated(made, teller.words, teller.state.ledger.today.isoformat())


def _default_base(output: Output) -> str:
    return PROCEDURE if output.treated else CONSULTATION


def _base(teller: Teller, name: str) -> tuple[Base, str, str]:
    """What an item counts from: the kind, its date if it is known, and its name."""
    if name == CONSULTATION:
        today = teller.state.ledger.today.isoformat()
        return Base.CONSULTATION, today, teller.word("sheet.consultation")
    if name == PROCEDURE:
        return Base.PROCEDURE, planned_on(teller), teller.word("sheet.procedure")
    table = "compute" if name in teller.plan.computes else "step"
    title = teller.text(f"{table}.{name}.title") or teller.question(name)
    return Base.DATE, _date(teller, name), f"“{title}”"


def planned_on(teller: Teller) -> str:
    """The ISO date that is planned for the procedure; empty without one."""
    for step in teller.flow.steps:
        if step.kind is StepKind.DATE and PLANNED in {step.id, step.tag}:
            found = _date(teller, step.id)
            if found:
                return found
    return ""


def _date(teller: Teller, name: str) -> str:
    value = teller.known(name)
    return value.isoformat() if isinstance(value, date) else ""


def _offset(teller: Teller, text: str) -> Offset | None:
    """An offset with its placeholders filled in by bare numbers, without their unit."""
    parts = parse_template(text).parts
    return offset("".join(_number(teller, part) for part in parts))


def _number(teller: Teller, part: Literal | Placeholder) -> str:
    if isinstance(part, Literal):
        return part.text
    name = f"clinic.{part.name}" if part.reads is Reads.CLINIC else part.name
    value = read(teller.state.around, name)
    return number_text(value) if isinstance(value, Decimal) else "?"


def _basis(teller: Teller, mark: str) -> str:
    """What an unsourced line rests on; empty for one that was read in a source."""
    if mark == Mark.INFERENCE.value:
        return teller.word("sheet.practice_rule")
    return teller.word("sheet.from_memory") if mark.startswith("M-") else ""
