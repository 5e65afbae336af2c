"""Going through the tokens of a condition, and saying what should have stood there."""

from __future__ import annotations

from exoguide.flow.conditions.lexer import Token, short, tokens
from exoguide.flow.conditions.problems import ConditionError


class Stream:
    """The tokens of one text and how far they have been read."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.at = 0
        self.token = self.tokens[0]

    def take(self) -> Token:
        """Go past the next token."""
        token = self.token
        self.at += 1
        self.token = self.tokens[self.at]
        return token

    def sees(self, text: str) -> bool:
        """Whether the next token is this sign or word."""
        return self.token.text == text

    def after_next(self) -> str:
        """The text of the token after the next."""
        return self.tokens[self.at + 1].text if self.token.kind != "end" else ""

    def since(self, start: int) -> tuple[int, int]:
        """The span from ``start`` to the last token taken."""
        return start, self.tokens[self.at - 1].end

    def close(self, bracket: str) -> None:
        """Go past a closing bracket, which has to stand here."""
        if not self.sees(bracket):
            raise self.expected(f"`{bracket}`")
        self.take()

    def here(self, message: str, advice: str = "") -> ConditionError:
        """An error at the next token."""
        return ConditionError(self.token[2:], message, advice)

    def expected(self, what: str, advice: str = "") -> ConditionError:
        """The error that something else should stand here."""
        if self.token.kind == "end":
            return self.here(f"{what} is missing at the end", advice)
        return self.here(f"{what} is needed here, not `{short(self.token.text)}`", advice)
