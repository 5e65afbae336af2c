"""Decision tables as sets of states: which row gives the value, and where no row does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exoguide.check.layout import Layout
from exoguide.check.proof.diagrams import EVERYTHING, NOTHING, Set
from exoguide.flow.conditions import Node, walk_nodes
from exoguide.flow.conditions.nodes import Call
from exoguide.flow.model import Policy

if TYPE_CHECKING:
    from exoguide.check.proof.meaning import Meaning


class Rows(NamedTuple):
    """States by what becomes of a table in them."""

    chosen: tuple[Set, ...]
    """Those in which each row is the one that counts; its value may be missing all the same."""
    taken: tuple[Set, ...]
    """Those in which each row gives the value."""
    gap: Set
    """Those in which no row holds."""
    clash: Set
    """Those in which rows with different values hold, where only one may."""
    stop: Set
    """Those in which something is read that is not there."""


def rows_of(meaning: Meaning, index: int) -> Rows:
    """The rows of the table at ``index``, tried in order as a session tries them."""
    d, layout = meaning.diagrams, meaning.vocabulary.layout
    compute = layout.flow.computes[index]
    unique = compute.policy is Policy.UNIQUE
    taken: list[Set] = []
    going, held, clash = EVERYTHING, NOTHING, NOTHING
    for number, row in enumerate(compute.rows):
        place = ("compute", index, "rows", number)
        when = layout.typed(*place, "when")
        here = d.minus(going, held)
        if when is not None:
            verdict = meaning.strict(when.node)
            going = d.minus(going, d.meet(verdict.stop, going if unique else here))
            here = d.meet(going if unique else d.meet(going, here), verdict.true)
        then = layout.typed(*place, "then" if row.then else "otherwise")
        if then is not None:
            going = d.minus(going, d.meet(here, meaning.stops(then.node)))
        for earlier, other in enumerate(taken):
            if unique and compute.rows[earlier].then != row.then:
                clash = d.join(clash, d.meet(other, here))
        held = d.join(held, here)
        taken.append(here)
    return Rows(
        tuple(taken),
        tuple(d.meet(one, going) for one in taken),
        d.minus(going, held),
        d.meet(clash, going),
        d.other(going),
    )


def true_in(meaning: Meaning, index: int) -> Set:
    """States in which the row that gives the value of a table gives true."""
    d, layout = meaning.diagrams, meaning.vocabulary.layout
    found = NOTHING
    for number, held in enumerate(meaning.rows(index).taken):
        row = layout.flow.computes[index].rows[number]
        part = "then" if row.then else "otherwise"
        then = layout.typed("compute", index, "rows", number, part)
        if then is not None:
            found = d.join(found, d.meet(held, meaning.strict(then.node).true))
    return found


def followed(layout: Layout, index: int) -> tuple[Node, ...]:
    """The conditions of a table that can be followed over every path; none for other computes.

    What a table gives may change while its answers come in only where a row asks whether they are
    there, and in groups, whose questions are asked again; such tables are left out.
    """
    compute = layout.flow.computes[index]
    if not compute.rows or not layout.sound([compute.id]):
        return ()
    roots = layout.roots(compute.inputs)
    if any(name in layout.bodies or layout.asked[name].group for name in roots):
        return ()
    nodes: list[Node] = []
    for number in range(len(compute.rows)):
        typed = layout.typed("compute", index, "rows", number, "when")
        if typed is not None:
            nodes.append(typed.node)
    if any(
        isinstance(part, Call) and part.function in {"answered", "known"}
        for node in nodes
        for part in walk_nodes(node)
    ):
        return ()
    return tuple(nodes)
