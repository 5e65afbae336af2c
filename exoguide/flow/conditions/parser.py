"""From the text of a condition to its tree."""

from __future__ import annotations

from typing import Final

from exoguide.flow.conditions.lexer import Token, short
from exoguide.flow.conditions.literals import literal
from exoguide.flow.conditions.membership import choice_test, set_test
from exoguide.flow.conditions.nodes import (
    Arithmetic,
    Call,
    Compare,
    Else,
    Has,
    Is,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    children,
)
from exoguide.flow.conditions.problems import ConditionError
from exoguide.flow.conditions.stream import Stream

MAX_DEPTH: Final = 50
"""The deepest nesting; with it no condition can exhaust the stack."""

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _UNARY, _ELSE = range(1, 9)
_POWERS: Final = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(["=", "!=", "<", "<=", ">", ">=", "is", "in", "has", "not"], _COMPARE),
    **dict.fromkeys("+-", _SUM),
    **dict.fromkeys("*/", _PRODUCT),
    "else": _ELSE,
}


def parse(text: str) -> Node:
    """The tree of ``text``, without types.

    Raises :class:`ConditionError` with the exact place, for any text whatever; its time is
    bounded by the caps on length and depth.
    """
    return _Parser(text).whole()


class _Parser(Stream):
    """Precedence climbing over the tokens of one text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

    def whole(self) -> Node:
        """The whole text as one expression."""
        if self.token.kind == "end":
            raise ConditionError((0, self.token.end), "the condition is empty")
        node = self.expression(_OR)
        if self.token.kind != "end":
            raise self.unexpected()
        # A tree is never deeper than its text has tokens, so that most need no walk.
        waiting = [(node, 1)] if len(self.tokens) > MAX_DEPTH else []
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
            if power < max(floor, 1) or (self.token.text == "not" and self.after_next() != "in"):
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
                raise self.here("`not` cannot stand here", "Put `not ...` in brackets.")
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
            raise self.here(
                f"`{self.token.text}` cannot follow another test",
                "Join the two tests with `and` or `or`.",
            )
        match self.token.text:
            case "is" | "in" | "not":
                return choice_test(self, left, start)
            case "has":
                return set_test(self, left, start)
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

    def primary(self) -> Node:
        """A literal, a name, a call or brackets."""
        written = literal(self)
        if written is not None:
            return written
        token = self.token
        if token.kind == "name":
            self.take()
            return self.call(token) if self.sees("(") else Name(token.text, span=token[2:])
        if token.text == "(":
            self.take()
            node = self.expression(_OR)
            self.close(")")
            return node
        raise self.expected("a name, a number or `(`")

    def call(self, name: Token) -> Node:
        """The arguments of a function."""
        self.take()
        arguments: list[Node] = []
        if not self.sees(")"):
            arguments.append(self.expression(_OR))
            while self.sees(","):
                self.take()
                arguments.append(self.expression(_OR))
        self.close(")")
        return Call(name.text, tuple(arguments), name_span=name[2:], span=self.since(name.start))

    def unexpected(self) -> ConditionError:
        """The error for text left over after a whole expression."""
        word = self.token.text
        advice = "Join two conditions with `and` or `or`."
        if word.lower() in _POWERS and self.token.kind == "name":
            advice = f"Write `{word.lower()}` in small letters."
        elif word == ")":
            advice = "Remove it, or open the bracket."
        elif word == ",":
            advice = "Write numbers without thousands signs, decimals with a point."
        return self.here(f"`{short(word)}` is not expected here", advice)


def _too_deep(span: tuple[int, int]) -> ConditionError:
    """The error for nesting beyond the cap."""
    return ConditionError(
        span,
        f"the condition is nested too deeply (more than {MAX_DEPTH} levels)",
        "Move parts of it into computed values.",
    )
