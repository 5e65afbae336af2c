"""Changes between two versions of the host: each breaks what is stored, its twin only words."""

from __future__ import annotations

from typing import Final

from tests.check.defects.host import planted
from tests.check.defects.parts import asks

_CHOICE: Final = (
    'options = [\n  {{ id = "no_pain", label = "None" }},\n  {},\n'
    '  {{ id = "severe", label = "Severe" }},\n]'
)
_MILD: Final = '{ id = "mild", label = "Mild" }'


def _pain(option: str) -> str:
    return asks("pain", "choice", _CHOICE.format(option))


def _days(more: str, ask: str = '"How long?"', name: str = '"@days"') -> str:
    text = asks("days", "number", f"{more}")
    return text.replace('"Is it so?"', ask).replace('"@days"', name)


_LIMITED: Final = 'unit = "days"\nmin = 0\nmax = 90'
_TITLED: Final = '{}\ntitle = ⟦"Days"'

VERSIONS: Final[dict[str, tuple[str, str, str]]] = {
    "an option is recoded": (
        _pain(_MILD),
        _pain('{ id = ⟦"light", label = "Mild" }'),
        _pain('{ id = "mild", label = ⟦"Slight" }'),
    ),
    "options trade their meanings": (
        _pain(_MILD),
        _pain('{ id = "mild", label = ⟦"Severe" }').replace(
            '{ id = "severe", label = "Severe" }', '{ id = "severe", label = "Worst" }'
        ),
        _pain('{ id = "mild", label = ⟦"Slight" }'),
    ),
    "a question has another id": (
        _days(_LIMITED),
        _days(_LIMITED, name='⟦"@duration"'),
        _days(_LIMITED, ask='⟦"For how long?"'),
    ),
    "a number has another unit": (
        _days(_LIMITED),
        _days(_LIMITED.replace('"days"', '⟦"weeks"')),
        _days(_LIMITED, ask='⟦"How long has it been?"'),
    ),
    "a range is narrower": (
        _days(_LIMITED),
        _days(_LIMITED.replace("90", "⟦60")),
        _days(_TITLED.format(_LIMITED)),
    ),
}
"""The old version, the one that breaks it, and the twin, each with the mark at what changed."""


def versions(
    name: str, position: str, *, clean: bool
) -> tuple[dict[str, str], dict[str, str], str]:
    """The host with the old and the new version planted, and the place of the change."""
    old, broken, twin = VERSIONS[name]
    slots = (old, twin if clean else broken)
    first = planted(slots[0], "", position, clean=True)[0]
    if position == "across files":
        first = planted("", slots[0], position, clean=True)[0]
        return first, *planted("", slots[1], position, clean=True)
    return first, *planted(slots[1], "", position, clean=True)
