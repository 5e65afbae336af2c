"""From the text of a condition to its tree."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from exoguide.flow.conditions.lexer import Token, short, tokens
from exoguide.flow.conditions.nodes import (
    Arithmetic,
    Call,
    Compare,
    Else,
    Has,
    Is,
    Literal,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Option,
    children,
)
from exoguide.flow.conditions.problems import ConditionError
from exoguide.flow.values import Money, Span

MAX_DEPTH: Final = 50
"""The deepest nesting; with it no condition can exhaust the stack."""

_MAX_DIGITS: Final = 28
_MAX_SPAN: Final = 99_999

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _UNARY, _ELSE = range(1, 9)
_POWERS: Final = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(["=", "!=", "<", "<=", ">", ">=", "is", "in", "has", "not"], _COMPARE),
    **dict.fromkeys("+-", _SUM),
    **dict.fromkeys("*/", _PRODUCT),
    "else": _ELSE,
}
_UNITS: Final = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}
_CURRENCY: Final = re.compile("[A-Z]{3}")


def parse(text: str) -> Node:
    """The tree of ``text``, without types.

    Raises :class:`ConditionError` with the exact place, for any text whatever; its time is
    bounded by the caps on length and depth.
    """
    return _Parser(text).whole()


class _Parser:
    """Precedence climbing over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token to read next."""
        return self.tokens[self.at]

    def whole(self) -> Node:
        """The whole text as one expression."""
        if self.token.kind == "end":
            raise ConditionError((0, self.token.end), "the condition is empty")
        node = self.expression(_OR)
        if self.token.kind != "end":
            raise self.unexpected()
        waiting = [(node, 1)]
        while waiting:
            current, depth = waiting.pop()
            if depth > MAX_DEPTH:
                raise _too_deep(current.span)
            waiting.extend((child, depth + 1) for child in children(current))
        return node

    def expression(self, floor: int) -> Node:
        """An expression whose operators bind at least as tightly as ``floor``."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _too_deep(self.token[2:])
        start = self.token.start
        node = self.prefix(floor)
        while self.token.kind == "sign":
            power = _POWERS.get(self.token.text, 0)
            if power < max(floor, 1) or (self.token.text == "not" and not self.not_in_follows()):
                break
            if power == _COMPARE:
                node = self.comparison(node, start)
            elif power == _ELSE:
                self.take()
                default = self.expression(_ELSE)
                node = Else(node, default, span=self.since(start))
            else:
                node = self.row(node, start, power)
        self.depth -= 1
        return node

    def row(self, first: Node, start: int, power: int) -> Node:
        """A row of operands joined by operators of one power."""
        operands = [first]
        ops: list[str] = []
        while self.token.kind == "sign" and _POWERS.get(self.token.text) == power:
            ops.append(self.take().text)
            operands.append(self.expression(power + 1))
        if power == _OR:
            return Logic("or", tuple(operands), span=self.since(start))
        if power == _AND:
            return Logic("and", tuple(operands), span=self.since(start))
        return Arithmetic(tuple(ops), tuple(operands), span=self.since(start))

    def prefix(self, floor: int) -> Node:
        """``not``, a minus sign, or a primary."""
        start = self.token.start
        if self.sees("not"):
            if floor > _NOT:
                raise ConditionError(
                    self.token[2:], "`not` cannot stand here", "Put `not ...` in brackets."
                )
            self.take()
            operand = self.expression(_NOT)
            return Not(operand, span=self.since(start))
        if self.sees("-"):
            self.take()
            operand = self.expression(_UNARY)
            return Negative(operand, span=self.since(start))
        return self.primary()

    def comparison(self, left: Node, start: int) -> Node:
        """A comparison, a chain of them, or a test of a choice."""
        if isinstance(left, Compare | Is | Has) and self.since(start) == left.span:
            raise ConditionError(
                self.token[2:],
                f"`{self.token.text}` cannot follow another test",
                "Join the two tests with `and` or `or`.",
            )
        match self.token.text:
            case "is" | "in" | "not":
                return self.choice_test(left, start)
            case "has":
                return self.set_test(left, start)
        operands = [left]
        ops: list[str] = []
        while self.token.kind == "sign" and self.token.text in {"=", "!=", "<", "<=", ">", ">="}:
            sign = self.take()
            if ops and (ops[0][0] != sign.text[0] or ops[0][0] not in "<>"):
                raise ConditionError(
                    sign[2:],
                    f"`{sign.text}` cannot continue this chain",
                    "A chain goes one way, as in `18 <= age < 65`; otherwise join with `and`.",
                )
            ops.append(sign.text)
            operands.append(self.expression(_SUM))
        return Compare(tuple(ops), tuple(operands), span=self.since(start))

    def choice_test(self, left: Node, start: int) -> Node:
        """``is``, ``is not``, ``in`` and ``not in``."""
        first = self.take().text
        negated = first == "not"
        if negated:
            self.take()
        elif first == "is" and self.sees("not"):
            self.take()
            negated = True
        if first == "is" and self.token.text in {"in", "["}:
            words = "not in" if negated else "in"
            raise ConditionError(
                self.token[2:],
                "`is` takes one option",
                f"For several options write `{words} [...]`.",
            )
        options = (self.option("is"),) if first == "is" else self.options("in")
        return Is(left, options, negated, span=self.since(start))

    def set_test(self, left: Node, start: int) -> Node:
        """``has`` in its four forms."""
        self.take()
        word, following = self.token, self.tokens[self.at + 1].text
        if word.text in {"any", "all", "none"} and following in {"of", "["}:
            self.take()
            if not self.sees("of"):
                raise self.expected("`of`", f"Write `has {word.text} of [...]`.")
            self.take()
            options = self.options(f"has {word.text} of")
            mode = word.text
            if mode == "any":
                return Has(left, "any", options, span=self.since(start))
            if mode == "all":
                return Has(left, "all", options, span=self.since(start))
            return Has(left, "none", options, span=self.since(start))
        if self.sees("["):
            raise ConditionError(
                word[2:],
                "`has` takes one option",
                "For several write `has any of`, `has all of` or `has none of`.",
            )
        if self.sees("not"):
            raise ConditionError(
                word[2:], "`not` cannot stand here", "Write `has none of [...]`, or `not` in front."
            )
        return Has(left, "all", (self.option("has"),), span=self.since(start))

    def options(self, after: str) -> tuple[Option, ...]:
        """A list of options in square brackets."""
        if not self.sees("["):
            raise self.expected(f"a list after `{after}`", "Write options as `[one, other]`.")
        opening = self.take()
        if self.sees("]"):
            raise ConditionError((opening.start, self.token.end), "the list holds no option")
        found = [self.option("[")]
        while self.sees(","):
            self.take()
            found.append(self.option(","))
        if not self.sees("]"):
            raise self.expected("`,` or `]`")
        self.take()
        return tuple(found)

    def option(self, after: str) -> Option:
        """The name of one option."""
        token = self.token
        if token.kind != "name":
            advice = ""
            if token.text in {"true", "false"}:
                advice = f"Write `is {'yes' if token.text == 'true' else 'no'}`."
            elif token.kind in {"number", "date"}:
                advice = "Numbers and dates are compared with `=`, `<` and so on."
            raise self.expected(f"the name of an option after `{after}`", advice)
        self.take()
        return Option(token.text, span=token[2:])

    def primary(self) -> Node:
        """A literal, a name, a call or brackets."""
        token = self.token
        span = token[2:]
        if token.kind == "number":
            return self.number()
        if token.kind == "date":
            self.take()
            try:
                return Literal(date.fromisoformat(token.text), span=span)
            except ValueError:
                message = f"there is no date {token.text}"
                raise ConditionError(span, message, "Write year-month-day.") from None
        if token.text in {"true", "false"}:
            self.take()
            return Literal(token.text == "true", span=span)
        if token.kind == "name":
            self.take()
            if self.sees("("):
                return self.call(token)
            if self.token.kind == "number" and _CURRENCY.fullmatch(token.text):
                amount = self.decimal(self.take())
                return Literal(Money(amount, token.text), span=self.since(token.start))
            return Name(token.text, span=span)
        if token.text == "(":
            self.take()
            node = self.expression(_OR)
            self.close()
            return node
        raise self.expected("a name, a number or `(`")

    def number(self) -> Node:
        """A number, or a length of time."""
        token = self.take()
        unit = self.token
        if unit.kind == "name" and (parts := _UNITS.get(unit.text.removesuffix("s"))):
            self.take()
            span = self.since(token.start)
            if "." in token.text:
                message = "a length of time is a whole number"
                raise ConditionError(span, message, "Write it in a smaller unit.")
            if len(token.text) > _MAX_DIGITS or int(token.text) > _MAX_SPAN:
                raise ConditionError(span, f"at most {_MAX_SPAN:,} {unit.text} can be written")
            months, days = parts
            return Literal(Span(months * int(token.text), days * int(token.text)), span=span)
        return Literal(self.decimal(token), span=token[2:])

    def decimal(self, token: Token) -> Decimal:
        """A number token's value."""
        if len(token.text.replace(".", "")) > _MAX_DIGITS:
            raise ConditionError(token[2:], f"a number has at most {_MAX_DIGITS} digits")
        return Decimal(token.text)

    def call(self, name: Token) -> Node:
        """The arguments of a function."""
        self.take()
        arguments: list[Node] = []
        if not self.sees(")"):
            arguments.append(self.expression(_OR))
            while self.sees(","):
                self.take()
                arguments.append(self.expression(_OR))
        self.close()
        return Call(name.text, tuple(arguments), name_span=name[2:], span=self.since(name.start))

    def close(self) -> None:
        """The closing bracket."""
        if not self.sees(")"):
            raise self.expected("`)`")
        self.take()

    def take(self) -> Token:
        """Go past the next token."""
        token = self.token
        self.at += 1
        return token

    def sees(self, text: str) -> bool:
        """Whether the next token is this sign or keyword."""
        return self.token.text == text

    def not_in_follows(self) -> bool:
        """Whether the next two tokens are ``not in``."""
        return self.tokens[self.at + 1].text == "in"

    def since(self, start: int) -> tuple[int, int]:
        """The span from ``start`` to the last token taken."""
        return start, self.tokens[self.at - 1].end

    def expected(self, what: str, advice: str = "") -> ConditionError:
        """The error that something else should stand here."""
        token = self.token
        if token.kind == "end":
            return ConditionError(token[2:], f"{what} is missing at the end", advice)
        return ConditionError(
            token[2:], f"{what} is needed here, not `{short(token.text)}`", advice
        )

    def unexpected(self) -> ConditionError:
        """The error for text left over after a whole expression."""
        token = self.token
        advice = "Join two conditions with `and` or `or`."
        if token.text.lower() in _POWERS and token.kind == "name":
            advice = f"Write `{token.text.lower()}` in small letters."
        elif token.text == ")":
            advice = "Remove it, or open the bracket."
        elif token.text == ",":
            advice = "Write numbers without thousands signs, decimals with a point."
        return ConditionError(token[2:], f"`{short(token.text)}` is not expected here", advice)


def _too_deep(span: tuple[int, int]) -> ConditionError:
    """The error for nesting beyond the cap."""
    return ConditionError(
        span,
        f"the condition is nested too deeply (more than {MAX_DEPTH} levels)",
        "Move parts of it into computed values.",
    )
