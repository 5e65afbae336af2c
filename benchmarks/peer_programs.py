"""Ten questions by each peer of ``bench_peers``: ``python -m benchmarks.peer_programs NAME``.

``bare`` is a Textual app, ``questionary`` the library that most programs ask with, ``prompt`` plain
lines by click. Each shows the same words and keeps the answers in memory; none saves anything,
which exoguide does with every one.
"""

from __future__ import annotations

import sys
from typing import Final

WORDS: Final = (
    "Do you have a fever today",
    "Are you taking blood thinners",
    "Have you ever had cancer",
    "Could you be pregnant now",
    "Do you have an infection",
    "Has a joint been injected before",
    "Do you have allergies we should know",
    "Did someone explain the risks",
    "Do you want time to think",
    "Shall we go on to the costs",
)
CHOICES: Final = ("Yes, as far as I know", "No, not that I know of", "I would rather not say")

FLOW: Final = """
[flow]
id = "ten"
title = "Ten questions"
version = "1"
language = "en"

[[stage]]
id = "all"
title = "Questions"
order = 1
"""
STEP: Final = """
[[step]]
id = "{name}"
stage = "all"
kind = "choice"
ask = "{ask}?"
options = [{options}]
"""
END: Final = """
[[end]]
id = "over"
title = "Over"
outcome = "not_now"
rank = 1
text = "That was all."
summary = "All was asked."
"""


def flow() -> str:
    """The same ten questions as a flow."""
    steps = []
    for number, words in enumerate(WORDS):
        last = ', goto = "over"' if number == len(WORDS) - 1 else ""
        options = ", ".join(
            f'{{ id = "o{place}", label = "{label}"{last} }}' for place, label in enumerate(CHOICES)
        )
        steps.append(STEP.format(name=f"q{number}", ask=words, options=options))
    return FLOW + "".join(steps) + END


def bare() -> int:
    """A page of Textual's own widgets that shows one question after the other."""
    from textual.app import App, ComposeResult
    from textual.widgets import Footer, Header, OptionList, Static

    class Bare(App[None]):
        TITLE = "Ten questions"
        answers: int = 0

        def compose(self) -> ComposeResult:
            yield Header()
            yield Static(f"{WORDS[0]}?", id="ask", markup=False)
            yield OptionList(*CHOICES, markup=False)
            yield Footer()

        def on_option_list_option_selected(self) -> None:
            self.answers += 1
            if self.answers == len(WORDS):
                self.exit()
            else:
                self.query_one("#ask", Static).update(f"{WORDS[self.answers]}?")

    Bare().run(mouse=False)
    return 0


def by_questionary() -> int:
    """A list to choose from for each question, one below the other."""
    import questionary

    for words in WORDS:
        questionary.select(f"{words}?", choices=list(CHOICES)).ask()
    return 0


def by_prompt() -> int:
    """Numbered lines and a typed number."""
    import click

    for words in WORDS:
        click.echo(f"{words}?")
        for number, choice in enumerate(CHOICES, 1):
            click.echo(f"  {number}. {choice}")
        click.prompt("Answer", type=click.IntRange(1, len(CHOICES)))
    return 0


if __name__ == "__main__":
    sys.exit({"bare": bare, "questionary": by_questionary, "prompt": by_prompt}[sys.argv[1]]())
