"""Blocks of lines on pages of plain text: what belongs together stays together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import attrs

from exoguide.plaintext import harmless, width, wrap

COLUMNS: Final = 80
PAGE: Final = 60
"""Lines of a page, its header and footer included."""

URGENCIES: Final = ("emergency", "same_day", "days")
"""Warning signs are printed in this order."""


@attrs.frozen
class Block:
    """Lines that stand on one page. ``heading`` keeps the block with the one after it."""

    lines: tuple[str, ...]
    heading: bool = False
    space: bool = False
    """Whether an empty line stands before it, unless it begins a page."""


def block(
    text: str,
    *,
    first: str = "",
    rest: str | None = None,
    heading: bool = False,
    space: bool = False,
) -> Block:
    """``text`` wrapped, with ``first`` before its first line and ``rest`` before the others.

    ``rest`` is as many spaces as ``first`` is wide when it is not given. A ``first`` wider than
    half a line stands on lines of its own.
    """
    first = harmless(first)
    if width(first) > COLUMNS // 2:
        label = Block(tuple(line.rstrip() for line in wrap(first, COLUMNS)), heading, space)
        return attrs.evolve(joined([label, block(text, first="    ")]), heading=heading)
    rest = " " * width(first) if rest is None else rest
    inside = COLUMNS - max(width(first), width(rest))
    wrapped = wrap(harmless(text, multiline=True), inside)
    lines = tuple(
        f"{rest if number else first}{line}".rstrip() for number, line in enumerate(wrapped)
    )
    return Block(lines, heading=heading, space=space)


def joined(blocks: Iterable[Block]) -> Block:
    """Several blocks as one that is not split."""
    found = list(blocks)
    lines = tuple(line for one in found for line in one.lines)
    return Block(lines, space=bool(found) and found[0].space)


def paginate(
    blocks: Sequence[Block],
    top: Sequence[str],
    bottom: Callable[[int, int], Sequence[str]],
) -> list[str]:
    """The lines of all pages, one after the other.

    Every page but the last has exactly ``PAGE`` lines, so that it breaks where the paper does
    and no form feed is needed. ``top`` begins every page but the first; ``bottom`` gives the last
    lines of page ``n`` of ``m`` and must always be as many. A block is split only when it is longer
    than a whole page.
    """
    room = PAGE - len(bottom(1, 1)) - 1
    pages: list[list[str]] = [[]]
    for group in _groups(blocks, room - len(top)):
        needed = sum(len(one.lines) + one.space for one in group)
        page = pages[-1]
        if len(page) > len(top) and len(page) + needed > room:
            page = list(top)
            pages.append(page)
        for one in group:
            if one.space and page and page[-1]:
                page.append("")
            for line in one.lines:
                if len(page) >= room:
                    page = list(top)
                    pages.append(page)
                page.append(line)
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        last = number == len(pages)
        out += page + [""] * (1 if last else room + 1 - len(page))
        out += bottom(number, len(pages))
    return out


def _groups(blocks: Sequence[Block], most: int) -> Iterable[list[Block]]:
    """Blocks that stand on one page: headings with the block after them."""
    group: list[Block] = []
    for one in blocks:
        group.append(one)
        if not one.heading:
            if sum(len(b.lines) + b.space for b in group) > most and len(group) > 1:
                # Too long for any page in one piece: begin where the page stands.
                yield from ([b] for b in group)
            else:
                yield group
            group = []
    if group:
        yield group
