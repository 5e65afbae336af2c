"""Saying and asking in one language, wherever in the line-by-line face a person is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from exoguide.consultation.patience import patience
from exoguide.consultation.typing import folded
from exoguide.errors import ExoguideError
from exoguide.line.console import Console, TooLong
from exoguide.speech import catalogue, joined, phrase, spoken


class Cancelled(Exception):
    """The person thought better of it; nothing has changed."""


class Left(Exception):
    """The person leaves, with everything as it is."""


class Voice:
    """A person at a console, and the ``language`` that the program speaks with them."""

    def __init__(self, console: Console, language: str = "", *, practice: bool = False) -> None:
        self.console = console
        self._language = language
        self._practice = practice

    @property
    def language(self) -> str:
        """The language of the program's words."""
        return self._language

    @property
    def practice(self) -> bool:
        """Whether nothing that happens here is real; every prompt says so then."""
        return self._practice

    @property
    def yes(self) -> str:
        """How the person's language says yes."""
        return catalogue(self.language).get("word.yes", "yes")

    def say(self, words: str = "", *, indent: int = 0) -> None:
        """Say a paragraph."""
        self.console.say(self.spoken(words), indent=indent)

    def listed(self, mark: str, words: str) -> None:
        """Say one line of a list, behind its mark."""
        self.console.listed(mark, self.spoken(words))

    def spoken(self, words: str) -> str:
        """Words of the program in the language spoken here; all others as they are."""
        return spoken(words, self.language)

    @contextmanager
    def meanwhile(self, words: str) -> Iterator[None]:
        """Say ``words`` in a line when what is done inside takes longer than half a second.

        What was typed meanwhile is no answer to what is asked next: it is told and not taken.
        """
        wait = None
        try:
            with patience(lambda: self.console.say_now(self.spoken(words))) as wait:
                yield
        finally:
            if wait is not None and wait.long:
                for line in self.console.set_aside():
                    self.say(phrase("Typed too early and not taken: “{line}”", line=line[:40]))

    def lock(self) -> None:
        """Lock the sessions until the passphrase is typed; without one, say that there is none."""
        if not self.console.lock():
            self.say(
                phrase(
                    "Nothing is locked, because no passphrase is set: exoguide protect sets one."
                )
            )

    def failed(self, error: ExoguideError) -> None:
        """Say an error as its title, what happened and what to do."""
        self.say(joined(phrase("{title}.", title=error.title), error.message, error.todo))

    def line(self, prompt: str) -> str:
        """One typed line; a line that the terminal may have cut off is asked for again."""
        practice = phrase("PRACTICE") if self.practice else ""
        asked = self.spoken(joined(practice, prompt))
        while True:
            try:
                return self.console.ask(asked)
            except TooLong:
                self.say(
                    phrase(
                        "This line is longer than a terminal can pass on, so its end may be lost."
                        " Nothing of it was taken; type it in several shorter lines."
                    )
                )

    def word(self, prompt: str, *, optional: bool = False) -> str:
        """A few words beside an answer; ``Cancelled`` when the person types cancel.

        Nothing typed is no words where they are ``optional``, and cancels elsewhere.
        """
        typed = self.line(prompt)
        asked = typed.strip().lower()
        if asked == ":quit":
            raise Left
        if asked.removeprefix(":") == "cancel" or not (asked or optional):
            raise Cancelled
        return typed

    def sure(self, prompt: str) -> bool:
        """Whether the person types yes; anything else is no."""
        typed = self.line(joined(prompt, phrase("Type yes, or cancel"))).strip().lower()
        if typed == ":quit":
            raise Left
        return folded(typed) in ("yes", "y", folded(self.yes))
