"""Which questions stand together on a page.

A page is the longest run of steps on the path with one page id in one stage (design, section 5).
"""

from __future__ import annotations

from collections.abc import Sequence

from exoguide.engine.outlook import Outlook
from exoguide.engine.path import Position
from exoguide.engine.state import State


def page_of(state: State, key: str, ahead: Outlook) -> tuple[str, ...]:
    """The keys of the page that ``key`` stands on, in walk order, certain to be asked.

    ``ahead`` tells which questions follow the one at hand. A question without a page stands alone.
    """
    path = [p for p in _known(state, ahead) if p.key == key or p.key not in ahead.possible]
    place = next((n for n, position in enumerate(path) if position.key == key), None)
    if place is None:
        return (key,)
    mark = _mark(state, path[place])
    if not mark[1]:
        return (key,)
    first = last = place
    while first > 0 and _mark(state, path[first - 1]) == mark:
        first -= 1
    while last + 1 < len(path) and _mark(state, path[last + 1]) == mark:
        last += 1
    return tuple(position.key for position in path[first : last + 1])


def _known(state: State, ahead: Outlook) -> Sequence[Position]:
    """The path so far, then what certainly follows."""
    met = state.positions
    return (*met.values(), *(p for key, p in ahead.positions.items() if key not in met))


def _mark(state: State, position: Position) -> tuple[str, str]:
    node = state.plan.nodes[position.node]
    return node.stage, node.entry.page
