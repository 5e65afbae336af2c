"""Whether two expressions say the same: their trees are compared, not how they are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

import attrs

from exoguide.flow.conditions import ConditionError, Node, parse
from exoguide.flow.conditions.nodes import Call, Has, Is, Name

Tree: TypeAlias = "tuple[object, ...] | str"
"""An expression without places, blanks and needless brackets."""

_PLACES: Final = frozenset({"span", "name_span", "type", "symbol", "group"})
_ABOUT_FLAGS: Final = "raised"


@attrs.frozen
class Renamed:
    """What has another id in the new version: the new id by the old one.

    ``names`` are what conditions read (steps, groups, computed names, ``clinic.x``); flags, targets
    (ends) and stages have names of their own; ``options`` go by the old id of their step.
    """

    names: Mapping[str, str] = attrs.Factory(dict)
    flags: Mapping[str, str] = attrs.Factory(dict)
    targets: Mapping[str, str] = attrs.Factory(dict)
    stages: Mapping[str, str] = attrs.Factory(dict)
    options: Mapping[str, Mapping[str, str]] = attrs.Factory(dict)

    def name(self, old: str) -> str:
        """What a step, value or end of the old version is called in the new one."""
        return self.names.get(old) or self.targets.get(old, old)


NOTHING: Final = Renamed()


def tree(text: str, renamed: Renamed = NOTHING) -> Tree:
    """What ``text`` says, in the names of the new version.

    An expression that cannot be read counts as its words.
    """
    try:
        return _tree(parse(text), renamed) if text.strip() else ""
    except ConditionError:
        return " ".join(text.split())


def _tree(node: Node, renamed: Renamed, options: Mapping[str, str] | None = None) -> Tree:
    match node:
        case Name(name=name):
            return ("Name", renamed.names.get(name, name))
        case Is(subject=Name(name=name)) | Has(subject=Name(name=name)):
            options = renamed.options.get(name)
        case Call(function=function, arguments=(Name(name=name),)) if function == _ABOUT_FLAGS:
            return ("Call", function, renamed.flags.get(name, name))
    parts: list[object] = [type(node).__name__]
    for field in attrs.fields(type(node)):
        if field.name in _PLACES:
            continue
        value = getattr(node, field.name)
        if isinstance(value, Node):
            parts.append(_tree(value, renamed, options))
        elif isinstance(value, tuple):
            parts.append(
                tuple(
                    _tree(one, renamed, options) if isinstance(one, Node) else one for one in value
                )
            )
        else:
            parts.append(options.get(value, value) if options and field.name == "name" else value)
    return tuple(parts)
