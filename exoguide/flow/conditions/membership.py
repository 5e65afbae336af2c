"""Reading the tests of choices: ``is``, ``in`` and ``has`` in all their forms."""

from __future__ import annotations

from typing import Final, Literal

from exoguide.flow.conditions.nodes import Has, Is, Node, Option
from exoguide.flow.conditions.problems import ConditionError
from exoguide.flow.conditions.stream import Stream

_MODES: Final[dict[str, Literal["any", "all", "none"]]] = {
    "any": "any",
    "all": "all",
    "none": "none",
}


def choice_test(stream: Stream, left: Node, start: int) -> Node:
    """``is``, ``is not``, ``in`` and ``not in``."""
    first = stream.take().text
    negated = first == "not"
    if negated:
        stream.take()
    elif first == "is" and stream.sees("not"):
        stream.take()
        negated = True
    if first == "is" and stream.token.text in {"in", "["}:
        words = "not in" if negated else "in"
        raise stream.here(
            "`is` takes one option",
            f"For several options write `{words} [...]`.",
        )
    options = (_option(stream, "is"),) if first == "is" else _options(stream, "in")
    return Is(left, options, negated, span=stream.since(start))


def set_test(stream: Stream, left: Node, start: int) -> Node:
    """``has`` in its four forms."""
    stream.take()
    mode = _MODES.get(stream.token.text)
    if mode is not None and stream.after_next() in {"of", "["}:
        stream.take()
        if not stream.sees("of"):
            raise stream.expected("`of`", f"Write `has {mode} of [...]`.")
        stream.take()
        options = _options(stream, f"has {mode} of")
        return Has(left, mode, options, span=stream.since(start))
    if stream.sees("["):
        raise stream.here(
            "`has` takes one option",
            "For several write `has any of`, `has all of` or `has none of`.",
        )
    if stream.sees("not"):
        raise stream.here(
            "`not` cannot stand here", "Write `has none of [...]`, or `not` in front."
        )
    return Has(left, "all", (_option(stream, "has"),), span=stream.since(start))


def _options(stream: Stream, after: str) -> tuple[Option, ...]:
    """A list of options in square brackets."""
    if not stream.sees("["):
        raise stream.expected(f"a list after `{after}`", "Write options as `[one, other]`.")
    opening = stream.take()
    if stream.sees("]"):
        raise ConditionError((opening.start, stream.token.end), "the list holds no option")
    found = [_option(stream, "[")]
    while stream.sees(","):
        stream.take()
        found.append(_option(stream, ","))
    if not stream.sees("]"):
        raise stream.expected("`,` or `]`")
    stream.take()
    return tuple(found)


def _option(stream: Stream, after: str) -> Option:
    """The name of one option."""
    token = stream.token
    if token.kind != "name":
        advice = ""
        if token.text in {"true", "false"}:
            advice = f"Write `is {'yes' if token.text == 'true' else 'no'}`."
        elif token.kind in {"number", "date"}:
            advice = "Numbers and dates are compared with `=`, `<` and so on."
        raise stream.expected(f"the name of an option after `{after}`", advice)
    stream.take()
    return Option(token.text, span=token[2:])
