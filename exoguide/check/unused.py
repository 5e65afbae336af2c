"""What stands in a flow and is never shown, printed or read."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.findings import Issue
from exoguide.check.layout import Layout
from exoguide.check.texts import written_texts
from exoguide.flow.model import Flow
from exoguide.flow.placeholders import parse_template
from exoguide.flow.scope import compute_names


def unused_issues(layout: Layout) -> Iterator[Issue]:
    """Cards, sources, computes and outputs that nobody will ever see."""
    flow = layout.flow
    yield from _cards(flow)
    yield from _sources(flow)
    yield from _computes(layout)
    for index, output in enumerate(flow.outputs):
        if not (output.text or output.items or output.steps or output.total):
            said = f"The output “{output.title or output.id}” prints nothing."
            yield Issue("EXG803", ("output", index, "id"), said, "Give it a text or items.")
    yield from _tags(flow)


def _cards(flow: Flow) -> Iterator[Issue]:
    used = {name for step in flow.steps for name in step.cards}
    used |= {flag.card for flag in flow.flags}
    used |= {item.card for output in flow.outputs for item in output.items}
    for index, card in enumerate(flow.cards):
        if card.id not in used:
            said = f"The card “{card.title or card.id}” is never shown."
            yield Issue("EXG901", ("card", index, "id"), said, "Name it in a step or a flag.")


def _sources(flow: Flow) -> Iterator[Issue]:
    holders = (flow.clinic, flow.steps, flow.flags, flow.cards, flow.outputs, flow.ends)
    used = {name for table in holders for one in table for name in one.sources}
    used |= {name for output in flow.outputs for item in output.items for name in item.sources}
    for index, source in enumerate(flow.sources):
        if source.id not in used:
            said = f"Nothing rests on the source “{source.title or source.id}”."
            yield Issue("EXG902", ("source", index, "id"), said, "Name it, or take it away.")


def _computes(layout: Layout) -> Iterator[Issue]:
    flow = layout.flow
    used: set[str] = set()
    for expression in layout.expressions.values():
        if expression.typed is None:
            return  # a broken condition may be the one that reads it
        used |= expression.typed.reads
    for placed in written_texts(flow):
        if "{" in placed.value:
            used.update(parse_template(placed.value).names)
    for output in flow.outputs:
        used |= {output.total, *(item.value for item in output.items)}
        used |= {item.base for item in output.items}
        for item in output.items:
            used.update(parse_template(item.start).names, parse_template(item.end).names)
    for step in flow.steps:
        used.update(step.covers, step.depends)
    for index, compute in enumerate(flow.computes):
        if used.isdisjoint({compute.id, *compute_names(compute)}):
            said = f"The value “{compute.title or compute.id}” is worked out and never used."
            yield Issue("EXG903", ("compute", index, "id"), said, "Show it, or take it away.")


def _tags(flow: Flow) -> Iterator[Issue]:
    first: dict[str, str] = {}
    for index, step in enumerate(flow.steps):
        if step.tag and step.tag in first:
            said = f"“{step.id}” asks the same as “{first[step.tag]}” (tag “{step.tag}”)."
            todo = f'Place that one a second time with use = "{first[step.tag]}".'
            yield Issue("EXG904", ("step", index, "tag"), said, todo)
        elif step.tag:
            first[step.tag] = step.id
