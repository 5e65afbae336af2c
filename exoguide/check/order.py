"""What is read before it is answered: later steps, cycles of computes, texts that run ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exoguide.check.findings import Issue
from exoguide.check.layout import Layout
from exoguide.check.words import called, several
from exoguide.flow.conditions import walk_nodes
from exoguide.flow.conditions.nodes import Call, Name, Node
from exoguide.flow.model import StepKind
from exoguide.flow.placeholders import Placeholder, Reads, parse_template
from exoguide.flow.problems import Path


def order_issues(layout: Layout) -> Iterator[Issue]:
    """Everything in the order of a flow that cannot be so."""
    yield from _uses(layout)
    yield from _conditions(layout)
    yield from _cycles(layout)
    yield from _named(layout)
    yield from _texts(layout)


def is_later(layout: Layout, name: str, at: int, *, own: bool) -> bool:
    """Whether a name is answered only behind position ``at`` (or there, unless ``own``)."""
    here = at + 1 if own else at
    for root in layout.roots([name]):
        body = layout.bodies.get(root)
        limit = here + 1 if body is not None and body.first <= at < body.stop else here
        if layout.answered_from(root) >= limit:
            return True
    return False


def _uses(layout: Layout) -> Iterator[Issue]:
    for at, entry in enumerate(layout.entries):
        if entry.use and layout.position.get(entry.use, at) > at:
            said = f"“{entry.use}” is placed a second time here, before it stands itself."
            todo = "Let this be the step itself, and use it at the later place."
            yield Issue("EXG505", ("step", at, "use"), said, todo)


def _conditions(layout: Layout) -> Iterator[Issue]:
    for expression in layout.expressions.values():
        written, typed = expression.written, expression.typed
        if written.at is None or typed is None:
            continue
        told: set[str] = set()
        for name, node in _names(typed.node):
            if name in layout.computes and not layout.sound([name]):
                continue
            if is_later(layout, name, written.at, own=written.own):
                told.add(name)
                said = _said(layout, name, written.what)
                yield Issue("EXG601", written.path, said, _TODO, node.span)
        for call in walk_nodes(typed.node):
            if not isinstance(call, Call) or call.function == "count" or call.group in told:
                continue
            body = layout.bodies.get(call.group or "")
            if body is not None and written.at < body.stop - 1:
                said = f"{written.what.capitalize()} goes over the items of “{body.group.id}”"
                said += " before all of them are listed."
                yield Issue("EXG601", written.path, said, _TODO, call.span)


_TODO = "Move it behind that question, or ask the question earlier."


def _said(layout: Layout, name: str, what: str) -> str:
    later = f"“{name}”"
    if name in layout.asked:
        later = called(layout.asked[name])
    return f"{what[0].upper()}{what[1:]} reads {later}, which is answered later."


def _names(node: Node) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    skipped: set[int] = set()
    for part in walk_nodes(node):
        if isinstance(part, Call):
            if part.function in {"raised", "any_flag", "reached", "before"}:
                skipped.update(id(one) for one in part.arguments)
            elif part.group and part.function != "count":
                skipped.update(id(one) for one in walk_nodes(part) if one is not part)
        elif isinstance(part, Name) and id(part) not in skipped and part.name not in seen:
            seen.add(part.name)
            yield part.name, part


def _cycles(layout: Layout) -> Iterator[Issue]:
    """Computes that need themselves, each cycle told once, or too many others."""
    for way in layout.cycles:
        chain = several([f"“{one}”" for one in way])
        said = f"The value of {chain} needs itself."
        if len(way) > 1:
            said = f"The values of {chain} need each other, so none can be worked out."
        path = next(iter(layout.computes[way[0]]), ("compute", layout.compute_index[way[0]]))
        yield Issue("EXG605", path, said, "Work one of them out from answers alone.")
    if layout.remote:  # the shortest chain that is too long: those behind it are so because of it
        name, behind = min(layout.remote.items(), key=lambda one: one[1])
        said = f"“{name}” is worked out through {behind} values, one inside the other."
        path = next(iter(layout.computes[name]), ("compute", layout.compute_index[name]))
        yield Issue("EXG607", path, said, "Work it out from answers, or through fewer steps.")


def _named(layout: Layout) -> Iterator[Issue]:
    """Steps named by id, outside conditions: what a signature covers, what a question hangs on."""
    for at, entry in enumerate(layout.entries):
        for field in ("depends", "covers"):
            for number, name in enumerate(getattr(entry, field)):
                known = name in layout.asked or name in layout.bodies or name in layout.computes
                if known and is_later(layout, name, at, own=False):
                    said = f"“{name}” is answered later than {called(entry)}."
                    yield Issue("EXG601", ("step", at, field, number), said, _TODO)
        if entry.kind is StepKind.TEACH_BACK and layout.position.get(entry.tests, 0) > at:
            said = f"{called(entry)} tests “{entry.tests}”, which is told later."
            yield Issue("EXG704", ("step", at, "tests"), said, "Put the statement first.")


def _texts(layout: Layout) -> Iterator[Issue]:
    for path, text, at, own in shown_texts(layout):
        if "{" not in text:
            continue
        for one in parse_template(text).placeholders:
            if one.reads in {Reads.VALUE, Reads.DATE_OF}:
                yield from _placeholder(layout, path, one, at, own=own)


def _placeholder(
    layout: Layout, path: Path, one: Placeholder, at: int, *, own: bool
) -> Iterator[Issue]:
    names: Iterable[str] = [one.name]
    if one.name not in layout.asked and one.name not in layout.bodies:
        index = _index(layout, one.name)
        names = [name for name, table in layout.compute_index.items() if table == index]
    span = (one.start, one.end)
    if any(is_later(layout, name, at, own=own) for name in names):
        said = f"The text shows {{{one.name}}}, which is answered later."
        yield Issue("EXG606", path, said, _TODO, span)
        return
    step = layout.asked.get(one.name)
    body = layout.bodies.get(step.group) if step else None
    if body is not None and body.repeats and not body.first <= at < body.stop:
        said = f"The text shows {{{one.name}}}, which is asked once for each item of a list."
        yield Issue("EXG206", path, said, "Show it inside the list only.", span)


def _index(layout: Layout, name: str) -> int:
    ids = [compute.id for compute in layout.flow.computes]
    return layout.compute_index.get(name, ids.index(name) if name in ids else -1)


def shown_texts(layout: Layout) -> Iterator[tuple[Path, str, int, bool]]:
    """Every text with the position at which it is shown, and whether its answer is there."""
    for at, entry in enumerate(layout.entries):
        for field in ("title", "ask", "note", "help", "signs"):
            yield ("step", at, field), getattr(entry, field), at, False
        for number, option in enumerate(entry.options):
            for field in ("label", "help", "unavailable"):
                yield ("step", at, "options", number, field), getattr(option, field), at, False
        for number, check in enumerate(entry.check):
            yield ("step", at, "check", number, "message"), check.message, at, True
    for body in layout.bodies.values():
        for field in ("title", "item", "ask"):
            yield ("group", body.index, field), getattr(body.group, field), body.first, False
